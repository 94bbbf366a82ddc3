"""What each unit has to do by when: from the rows, at the edges of days, for merged units."""

from datetime import date, datetime, timedelta

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone

from assessments.duties import base as registry
from assessments.duties.base import Basis, Duty, basis_of, by_urgency, duties, void_after
from assessments.models import Assessment, Extension, Round
from assessments.workflow import Step
from core.calendar import VIETNAM
from organisation.models import Unit
from tests.assessments.acting import hand_in
from tests.assessments.round_cases import add_appraised, add_file, answer, send_back
from tests.factories import (
    make_board_head,
    make_district,
    make_open_round,
    make_registration,
    make_report,
    make_settled_assessment,
)
from tests.recognition.conftest import decided, submitted

pytestmark = pytest.mark.django_db
DUE = date(2026, 11, 27)
LAST_SECOND = datetime(2026, 11, 27, 23, 59, 59, tzinfo=VIETNAM)
MIDNIGHT = datetime(2026, 11, 28, 0, 0, 0, tzinfo=VIETNAM)


@pytest.fixture
def round_() -> Round:
    return make_open_round(make_district())


def duty(file: Assessment, step: Step) -> Duty:
    """The unit's duty of a step, as all providers together see it."""
    (found,) = [each for each in duties(file.round, [file.unit_id]) if each.step == step]
    return found


def today() -> date:
    return timezone.localdate()


# The concept


def test_every_step_has_one_duty_in_the_order_of_the_year(round_):
    files = [add_file(round_), add_file(round_, "submitted")]

    found = duties(round_)

    assert [each.step for each in found] == list(Step) * 2
    assert {each.unit_id for each in found} == {file.unit_id for file in files}


@pytest.mark.parametrize(
    ("moment", "late", "days", "left"),
    [(LAST_SECOND, False, 0, 0), (MIDNIGHT, True, 1, -1)],
    ids=["23:59:59", "00:00"],
)
def test_a_deadline_runs_to_midnight_in_viet_nam(moment, late, days, left):
    open_ = Duty(1, Step.REPORT_3, "unit", DUE)

    with time_machine.travel(moment, tick=False):
        assert (open_.is_late, open_.days_late, open_.days_left) == (late, days, left)


def test_lateness_of_what_is_done_does_not_grow():
    done = Duty(1, Step.REPORT_3, "unit", DUE, done_on=DUE + timedelta(days=2))

    assert (done.is_open, done.is_late, done.days_late) == (False, False, 2)
    assert done.days_waiting is None


def test_nobody_is_late_with_what_waits_for_another_step_or_is_void():
    long_ago = today() - timedelta(days=30)

    assert not Duty(1, Step.APPRAISAL, "board", long_ago, is_blocked=True).is_late
    assert not Duty(1, Step.REPORT_1, "unit", long_ago, is_void=True).is_late
    assert Duty(1, Step.SETTLEMENT, "board").days_left is None


def test_what_has_not_opened_is_not_current():
    tomorrow = today() + timedelta(days=1)

    assert not Duty(1, Step.REPORT_4, "unit", opens_on=tomorrow).is_current
    assert Duty(1, Step.REPORT_4, "unit", opens_on=today()).is_current


def test_days_waiting_count_from_when_the_holder_could_act_or_was_late():
    since = today() - timedelta(days=4)

    assert Duty(1, Step.SETTLEMENT, "board", since=since).days_waiting == 4
    assert Duty(1, Step.REPORT_1, "unit", today() - timedelta(days=6)).days_waiting == 6
    assert Duty(1, Step.REPORT_4, "unit", today()).days_waiting is None


def test_the_most_overdue_comes_first_and_what_has_no_day_last():
    later = Duty(1, Step.REPORT_4, "unit", today() + timedelta(days=5))
    late = Duty(1, Step.REPORT_3, "unit", today() - timedelta(days=2))
    very_late = Duty(1, Step.REPORT_1, "unit", today() - timedelta(days=200))
    without = Duty(1, Step.SETTLEMENT, "board")

    assert sorted([without, later, late, very_late], key=by_urgency) == [
        very_late, late, later, without,
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("ended_on", "due_on", "void"),
    [(None, DUE, False), (DUE, DUE, False), (DUE - timedelta(days=1), DUE, True),
     (date(2020, 1, 1), None, True)],
)  # fmt: skip
def test_a_unit_that_ended_before_the_day_is_past_the_step(ended_on, due_on, void):
    assert void_after(ended_on, due_on) is void


def test_the_basis_is_shared_only_within_one_question(round_):
    add_file(round_)
    seen = []
    registry.register("probe", lambda r, keys: seen.append(basis_of(r, keys)) or [])
    try:
        basis = Basis(round_, None)
        duties(round_, basis=basis)
        assert seen == [basis]
        assert basis_of(round_, None) is not basis
    finally:
        del registry._providers["probe"]


@pytest.mark.parametrize("count", [1, 3])
def test_the_number_of_queries_does_not_depend_on_the_number_of_units(
    round_, django_assert_num_queries, count
):
    for _ in range(count):
        file = add_file(round_, "submitted")
        make_registration(file, state="submitted")
        make_report(round_, file.unit, 1, sent_at=timezone.now())

    with django_assert_num_queries(5):
        assert len(duties(round_)) == 12 * count


# A unit's own steps


def test_a_draft_waits_for_its_unit_until_its_own_deadline(round_):
    file = add_file(round_, due_on=today() + timedelta(days=3))

    found = duty(file, Step.SELF_ASSESSMENT)

    assert (found.holder, found.days_left, found.is_begun) == ("unit", 3, False)
    assert found.opens_on == round_.self_assessment_opens


