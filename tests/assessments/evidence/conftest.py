"""Files are looked at in the process of the test."""

import pytest

from core import file_inspection
from core.inspection.child import inspect_file


@pytest.fixture(autouse=True)
def in_process(monkeypatch):
    """Look inside files without a child process, which costs a quarter of a second each."""

    def look_inside(module, path, arguments):
        return inspect_file(path, **arguments)

    monkeypatch.setattr(file_inspection, "look_inside", look_inside)
