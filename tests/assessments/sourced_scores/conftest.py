"""Records that the test writes, a sheet that takes from them, and its editor."""

import pytest

from tests.assessments.sourced_files import make_sourced_file, registered
from tests.factories import make_editor


@pytest.fixture
def records(monkeypatch):
    return registered(monkeypatch)


@pytest.fixture
def file(records):
    return make_sourced_file()


@pytest.fixture
def editor(client, file):
    editor = make_editor(file.unit)
    client.force_login(editor)
    return editor
