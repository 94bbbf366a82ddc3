"""Putting a criteria set into force and taking it out of use."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from core import audit
from core.permissions import require
from criteria.checks import set_problems
from criteria.models import CriteriaSet
from criteria.permissions import can_publish, can_retire
from criteria.workflow import CRITERIA_SET_WORKFLOW
from organisation.models import User


@transaction.atomic
def publish(criteria_set: CriteriaSet, *, by: User) -> CriteriaSet:
    """Put the set into force; from then on it never changes (triggers see to it).

    Raises ValidationError with every problem that makes the set unfit.
    """
    criteria_set = CriteriaSet.objects.select_for_update().get(pk=criteria_set.pk)
    require(can_publish(by, criteria_set))
    problems = set_problems(criteria_set)
    if problems:
        raise ValidationError(problems)
    before = criteria_set.state
    criteria_set.state = CRITERIA_SET_WORKFLOW.target("publish", before)
    criteria_set.published_at, criteria_set.published_by = timezone.now(), by
    criteria_set.save(update_fields=["state", "published_at", "published_by"])
    _record_move("criteria_set.published", criteria_set, by, before)
    return criteria_set


@transaction.atomic
def retire(criteria_set: CriteriaSet, *, by: User) -> CriteriaSet:
    """Take a published set out of use for new rounds; rounds that use it go on."""
    criteria_set = CriteriaSet.objects.select_for_update().get(pk=criteria_set.pk)
    require(can_retire(by, criteria_set))
    before = criteria_set.state
    criteria_set.state = CRITERIA_SET_WORKFLOW.target("retire", before)
    criteria_set.save(update_fields=["state"])
    _record_move("criteria_set.retired", criteria_set, by, before)
    return criteria_set


def _record_move(kind: str, criteria_set: CriteriaSet, by: User, before: str) -> None:
    audit.record(
        kind, criteria_set, by=by, before=before, after=criteria_set.state,
        unit=criteria_set.organiser,
    )  # fmt: skip
