"""A set, its document and its rows say the same, whichever way they are read."""

import json

import pytest

from criteria.actions import contents
from criteria.definitions import definition_of
from criteria.set_documents import definition_from, document_from, key_from
from tests.factories import make_board_head, make_district, make_draft_set, set_document

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("kind", ["commune", "agency"])
def test_a_set_read_from_rows_gives_the_document_it_came_from(kind):
    document = document_from(definition_from(set_document(kind)))

    stored = definition_of(make_draft_set(make_district(), set_document(kind)))

    assert document_from(stored) == document
    assert json.loads(json.dumps(document)) == document


def test_a_condition_survives_the_way_through_the_rows():
    document = set_document()
    condition = {"criterion": "i-1", "part": "programme", "answers": ["quarter_one", "later"]}
    document["groups"][0]["criteria"][1]["condition"] = condition

    stored = definition_of(make_draft_set(make_district(), document))

    assert stored.groups[0].criteria[1].condition.as_json() == condition


@pytest.mark.parametrize(
    ("name", "key"), [("I.1", "i-1"), ("Xuất sắc", "xuat-sac"), ("Đạt", "dat"), ("…", "khac")]
)
def test_keys_follow_from_codes_and_names(name, key):
    assert key_from(name) == key


def test_the_same_title_and_year_counts_versions():
    district = make_district()
    by = make_board_head(district)
    first = make_draft_set(district, set_document(), by=by)

    second = contents.create(definition_of(first), organiser=district, by=by, origin=first)

    assert (first.version, second.version, second.origin) == (1, 2, first)


def test_replacing_a_draft_leaves_nothing_of_the_old_content():
    district = make_district()
    by = make_board_head(district)
    draft = make_draft_set(district, by=by)
    other = definition_from(set_document())

    contents.replace(draft, other, by=by, revision=draft.revision)

    draft.refresh_from_db()
    assert document_from(definition_of(draft)) == document_from(other)
    assert draft.revision == 2