def test_handing_in_is_judged_by_the_first_submission_and_the_extension(round_):
    file = add_file(round_)
    later = round_.self_assessment_due + timedelta(days=5)
    Extension.objects.create(
        round=round_, unit=file.unit, due_on=later, reason="Mưa lũ", granted_by=make_board_head(
            round_.organiser),
    )  # fmt: skip
    hand_in(file)

    found = duty(file, Step.SELF_ASSESSMENT)

    assert (found.done_on, found.due_on, found.days_late) == (today(), later, 0)


def test_a_returned_file_waits_for_its_unit_again(round_):
    file = add_file(round_)
    send_back(hand_in(file), "Thiếu biên bản")

    found = duty(file, Step.SELF_ASSESSMENT)

    assert (found.is_open, found.is_begun, found.since) == (True, True, today())
    assert found.words == "Bổ sung hồ sơ theo yêu cầu"
    assert duty(file, Step.APPRAISAL).is_blocked


def test_a_unit_that_merged_before_the_day_has_nothing_to_hand_in(round_):
    file = add_file(round_)
    Unit.objects.filter(pk=file.unit_id).update(
        valid_to=round_.report_2_due - timedelta(days=1), merged_into=add_file(round_).unit
    )
    void = [each.step for each in duties(round_, [file.unit_id]) if each.is_void]

    assert Step.REPORT_1 not in void
    assert {Step.REPORT_2, Step.REPORT_3, Step.SELF_ASSESSMENT, Step.APPRAISAL,
            Step.CONCLUSION} <= set(void)  # fmt: skip


@pytest.mark.parametrize(
    ("state", "done", "begun"),
    [("draft", False, True), ("submitted", True, True), ("accepted", True, True),
     ("returned", False, True)],
)  # fmt: skip
def test_a_report_is_done_when_it_has_been_sent(round_, state, done, begun):
    file = add_file(round_)
    sent = {"sent_at": timezone.now()} if state != "draft" else {}
    make_report(round_, file.unit, 2, state=state, **sent)

    found = duty(file, Step.REPORT_2)

    assert (found.done_on == today(), found.is_begun) == (done, begun)
    report = round_.reports.get()
    writing = reverse("assessments:report-edit", args=[report.pk])
    assert found.url == (report.get_absolute_url() if done else writing)


def test_an_extension_moves_one_step_of_one_unit(round_):
    file, other = add_file(round_), add_file(round_)
    later = round_.report_4_due + timedelta(days=9)
    Extension.objects.create(
        round=round_, unit=file.unit, step=Step.REPORT_4, due_on=later, reason="Mưa lũ chia cắt",
        granted_by=make_board_head(round_.organiser),
    )  # fmt: skip

    assert duty(file, Step.REPORT_4).due_on == later
    assert duty(other, Step.REPORT_4).due_on == round_.report_4_due
    assert duty(file, Step.REPORT_3).due_on == round_.report_3_due


def test_registering_and_its_approval(round_):
    none, sent, approved = (add_file(round_) for _ in range(3))
    make_registration(sent, state="submitted")
    now, head = timezone.now(), make_board_head(round_.organiser)
    make_registration(approved, state="approved", decided_at=now, decided_by=head)

    assert duty(none, Step.REGISTRATION).is_open
    assert duty(none, Step.REGISTRATION_APPROVAL).is_blocked
    assert duty(sent, Step.REGISTRATION).done_on == today()
    assert duty(sent, Step.REGISTRATION_APPROVAL).is_current
    assert duty(approved, Step.REGISTRATION_APPROVAL).done_on == today()


# The board's and the committee's steps


def test_the_board_appraises_what_was_handed_in(round_):
    file = add_file(round_, "submitted")

    found = duty(file, Step.APPRAISAL)

    assert (found.holder, found.is_current, found.due_on) == ("board", True, round_.appraisal_due)
    assert duty(file, Step.FEEDBACK).is_blocked


def test_the_units_word_then_settling(round_):
    file = add_appraised(round_)

    assert duty(file, Step.APPRAISAL).done_on == today() - timedelta(days=1)
    assert duty(file, Step.FEEDBACK).is_current
    assert duty(file, Step.SETTLEMENT).is_blocked

    answer(file, is_agreed=True)

    assert duty(file, Step.FEEDBACK).done_on == today()
    assert duty(file, Step.SETTLEMENT).is_current


def test_a_window_that_closed_without_a_word_is_an_answer(round_):
    file = add_appraised(round_, feedback_due=today() - timedelta(days=1))

    assert duty(file, Step.FEEDBACK).done_on == today() - timedelta(days=1)
    settling = duty(file, Step.SETTLEMENT)
    assert (settling.is_current, settling.days_waiting) == (True, 1)


def test_a_settled_file_waits_for_the_proposal_then_for_the_committee():
    district = make_district()
    file = make_settled_assessment(district)

    assert duty(file, Step.SETTLEMENT).done_on == today()
    assert duty(file, Step.PROPOSAL).is_current
    assert duty(file, Step.CONCLUSION).is_blocked

    submitted(district)
    assert duty(file, Step.PROPOSAL).done_on == today()
    assert (duty(file, Step.CONCLUSION).holder, duty(file, Step.CONCLUSION).is_current) == (
        "committee", True,
    )  # fmt: skip


def test_a_concluded_file_is_done():
    district = make_district()
    file = make_settled_assessment(district)
    decided(district)

    assert duty(file, Step.CONCLUSION).done_on == today()
