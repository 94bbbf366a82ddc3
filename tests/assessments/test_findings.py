"""Vetoes that the records find: prefilled for the appraiser, who still has to look."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from assessments.actions import appraisals, appraised_scores
from assessments.findings import is_waiting
from assessments.models import Assessment, QuarterlyReport
from core.models import AuditEvent
from tests.assessments.appraisal_builders import (
    REASON,
    SMALL_FACTS,
    fresh,
    hand_in,
    make_opened,
    make_reports,
    make_submitted,
    officer_of,
)
from tests.factories import make_assessment, make_officer

pytestmark = pytest.mark.django_db


def opened(assessment):
    officer = officer_of(assessment)
    appraisals.open_file(assessment, by=officer)
    return fresh(assessment), officer


def finding(assessment, code):
    return assessment.appraisal.veto_findings.select_related("veto").get(veto__code=code)


def test_nothing_is_found_in_a_clean_file():
    assessment, _officer = make_opened()

    rows = assessment.appraisal.veto_findings.all()

    assert not any(row.found for row in rows)
    assert len(rows) == 7


def test_late_registration_is_found():
    assessment = make_submitted()
    late = assessment.round.registration_due + timedelta(days=1)
    Assessment.objects.filter(pk=assessment.pk).update(registered_on=late)

    assessment, _officer = opened(assessment)

    row = finding(assessment, "L3")
    assert (row.found, row.by_system, row.decided_at) == (True, True, None)
    assert row.note.startswith("Đăng ký ngày ")


def test_unknown_registration_is_left_to_the_appraiser_with_a_hint():
    assessment = make_submitted()
    Assessment.objects.filter(pk=assessment.pk).update(registered_on=None)

    assessment, _officer = opened(assessment)

    row = finding(assessment, "L3")
    assert (row.found, row.by_system) == (None, False)
    assert "xin đối chiếu sổ đăng ký" in row.note


def test_late_hand_in_is_found():
    assessment = make_submitted()
    assessment.submissions.update(submitted_at=assessment.submitted_at + timedelta(days=30))

    assessment, _officer = opened(assessment)

    assert finding(assessment, "L3").note.startswith("Nộp bản tự chấm điểm sau hạn")


@pytest.mark.parametrize(("missing", "found"), [((1,), None), ((1, 3), True)])
def test_missing_reports_are_found_from_the_second_on(missing, found):
    assessment = make_submitted()
    QuarterlyReport.objects.filter(quarter__in=missing).delete()

    assessment, _officer = opened(assessment)

    row = finding(assessment, "L4")
    assert row.found is found
    assert row.note == ("Không có báo cáo quý 1, 3." if found else "")


def test_group_under_its_floor_is_found_from_the_totals():
    assessment = make_assessment()
    make_reports(assessment)
    poor = SMALL_FACTS | {"II.1": {"p1": {"meetings": 0}}, "II.2": {"p1": {"answer": False}}}

    assessment, _officer = opened(hand_in(assessment, poor))

    row = finding(assessment, "L2")
    assert row.found
    assert "Nhóm II mới đạt 0,00 %" in row.note
    assert not is_waiting(row)


# decide_veto


def test_decide_veto_records_who_and_why():
    assessment, officer = make_opened()
    row = finding(assessment, "L5")

    appraised_scores.decide_veto(assessment, row.veto_id, found=True, note=REASON, by=officer)

    row.refresh_from_db()
    assert (row.found, row.note, row.decided_by) == (True, REASON, officer)
    assert AuditEvent.objects.latest("sequence").kind == "veto_finding.decided"


def test_clearing_what_the_records_found_needs_a_note():
    assessment = make_submitted()
    QuarterlyReport.objects.all().delete()
    assessment, officer = opened(assessment)
    row = finding(assessment, "L4")

    with pytest.raises(ValidationError):
        appraised_scores.decide_veto(assessment, row.veto_id, found=False, by=officer)
    appraised_scores.decide_veto(assessment, row.veto_id, found=False, note=REASON, by=officer)

    row.refresh_from_db()
    assert row.found is False


def test_nobody_decides_a_computed_veto():
    assessment, officer = make_opened()

    with pytest.raises(ValidationError, match="hệ thống tính"):
        appraised_scores.decide_veto(
            assessment, finding(assessment, "L2").veto_id, found=False, by=officer
        )


@pytest.mark.parametrize("state", ["returned", "appraised", "settled", "proposed", "closed"])
def test_decide_veto_is_refused_from_every_other_state(state):
    assessment, officer = make_opened()
    Assessment.objects.filter(pk=assessment.pk).update(state=state)

    with pytest.raises(PermissionDenied):
        appraised_scores.decide_veto(
            assessment, finding(assessment, "L1").veto_id, found=False, by=officer
        )


def test_other_officers_decide_nothing():
    assessment, _officer = make_opened()
    other = make_officer(assessment.round.organiser)

    with pytest.raises(PermissionDenied, match="chuyên viên khác"):
        appraised_scores.decide_veto(
            assessment, finding(assessment, "L1").veto_id, found=False, by=other
        )


def test_decide_veto_is_atomic(monkeypatch):
    assessment, officer = make_opened()
    monkeypatch.setattr("core.audit.record", _fail)

    with pytest.raises(RuntimeError):
        appraised_scores.decide_veto(
            assessment, finding(assessment, "L1").veto_id, found=False, by=officer
        )

    assert finding(assessment, "L1").decided_at is None


def _fail(*args, **kwargs):
    raise RuntimeError("the last step fails")
