"""The table of officers saved for many units at once: few statements, every change on record."""

import pytest
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from assessments.actions import rounds
from assessments.models import OfficerAssignment
from assessments.year_plans import Followers
from core import audit
from core.models import AuditEvent
from tests.factories import (
    make_board_head,
    make_district,
    make_officer,
    make_open_round,
    make_published_set,
    make_round,
    make_unit,
)

pytestmark = pytest.mark.django_db
MANY = 40


@pytest.fixture
def district():
    return make_district()


@pytest.fixture
def head(district):
    return make_board_head(district)


def saved(client, round_, units, officer, leader) -> int:
    """Statements that it takes to save the whole table through its page."""
    typed = {f"officer_{unit.pk}": officer.pk for unit in units}
    typed |= {f"leader_{unit.pk}": leader.pk for unit in units}
    with CaptureQueriesContext(connection) as statements:
        answer = client.post(reverse("assessments:round-assign", args=[round_.pk]), typed)
    assert answer.status_code == 302
    return len(statements)


@pytest.mark.parametrize("has_files", [False, True], ids=["planned", "open"])
def test_the_table_takes_as_many_statements_for_one_unit_as_for_many(
    client, district, head, has_files
):
    officer, other = make_officer(district), make_officer(district)
    units = [make_unit(district) for _ in range(MANY)]
    round_ = make_round(district, make_published_set(district))
    if has_files:
        rounds.open_round(round_, by=head)
    client.force_login(head)
    saved(client, round_, units, officer, head)

    for_one = saved(client, round_, units[:1], other, head)
    for_many = saved(client, round_, units, other, make_board_head(district))

    assert for_many == for_one
    assert OfficerAssignment.objects.filter(officer=other).count() == MANY


def test_each_changed_unit_has_an_event_of_its_own_in_a_whole_chain(district, head):
    officer, units = make_officer(district), [make_unit(district) for _ in range(MANY)]
    round_ = make_open_round(district)
    rounds.assign_officer(round_, units[0], officer, by=head)
    before = AuditEvent.objects.count()

    changed = rounds.assign_officers(
        round_, {unit: Followers(officer, head) for unit in units}, by=head
    )

    events = AuditEvent.objects.filter(kind="officer.assigned").order_by("sequence")[1:]
    assert changed == len(events) == MANY
    assert {event.unit_id for event in events} == {unit.pk for unit in units}
    assert [event.before for event in events][:2] == [str(officer), "(chưa phân công)"]
    assert {event.after for event in events} == {f"{officer}, lãnh đạo phụ trách {head}"}
    assert AuditEvent.objects.count() == before + MANY + 1
    assert AuditEvent.objects.last().after == {"units": MANY}
    assert audit.chain_problems(AuditEvent.objects.all()) == []
    call_command("verify_audit")


def test_assignments_without_events_do_not_happen(district, head, monkeypatch):
    officer, unit = make_officer(district), make_unit(district)
    round_ = make_open_round(district)
    monkeypatch.setattr(rounds.audit, "record_all", lambda *args, **kwargs: 1 / 0)

    with pytest.raises(ZeroDivisionError):
        rounds.assign_officers(round_, {unit: Followers(officer)}, by=head)

    assert not OfficerAssignment.objects.exists()
