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
    # White space is no common ground: two changed words in a row are one change.
    matcher = SequenceMatcher(str.isspace, old, new, autojunk=False)
    if before != after and matcher.ratio() < LEAST_IN_COMMON:
        return _replaced(before, after)
    return tuple(
        segment
        for tag, start, end, first, last in matcher.get_opcodes()
        for segment in _segments(tag, "".join(old[start:end]), "".join(new[first:last]))
    )


def _replaced(before: str, after: str) -> tuple[Segment, ...]:
    return tuple(_segments("replace", before, after))


def _segments(tag: str, old: str, new: str) -> Iterator[Segment]:
    if tag == "equal":
        yield Segment(SAME, old)
        return
    if old:
        yield Segment(REMOVED, old)
    if new:
        yield Segment(ADDED, new)
