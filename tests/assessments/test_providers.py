"""Measures from our own records: reports on time, the gap between both totals."""

from datetime import date, datetime, timedelta
from decimal import Decimal
from uuid import uuid4

import pytest
import time_machine
from django.utils import timezone

from assessments.actions import appraised_scores
from assessments.models import Assessment, Extension, QuarterlyReport
from assessments.providers import Period, appraisal_gap, reports_on_time
from core.calendar import VIETNAM
from criteria import measures
from tests.assessments.appraisal_builders import (
    REASON,
    criterion_pk,
    make_opened,
    make_reports,
    make_submitted,
)
from tests.factories import make_assessment, make_board_head

FRIDAY = date(2026, 3, 27)


def on(day):
    return time_machine.travel(
        datetime(day.year, day.month, day.day, 12, tzinfo=VIETNAM), tick=False
    )


@pytest.mark.parametrize(
    ("sent_on", "on_time", "late"),
    [
        (FRIDAY, True, False),
        (FRIDAY - timedelta(days=20), True, False),
        (FRIDAY + timedelta(days=1), False, True),
        (FRIDAY + timedelta(days=5), False, True),  # Wednesday: the third working day
        (FRIDAY + timedelta(days=6), False, False),
    ],
)
def test_period_counts_working_days_of_delay(sent_on, on_time, late):
    period = Period(FRIDAY, sent_on)

    assert (period.is_on_time, period.is_late, period.is_missing) == (on_time, late, False)


@pytest.mark.parametrize(("days", "missing"), [(-1, False), (0, False), (1, True)])
def test_period_not_sent_counts_until_its_day_has_passed(days, missing):
    with on(FRIDAY + timedelta(days=days)):
        period = Period(FRIDAY, None)
        assert (period.is_on_time, period.is_missing) == (not missing, missing)


@pytest.mark.django_db
def test_measures_are_registered():
    assert {"reports_on_time", "appraisal_gap"} <= set(measures.labels())


@pytest.mark.django_db
def test_all_five_periods_on_time():
    assert reports_on_time(make_submitted()) == {"on_time": 5, "late": 0}


@pytest.mark.django_db
def test_draft_counts_for_now_and_no_longer_after_its_deadline():
    assessment = make_assessment()
    make_reports(assessment)

    assert reports_on_time(assessment)["on_time"] == 5
    with on(assessment.round.self_assessment_due + timedelta(days=1)):
        assert reports_on_time(assessment)["on_time"] == 4


@pytest.mark.django_db
def test_extension_counts_as_in_time():
    assessment = make_assessment()
    make_reports(assessment)
    later = assessment.round.self_assessment_due + timedelta(days=7)
    Extension.objects.create(
        round=assessment.round, unit=assessment.unit, due_on=later, reason=REASON,
        granted_by=make_board_head(assessment.round.organiser),
    )  # fmt: skip

    with on(later):
        assert reports_on_time(assessment)["on_time"] == 5


@pytest.mark.django_db
def test_supplement_does_not_make_the_annual_report_late():
    assessment = make_submitted()
    first = assessment.submissions.get()
    first.pk, first.number, first.receipt_number, first.key = None, 2, "TCD-2", uuid4()
    first.submitted_at += timedelta(days=90)
    first.save()

    assert reports_on_time(assessment)["on_time"] == 5


@pytest.mark.django_db
def test_late_and_missing_reports():
    assessment = make_submitted()
    QuarterlyReport.objects.filter(quarter=1).delete()
    late = QuarterlyReport.objects.get(quarter=2)
    late.first_submitted_at = timezone.make_aware(
        datetime.combine(late.due_on + timedelta(days=1), datetime.min.time())
    )
    late.save()

    assert reports_on_time(assessment) == {"on_time": 3, "late": 1}


@pytest.mark.django_db
def test_gap_is_unknown_until_everything_is_decided():
    assert appraisal_gap(make_submitted()) is None

    assessment, officer = make_opened()
    assert appraisal_gap(assessment) is None
    appraised_scores.accept_rest(assessment, by=officer)
    assert appraisal_gap(Assessment.objects.get(pk=assessment.pk)) == {"gap": "0.00"}


@pytest.mark.django_db
@pytest.mark.parametrize(("numerator", "gap"), [(98, "0.00"), (90, "10.00"), (0, "40.00")])
def test_gap_is_the_distance_of_both_totals(numerator, gap):
    assessment, officer = make_opened()
    facts = {"p1": {"numerator": numerator, "denominator": 100}}
    judgement = appraised_scores.Judgement(facts, reason=REASON)
    pk = criterion_pk(assessment, "I.1")
    appraised_scores.decide_score(assessment.pk, pk, judgement, by=officer)
    appraised_scores.accept_rest(assessment, by=officer)

    assert appraisal_gap(Assessment.objects.get(pk=assessment.pk)) == {"gap": gap}


@pytest.mark.django_db
def test_gap_counts_points_above_the_unit_too():
    assessment, officer = make_opened()
    judgement = appraised_scores.Judgement({"p1": {"meetings": 2}}, reason=REASON)
    pk = criterion_pk(assessment, "II.1")
    appraised_scores.decide_score(assessment.pk, pk, judgement, by=officer)
    appraised_scores.accept_rest(assessment, by=officer)

    gap = appraisal_gap(Assessment.objects.get(pk=assessment.pk))
    assert Decimal(gap["gap"]) == 10


@pytest.mark.django_db
def test_reports_of_other_units_do_not_count():
    assessment = make_assessment()
    other = make_submitted()

    with on(assessment.round.report_4_due + timedelta(days=1)):
        assert reports_on_time(assessment)["on_time"] == 0
        assert reports_on_time(other)["on_time"] == 5
