"""Handed-in, opened and appraised files for the tests of the appraiser's side."""

from datetime import timedelta
from decimal import Decimal
from uuid import uuid4

from django.utils import timezone

from assessments.actions import appraisals, appraised_scores, rounds, submissions
from assessments.models import Assessment, Score
from assessments.sheets import measured_facts, score, working_lines
from criteria.definitions import definition_of
from criteria.models import Scorer
from organisation.models import User
from tests.criteria.commune_cases import CASES
from tests.criteria.test_fixture_rules import entered
from tests.factories import (
    make_assessment,
    make_board_head,
    make_district,
    make_head,
    make_officer,
    make_report,
)

# Facts of the small set that earn 40, 20, 10 and 20 points.
SMALL_FACTS = {
    "I.1": {"p1": {"numerator": 98, "denominator": 100}},
    "I.2": {"p1": {"answer": True}},
    "II.1": {"p1": {"meetings": 1}},
    "II.2": {"p1": {"answer": True}},
}
SMALL_TOTAL = Decimal(90)
REASON = "Biên bản thiếu chữ ký của người chủ trì."


def best_facts(criterion) -> dict:
    """Facts that earn a criterion of the commune set its maximum (measures left out)."""
    values = CASES[criterion.code][0][1:]
    return {
        part.key: entered(part, given)
        for part, given in zip(criterion.parts, values, strict=True)
        if part.method != "measure"
    }


def make_reports(assessment: Assessment, *quarters: int, days_late: int = 0) -> None:
    """Quarterly reports handed in on their day, or so many days later."""
    head = make_head(assessment.unit)
    for quarter in quarters or (1, 2, 3, 4):
        due = assessment.round.report_due_dates[quarter]
        moment = timezone.make_aware(
            timezone.datetime(due.year, due.month, due.day, 9) + timedelta(days=days_late)
        )
        make_report(assessment.round, assessment.unit, quarter, sent_at=moment, by=head)


def hand_in(assessment: Assessment, facts: dict | None = None) -> Assessment:
    """The file as handed in now, scored from `facts` by code (the small set's by default)."""
    head = make_head(assessment.unit)
    _fill(assessment, SMALL_FACTS if facts is None else facts, head)
    registered_on = assessment.round.registration_due
    Assessment.objects.filter(pk=assessment.pk).update(registered_on=registered_on)
    submissions.submit(assessment, key=uuid4(), version=None, by=head)
    return fresh(assessment)


def make_submitted(*, complete: bool = False) -> Assessment:
    """A handed-in file with all its quarterly reports; complete: 36 criteria at their best."""
    assessment = make_assessment(make_district(), complete=complete)
    make_reports(assessment)
    if not complete:
        return hand_in(assessment)
    criteria = definition_of(assessment.criteria_set).criteria.values()
    return hand_in(assessment, {c.code: best_facts(c) for c in criteria})


def officer_of(assessment: Assessment) -> User:
    """A fresh officer to whom the unit is assigned."""
    organiser = assessment.round.organiser
    officer, by = make_officer(organiser), make_board_head(organiser)
    rounds.assign_officer(assessment.round, assessment.unit, officer, by=by)
    return officer


def make_opened(*, complete: bool = False) -> tuple[Assessment, User]:
    """An opened file with its officer."""
    assessment = make_submitted(complete=complete)
    officer = officer_of(assessment)
    appraisals.open_file(assessment, by=officer)
    return fresh(assessment), officer


def clear_vetoes(assessment: Assessment, by: User) -> None:
    """Look at every veto that a person decides: none applies."""
    for finding in assessment.appraisal.veto_findings.select_related("veto"):
        if finding.veto.kind != "group_floor":
            appraised_scores.decide_veto(assessment, finding.veto_id, found=False, by=by)


def make_appraised() -> tuple[Assessment, User]:
    """A finished appraisal that agrees with the unit throughout."""
    assessment, officer = make_opened()
    clear_vetoes(assessment, officer)
    appraised_scores.accept_rest(assessment, by=officer)
    appraisals.finish(assessment, by=officer)
    return fresh(assessment), officer


def fresh(assessment: Assessment) -> Assessment:
    """The row as the database has it now."""
    return Assessment.objects.with_context().get(pk=assessment.pk)


def criterion_pk(assessment: Assessment, code: str) -> int:
    """Key of a criterion by its code."""
    criteria = definition_of(assessment.criteria_set).criteria.values()
    return next(c.pk for c in criteria if c.code == code)


def corrections(criterion) -> dict:
    """A reason for every fact that our own records would fill: what is stated stands."""
    named = {part.key: part.parameters.get("sources", {}) for part in criterion.parts}
    return {part: dict.fromkeys(facts, REASON) for part, facts in named.items() if facts}


def _fill(assessment: Assessment, facts: dict, head: User) -> None:
    definition = definition_of(assessment.criteria_set)
    rows = list(assessment.scores.all())
    for row in rows:
        criterion = definition.criteria[row.criterion_id]
        if criterion.scored_by == Scorer.APPRAISER:
            continue
        row.facts = measured_facts(criterion, assessment, facts.get(criterion.code, {}))
        row.corrections = corrections(criterion)
        scored = score(criterion, row.facts)
        row.points, row.working = scored.points, working_lines(criterion, scored)
        row.updated_at, row.updated_by = timezone.now(), head
    Score.objects.bulk_update(
        rows, ["facts", "corrections", "points", "working", "updated_at", "updated_by"]
    )
