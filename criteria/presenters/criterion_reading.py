"""One criterion with its neighbours, its parts and the condition on which it is asked."""

from dataclasses import dataclass

from django.urls import reverse

from criteria.definitions import CriterionDefinition, GroupDefinition, SetDefinition
from criteria.levels import ReadablePart, readable_part
from criteria.models import CriteriaSet
from criteria.reading import (
    ReadableCriterion,
    condition_text,
    readable_criterion,
    source_labels,
)


@dataclass(frozen=True)
class Neighbour:
    """The criterion before or after, and its address."""

    label: str
    address: str


@dataclass(frozen=True)
class CriterionPage:
    """Everything that criteria/criterion_detail.html shows."""

    group: GroupDefinition
    readable: ReadableCriterion
    parts: tuple[ReadablePart, ...]
    condition: str
    previous: Neighbour | None
    following: Neighbour | None


def criterion_page(
    criteria_set: CriteriaSet, definition: SetDefinition, key: str
) -> CriterionPage | None:
    """The page of the criterion `key`; None where the set has no such criterion."""
    pairs = [(group, criterion) for group in definition.groups for criterion in group.criteria]
    place = next((n for n, (_group, c) in enumerate(pairs) if c.key == key), None)
    if place is None:
        return None
    group, criterion = pairs[place]
    return CriterionPage(
        group,
        readable_criterion(criterion, source_labels(definition, criteria_set.organiser)),
        tuple(readable_part(part) for part in criterion.parts),
        condition_text(criterion, definition),
        _neighbour(criteria_set, pairs[place - 1][1]) if place else None,
        _neighbour(criteria_set, pairs[place + 1][1]) if place + 1 < len(pairs) else None,
    )


def _neighbour(criteria_set: CriteriaSet, criterion: CriterionDefinition) -> Neighbour:
    address = reverse("criteria:criterion", args=[criteria_set.pk, criterion.key])
    return Neighbour(f"{criterion.code}. {criterion.title}", address)
