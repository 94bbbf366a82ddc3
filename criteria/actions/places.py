"""Where a row stands among its siblings, and putting it elsewhere; the caller holds the lock."""

from typing import Any

from django.db.models import Model

from criteria.actions.items import BAND, CRITERION, GROUP, Item
from criteria.models import CriteriaSet, Criterion, CriterionGroup


def parent_of(criteria_set: CriteriaSet, item: Item, group: str) -> Any:
    """What a new row belongs to: the set, the group of that key, or the parts' criterion."""
    if item is CRITERION:
        return CriterionGroup.objects.get(criteria_set=criteria_set, key=group)
    if item.within:
        return Criterion.objects.get(group__criteria_set=criteria_set, key=item.within)
    return criteria_set


def place_of(item: Item, row: Any) -> int:
    """How many siblings stand before the row."""
    return [other.pk for other in _siblings(item, row)].index(row.pk)


def place_words(item: Item, row: Any) -> dict[str, Any]:
    """The place as the history tells it."""
    words: dict[str, Any] = {"place": place_of(item, row) + 1}
    return {"group": row.group.code, **words} if item is CRITERION else words


def place_of_new(item: Item, row: Any) -> int:
    """Last; a group that counts before the bonus groups, a class band by its points."""
    others = [other for other in _siblings(item, row) if other.pk != row.pk]
    if item is GROUP and not row.is_bonus:
        return sum(1 for other in others if not other.is_bonus)
    if item is BAND:
        return sum(1 for other in others if other.minimum_points > row.minimum_points)
    return len(others)


def next_place(item: Item, row: Any, is_up: bool) -> tuple[str, int]:
    """Group ("" where there is none) and place one step on; the present one at either end."""
    place = place_of(item, row) + (-1 if is_up else 1)
    if 0 <= place < len(_siblings(item, row)):
        return "", place
    neighbour = _neighbour(row.group, is_up) if item is CRITERION else None
    if neighbour is None:
        return "", max(0, place if is_up else place - 1)
    return neighbour.key, neighbour.criteria.count() if is_up else 0


def put(item: Item, row: Any, place: int) -> None:
    """Stand the row at `place` and number all its siblings anew."""
    others = [other for other in _siblings(item, row) if other.pk != row.pk]
    ordered = [*others[:place], row, *others[place:]]
    moved = []
    for position, each in enumerate(ordered, start=1):
        if each.position != position:
            each.position = position
            moved.append(each)
    item.model._default_manager.bulk_update(moved, ["position"])


def _siblings(item: Item, row: Model) -> list[Any]:
    return item.siblings(getattr(row, item.parent))


def _neighbour(group: CriterionGroup, is_up: bool) -> CriterionGroup | None:
    groups = GROUP.siblings(group.criteria_set)
    place = [other.pk for other in groups].index(group.pk) + (-1 if is_up else 1)
    return groups[place] if 0 <= place < len(groups) else None
