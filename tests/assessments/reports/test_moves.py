"""A report on its way: handed in, recalled, returned, accepted, opened again."""

from functools import partial
from uuid import UUID, uuid4

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from assessments.actions import report_moves
from assessments.models import QuarterlyReport, Round
from assessments.permissions.reports import is_reviewer
from core.models import AuditEvent, Notification
from core.versions import StaleVersion
from organisation.models import User
from organisation.roles import Role
from tests.assessments.report_cases import (
    REASON,
    complete,
    fresh,
    in_state,
    make_draft,
    make_sent,
    put,
)
from tests.assessments.reports.moving import accept, board_of, officer_of, recall, reopen, send_back
from tests.factories import make_editor, make_head, make_officer, make_person, make_unit

pytestmark = pytest.mark.django_db
STATES = ("draft", "submitted", "accepted", "returned")


def submit(report, by=None, **how):
    by = by or make_head(report.unit)
    return report_moves.submit(report, by=by, **{"key": uuid4(), **how})


MOVES = {
    "submit": (submit, ("draft", "returned"), "submitted"),
    "recall": (recall, ("submitted",), "draft"),
    "send_back": (send_back, ("submitted",), "returned"),
    "accept": (accept, ("submitted",), "accepted"),
    "reopen": (reopen, ("accepted",), "returned"),
}
EVENTS = {"submit": "submitted", "recall": "recalled", "send_back": "returned",
          "accept": "accepted", "reopen": "reopened"}  # fmt: skip


@pytest.mark.parametrize(
    ("move", "state"), [(m, s) for m, (_act, states, _to) in MOVES.items() for s in states]
)
def test_a_move_leads_where_it_should_and_leaves_one_event(move, state):
    act, _states, target = MOVES[move]
    report = in_state(state)
    before = AuditEvent.objects.filter(kind=f"report.{EVENTS[move]}").count()

    act(report)

    assert fresh(report).state == target
    assert AuditEvent.objects.filter(kind=f"report.{EVENTS[move]}").count() == before + 1


@pytest.mark.parametrize(
    ("move", "state"),
    [(m, s) for m, (_act, states, _to) in MOVES.items() for s in STATES if s not in states],
)
def test_a_move_is_refused_in_every_other_state(move, state):
    report = in_state(state)

    with pytest.raises(PermissionDenied):
        MOVES[move][0](report)

    assert fresh(report).state == state


@pytest.mark.parametrize("move", MOVES)
def test_a_move_is_made_whole_or_not_at_all(move, monkeypatch):
    act, states, _target = MOVES[move]
    report = in_state(states[0])
    told = Notification.objects.count()

    def fail(*args, **kwargs):
        raise RuntimeError

    monkeypatch.setattr(report_moves.audit, "record", fail)
    with pytest.raises(RuntimeError):
        act(report)

    assert fresh(report).state == states[0]
    assert Notification.objects.count() == told


@pytest.mark.parametrize("move", MOVES)
@pytest.mark.parametrize("state", ["planned", "closed"])
def test_nothing_moves_outside_a_running_year(move, state):
    act, states, _target = MOVES[move]
    report = in_state(states[0])
    Round.objects.filter(pk=report.round_id).update(state=state)

    with pytest.raises(PermissionDenied, match="Đợt của năm"):
        act(report)


@pytest.mark.parametrize("move", ["submit", "recall"])
def test_only_the_head_answers_for_the_unit(move):
    act, states, _target = MOVES[move]
    report = in_state(states[0])

    with pytest.raises(PermissionDenied, match="Bí thư hoặc thủ trưởng"):
        act(report, by=make_editor(report.unit))
    for person in (officer_of(report), make_head(make_unit(report.round.organiser))):
        with pytest.raises(PermissionDenied):
            act(report, by=person)


@pytest.mark.parametrize("act", [send_back, accept])
def test_the_officer_of_the_unit_or_a_board_head_decides(act):
    report = make_sent()
    for person, words in (
        (make_officer(report.round.organiser), "chuyên viên khác"),
        (make_head(report.unit), "cán bộ Ban Dân vận"),
        (make_person(Role.CONTRIBUTOR, report.round.organiser), "cán bộ Ban Dân vận"),
    ):
        with pytest.raises(PermissionDenied, match=words):
            act(report, by=person)

    act(report, by=board_of(report))

    assert fresh(report).decided_by is not None


def test_who_belongs_to_the_unit_does_not_decide_about_its_report():
    report = make_sent()
    head = board_of(report)
    head.role_assignments.create(unit=report.unit, role="unit_head", valid_from="2020-01-01")

    assert "thuộc đơn vị này" in is_reviewer(User.objects.get(pk=head.pk), report).reason


def test_who_handed_in_does_not_decide():
    report = make_sent()
    by = board_of(report)
    QuarterlyReport.objects.filter(pk=report.pk).update(submitted_by=by)

    assert not is_reviewer(by, fresh(report))


def test_only_a_board_head_reopens():
    report = in_state("accepted")

    with pytest.raises(PermissionDenied, match="lãnh đạo Ban"):
        reopen(report, by=officer_of(report))


@pytest.mark.parametrize("act", [send_back, reopen])
def test_the_unit_must_be_told_why(act):
    report = in_state("submitted" if act is send_back else "accepted")

    with pytest.raises(ValidationError, match="10 ký tự"):
        act(report, reason="Sai số.")

    assert fresh(report).officer_comment == ""


@pytest.mark.parametrize(
    "act", [report_moves.accept, partial(report_moves.send_back, reason=REASON)]
)
def test_who_decides_has_seen_the_present_report(act):
    report = make_sent()

    with pytest.raises(StaleVersion):
        act(report, version=report.version - 1, by=officer_of(report))


class TestHandIn:
    def test_what_is_missing_is_named_and_nothing_is_sent(self):
        report = make_draft()

        with pytest.raises(ValidationError) as refusal:
            submit(report)

        assert "Chưa ghi đánh giá chung." in refusal.value.messages
        assert fresh(report).state == "draft"

    def test_sent_twice_with_one_key_it_gives_the_same_answer(self):
        report, head = complete(make_draft()), None
        head, key = make_head(report.unit), UUID(int=7)

        first = submit(report, by=head, key=key)
        second = submit(report, by=head, key=key)

        assert first.submitted_at == second.submitted_at
        assert AuditEvent.objects.filter(kind="report.submitted").count() == 1

    def test_the_other_head_is_told_who_was_first(self):
        report = complete(make_draft())
        first = make_head(report.unit)
        submit(report, by=first)

        with pytest.raises(PermissionDenied, match=f"{first} gửi lúc 09:00 ngày 12/08/2026"):
            submit(report)

    def test_the_head_hands_in_what_was_seen(self):
        report = complete(make_draft())
        version = report.version
        put(report, *[])

        with pytest.raises(StaleVersion):
            submit(report, version=version)
