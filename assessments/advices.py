"""The advice ledger read: what earlier appraisals asked a unit to mend, and what became of it."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils import timezone

from assessments.mended import knowing_evidence
from assessments.models import Advice, AppraisedScore, Assessment
from assessments.workflow import RESULT_OUT, RemedyState, counted_remedies
from criteria.definitions import definition_of
from criteria.sources import Answer
from organisation.mergers import family, heirs

GIVEN, DONE = "given", "done"
CHOICES = ((GIVEN, "Số việc năm trước đề nghị"), (DONE, "Số việc đã xác nhận khắc phục xong"))


def advice_due(assessment: Assessment) -> list[Advice]:
    """What this year's file has to answer: last year's advice, and older that nobody judged."""
    return advice_due_in([assessment])[assessment.pk]


def advice_due_in(files: Collection[Assessment]) -> dict[int, list[Advice]]:
    """The same for several files, by their key; one query a round, two where units merged."""
    units: dict[date, set[int]] = defaultdict(set)
    for file in files:
        units[file.round.self_assessment_due].add(file.unit_id)
    given = {day: _given_to(keys, day) for day, keys in units.items()}
    return {
        file.pk: [
            row
            for row in given[file.round.self_assessment_due].get(file.unit_id, ())
            if _is_due(row, file)
        ]
        for file in files
    }


def ledger(assessment: Assessment) -> tuple[list[Advice], list[Advice]]:
    """What this year's file has to answer, and advice that it no longer asks about.

    The latter newest first. One query, two where units merged.
    """
    unit = assessment.unit_id
    rows = _given_to({unit}, assessment.round.self_assessment_due).get(unit, ())
    due = [row for row in rows if _is_due(row, assessment)]
    year, organiser = assessment.round.year, assessment.round.organiser_id
    ours = (r for r in rows if r not in due and r.assessment.round.organiser_id == organiser)
    past = (r for r in ours if r.assessment.round.year < year)
    return due, sorted(past, key=lambda row: row.assessment.round.year, reverse=True)


def former_unit(row: Advice, file: Assessment) -> str:
    """Whom the advice was given to, when that was a unit that has merged into the file's."""
    given = row.assessment
    return "" if given.unit_id == file.unit_id else given.unit_name


def unanswered(rows: Iterable[Advice]) -> list[Advice]:
    """Those of the rows that the unit has not answered."""
    return [row for row in rows if row.state == RemedyState.OPEN]


def unjudged(rows: Iterable[Advice]) -> list[Advice]:
    """Those that were answered and wait for the appraiser."""
    return [row for row in rows if row.state == RemedyState.REPORTED]


def suggested(assessment: Assessment, given: Iterable[Advice]) -> list[AppraisedScore]:
    """Decisions that took points off with a reason and became no advice yet."""
    if not hasattr(assessment, "appraisal"):
        return []
    known = {row.criterion_key for row in given}
    criteria = definition_of(assessment.criteria_set).criteria
    rows = assessment.appraisal.scores.filter(is_changed=True).exclude(reason="")
    return [
        row
        for row in rows.select_related("criterion")
        if _lost_points(row) and criteria[row.criterion_id].key not in known
    ]


def source(assessment: Assessment, keys: frozenset[str]) -> Mapping[str, Answer]:
    """The source "advice"; nothing is said where nothing was asked."""
    rows = advice_due(assessment)
    if not rows:
        return {}
    states = [row.state for row in rows]
    working = f"{len(rows)} việc: {counted_remedies(states)}"
    url = reverse("assessments:advice", args=[assessment.pk])
    values = {GIVEN: len(rows), DONE: states.count(RemedyState.DONE)}
    return {key: Answer(values[key], working, url) for key in keys if key in values}


def choices(_organiser: Any) -> tuple[tuple[str, str], ...]:
    """What of the ledger may fill a fact."""
    return CHOICES


def _given_to(units: Collection[int], by: date) -> Mapping[int, list[Advice]]:
    """Unit → advice whose result is out, to it and to those that had merged into it by a day.

    What a unit was asked that has merged itself is its successor's to answer alone.
    """
    rows = Advice.objects.filter(
        assessment__unit__in=family(units, by), assessment__state__in=RESULT_OUT
    )
    found: dict[int, list[Advice]] = defaultdict(list)
    related = ("assessment__round", "assessment__unit", "answered_by")
    rows = list(knowing_evidence(rows, "advice").select_related(*related))
    merged = {row.assessment.unit_id for row in rows if row.assessment.unit.merged_into_id}
    into = heirs(merged, by) if merged else {}
    for row in rows:
        unit = row.assessment.unit_id
        found[into.get(unit, unit)].append(row)
    return found


def _is_due(row: Advice, file: Assessment) -> bool:
    given, now = row.assessment.round, file.round
    if given.organiser_id != now.organiser_id or given.year >= now.year:
        return False
    return given.year == now.year - 1 or _is_unsettled(row, now.year)


def _is_unsettled(row: Advice, year: int) -> bool:
    """Nobody had judged it when the year began."""
    return row.judged_at is None or timezone.localtime(row.judged_at).year >= year


def _lost_points(row: AppraisedScore) -> bool:
    return row.points is not None and row.self_points is not None and row.points < row.self_points
