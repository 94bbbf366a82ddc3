"""The sandbox child that reads several sheets of an Excel file: core.spreadsheets.books asks it.

One child for the whole file: starting one costs more than reading a sheet. Answers with
`{"sheets": {wanted: {"sheet", "rows", "is_hidden", "hidden_rows", "merged"}}, "others": […]}`; rows
as in core.inspection.cells, wanted sheets that are missing left out.
"""

import re
import warnings
from pathlib import Path

from openpyxl import load_workbook

from core.inspection.cells import filled_rows, normal_title
from core.inspection.office import inspect_package
from core.sandbox_child import serve

_MOST_REMARKED = 200
# openpyxl's quick reader passes over both; the part is known to be well-formed by now.
_HIDDEN_ROW = re.compile(rb"<(?:\w+:)?row\b(?=[^>]*\bhidden=[\"'](?:1|true)[\"'])[^>]*?\br=.(\d+)")
_MERGED = re.compile(rb"<(?:\w+:)?mergeCell\b[^>]*?\bref=[\"']([A-Z0-9]+:[A-Z0-9]+)[\"']")


def read_sheets(path: Path, sheets: list[str], most_rows: int, most_cells: int) -> dict:
    """Every filled cell of the sheets with these titles; raises FileRefused."""
    inspect_package(path, "xlsx")
    # openpyxl warns of what it leaves out (drop-down lists, themes); values are what we read.
    warnings.simplefilter("ignore", UserWarning)
    wanted = {normal_title(title): title for title in sheets}
    found: dict[str, dict] = {}
    others = []
    with path.open("rb") as file:
        for worksheet in load_workbook(file, read_only=True, keep_links=False).worksheets:
            title = wanted.pop(normal_title(worksheet.title), None)
            if title is None:
                others.append(worksheet.title)
            else:
                found[title] = _sheet(worksheet, most_rows, most_cells)
                most_cells -= sum(len(cells) for _, cells in found[title]["rows"])
    return {"sheets": found, "others": others[:_MOST_REMARKED]}


def _sheet(worksheet, most_rows: int, most_cells: int) -> dict:
    # The file's own claim about its size may be a lie.
    worksheet.reset_dimensions()
    with worksheet._get_source() as part:
        markup = part.read()
    return {
        "sheet": worksheet.title,
        "is_hidden": worksheet.sheet_state != "visible",
        "hidden_rows": [int(row) for row in _HIDDEN_ROW.findall(markup)[:_MOST_REMARKED]],
        "merged": [ref.decode() for ref in _MERGED.findall(markup)[:_MOST_REMARKED]],
        "rows": list(filled_rows(worksheet, most_rows, most_cells)),
    }


if __name__ == "__main__":
    serve(read_sheets)
