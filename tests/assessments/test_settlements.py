"""The unit's word, a second look, settling, reopening: triads, windows, stale forms."""

from datetime import datetime, timedelta

import pytest
import time_machine
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from assessments.actions import appraisals, appraised_scores, settlements
from assessments.models import Assessment, Feedback
from assessments.workflow import AssessmentState
from core.calendar import VIETNAM, add_working_days
from core.models import AuditEvent, Notification
from core.versions import StaleVersion
from tests.assessments.appraisal_builders import REASON, fresh, make_appraised
from tests.factories import make_board_head, make_editor, make_head

pytestmark = pytest.mark.django_db
OTHER_STATES = sorted(set(AssessmentState) - {AssessmentState.APPRAISED})
NOT_SETTLED = sorted(set(AssessmentState) - {AssessmentState.SETTLED})


def force_state(assessment, state):
    Assessment.objects.filter(pk=assessment.pk).update(state=state)


def last_kind():
    return AuditEvent.objects.latest("sequence").kind


def answered(*, agreed=True):
    """An appraised file whose unit has given its word, with a board head."""
    assessment, _officer = make_appraised()
    settlements.give_feedback(
        assessment, is_agreed=agreed, text="" if agreed else REASON, by=make_head(assessment.unit)
    )
    return assessment, make_board_head(assessment.round.organiser)


def settled():
    assessment, board_head = answered()
    return settlements.settle(assessment, by=board_head), board_head


def fail(*args, **kwargs):
    raise RuntimeError("the last step fails")


# give_feedback


def test_give_feedback_tells_officer_and_board():
    assessment, officer = make_appraised()
    board_head = make_board_head(assessment.round.organiser)

    settlements.give_feedback(assessment, is_agreed=True, by=make_head(assessment.unit))

    assert last_kind() == "feedback.given"
    for person in (officer, board_head):
        assert Notification.objects.filter(recipient=person, kind="feedback_given").count() == 1


def test_disagreement_needs_words():
    assessment, _officer = make_appraised()

    with pytest.raises(ValidationError) as refused:
        settlements.give_feedback(
            assessment, is_agreed=False, text="không", by=make_head(assessment.unit)
        )

    assert list(refused.value.message_dict) == ["text"]


def test_only_the_head_of_the_unit_gives_feedback():
    assessment, officer = make_appraised()

    for person in (officer, make_editor(assessment.unit)):
        with pytest.raises(PermissionDenied):
            settlements.give_feedback(assessment, is_agreed=True, by=person)


@pytest.mark.parametrize("state", OTHER_STATES)
def test_give_feedback_is_refused_from_every_other_state(state):
    assessment, _officer = make_appraised()
    force_state(assessment, state)

    with pytest.raises(PermissionDenied):
        settlements.give_feedback(assessment, is_agreed=True, by=make_head(assessment.unit))

    assert not Feedback.objects.exists()


def test_give_feedback_is_atomic(monkeypatch):
    assessment, _officer = make_appraised()
    head = make_head(assessment.unit)
    monkeypatch.setattr("core.audit.record", fail)

    with pytest.raises(RuntimeError):
        settlements.give_feedback(assessment, is_agreed=True, by=head)

    assert not Feedback.objects.exists()


def end_of(day):
    return datetime(day.year, day.month, day.day, 23, 59, 59, tzinfo=VIETNAM)


def test_window_holds_to_the_last_second_of_its_day():
    assessment, _officer = make_appraised()
    head = make_head(assessment.unit)

    with time_machine.travel(end_of(assessment.feedback_due), tick=False):
        assert settlements.give_feedback(assessment, is_agreed=True, by=head)


def test_window_is_closed_a_second_later():
    assessment, _officer = make_appraised()
    head = make_head(assessment.unit)

    with (
        time_machine.travel(end_of(assessment.feedback_due) + timedelta(seconds=1), tick=False),
        pytest.raises(PermissionDenied, match="Đã hết thời gian phản hồi"),
    ):
        settlements.give_feedback(assessment, is_agreed=True, by=head)


# settle


def test_settle_waits_for_the_unit_or_the_end_of_its_window():
    assessment, _officer = make_appraised()
    board_head = make_board_head(assessment.round.organiser)

    with (
        time_machine.travel(end_of(assessment.feedback_due), tick=False),
        pytest.raises(PermissionDenied, match="còn thời gian phản hồi"),
    ):
        settlements.settle(assessment, by=board_head)

    with time_machine.travel(end_of(assessment.feedback_due) + timedelta(seconds=1), tick=False):
        assert settlements.settle(assessment, by=board_head).state == "settled"


def test_settle_after_agreement_freezes_who_and_when():
    assessment, board_head = answered()

    settlements.settle(assessment, by=board_head)

    after = fresh(assessment)
    assert (after.state, after.settled_by) == ("settled", board_head)
    assert last_kind() == "assessment.settled"


