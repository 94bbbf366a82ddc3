"""Which words of a text went and which came. No Django."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher

# A figure with its separators is one word: "4,00" becomes "3,50" as a whole.
_TOKEN = re.compile(r"\s+|\d+(?:[.,]\d+)*|\w+|[^\w\s]")
# Beyond this many words, or with so little in common, marks inside the text explain nothing.
MOST_TOKENS = 3_000
LEAST_IN_COMMON = 0.3

LEFT_OUT = " […] "

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


def excerpt(segments: Sequence[Segment], around: int = 120) -> tuple[Segment, ...]:
    """The segments, long unchanged runs cut to about `around` characters beside each change."""
    last = len(segments) - 1
    return tuple(
        replace(segment, text=_cut(segment.text, around * (place > 0), around * (place < last)))
        if segment.mark == SAME
        else segment
        for place, segment in enumerate(segments)
    )


def _cut(text: str, head: int, tail: int) -> str:
    """Its first and last characters to whole words, where leaving out the rest saves room."""
    if len(text) < 2 * max(head + tail, 1):
        return text
    first = text[:head].rpartition(" ")[0]
    final = text[len(text) - tail :].partition(" ")[2]
    return f"{first}{LEFT_OUT}{final}"


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
