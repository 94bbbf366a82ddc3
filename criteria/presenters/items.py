"""One row of a draft in sentences: where it stands now, what goes with it."""

from typing import Any

from criteria.actions.items import CRITERION, GROUP, Item
from criteria.actions.places import place_of
from criteria.models import Criterion, ScoringPart


def stands_at(item: Item, row: Any) -> str:
    """For the ear as much as for the eye: a screen reader says it after each step."""
    where = f" trong nhóm {row.group.code}" if item is CRITERION else ""
    name = getattr(row, "code", "") or f"“{row}”"
    noun = item.noun[0].upper() + item.noun[1:]
    return f"{noun} {name} đứng thứ {place_of(item, row) + 1}{where}."


def consequences(item: Item, row: Any) -> list[str]:
    """What goes when the row goes."""
    if item is GROUP:
        return _of_group(row)
    if item is CRITERION:
        parts = ", ".join(f"“{part.label}”" for part in row.parts.all())
        return [str(row), f"Phần điểm: {parts}." if parts else "Chưa có phần điểm nào."]
    return [str(row)]


def _of_group(group: Any) -> list[str]:
    criteria = list(Criterion.objects.filter(group=group))
    parts = ScoringPart.objects.filter(criterion__group=group).count()
    if not criteria:
        return [str(group), "Nhóm chưa có tiêu chí nào."]
    return [
        f"{group}: {len(criteria)} tiêu chí, {parts} phần điểm",
        *(str(criterion) for criterion in criteria),
    ]
