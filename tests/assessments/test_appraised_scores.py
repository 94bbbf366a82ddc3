"""Deciding criteria: rules of reasons, what did not arise, accepting the rest, refusals."""

from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError

from assessments.actions import appraisals, appraised_scores
from assessments.actions.appraised_scores import Judgement
from assessments.models import AppraisedScore, Assessment
from assessments.workflow import AssessmentState
from core.models import AuditEvent
from core.versions import StaleVersion
from tests.assessments.appraisal_builders import (
    REASON,
    SMALL_FACTS,
    criterion_pk,
    hand_in,
    make_opened,
    make_reports,
    make_submitted,
    officer_of,
)
from tests.factories import make_assessment, make_editor, make_officer

pytestmark = pytest.mark.django_db
OTHER_STATES = sorted(set(AssessmentState) - {AssessmentState.SUBMITTED})


def decide(assessment, by, code, facts=None, **values):
    judgement = Judgement(SMALL_FACTS.get(code, {}) if facts is None else facts, **values)
    pk = criterion_pk(assessment, code)
    sheet = appraised_scores.decide_score(assessment.pk, pk, judgement, by=by)
    return sheet.rows[pk]


def fail(*args, **kwargs):
    raise RuntimeError("the last step fails")


def test_agreeing_needs_no_reason():
    assessment, officer = make_opened()

    row = decide(assessment, officer, "I.1")

    assert (row.points, row.is_changed, row.decided_by) == (Decimal(40), False, officer)
    event = AuditEvent.objects.latest("sequence")
    assert (event.kind, event.before["points"]) == ("appraised_score.decided", None)


@pytest.mark.parametrize(
    ("code", "facts", "values"),
    [
        ("I.1", {"p1": {"numerator": 90, "denominator": 100}}, {}),
        ("I.1", {"p1": {"numerator": 99, "denominator": 100}}, {}),  # same points, other facts
        ("I.1", None, {"points": Decimal("39.99")}),
        ("II.2", {}, {"not_applicable": True}),
    ],
)
def test_every_difference_needs_a_reason_of_ten_characters(code, facts, values):
    assessment, officer = make_opened()

    with pytest.raises(ValidationError) as refused:
        decide(assessment, officer, code, facts, reason="123456789", **values)
    assert list(refused.value.message_dict) == ["reason"]

    row = decide(assessment, officer, code, facts, reason="1234567890", **values)
    assert row.is_changed


@pytest.mark.parametrize("written", [98, "98", "98.00"])
def test_same_figure_written_otherwise_is_no_difference(written):
    assessment, officer = make_opened()

    row = decide(assessment, officer, "I.1", {"p1": {"numerator": written, "denominator": 100}})

    assert not row.is_changed


def test_points_against_the_rule_are_said_in_the_working():
    assessment, officer = make_opened()

    row = decide(assessment, officer, "I.1", points=Decimal("35.5"), reason=REASON)

    assert row.points == Decimal("35.5")
    assert row.working[-1] == "Người thẩm định ấn định 35,50 điểm"


def test_points_over_the_maximum_are_refused_by_the_database():
    assessment, officer = make_opened()

    with pytest.raises(IntegrityError):
        decide(assessment, officer, "I.1", points=Decimal(41), reason=REASON)


def test_incomplete_facts_are_kept_and_leave_the_row_undecided():
    assessment, officer = make_opened()

    row = decide(assessment, officer, "I.1", {"p1": {"numerator": 90}})

    assert (row.points, row.decided_at) == (None, None)
    assert row.facts == {"p1": {"numerator": 90}}


def test_back_to_the_units_figures_drops_the_reason():
    assessment, officer = make_opened()
    decide(assessment, officer, "I.1", points=Decimal(30), reason=REASON)

    row = decide(assessment, officer, "I.1", reason=REASON)

    assert (row.is_changed, row.reason) == (False, "")


