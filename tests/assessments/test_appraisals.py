"""Opening a file, sending it back, finishing the appraisal: allowed, refused, all or nothing."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError
from django.utils import timezone

from assessments.actions import appraisals, appraised_scores
from assessments.models import AppraisedScore, Assessment
from assessments.workflow import AssessmentState
from core.calendar import add_working_days
from core.models import AuditEvent, Notification
from core.versions import StaleVersion
from tests.assessments.appraisal_builders import (
    REASON,
    SMALL_FACTS,
    SMALL_TOTAL,
    clear_vetoes,
    criterion_pk,
    fresh,
    hand_in,
    make_opened,
    make_submitted,
    officer_of,
)
from tests.factories import make_board_head, make_editor, make_officer

pytestmark = pytest.mark.django_db
OTHER_STATES = sorted(set(AssessmentState) - {AssessmentState.SUBMITTED})


def force_state(assessment: Assessment, state: str) -> None:
    Assessment.objects.filter(pk=assessment.pk).update(state=state)


def kinds(assessment: Assessment) -> list[str]:
    events = AuditEvent.objects.filter(target_id=str(assessment.pk))
    return [e.kind for e in events.filter(target_type="assessments.assessment")]


# open_file


def test_open_file_copies_rows_and_locks_recall():
    assessment = make_submitted()
    officer = officer_of(assessment)

    appraisal = appraisals.open_file(assessment, by=officer)

    row = appraisal.scores.get(criterion__code="I.1")
    assert (row.self_points, row.points, row.decided_at) == (Decimal(40), None, None)
    assert row.facts == SMALL_FACTS["I.1"]
    assert fresh(assessment).opened_by == officer
    assert kinds(assessment)[-1] == "assessment.opened"


def test_open_file_twice_changes_nothing():
    assessment, officer = make_opened()
    opened_at, events = assessment.opened_at, AuditEvent.objects.count()

    appraisals.open_file(assessment, by=officer)

    assert fresh(assessment).opened_at == opened_at
    assert AuditEvent.objects.count() == events


@pytest.mark.parametrize("state", OTHER_STATES)
def test_open_file_is_refused_from_every_other_state(state):
    assessment = make_submitted()
    officer = officer_of(assessment)
    force_state(assessment, state)

    with pytest.raises(PermissionDenied):
        appraisals.open_file(assessment, by=officer)

    assert not AppraisedScore.objects.exists()


def test_open_file_is_atomic(monkeypatch):
    assessment = make_submitted()
    officer = officer_of(assessment)
    monkeypatch.setattr("core.audit.record", _fail)

    with pytest.raises(RuntimeError):
        appraisals.open_file(assessment, by=officer)

    assert fresh(assessment).opened_at is None
    assert not AppraisedScore.objects.exists()


def test_open_file_is_for_the_assigned_officer_or_a_board_head():
    assessment = make_submitted()
    organiser = assessment.round.organiser
    officer_of(assessment)

    for person in (make_officer(organiser), make_editor(assessment.unit)):
        with pytest.raises(PermissionDenied):
            appraisals.open_file(assessment, by=person)

    assert appraisals.open_file(assessment, by=make_board_head(organiser))


def test_open_file_is_refused_to_who_handed_it_in():
    assessment = make_submitted()
    board_head = make_board_head(assessment.round.organiser)
    assessment.submissions.update(submitted_by=board_head)

    with pytest.raises(PermissionDenied):
        appraisals.open_file(assessment, by=board_head)


def _fail(*args, **kwargs):
    raise RuntimeError("the last step fails")


# send_back


def test_send_back_of_single_criteria_locks_the_others():
    assessment, officer = make_opened()
    asked = criterion_pk(assessment, "I.1")

    request = appraisals.send_back(assessment, reason=REASON, criteria=[asked], by=officer)

    after = fresh(assessment)
    assert (after.state, after.opened_at) == ("returned", None)
    assert after.due_on == add_working_days(timezone.localdate(), 3)
    assert [c.pk for c in request.criteria.all()] == [asked]
    assert kinds(assessment)[-1] == "assessment.sent_back"


def test_send_back_of_the_whole_takes_its_own_deadline_and_tells_the_unit():
    assessment, officer = make_opened()
    editor, due_on = make_editor(assessment.unit), timezone.localdate() + timedelta(days=9)

    request = appraisals.send_back(assessment, reason=REASON, due_on=due_on, by=officer)

    assert request.is_whole
    assert fresh(assessment).due_on == due_on
    assert REASON in Notification.objects.get(recipient=editor).text


@pytest.mark.parametrize(
    ("field", "values"),
    [
        ("reason", {"reason": "ngắn"}),
        ("criteria", {"criteria": []}),
        ("due_on", {"due_on": date(2020, 1, 1)}),
    ],
)
def test_send_back_asks_for_reason_criteria_and_a_future_day(field, values):
    assessment, officer = make_opened()

    with pytest.raises(ValidationError) as refused:
        appraisals.send_back(assessment, **{"reason": REASON, **values}, by=officer)

    assert list(refused.value.message_dict) == [field]
    assert fresh(assessment).state == "submitted"


@pytest.mark.parametrize("state", OTHER_STATES)
def test_send_back_is_refused_from_every_other_state(state):
    assessment, officer = make_opened()
    force_state(assessment, state)

    with pytest.raises(PermissionDenied):
        appraisals.send_back(assessment, reason=REASON, by=officer)

    assert not assessment.supplement_requests.exists()


def test_send_back_is_atomic(monkeypatch):
    assessment, officer = make_opened()
    monkeypatch.setattr("core.audit.record", _fail)

    with pytest.raises(RuntimeError):
        appraisals.send_back(assessment, reason=REASON, by=officer)

    assert fresh(assessment).state == "submitted"
    assert not assessment.supplement_requests.exists()


def test_stale_send_back_is_refused():
    assessment, officer = make_opened()

    with pytest.raises(StaleVersion):
        appraisals.send_back(assessment, reason=REASON, version=assessment.version - 1, by=officer)


def test_after_a_supplement_only_changed_rows_are_undecided_again():
    assessment, officer = make_opened()
    appraised_scores.accept_rest(assessment, by=officer)
    changed = criterion_pk(assessment, "I.1")
    appraisals.send_back(assessment, reason=REASON, criteria=[changed], by=officer)
    hand_in(assessment, SMALL_FACTS | {"I.1": {"p1": {"numerator": 90, "denominator": 100}}})

    appraisal = appraisals.open_file(assessment, by=officer)

    rows = {row.criterion.code: row for row in appraisal.scores.select_related("criterion")}
    assert (rows["I.1"].self_points, rows["I.1"].decided_at) == (Decimal(30), None)
    assert all(rows[code].points == rows[code].self_points for code in ("I.2", "II.1", "II.2"))


def test_changes_over_two_supplements_are_not_missed():
    assessment, officer = make_opened()
    appraised_scores.accept_rest(assessment, by=officer)
    poorer = SMALL_FACTS | {"I.1": {"p1": {"numerator": 90, "denominator": 100}}}
    for _time in range(2):
        appraisals.send_back(assessment, reason=REASON, by=officer)
        hand_in(assessment, poorer)

    appraisal = appraisals.open_file(assessment, by=officer)

    assert [row.criterion.code for row in appraisal.scores.filter(decided_at=None)] == ["I.1"]


# finish


def test_finish_freezes_total_and_class_and_opens_the_feedback_window():
    assessment, officer = make_opened()
    editor = make_editor(assessment.unit)
    clear_vetoes(assessment, officer)
    appraised_scores.accept_rest(assessment, by=officer)

    appraisals.finish(assessment, conclusion="Đủ điều kiện.", by=officer)

    after = fresh(assessment)
    assert (after.state, after.appraised_total) == ("appraised", SMALL_TOTAL)
    assert after.appraised_class == "Xuất sắc"
    assert after.feedback_due == add_working_days(timezone.localdate(), 3)
    assert after.appraisal.conclusion == "Đủ điều kiện."
    assert "90,00 điểm" in Notification.objects.filter(recipient=editor).latest("pk").text
    assert kinds(assessment)[-1] == "assessment.appraised"


def test_finish_names_what_is_still_undecided():
    assessment, officer = make_opened()

    with pytest.raises(ValidationError) as refused:
        appraisals.finish(assessment, by=officer)

    assert refused.value.messages == [
        "Chưa xem xét điều kiện loại trừ: L1, L3, L4, L5, L6, L7.",
        "Còn 4 tiêu chí chưa thẩm định: I.1, I.2, II.1, II.2.",
    ]


@pytest.mark.parametrize("state", OTHER_STATES)
def test_finish_is_refused_from_every_other_state(state):
    assessment, officer = make_opened()
    force_state(assessment, state)

    with pytest.raises(PermissionDenied):
        appraisals.finish(assessment, by=officer)

    assert fresh(assessment).appraised_total is None


def test_finish_is_atomic(monkeypatch):
    assessment, officer = make_opened()
    clear_vetoes(assessment, officer)
    appraised_scores.accept_rest(assessment, by=officer)
    monkeypatch.setattr("core.audit.record", _fail)

    with pytest.raises(RuntimeError):
        appraisals.finish(assessment, by=officer)

    assert fresh(assessment).state == "submitted"
    assert fresh(assessment).appraisal.finished_at is None


def test_whole_commune_sheet_gives_the_expected_total():
    assessment, officer = make_opened(complete=True)
    clear_vetoes(assessment, officer)
    appraised_scores.accept_rest(assessment, by=officer)
    without_records = criterion_pk(assessment, "V.3")
    judgement = appraised_scores.Judgement({}, points=Decimal(2), reason="Theo sổ đăng ký mô hình.")
    appraised_scores.decide_score(assessment.pk, without_records, judgement, by=officer)

    appraisals.finish(assessment, by=officer)

    after = fresh(assessment)
    gap_row = after.appraisal.scores.get(criterion__code="VII.3")
    assert (gap_row.facts["gap"], gap_row.points) == ({"gap": "2.00"}, Decimal(1))
    assert after.self_total + 3 == after.appraised_total
    assert after.appraised_class == "Xuất sắc"


def test_finish_holds_a_low_group_under_its_floor():
    assessment, officer = make_opened()
    clear_vetoes(assessment, officer)
    low = appraised_scores.Judgement({"p1": {"answer": False}}, reason=REASON)
    for code in ("II.1", "II.2"):
        pk = criterion_pk(assessment, code)
        facts = {"p1": {"meetings": 0}} if code == "II.1" else low.facts
        judgement = appraised_scores.Judgement(facts, reason=REASON)
        appraised_scores.decide_score(assessment.pk, pk, judgement, by=officer)
    appraised_scores.accept_rest(assessment, by=officer)

    appraisals.finish(assessment, by=officer)

    floor = fresh(assessment).appraisal.veto_findings.get(veto__code="L2")
    assert (floor.found, floor.note) == (True, "Nhóm II mới đạt 0,00 %, cần ít nhất 50 %.")


# What the database itself refuses


def test_database_refuses_a_change_without_reason():
    assessment, _officer = make_opened()

    with pytest.raises(IntegrityError):
        assessment.appraisal.scores.update(is_changed=True, reason="123456789")


def test_database_refuses_an_unmarked_difference():
    assessment, _officer = make_opened()

    with pytest.raises(IntegrityError):
        assessment.appraisal.scores.filter(criterion__code="I.1").update(points=Decimal(39))


def test_database_refuses_a_veto_found_without_note():
    assessment, _officer = make_opened()

    with pytest.raises(IntegrityError):
        assessment.appraisal.veto_findings.update(found=True, note="")
