"""Pairing what two sets hold, and telling what became of each."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from criteria.comparison.changes import Comparison, Item, ItemChange, Level, Place, in_reading_order
from criteria.comparison.fields import Sides
from criteria.comparison.order import moved
from criteria.definitions import CriterionDefinition, SetDefinition

# A key or a code, and its number among equal ones: unfinished sets may hold the same twice.
Name = tuple[str, int]
# What an item is called by where no key of one set occurs in the other.
FALLBACK: Mapping[Level, str] = {
    Level.GROUP: "code",
    Level.CRITERION: "code",
    Level.PART: "label",
    Level.VETO: "code",
    Level.BAND: "name",
}


@dataclass(frozen=True)
class Placed:
    """An item where it stands; `home` names the group around a criterion."""

    item: Any
    place: Place
    home: Name = ("", 0)


def compare(
    before: SetDefinition, after: SetDefinition, kind_names: Mapping[str, str] | None = None
) -> Comparison:
    """Every difference; its own mirror image when the two are exchanged.

    `kind_names`: code of a kind of unit → its name; a code without name is shown itself.
    """
    sides = Sides(before, after, kind_names or {})
    groups = _paired(Level.GROUP, before.groups, after.groups)
    criteria = _pairs(
        Level.CRITERION, *(_criteria(s, n) for s, n in zip((before, after), groups, strict=True))
    )
    changed = _changes(sides, Level.CRITERION, *criteria)
    both = criteria[0].keys() & criteria[1].keys()
    return Comparison(
        information=sides.information(),
        groups=_changes(sides, Level.GROUP, *groups),
        criteria=changed,
        vetoes=_changes(sides, Level.VETO, *_paired(Level.VETO, before.vetoes, after.vetoes)),
        bands=_changes(sides, Level.BAND, *_paired(Level.BAND, before.bands, after.bands)),
        unchanged_count=len(both) - sum(1 for change in changed if not change.presence),
    )


Named = dict[Name, Placed]


def _paired(level: Level, before: Sequence[Item], after: Sequence[Item]) -> tuple[Named, Named]:
    return _pairs(level, _in_row(before), _in_row(after))


def _in_row(items: Sequence[Item]) -> list[Placed]:
    return [Placed(item, Place((0, n), f"Vị trí {n}")) for n, item in enumerate(items, start=1)]


def _criteria(whole: SetDefinition, groups: Named) -> list[Placed]:
    return [
        Placed(criterion, Place((row, n), f"Nhóm {placed.item.code}, vị trí {n}"), home)
        for row, (home, placed) in enumerate(groups.items(), start=1)
        for n, criterion in enumerate(placed.item.criteria, start=1)
    ]


def _pairs(level: Level, before: list[Placed], after: list[Placed]) -> tuple[Named, Named]:
    """Both sides under names that are equal for what is the same thing."""
    common = {p.item.key for p in before} & {p.item.key for p in after}
    name = "key" if common - {""} else FALLBACK[level]
    return _named(before, name), _named(after, name)


def _named(items: Iterable[Placed], attribute: str) -> Named:
    seen: Counter[str] = Counter()
    named: Named = {}
    for placed in items:
        word = getattr(placed.item, attribute)
        named[word, seen[word]] = placed
        seen[word] += 1
    return named


def _changes(sides: Sides, level: Level, old: Named, new: Named) -> tuple[ItemChange, ...]:
    shifted = _moved(old, new)
    found = (
        _change(sides, level, old.get(name), new.get(name), name in shifted)
        for name in {**old, **new}
    )
    return in_reading_order(change for change in found if not change.is_empty)


def _moved(old: Named, new: Named) -> set[Name]:
    """Names under another heading now, or at another place among those that stayed."""
    both = old.keys() & new.keys()
    away = {name for name in both if old[name].home != new[name].home}
    stayed = both - away
    homes = {old[name].home for name in stayed}
    for home in homes:
        before = [n for n, placed in old.items() if n in stayed and placed.home == home]
        away |= moved(
            before, [n for n, placed in new.items() if n in stayed and placed.home == home]
        )
    return away


def _change(
    sides: Sides, level: Level, old: Placed | None, new: Placed | None, is_moved: bool
) -> ItemChange:
    before, after = old and old.item, new and new.item
    is_criterion = level == Level.CRITERION
    return ItemChange(
        level=level,
        before=before,
        after=after,
        before_place=old and old.place,
        after_place=new and new.place,
        is_moved=is_moved,
        fields=sides.fields(level, before, after),
        parts=_parts(sides, before, after) if is_criterion else (),
    )


def _parts(
    sides: Sides, before: CriterionDefinition | None, after: CriterionDefinition | None
) -> tuple[ItemChange, ...]:
    old, new = (side.parts if side else () for side in (before, after))
    return _changes(sides, Level.PART, *_paired(Level.PART, old, new))
