"""A workbook with one cell typed over."""

from tests.criteria.workbook_files import address, complaints, typed


def at(content, sheet, header, row, value):
    """The workbook with another value in the cell named by its header."""
    return typed(content, {address(content, sheet, header, row): value})


def said(content, sheet, header, row, value):
    """What the import says of the cell after it was typed over, and of nothing else."""
    place = "{}!{}".format(*address(content, sheet, header, row))
    found = complaints(at(content, sheet, header, row, value))
    assert [text.partition(": ")[0] for text in found] == [place]
    return found[0].partition(": ")[2]
