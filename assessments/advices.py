"""The advice ledger read: what earlier appraisals asked a unit to mend, and what became of it."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from typing import Any

from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from assessments.mended import knowing_evidence
from assessments.models import Advice, AppraisedScore, Assessment
from assessments.workflow import RESULT_OUT, RemedyState
from criteria.definitions import definition_of
from criteria.sources import Answer

GIVEN, DONE = "given", "done"
CHOICES = ((GIVEN, "Số việc năm trước đề nghị"), (DONE, "Số việc đã xác nhận khắc phục xong"))


def advice_due(assessment: Assessment) -> list[Advice]:
    """What this year's file has to answer: last year's advice, and older that nobody judged."""
    return advice_due_in([assessment])[assessment.pk]


def advice_due_in(files: Collection[Assessment]) -> dict[int, list[Advice]]:
    """The same for several files, by their key; one query."""
    units = {file.unit_id for file in files}
    rows = _given_to(units) if units else []
    return {file.pk: [row for row in rows if _is_due(row, file)] for file in files}


def ledger(assessment: Assessment) -> tuple[list[Advice], list[Advice]]:
    """What this year's file has to answer, and advice that it no longer asks about; one query.

    The latter newest first.
    """
    rows = _given_to({assessment.unit_id})
    due = [row for row in rows if _is_due(row, assessment)]
    year, organiser = assessment.round.year, assessment.round.organiser_id
    ours = (r for r in rows if r not in due and r.assessment.round.organiser_id == organiser)
    past = (r for r in ours if r.assessment.round.year < year)
    return due, sorted(past, key=lambda row: row.assessment.round.year, reverse=True)


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
    counts = Counter(row.state for row in rows)
    parts = [f"{counts[s]} {s.label.lower()}" for s in RemedyState if counts[s]]
    working = f"{len(rows)} việc: {', '.join(parts)}"
    url = reverse("assessments:advice", args=[assessment.pk])
    values = {GIVEN: len(rows), DONE: counts[RemedyState.DONE]}
    return {key: Answer(values[key], working, url) for key in keys if key in values}


def choices(_organiser: Any) -> tuple[tuple[str, str], ...]:
    """What of the ledger may fill a fact."""
    return CHOICES


def _given_to(units: Collection[int]) -> list[Advice]:
    """Advice whose result is out, to the units and to those that merged into them."""
    own = Q(assessment__unit__in=units) | Q(assessment__unit__merged_into__in=units)
    rows = Advice.objects.filter(own, assessment__state__in=RESULT_OUT)
    related = ("assessment__round", "assessment__unit", "answered_by")
    return list(knowing_evidence(rows, "advice").select_related(*related))


def _is_due(row: Advice, file: Assessment) -> bool:
    given, now = row.assessment.round, file.round
    concerns = file.unit_id in (row.assessment.unit_id, row.assessment.unit.merged_into_id)
    if not concerns or given.organiser_id != now.organiser_id or given.year >= now.year:
        return False
    return given.year == now.year - 1 or _is_unsettled(row, now.year)


def _is_unsettled(row: Advice, year: int) -> bool:
    """Nobody had judged it when the year began."""
    return row.judged_at is None or timezone.localtime(row.judged_at).year >= year


def _lost_points(row: AppraisedScore) -> bool:
    return row.points is not None and row.self_points is not None and row.points < row.self_points
