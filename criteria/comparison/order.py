"""Who changed places in a list: the fewest items whose moving explains the new order. No Django."""

from collections.abc import Hashable, Sequence
from typing import TypeVar

Name = TypeVar("Name", bound=Hashable)


def moved(before: Sequence[Name], after: Sequence[Name]) -> set[Name]:
    """Names in both lists that left the longest row of names that kept their order.

    Items that only shifted because others came or went have not moved. Of several longest rows
    the one with the smallest names counts, whichever list is called the earlier one.
    """
    places = {name: place for place, name in enumerate(after)}
    common = [name for name in before if name in places]
    follower: dict[Name, Name | None] = {}
    length: dict[Name, int] = {}
    for index in range(len(common) - 1, -1, -1):
        name = common[index]
        later = [other for other in common[index + 1 :] if places[other] > places[name]]
        follower[name] = _best(later, length)
        length[name] = 1 + length.get(follower[name], 0)
    kept, step = set(), _best(common, length)
    while step is not None:
        kept.add(step)
        step = follower[step]
    return set(common) - kept


def _best(names: Sequence[Name], length: dict[Name, int]) -> Name | None:
    """The start of the longest row, the smallest of equals; None among none."""
    return min(names, key=lambda name: (-length[name], name), default=None)