def test_stale_decision_is_refused():
    assessment, officer = make_opened()
    pk = criterion_pk(assessment, "I.1")
    decide(assessment, officer, "I.1")

    judgement = Judgement(SMALL_FACTS["I.1"], points=Decimal(1), reason=REASON)
    with pytest.raises(StaleVersion):
        appraised_scores.decide_score(assessment.pk, pk, judgement, version=1, by=officer)


@pytest.mark.parametrize("state", OTHER_STATES)
def test_decide_score_is_refused_from_every_other_state(state):
    assessment, officer = make_opened()
    Assessment.objects.filter(pk=assessment.pk).update(state=state)

    with pytest.raises((PermissionDenied, Assessment.DoesNotExist)):
        decide(assessment, officer, "I.1")


def test_decide_score_is_atomic(monkeypatch):
    assessment, officer = make_opened()
    monkeypatch.setattr("core.audit.record", fail)

    with pytest.raises(RuntimeError):
        decide(assessment, officer, "I.1")

    assert not AppraisedScore.objects.exclude(decided_at=None).exists()


def test_decisions_are_for_the_assigned_officer_after_opening():
    assessment = make_submitted()
    officer = officer_of(assessment)
    with pytest.raises(PermissionDenied, match="mở hồ sơ"):
        decide(assessment, officer, "I.1")

    opened, _officer = make_opened()
    with pytest.raises(PermissionDenied):
        decide(opened, make_officer(opened.round.organiser), "I.1")
    with pytest.raises(PermissionDenied):
        decide(opened, make_editor(opened.unit), "I.1")


def test_automatic_criterion_cannot_be_decided_by_hand():
    assessment, officer = make_opened(complete=True)

    with pytest.raises(AppraisedScore.DoesNotExist):
        decide(assessment, officer, "VII.3", {})


def test_measured_criterion_is_computed_again_with_the_systems_reason():
    assessment, officer = make_opened(complete=True)
    assessment.round.reports.filter(quarter=1).delete()

    row = decide(assessment, officer, "VII.2", {})

    assert row.facts["reports"] == {"on_time": 4, "late": 0}
    assert (row.points, row.self_points) == (Decimal("1.6"), Decimal(2))
    assert row.reason.startswith("Hệ thống tính lại theo số liệu đến ngày")


# accept_rest


def test_accept_rest_decides_what_waits_and_nothing_else():
    assessment, officer = make_opened()
    decide(assessment, officer, "I.1", points=Decimal(30), reason=REASON)

    rows = appraised_scores.accept_rest(assessment, by=officer)

    assert len(rows) == 3
    assert assessment.appraisal.scores.get(criterion__code="I.1").points == 30
    event = AuditEvent.objects.latest("sequence")
    assert event.kind == "appraisal.rest_accepted"
    assert event.after == {"I.2": "20.00", "II.1": "10.00", "II.2": "20.00"}


def test_accept_rest_leaves_what_the_unit_did_not_score():
    assessment = make_assessment()
    make_reports(assessment)
    assessment = hand_in(assessment, {code: SMALL_FACTS[code] for code in ("I.1", "I.2")})
    officer = officer_of(assessment)
    appraisals.open_file(assessment, by=officer)

    rows = appraised_scores.accept_rest(assessment, by=officer)

    assert {row.criterion.code for row in rows} == {"I.1", "I.2"}


@pytest.mark.parametrize("state", OTHER_STATES)
def test_accept_rest_is_refused_from_every_other_state(state):
    assessment, officer = make_opened()
    Assessment.objects.filter(pk=assessment.pk).update(state=state)

    with pytest.raises(PermissionDenied):
        appraised_scores.accept_rest(assessment, by=officer)


def test_accept_rest_is_atomic(monkeypatch):
    assessment, officer = make_opened()
    monkeypatch.setattr("core.audit.record", fail)

    with pytest.raises(RuntimeError):
        appraised_scores.accept_rest(assessment, by=officer)

    assert not AppraisedScore.objects.exclude(decided_at=None).exists()
