"""Which words of a text went and which came. No Django."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher

# A figure with its separators is one word: "4,00" becomes "3,50" as a whole.
_TOKEN = re.compile(r"\s+|\d+(?:[.,]\d+)*|\w+|[^\w\s]")
# Beyond this many words, or with so little in common, marks inside the text explain nothing.
MOST_TOKENS = 3_000
LEAST_IN_COMMON = 0.3

SAME, REMOVED, ADDED = "same", "removed", "added"


@dataclass(frozen=True)
class Segment:
    """A run of text with the same fate: SAME, REMOVED or ADDED."""

    mark: str
    text: str


def word_differences(before: str, after: str) -> tuple[Segment, ...]:
    """Segments in reading order: those not ADDED make up `before`, those not REMOVED `after`."""
    old, new = _TOKEN.findall(before), _TOKEN.findall(after)
    if max(len(old), len(new)) > MOST_TOKENS:
        return _replaced(before, after)
    matcher = SequenceMatcher(str.isspace, old, new, autojunk=False)
    if before != after and matcher.ratio() < LEAST_IN_COMMON:
        return _replaced(before, after)
    runs = [
        (tag == "equal", "".join(old[start:end]), "".join(new[first:last]))
        for tag, start, end, first, last in matcher.get_opcodes()
    ]
    return tuple(_segments(_without_lone_spaces(runs)))


def _replaced(before: str, after: str) -> tuple[Segment, ...]:
    return tuple(_segments([(False, before, after)]))


def _without_lone_spaces(runs: list[tuple[bool, str, str]]) -> list[tuple[bool, str, str]]:
    """A space between two changed words belongs to the change: one mark instead of two."""
    joined: list[tuple[bool, str, str]] = []
    for place, (is_same, old, new) in enumerate(runs):
        inside = 0 < place < len(runs) - 1
        is_same = is_same and not (inside and old.isspace())
        if joined and not is_same and not joined[-1][0]:
            _, earlier_old, earlier_new = joined.pop()
            old, new = earlier_old + old, earlier_new + new
        joined.append((is_same, old, new))
    return joined


def _segments(runs: list[tuple[bool, str, str]]) -> Iterator[Segment]:
    for is_same, old, new in runs:
        if is_same:
            yield Segment(SAME, old)
            continue
        if old:
            yield Segment(REMOVED, old)
        if new:
            yield Segment(ADDED, new)
