"""What a unit's home page reads about its files: progress, reasons, decisions, receipts."""

from collections import defaultdict
from collections.abc import Collection

from assessments.completeness import is_scored, to_score
from assessments.models import Assessment, Score, Submission, SupplementRequest
from assessments.sheets import result_of
from assessments.workflow import UNIT_EDITABLE, AssessmentState
from criteria.definitions import definition_of
from danvan.worklists.tasks import Progress
from recognition.models import DecisionEntry
from recognition.workflow import DecisionState

LATEST = 5
Files = Collection[Assessment]


def progress(files: Files) -> dict[int, Progress]:
    """File key → progress, for files that are still with their unit; one query for the rows."""
    sheets = {file.pk: file for file in files if file.state in UNIT_EDITABLE}
    scores = defaultdict(list)
    for score in Score.objects.filter(assessment__in=sheets).order_by():
        scores[score.assessment_id].append(score)
    return {pk: _progress_of(file, scores[pk]) for pk, file in sheets.items()}


def _progress_of(file: Assessment, scores: list[Score]) -> Progress:
    definition = definition_of(file.criteria_set)
    totals = result_of(definition, scores, by_unit=True).totals
    rows = {score.criterion_id: score for score in scores}
    asked = to_score(definition, rows)
    return Progress(sum(is_scored(rows[c.pk]) for c in asked), len(asked), totals.total)


def open_reasons(files: Files) -> dict[int, str]:
    """File key → why it came back, while the supplement has not been handed in."""
    if all(file.state != AssessmentState.RETURNED for file in files):
        return {}
    requests = SupplementRequest.objects.filter(
        assessment__in=[file.pk for file in files], answered_at=None
    )
    return dict(requests.values_list("assessment", "reason"))


def with_decisions(files: Files) -> list[tuple[Assessment, DecisionEntry | None]]:
    """Each file with its place in a decision that was issued."""
    entries = DecisionEntry.objects.filter(assessment__in=files).exclude(
        decision__state=DecisionState.DRAFT
    )
    found = {entry.assessment_id: entry for entry in entries.select_related("decision")}
    return [(file, found.get(file.pk)) for file in files]


def receipts(files: Files) -> list[Submission]:
    """Receipts of what was handed in, the latest first."""
    if all(file.submitted_at is None for file in files):
        return []
    rows = Submission.objects.filter(assessment__in=[file.pk for file in files], recalled_at=None)
    return list(rows.order_by("-submitted_at").defer("content")[:LATEST])
