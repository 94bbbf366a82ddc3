"""Workbooks are read in the process of the test."""

import pytest

from core.inspection.sheets import read_sheets
from tests.criteria.workbook_files import exported


@pytest.fixture(autouse=True)
def _no_child(monkeypatch):
    monkeypatch.setattr(
        "core.spreadsheets.books.look_inside",
        lambda _module, path, arguments: read_sheets(path, **arguments),
    )


@pytest.fixture
def content():
    return exported()
