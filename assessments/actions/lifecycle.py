"""Moves that the recognition app makes on a settled file; it has asked for the permission."""

from django.db import transaction

from assessments.models import Assessment
from assessments.workflow import ASSESSMENT_WORKFLOW, Outcome
from core import audit
from organisation.models import User


@transaction.atomic
def mark_proposed(assessment: Assessment, *, by: User) -> Assessment:
    """The file goes before the Standing Committee. Raises TransitionNotAllowed."""
    return _move(assessment, "propose", "assessment.proposed", by=by)


@transaction.atomic
def mark_withdrawn(assessment: Assessment, *, by: User, note: str = "") -> Assessment:
    """The file comes back from the Standing Committee, settled as before."""
    return _move(assessment, "withdraw", "assessment.withdrawn", by=by, note=note)


@transaction.atomic
def close(assessment: Assessment, *, outcome: str, by: User, note: str = "") -> Assessment:
    """The Standing Committee has concluded: recognised or not."""
    return _move(
        assessment, "close", "assessment.closed", by=by, note=note, outcome=Outcome(outcome)
    )


def _move(
    assessment: Assessment, move: str, kind: str, *, by: User, note: str = "", outcome: str = ""
) -> Assessment:
    assessment = Assessment.objects.locked().get(pk=assessment.pk)
    before = assessment.state
    assessment.state = ASSESSMENT_WORKFLOW.target(move, before)
    assessment.outcome = outcome
    assessment.version += 1
    assessment.save(update_fields=["state", "outcome", "version"])
    after = {"state": assessment.state} | ({"outcome": outcome} if outcome else {})
    audit.record(
        kind, assessment, by=by, before={"state": before}, after=after, note=note,
        unit=assessment.unit,
    )  # fmt: skip
    return assessment
