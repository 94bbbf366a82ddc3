"""A quarterly report is handed in, recalled, returned, accepted, reopened: triads and deadlines."""

from datetime import timedelta
from functools import partial
from uuid import UUID, uuid4

import pytest
import time_machine
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse

from assessments.actions import report_moves
from assessments.models import Assessment, OfficerAssignment, QuarterlyReport, Round
from assessments.permissions.reports import is_reviewer
from assessments.presenters.reports import status_of
from core.models import AuditEvent, Notification
from core.versions import StaleVersion
from organisation.models import User
from organisation.roles import Role
from tests.assessments.report_cases import (
    QUARTER,
    REASON,
    TODAY,
    at,
    complete,
    days_after,
    fresh,
    in_state,
    make_draft,
    make_file,
    make_returned,
    make_sent,
    put,
    send,
)
from tests.assessments.round_cases import add_file
from tests.factories import (
    make_board_head,
    make_district,
    make_editor,
    make_head,
    make_officer,
    make_person,
    make_unit,
)

pytestmark = pytest.mark.django_db
STATES = ("draft", "submitted", "accepted", "returned")


@pytest.fixture(autouse=True)
def summer():
    """Stand in the third quarter."""
    with time_machine.travel(TODAY, tick=False):
        yield


def officer_of(report: QuarterlyReport) -> User:
    return OfficerAssignment.objects.get(round=report.round, unit=report.unit).officer


def board_of(report: QuarterlyReport) -> User:
    return make_board_head(report.round.organiser)


def submit(report, by=None, **how):
    by = by or make_head(report.unit)
    return report_moves.submit(report, by=by, **{"key": uuid4(), **how})


def recall(report, by=None):
    return report_moves.recall(report, by=by or make_head(report.unit))


def send_back(report, by=None, reason=REASON):
    return report_moves.send_back(report, reason=reason, by=by or officer_of(report))


def accept(report, by=None, comment=""):
    return report_moves.accept(report, comment=comment, by=by or officer_of(report))


def reopen(report, by=None, reason=REASON):
    return report_moves.reopen(report, reason=reason, by=by or board_of(report))


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


class TestLateness:
    """The deadline runs to midnight in Viet Nam; the first hand-in that stood decides."""

    @pytest.mark.parametrize(
        ("days", "time", "words"),
        [
            (0, (23, 59, 59), "Đúng hạn"),
            (1, (0, 0, 0), "Muộn 1 ngày"),
            (-3, (9, 0, 0), "Đúng hạn"),
        ],
    )
    def test_midnight_decides(self, days, time, words):
        report = complete(make_draft())
        with time_machine.travel(at(days_after(report.due_on, days), *time), tick=False):
            report = send(report)

        assert status_of(report)[0] == words

    def test_it_may_still_be_handed_in_long_after(self):
        report = complete(make_draft())
        with time_machine.travel(at(days_after(report.due_on, 60)), tick=False):
            assert status_of(send(report))[0] == "Muộn 60 ngày"

    def test_what_the_board_returned_does_not_become_late(self):
        report = make_returned()
        first = report.first_submitted_at
        with time_machine.travel(at(days_after(report.due_on, 9)), tick=False):
            report = send(report)

        assert report.first_submitted_at == first
        assert report.submitted_at > first
        assert status_of(report)[0] == "Đúng hạn"

    def test_what_the_unit_recalled_itself_was_no_hand_in(self):
        report = make_sent()
        recall(report)
        assert fresh(report).first_submitted_at is None

        with time_machine.travel(at(days_after(report.due_on, 2)), tick=False):
            assert status_of(send(fresh(report)))[0] == "Muộn 2 ngày"

    def test_a_mended_report_that_is_recalled_keeps_its_first_day(self):
        report = make_returned()
        first = report.first_submitted_at
        report = send(report)

        recall(report)

        assert (fresh(report).state, fresh(report).first_submitted_at) == ("returned", first)

    def test_an_extension_until_then_counts(self):
        report = complete(make_draft())
        later = report.due_on + timedelta(days=5)
        report.round.extensions.create(
            unit=report.unit, step="report_3", due_on=later, reason="Bão lũ kéo dài",
            granted_by=board_of(report),
        )  # fmt: skip
        with time_machine.travel(at(later, 23, 59, 59), tick=False):
            report = send(report)

        assert (report.due_on, status_of(report)[0]) == (later, "Đúng hạn")


class TestMessages:
    def test_the_officer_learns_of_a_report_and_the_unit_of_the_answer(self):
        report = make_sent()
        officer, editor = officer_of(report), make_editor(report.unit)
        assert _told(officer) == ["report_submitted"]

        accept(report, comment="Số liệu khớp.")

        assert "Số liệu khớp." in editor.notifications.get(kind="report_accepted").text

    def test_board_heads_learn_of_it_where_nobody_is_assigned(self):
        file = make_file()
        OfficerAssignment.objects.all().delete()
        head = make_board_head(file.round.organiser)

        make_sent(file)

        assert "report_submitted" in _told(head)

    def test_return_recall_and_reopening_are_told(self):
        report = make_sent()
        officer, head = officer_of(report), make_head(report.unit)
        recall(report)
        send_back(send(fresh(report)))
        reopen(_accepted(fresh(report)))

        assert {"report_recalled", "report_reopened"} <= set(_told(officer))
        assert {"report_returned", "report_reopened", "report_accepted"} <= set(_told(head))

    def test_one_message_when_the_last_unit_has_sent(self):
        file = make_file()
        other = add_file(file.round)
        head = make_board_head(file.round.organiser)

        make_sent(file)
        assert "all_reports_in" not in _told(head)
        report = make_sent(other)
        assert _told(head).count("all_reports_in") == 1
        recall(report)
        send(fresh(report))

        assert _told(head).count("all_reports_in") == 1
        message = head.notifications.get(kind="all_reports_in")
        assert "Đã đủ báo cáo quý III/2026" in message.text
        assert message.url == reverse("assessments:consolidation", args=[file.round_id, 3])

    def test_a_unit_that_merged_before_the_day_is_not_waited_for(self):
        file = make_file()
        gone = add_file(file.round).unit
        gone.valid_to, gone.merged_into = TODAY.date(), file.unit
        gone.save()
        head = make_board_head(file.round.organiser)

        make_sent(file)

        assert "all_reports_in" in _told(head)

    def test_what_is_given_back_names_the_day(self):
        report = make_sent()
        head = make_head(report.unit)

        send_back(report)
        reopen(_accepted(fresh(report)))

        day = f"Gửi lại chậm nhất ngày {report.due_on:%d/%m/%Y}."
        for kind in ("report_returned", "report_reopened"):
            assert day in head.notifications.get(kind=kind).text

    def test_units_that_did_not_exist_are_not_waited_for(self):
        file = make_file()
        gone = add_file(file.round).unit
        gone.valid_to, gone.merged_into = TODAY.date().replace(month=6, day=30), file.unit
        gone.save()
        head = make_board_head(file.round.organiser)

        make_sent(file, QUARTER)

        assert "all_reports_in" in _told(head)

    def test_a_report_of_another_board_concerns_nobody_here(self):
        stranger = make_board_head(make_district("Huyện uỷ khác"))
        make_sent()

        assert _told(stranger) == []


def _told(person: User) -> list[str]:
    return list(person.notifications.order_by("pk").values_list("kind", flat=True))


def _accepted(report: QuarterlyReport) -> QuarterlyReport:
    accept(send(report))
    return fresh(report)


def test_the_file_of_the_unit_is_left_alone_by_all_this():
    report = make_sent()

    assert Assessment.objects.get(unit=report.unit).state == "draft"
