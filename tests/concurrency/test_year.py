"""The year is planned and opened, and a registration decided about, by several people at once."""

from functools import partial

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from assessments.actions import rounds
from assessments.calendars import proposed_calendar
from assessments.models import Assessment, Round
from core.calendar import today
from core.models import AuditEvent, Notification
from core.versions import StaleVersion
from danvan.invariants import broken
from recognition.actions import registration_reviews, registrations
from recognition.actions.registration_reviews import Word
from recognition.models import UnitRegistration
from tests.concurrency.racing import accepted, at_once, refused
from tests.factories import (
    make_assessment,
    make_board_head,
    make_district,
    make_head,
    make_model,
    make_published_set,
    make_registration,
    make_round,
    make_unit,
)

PEOPLE, RACES = 4, range(4)
REASON = "Đề nghị bổ sung số hộ cụ thể."


def events(kind: str) -> int:
    return AuditEvent.objects.filter(kind=kind).count()


def test_a_year_planned_by_many_is_planned_once():
    organiser, year = make_district(), today().year + 1
    head, used = make_board_head(organiser), make_published_set(organiser)

    answers = at_once([
        partial(rounds.plan_round, organiser, year=year, title=f"Năm {year}",
                calendar=proposed_calendar(year), criteria_sets=[used], by=head)
    ] * PEOPLE)  # fmt: skip

    assert len(accepted(answers)) == 1
    told = refused(answers, ValidationError)
    assert len(told) == PEOPLE - 1
    assert all(refusal.message_dict == {"year": [f"Năm {year} đã có đợt chấm điểm."]}
               for refusal in told)  # fmt: skip
    assert Round.objects.count() == events("round.planned") == 1


def test_a_year_opened_by_many_is_opened_once():
    organiser = make_district()
    unit = make_unit(organiser)
    reader, planned = make_head(unit), make_round(organiser, make_published_set(organiser))
    heads = [make_board_head(organiser) for _ in range(PEOPLE)]

    answers = at_once([partial(rounds.open_round, planned, by=head) for head in heads])

    assert len(accepted(answers)) == 1
    assert len(refused(answers, PermissionDenied)) == PEOPLE - 1
    assert Assessment.objects.count() == events("round.opened") == 1
    assert Notification.objects.filter(kind="round_opened", recipient=reader).count() == 1
    assert broken() == {}


@pytest.fixture
def registration() -> UnitRegistration:
    """Handed in, with one model."""
    file = make_assessment()
    row = make_registration(file, title_sought="Xếp loại Tốt")
    make_model(row)
    return registrations.submit(row, by=make_head(file.unit))


def deciding(registration: UnitRegistration) -> list[partial]:
    """One approves, another returns, a third comments; each has seen the same version."""
    organiser, seen = registration.round.organiser, {"version": registration.version}
    model = registration.model_registrations.get()
    approve, return_, comment = (
        partial(deed, registration, by=make_board_head(organiser), **seen)
        for deed in (
            registration_reviews.approve, registration_reviews.send_back,
            registration_reviews.comment,
        )
    )  # fmt: skip
    return [
        partial(approve, {model.pk: Word(is_approved=True)}),
        partial(return_, reason=REASON),
        partial(comment, "Danh mục sát với địa bàn.", {}),
    ]


@pytest.mark.parametrize("race", RACES)
def test_a_registration_is_approved_or_returned(registration, race):
    answers = at_once(deciding(registration)[:2])

    assert len(accepted(answers)) == 1
    assert len(refused(answers, PermissionDenied | StaleVersion)) == 1
    registration.refresh_from_db()
    model = registration.model_registrations.get()
    assert (registration.state, model.state) in {
        ("approved", "approved"), ("returned", "registered")
    }  # fmt: skip
    assert events("unit_registration.approved") + events("unit_registration.returned") == 1


@pytest.mark.parametrize("race", RACES)
def test_nobody_decides_about_a_registration_without_seeing_the_comment(registration, race):
    answers = at_once(deciding(registration)[1:])

    assert len(accepted(answers)) == 1
    assert len(refused(answers, PermissionDenied | StaleVersion)) == 1
    registration.refresh_from_db()
    assert (registration.state == "returned") == (registration.officer_comment == "")


@pytest.mark.parametrize("race", RACES)
def test_a_registration_handed_in_again_while_it_is_reopened_is_handed_in_or_open(
    registration, race
):
    deciding(registration)[0]()
    registration.refresh_from_db()
    head = make_board_head(registration.round.organiser)

    answers = at_once([
        partial(registration_reviews.reopen, registration, reason=REASON, by=head),
        partial(registrations.submit, registration, by=make_head(registration.unit)),
    ])  # fmt: skip

    assert answers[0] in accepted(answers)
    registration.refresh_from_db()
    assert registration.state in {"returned", "submitted"}
    assert isinstance(answers[1], PermissionDenied) == (registration.state == "returned")
