"""Which rounds a criteria set measures, and which could still move to it."""

from django.db.models import Q
from django.urls import reverse

from assessments.models import Assessment, Round, RoundCriteriaSet
from assessments.permissions.files import can_decide_version
from assessments.versions import later_versions
from criteria.models import CriteriaSet
from criteria.uses import Use
from criteria.workflow import CriteriaSetState
from organisation.models import User


def uses(criteria_set: CriteriaSet, earlier: list[int], user: User) -> list[Use]:
    """Rounds that wait for a decision because they use an earlier version; those that use the set.

    Only a published set is asked about: no round can use a draft.
    """
    if criteria_set.state == CriteriaSetState.DRAFT:
        return []
    rounds = Round.objects.visible_to(user)
    own = list(rounds.filter(_measured_by([criteria_set.pk])))
    before = rounds.filter(_measured_by(earlier)) if earlier else Round.objects.none()
    movable = [r for r in before if can_decide_version(user, r) and _replaces(criteria_set, r)]
    waiting = [r for r in movable if r not in own]
    return [_use(r, criteria_set, r in movable, r in waiting) for r in (*waiting, *own)]


def _measured_by(sets: list[int]) -> Q:
    """By rows of their own, not by a join: nothing appears twice."""
    given = RoundCriteriaSet.objects.filter(criteria_set__in=sets).values("round")
    files = Assessment.objects.filter(criteria_set__in=sets).values("round")
    return Q(pk__in=given) | Q(pk__in=files)


def _replaces(criteria_set: CriteriaSet, round_: Round) -> bool:
    return any(version.pk == criteria_set.pk for version in later_versions(round_))


def _use(round_: Round, criteria_set: CriteriaSet, is_movable: bool, is_waiting: bool) -> Use:
    decide = reverse("assessments:move-version", args=[round_.pk]) if is_movable else ""
    return Use(
        round_.title,
        round_.get_absolute_url(),
        round_.get_state_display(),
        decide_url=f"{decide}?ban-moi={criteria_set.pk}" if decide else "",
        is_waiting=is_waiting,
    )
