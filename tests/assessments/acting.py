"""Small steps that several tests of this app take."""

from uuid import uuid4

from django.urls import reverse
from django.utils import timezone

from assessments.actions import scores, submissions
from assessments.actions.scores import Entry
from assessments.models import Assessment, Score, Submission
from assessments.workflow import AssessmentState
from tests.factories import make_editor, make_head


def score_of(assessment: Assessment, code: str) -> Score:
    """The stored row of one criterion."""
    return assessment.scores.select_related("criterion").get(criterion__code=code)


def put_into(assessment: Assessment, state: str) -> Assessment:
    """The same assessment in another state, written past the actions."""
    assessment.state = state
    if state != AssessmentState.DRAFT:
        assessment.submitted_at = timezone.now()
        assessment.submitted_by = make_head(assessment.unit)
    assessment.save()
    return assessment


def save_row(client, assessment, code, typed, *, version=1, htmx=True):
    """Send one row of the sheet as the browser does."""
    pk = assessment.scores.get(criterion__code=code).criterion_id
    headers = {"HX-Request": "true"} if htmx else {}
    address = reverse("assessments:score-save", args=[assessment.pk, pk])
    return client.post(address, {"version": version, **typed}, headers=headers)


def without_transactions(queries) -> list[str]:
    """Statements that read or write; BEGIN, COMMIT and savepoints left out."""
    words = ("BEGIN", "COMMIT", "SAVEPOINT", "RELEASE", "ROLLBACK")
    return [q["sql"] for q in queries if not q["sql"].startswith(words)]


def fill(assessment, code, *, by=None, explanation="", not_applicable=False, **facts):
    """Enter the facts of the only part of one criterion of the small set."""
    entry = Entry({"p1": facts}, explanation, not_applicable)
    pk = assessment.scores.get(criterion__code=code).criterion_id
    by = by or make_editor(assessment.unit)
    return scores.save(assessment.pk, pk, lambda criterion: entry, version=None, by=by)


def hand_in(assessment, *, by=None) -> Submission:
    """Hand the sheet in as it is now."""
    by = by or make_head(assessment.unit)
    return submissions.submit(assessment, key=uuid4(), version=None, by=by)