def test_settle_against_a_disagreement_needs_a_note():
    assessment, board_head = answered(agreed=False)

    with pytest.raises(ValidationError):
        settlements.settle(assessment, note="ngắn", by=board_head)
    settlements.settle(assessment, note=REASON, by=board_head)

    assert fresh(assessment).appraisal.settlement_note == REASON


def test_last_word_of_the_unit_counts():
    assessment, board_head = answered(agreed=False)

    settlements.give_feedback(assessment, is_agreed=True, by=make_head(assessment.unit))

    assert settlements.settle(assessment, by=board_head).state == "settled"


def test_nobody_settles_what_he_handed_in():
    assessment, board_head = answered()
    assessment.submissions.update(submitted_by=board_head)

    with pytest.raises(PermissionDenied, match="đã nộp hoặc nhập thay hồ sơ"):
        settlements.settle(assessment, by=board_head)


@pytest.mark.parametrize("state", OTHER_STATES)
def test_settle_is_refused_from_every_other_state(state):
    assessment, board_head = answered()
    force_state(assessment, state)

    with pytest.raises(PermissionDenied):
        settlements.settle(assessment, by=board_head)

    assert fresh(assessment).settled_at is None


def test_settle_is_atomic(monkeypatch):
    assessment, board_head = answered()
    monkeypatch.setattr("core.audit.record", fail)

    with pytest.raises(RuntimeError):
        settlements.settle(assessment, by=board_head)

    assert fresh(assessment).state == "appraised"


def test_stale_settlement_is_refused():
    assessment, board_head = answered()

    with pytest.raises(StaleVersion):
        settlements.settle(assessment, version=assessment.version - 1, by=board_head)


# reconsider and reopen


def test_reconsider_keeps_decisions_and_withdraws_the_result():
    assessment, officer = make_appraised()

    settlements.reconsider(assessment, reason=REASON, by=officer)

    after = fresh(assessment)
    assert (after.state, after.appraised_total, after.feedback_due) == ("submitted", None, None)
    assert not after.appraisal.scores.filter(decided_at=None).exists()
    assert last_kind() == "assessment.reconsidered"


def test_reconsidered_file_can_be_finished_again_with_a_new_window():
    assessment, officer = make_appraised()
    settlements.reconsider(assessment, reason=REASON, by=officer)
    row = assessment.appraisal.scores.get(criterion__code="I.1")
    judgement = appraised_scores.Judgement(
        {"p1": {"numerator": 90, "denominator": 100}}, reason=REASON
    )
    appraised_scores.decide_score(assessment.pk, row.criterion_id, judgement, by=officer)

    again = appraisals.finish(assessment, by=officer)

    assert again.appraised_total == 80
    assert again.feedback_due == add_working_days(timezone.localdate(), 3)


def test_word_on_a_withdrawn_result_does_not_count_for_the_next():
    assessment, board_head = answered()
    settlements.reconsider(assessment, reason=REASON, by=board_head)
    appraisals.finish(assessment, by=board_head)

    with pytest.raises(PermissionDenied, match="còn thời gian phản hồi"):
        settlements.settle(assessment, by=board_head)


def test_reopen_asks_for_a_reason_and_tells_the_unit():
    assessment, board_head = settled()
    head = make_head(assessment.unit)

    with pytest.raises(ValidationError):
        settlements.reopen(assessment, reason="ngắn", by=board_head)
    settlements.reopen(assessment, reason=REASON, by=board_head)

    after = fresh(assessment)
    assert (after.state, after.settled_at) == ("submitted", None)
    assert REASON in Notification.objects.filter(recipient=head).latest("pk").text
    assert last_kind() == "assessment.reopened"


@pytest.mark.parametrize("state", NOT_SETTLED)
def test_reopen_is_refused_from_every_other_state(state):
    assessment, board_head = settled()
    force_state(assessment, state)

    with pytest.raises(PermissionDenied):
        settlements.reopen(assessment, reason=REASON, by=board_head)


@pytest.mark.parametrize("state", OTHER_STATES)
def test_reconsider_is_refused_from_every_other_state(state):
    assessment, officer = make_appraised()
    force_state(assessment, state)

    with pytest.raises(PermissionDenied):
        settlements.reconsider(assessment, reason=REASON, by=officer)


@pytest.mark.parametrize("move", ["reconsider", "reopen"])
def test_taking_up_again_is_atomic(monkeypatch, move):
    assessment, by = settled() if move == "reopen" else make_appraised()
    before = assessment.state
    monkeypatch.setattr("core.audit.record", fail)

    with pytest.raises(RuntimeError):
        getattr(settlements, move)(assessment, reason=REASON, by=by)

    assert fresh(assessment).state == before
    assert fresh(assessment).appraisal.finished_at is not None


def test_officer_does_not_reopen():
    assessment, _board_head = settled()

    with pytest.raises(PermissionDenied, match="Chỉ lãnh đạo"):
        settlements.reopen(assessment, reason=REASON, by=assessment.opened_by)
