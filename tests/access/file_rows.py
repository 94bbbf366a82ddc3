"""A sheet on its way, each step on top of the one before."""

from datetime import timedelta
from uuid import uuid4

from django.utils import timezone

from assessments.actions import appraisals, appraised_scores, scores, settlements, submissions
from assessments.actions.scores import Entry
from assessments.models import Assessment
from organisation.models import User
from tests import factories
from tests.assessments.appraisal_builders import REASON, SMALL_FACTS, clear_vetoes, fresh


def hand_in(file: Assessment) -> None:
    """Filled in to the last criterion and submitted."""
    head = factories.make_head(file.unit)
    Assessment.objects.filter(pk=file.pk).update(registered_on=file.round.registration_due)
    for row in file.scores.select_related("criterion"):
        entry = Entry(SMALL_FACTS[row.criterion.code])
        scores.save(file.pk, row.criterion_id, lambda _, e=entry: e, version=None, by=head)
    submissions.submit(file, key=uuid4(), version=None, by=head)


def open_file(file: Assessment, head: User) -> None:
    hand_in(file)
    appraisals.open_file(fresh(file), by=head)


def send_back(file: Assessment, head: User) -> None:
    open_file(file, head)
    asked = [file.scores.first().criterion_id]
    appraisals.send_back(fresh(file), reason=REASON, criteria=asked, by=head)


def look_through(file: Assessment, head: User) -> None:
    """Opened, and everything in it decided."""
    open_file(file, head)
    clear_vetoes(fresh(file), head)
    appraised_scores.accept_rest(fresh(file), by=head)


def appraise(file: Assessment, head: User) -> None:
    look_through(file, head)
    appraisals.finish(fresh(file), by=head)


def answer(file: Assessment, head: User) -> None:
    appraise(file, head)
    by = file.submissions.first().submitted_by
    settlements.give_feedback(fresh(file), is_agreed=True, by=by)


def settle(file: Assessment, head: User) -> None:
    answer(file, head)
    settlements.settle(fresh(file), by=head)


def expire(file: Assessment) -> None:
    yesterday = timezone.localdate() - timedelta(days=1)
    Assessment.objects.filter(pk=file.pk).update(due_on=yesterday)
