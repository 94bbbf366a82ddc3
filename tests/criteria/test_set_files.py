"""Out and in again: a set loses nothing on its way through a workbook or a JSON file."""

import io

import pytest
from hypothesis import given, settings
from openpyxl import load_workbook

from core.inspection.sheets import read_sheets
from criteria.checks import findings
from criteria.comparison import compare
from criteria.exports import set_json
from criteria.imports.json_files import read_json
from criteria.set_documents import definition_from, document_from, fingerprint
from tests.criteria.workbook_files import KINDS, exported, read, small_set
from tests.factories import set_document
from tests.set_strategies import sets_for_files
from tests.strategies import steady

SETS = ["commune", "agency"]


def in_process(_module, path, arguments):
    """What the child would answer, without a third of a second for starting one."""
    return read_sheets(path, **arguments)


@pytest.fixture(autouse=True, scope="module")
def _no_child():
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("core.spreadsheets.books.look_inside", in_process)
        yield


def fixture_set(kind):
    return definition_from(set_document(kind))


def cells(content):
    """Every cell of every sheet."""
    book = load_workbook(io.BytesIO(content))
    return {(s.title, c.coordinate): c.value for s in book for row in s for c in row}


@pytest.mark.parametrize("kind", SETS)
def test_a_complete_set_comes_back_from_its_workbook(kind):
    definition = fixture_set(kind)

    found = read(exported(definition))

    assert found.problems == []
    assert document_from(found.definition) == document_from(definition)
    assert compare(definition, found.definition).is_empty


@pytest.mark.parametrize("kind", SETS)
def test_the_second_workbook_is_the_first_cell_by_cell(kind):
    first = exported(fixture_set(kind))

    assert cells(exported(read(first).definition)) == cells(first)


@pytest.mark.parametrize("kind", SETS)
def test_a_complete_set_comes_back_from_json(kind):
    definition = fixture_set(kind)

    found = read_json(io.BytesIO(set_json(definition)), KINDS)

    assert found.problems == []
    assert document_from(found.definition) == document_from(definition)
    assert set_json(found.definition) == set_json(definition)


@given(sets_for_files())
@settings(steady, max_examples=40)
def test_any_sound_set_comes_back_from_both(definition):
    from_workbook = read(exported(definition))
    from_json = read_json(io.BytesIO(set_json(definition)), KINDS)

    known = {finding.message for finding in findings(definition)}
    assert {p.message for p in from_workbook.problems + from_json.problems} <= known
    assert document_from(from_workbook.definition) == document_from(definition)
    assert document_from(from_json.definition) == document_from(definition)


def test_the_reference_is_that_of_the_content_whoever_organises_it():
    definition = small_set()

    found = read(exported(definition))

    kind, year, version, short = found.reference.split("/")
    assert (kind, int(year), int(version)) == ("commune", definition.year, definition.version)
    assert fingerprint(definition).startswith(short)
