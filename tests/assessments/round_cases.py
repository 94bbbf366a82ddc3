"""Files of one round in chosen states, written past the actions."""

from datetime import timedelta
from decimal import Decimal

from django.utils import timezone

from assessments.actions import rounds
from assessments.models import (
    Appraisal,
    Assessment,
    Feedback,
    Round,
    Submission,
    SupplementRequest,
)
from organisation.models import User
from tests.factories import make_head, make_officer, make_unit

TOTALS = {"self_total": Decimal("90.00"), "self_class": "Tốt"}


def add_file(round_: Round, state: str = "draft", name: str = "", **fields) -> Assessment:
    """A file of a fresh commune; `fields` go before what the state asks for."""
    criteria_set = round_.criteria_sets.first().criteria_set
    file = rounds.start_assessment(round_, make_unit(round_.organiser, name=name), criteria_set)
    if state != "draft":
        now = timezone.now()
        handed_in = {"submitted_at": now, "submitted_by": make_head(file.unit), **TOTALS}
        fields = {"state": state, **handed_in, **fields}
    Assessment.objects.filter(pk=file.pk).update(**fields)
    return Assessment.objects.with_context().get(pk=file.pk)


def add_appraised(round_: Round, points: str = "80.00", *, name: str = "", **fields) -> Assessment:
    """A file with a provisional result, its feedback window open for three days."""
    due = timezone.localdate() + timedelta(days=3)
    values = {"appraised_total": Decimal(points), "appraised_class": "Khá", "feedback_due": due}
    file = add_file(round_, "appraised", name, **values | fields)
    finished = timezone.now() - timedelta(days=1)
    officer = make_officer(round_.organiser)
    Appraisal.objects.create(
        assessment=file, started_at=finished, started_by=officer,
        finished_at=finished, finished_by=officer,
    )  # fmt: skip
    return file


def answer(file: Assessment, *, is_agreed: bool) -> Feedback:
    """The unit's word on the provisional result."""
    return Feedback.objects.create(
        assessment=file, is_agreed=is_agreed, text="Đề nghị xem lại tiêu chí I.1",
        given_at=timezone.now(), given_by=make_head(file.unit),
    )  # fmt: skip


def send_back(submission: Submission, reason: str) -> SupplementRequest:
    """The handed-in file returns to its unit as a whole."""
    file = submission.assessment
    Assessment.objects.filter(pk=file.pk).update(state="returned")
    return SupplementRequest.objects.create(
        assessment=file, submission=submission, reason=reason, due_on=file.due_on, is_whole=True,
        requested_at=timezone.now(), requested_by=make_officer(file.round.organiser),
    )  # fmt: skip


def assign(file: Assessment, officer: User, head: User) -> None:
    """Let the officer follow the file's unit."""
    rounds.assign_officer(file.round, file.unit, officer, by=head)
