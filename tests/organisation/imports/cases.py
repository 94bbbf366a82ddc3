"""Previews of a workbook and what they say."""

from django.core.files.uploadedfile import SimpleUploadedFile

from organisation.imports import previews
from organisation.imports.files import read_file

PARENT = "Huyện uỷ Yên Thế"


def content_of(file, kind):
    return read_file(SimpleUploadedFile("t.xlsx", file), kind.columns())


def previewed(file, by, kind=previews.UNITS):
    return previews.preview(kind, content_of(file, kind), by=by)


def carried_out(file, by, kind=previews.UNITS):
    return previews.carry_out(kind, content_of(file, kind), by=by)


def cells(outcome):
    return [problem.cell for problem in outcome.problems]
