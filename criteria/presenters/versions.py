"""Sets beside each other: versions in the list, relations of one set, choices to compare with."""

from collections.abc import Iterable
from dataclasses import dataclass

from criteria.lineage import Lineage, in_time, lineage_of
from criteria.models import CriteriaSet


@dataclass(frozen=True)
class SetLine:
    """A line of the list; an earlier version stands under the last one of its title and year."""

    criteria_set: CriteriaSet
    is_earlier: bool
    organiser_name: str  # empty where every set of the list is of the same organiser


def set_lines(sets: Iterable[CriteriaSet]) -> list[SetLine]:
    """Lines in the order of the list, which keeps the versions of one title together."""
    sets = list(sets)
    several = len({s.organiser_id for s in sets}) > 1
    lines, last = [], None
    for criteria_set in sets:
        family = _family(criteria_set)
        name = criteria_set.organiser.short_name if several else ""
        lines.append(SetLine(criteria_set, family == last, name))
        last = family
    return lines


def _family(criteria_set: CriteriaSet) -> tuple:
    return (
        criteria_set.organiser_id, criteria_set.unit_kind_id, criteria_set.year,
        criteria_set.title,
    )  # fmt: skip


def comparison_choices(
    criteria_set: CriteriaSet, sets: Iterable[CriteriaSet]
) -> list[tuple[str, list[tuple[int, str]]]]:
    """What a set can be compared with, under headings, the likeliest first."""
    others = sorted((s for s in sets if s != criteria_set), key=in_time, reverse=True)
    lineage = lineage_of(criteria_set, [*others, criteria_set])
    related = {*lineage.origins, *lineage.descendants}
    rest = [s for s in others if s not in related]
    groups = (
        ("Bộ gốc", lineage.origins),
        ("Lập từ bộ này", lineage.descendants),
        ("Cùng loại đơn vị", [s for s in rest if s.unit_kind_id == criteria_set.unit_kind_id]),
        ("Bộ khác", [s for s in rest if s.unit_kind_id != criteria_set.unit_kind_id]),
    )
    return [(head, [(s.pk, _choice(s)) for s in found]) for head, found in groups if found]


def _choice(criteria_set: CriteriaSet) -> str:
    """What tells sets of one title apart comes first: a phone shows no more of it."""
    state = criteria_set.get_state_display().lower()
    return (
        f"Năm {criteria_set.year}, phiên bản {criteria_set.version} – {criteria_set.title}"
        f" ({criteria_set.unit_kind}; {state})"
    )


def lineage_for(criteria_set: CriteriaSet, user) -> Lineage:
    """The lineage as far as the user may see it; one query however long it is."""
    return lineage_of(criteria_set, CriteriaSet.objects.visible_to(user))
