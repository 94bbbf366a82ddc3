"""Which published sets replace those that a round uses, and what continues an old criterion."""

from collections.abc import Mapping
from dataclasses import dataclass

from assessments.carrying import successors
from assessments.models import Assessment, Round
from criteria.definitions import CriterionDefinition, definition_of
from criteria.models import CriteriaSet
from criteria.workflow import CriteriaSetState


@dataclass(frozen=True)
class Version:
    """A set with the keys of those that it came from, nearest first, for the same kind of unit."""

    criteria_set: CriteriaSet
    earlier: tuple[int, ...]

    @property
    def pk(self) -> int:
        return self.criteria_set.pk

    def __str__(self) -> str:
        return str(self.criteria_set)


@dataclass(frozen=True)
class FormerCriterion:
    """A criterion of an earlier version, and the one that continues it (None: taken out)."""

    criterion: CriterionDefinition
    now: CriterionDefinition | None


def later_versions(round_: Round, used: set[int] | None = None) -> list[Version]:
    """Published sets that replace one in use (`used`, where that is known), newest first.

    A set that is meant for later years does not correct this year's.
    """
    used = sets_in_use(round_) if used is None else used
    sets = _sets_of(round_.organiser_id)
    versions = [_version(criteria_set, sets) for criteria_set in sets.values()]
    found = [version for version in versions if _replaces(version, used, sets, round_)]
    return sorted(found, key=lambda version: version.criteria_set.published_at, reverse=True)


def sets_in_use(round_: Round) -> set[int]:
    """Keys of the sets that files of the round, or files still to come, are measured by."""
    files = round_.assessments.order_by().values_list("criteria_set", flat=True).distinct()
    return {*files, *round_.criteria_sets.values_list("criteria_set", flat=True)}


def former_criterion(assessment: Assessment, criterion_pk: int) -> FormerCriterion | None:
    """The criterion of an earlier version; None for one that the sheet can never have had."""
    present = assessment.criteria_set
    earlier = _version(present, _sets_of(present.organiser_id)).earlier
    old = CriteriaSet.objects.filter(pk__in=earlier, groups__criteria=criterion_pk).first()
    if old is None:
        return None
    before, after = definition_of(old), definition_of(present)
    now = successors(before, after).get(criterion_pk)
    return FormerCriterion(before.criteria[criterion_pk], now)


def _sets_of(organiser: int) -> dict[int, CriteriaSet]:
    sets = CriteriaSet.objects.filter(organiser=organiser).select_related("unit_kind")
    return {criteria_set.pk: criteria_set for criteria_set in sets}


def _version(criteria_set: CriteriaSet, sets: Mapping[int, CriteriaSet]) -> Version:
    earlier: list[int] = []
    origin = sets.get(criteria_set.origin_id)
    while origin and origin.unit_kind_id == criteria_set.unit_kind_id:
        earlier.append(origin.pk)
        origin = sets.get(origin.origin_id)
    return Version(criteria_set, tuple(earlier))


def _replaces(
    version: Version, used: set[int], sets: Mapping[int, CriteriaSet], round_: Round
) -> bool:
    replaced = used.intersection(version.earlier)
    if version.criteria_set.state != CriteriaSetState.PUBLISHED or not replaced:
        return False
    latest = max(round_.year, *(sets[pk].year for pk in replaced))
    return version.criteria_set.year <= latest
