"""Which row comes next for who goes through a sheet criterion by criterion."""

from collections.abc import Collection, Iterable


def next_of(wanted: Collection[int], order: Iterable[int], after: int | None = None) -> int | None:
    """The first of `wanted` behind `after` in reading order, else from the beginning again."""
    keys = [key for key in order if key in wanted or key == after]
    place = keys.index(after) + 1 if after in keys else 0
    return next((key for key in keys[place:] + keys[:place] if key in wanted), None)
