"""A role passes on while others give it away too, while its holder works, while the board deals."""

from datetime import datetime
from functools import partial
from threading import Event
from uuid import uuid4

import pytest
import time_machine
from django.core.exceptions import PermissionDenied, ValidationError

from assessments.actions import handovers, report_moves, rounds
from assessments.models import Assessment, Handover, OfficerAssignment
from assessments.year_plans import Followers
from core.calendar import VIETNAM, today
from core.models import AuditEvent, StoredDocument
from danvan.invariants import broken
from organisation.models import RoleAssignment, User
from organisation.roles import Role
from tests.assessments.report_cases import complete, fresh, make_draft, make_file
from tests.concurrency.racing import accepted, at_once, refused
from tests.factories import make_board_head, make_head, make_officer, make_person

PEOPLE, RACES = 6, range(4)
REASON = "Chuyển công tác theo quyết định."


@pytest.fixture(autouse=True)
def summer():
    """Stand in the third quarter."""
    with time_machine.travel(datetime(2026, 8, 12, 9, tzinfo=VIETNAM), tick=True):
        yield


@pytest.fixture(autouse=True)
def paper(monkeypatch) -> None:
    """Stands in for the printer: no two threads wait for one worker here."""
    monkeypatch.setattr(handovers, "render_pdf", lambda *_: b"%PDF-1.7 minutes")


@pytest.fixture
def file() -> Assessment:
    return make_file()


def role_of(person: User) -> RoleAssignment:
    return person.role_assignments.select_related("user", "unit__parent").get()


def handing_over(file: Assessment, giver: User, taker: User) -> partial:
    by = make_person(Role.ADMINISTRATOR, file.round.organiser)
    return partial(handovers.hand_over, role_of(giver), taker, on=today(), reason=REASON, by=by)


def holders(role: Role, unit) -> set[User]:
    """Who holds the role at the unit from tomorrow on."""
    lasting = RoleAssignment.objects.filter(role=role, unit=unit, valid_to=None)
    return {row.user for row in lasting.select_related("user")}


def test_one_role_given_by_many_to_many_goes_to_one(file):
    giver = make_head(file.unit)
    takers = [make_person() for _ in range(PEOPLE)]

    answers = at_once([handing_over(file, giver, taker) for taker in takers])

    assert len(accepted(answers)) == 1
    assert all(
        isinstance(r, PermissionDenied | ValidationError) for r in refused(answers, Exception)
    )
    made = Handover.objects.get()
    assert holders(Role.UNIT_HEAD, file.unit) == {made.to_person}
    assert AuditEvent.objects.filter(kind="handover.made").count() == 1
    assert StoredDocument.objects.filter(kind="handover_minutes").count() == 1
    assert broken() == {}


def test_two_clicks_are_one_handover(file):
    giver, taker = make_head(file.unit), make_person()
    step = handing_over(file, giver, taker)

    answers = at_once([step] * PEOPLE)

    assert len(accepted(answers)) == 1
    assert Handover.objects.get().to_person == taker
    assert holders(Role.UNIT_HEAD, file.unit) == {taker}


@pytest.mark.parametrize("race", RACES)
def test_a_report_handed_in_during_the_handover_is_in_or_stays_a_draft(file, race):
    giver, taker = make_head(file.unit), make_person()
    report = complete(make_draft(file))

    made, sent = at_once([
        handing_over(file, giver, taker),
        partial(report_moves.submit, report, key=uuid4(), by=User.objects.get(pk=giver.pk)),
    ])  # fmt: skip

    if isinstance(made, Exception):
        assert isinstance(made, ValidationError)  # the list of open work has just changed
    assert isinstance(sent, PermissionDenied) == (fresh(report).state == "draft")
    assert not (isinstance(made, Exception) and isinstance(sent, Exception))
    assert len(holders(Role.UNIT_HEAD, file.unit)) == 1
    assert broken() == {}


def test_units_dealt_out_anew_wait_until_the_handover_is_through(file, monkeypatch):
    giver = OfficerAssignment.objects.get(unit=file.unit).officer
    third, head = make_officer(file.round.organiser), make_board_head(file.round.organiser)
    taker, before = make_person(), AuditEvent.objects.count()
    checked, dealt, require_unchanged = Event(), Event(), handovers._require_unchanged

    def require_slowly(*args) -> None:
        require_unchanged(*args)
        checked.set()
        dealt.wait(2)  # long enough to get in between, if that were possible

    def deal_out_then() -> int:
        checked.wait(30)
        count = rounds.assign_officers(file.round, {file.unit: Followers(third)}, by=head)
        dealt.set()
        return count

    monkeypatch.setattr(handovers, "_require_unchanged", require_slowly)

    answers = at_once([handing_over(file, giver, taker), deal_out_then])

    assert accepted(answers) == answers
    assert OfficerAssignment.objects.get(unit=file.unit).officer == third
    told = AuditEvent.objects.filter(kind="officer.assigned", sequence__gt=before)
    passed_on = list(told.order_by("sequence").values_list("after", flat=True))
    # What the minutes say was in the taker's hands, if only for a moment.
    assert passed_on == [str(taker), str(Followers(third))]


@pytest.mark.parametrize("race", RACES)
def test_units_dealt_out_anew_during_the_handover_go_where_the_last_word_says(file, race):
    giver = OfficerAssignment.objects.get(unit=file.unit).officer
    taker, third = make_person(), make_officer(file.round.organiser)
    head = make_board_head(file.round.organiser)
    dealing = partial(
        rounds.assign_officers, file.round, {file.unit: Followers(third)}, by=head
    )  # fmt: skip

    made, dealt = at_once([handing_over(file, giver, taker), dealing])

    assert not isinstance(dealt, Exception)
    assert OfficerAssignment.objects.get(unit=file.unit).officer == third
    told = AuditEvent.objects.filter(kind="officer.assigned", target_id=str(file.pk))
    assert told.latest("sequence").after == str(Followers(third))
    if isinstance(made, Exception):
        assert isinstance(made, ValidationError)
        assert holders(Role.OFFICER, file.round.organiser) >= {giver, third}
    else:
        assert taker in holders(Role.OFFICER, file.round.organiser)
