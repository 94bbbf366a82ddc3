"""Which set was made out of which: forefathers, later versions, and what to compare with first."""

from collections.abc import Iterable
from dataclasses import dataclass

from criteria.models import CriteriaSet


@dataclass(frozen=True)
class Lineage:
    """Sets that a set came from, the nearest first, and those that came from it, oldest first."""

    origins: tuple[CriteriaSet, ...]
    descendants: tuple[CriteriaSet, ...]


def lineage_of(criteria_set: CriteriaSet, sets: Iterable[CriteriaSet]) -> Lineage:
    """The lineage among `sets`: those that the reader may see."""
    known = {other.pk: other for other in sets}
    origins = tuple(_origins(criteria_set, known))
    descendants = sorted(
        (s for s in known.values() if criteria_set in _origins(s, known)), key=in_time
    )
    return Lineage(origins, tuple(descendants))


def in_time(criteria_set: CriteriaSet) -> tuple[int, int]:
    """Sorts sets by the year that they are meant for, then by when they were begun."""
    return criteria_set.year, criteria_set.pk


def _origins(criteria_set: CriteriaSet, known: dict[int, CriteriaSet]) -> list[CriteriaSet]:
    """Step by step backwards; a set only ever comes from an older one, so this ends."""
    found: list[CriteriaSet] = []
    step = known.get(criteria_set.origin_id)
    while step is not None and step not in found:
        found.append(step)
        step = known.get(step.origin_id)
    return found
