"""The audit chain: complete, in order, and broken by any tampering."""

import pytest
from django.db import DatabaseError, connection, transaction
from django.test.utils import CaptureQueriesContext

from core import audit
from core.models import AuditEvent
from tests.factories import make_district, make_person

pytestmark = pytest.mark.django_db


@pytest.fixture
def unit():
    return make_district()


def test_events_are_numbered_without_gap_and_linked(unit):
    by = make_person()

    first = audit.record("unit.created", unit, by=by)
    second = audit.record("unit.renamed", unit, by=by, before="A", after="B", note="Đổi tên")

    assert (first.sequence, first.previous_hash) == (1, audit.GENESIS)
    assert (second.sequence, second.previous_hash) == (2, first.hash)
    assert audit.chain_problems(AuditEvent.objects.all()) == []


def test_many_events_are_linked_like_single_ones(unit):
    by = make_person()
    audit.record("unit.created", unit, by=by)
    changes = [
        audit.Change(unit, after=name, note="Đổi tên", unit=unit) for name in ("Một", "Hai", "Ba")
    ]

    written = audit.record_all("unit.renamed", changes, by=by)
    audit.record("unit.merged", unit, by=by)

    assert [event.sequence for event in written] == [2, 3, 4]
    stored = AuditEvent.objects.filter(kind="unit.renamed")
    assert [event.after for event in stored] == ["Một", "Hai", "Ba"]
    assert {event.unit_id for event in stored} == {unit.pk}
    assert audit.chain_problems(AuditEvent.objects.all()) == []


def test_many_events_take_as_many_statements_as_one(unit, django_assert_num_queries):
    with CaptureQueriesContext(connection) as single:
        audit.record("x", unit, by=None)

    with django_assert_num_queries(len(single)):
        audit.record_all("x", [audit.Change(unit)] * 40, by=None)


def test_no_change_is_no_event(unit):
    assert audit.record_all("x", [], by=None) == []
    assert not AuditEvent.objects.exists()


def test_a_stored_event_hashes_to_the_same_value_when_read_back(unit):
    audit.record("x", unit, by=None, before={"b": 1, "a": [1, 2]}, after="é")

    assert audit.chain_problems(AuditEvent.objects.all()) == []


@pytest.mark.parametrize("field", [f for f in audit.HASHED_FIELDS if f != "at"])
def test_a_changed_field_is_found(unit, field):
    event = audit.record("x", unit, by=None)
    setattr(event, field, 7 if field == "sequence" else "đã sửa")

    assert audit.chain_problems([event])


def test_a_missing_event_is_found(unit):
    events = [audit.record("x", unit, by=None) for _ in range(3)]

    assert audit.chain_problems([events[0], events[2]])


@pytest.mark.parametrize(
    "sql", ["UPDATE core_auditevent SET note = 'x'", "DELETE FROM core_auditevent"]
)
def test_sql_cannot_change_events(unit, sql):
    audit.record("x", unit, by=None)

    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql)


def test_the_model_refuses_update_and_delete(unit):
    audit.record("x", unit, by=None)

    with pytest.raises(TypeError):
        AuditEvent.objects.update(note="x")
    with pytest.raises(TypeError):
        AuditEvent.objects.all().delete()


def test_history_is_newest_first(unit):
    audit.record("a", unit, by=None)
    audit.record("b", unit, by=None)

    assert [event.kind for event in audit.history(unit)] == ["b", "a"]
