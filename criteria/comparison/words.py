"""Which words of a text went and which came. No Django."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from itertools import groupby

# A figure with its separators is one word: "4,00" becomes "3,50" as a whole.
_TOKEN = re.compile(r"\s+|\d+(?:[.,]\d+)*|\w+|[^\w\s]")
# Pairs of equal words are what comparing costs: beyond so many, or with so little in common, marks
# inside the text would take long or explain nothing.
MOST_PAIRS = 50_000
MOST_PAIRS_IN_ALL = 1_000_000  # of one comparison: some seconds
LEAST_IN_COMMON = 0.3
LEFT_OUT = " […] "

SAME, REMOVED, ADDED = "same", "removed", "added"


@dataclass(frozen=True)
class Segment:
    """A run of text with the same fate: SAME, REMOVED or ADDED."""

    mark: str
    text: str


@dataclass
class Effort:
    """What marking words may cost in one comparison, shared by its changed texts.

    Two sets of hundreds of criteria with nothing in common would take minutes otherwise.
    """

    texts: int = 0

    @property
    def most_pairs(self) -> int:
        """For each of them."""
        return min(MOST_PAIRS, MOST_PAIRS_IN_ALL // max(self.texts, 1))


def word_differences(before: str, after: str, most_pairs: int = MOST_PAIRS) -> tuple[Segment, ...]:
    """Segments in reading order: those not ADDED make up `before`, those not REMOVED `after`."""
    old, new = _TOKEN.findall(before), _TOKEN.findall(after)
    head = _common(old, new)
    tail = _common(old[head:][::-1], new[head:][::-1])
    old_rest, new_rest = old[head : len(old) - tail], new[head : len(new) - tail]
    runs = _runs(old_rest, new_rest, most_pairs)
    kept = head + tail + sum(len(run) for is_same, run, _ in runs if is_same)
    if before != after and 2 * kept < LEAST_IN_COMMON * (len(old) + len(new)):
        return tuple(_segments([(False, old, new)]))
    around = (True, old[:head], []), (True, old[len(old) - tail :], [])
    return tuple(_segments([around[0], *runs, around[1]]))


def _common(old: list[str], new: list[str]) -> int:
    """How many words both begin with."""
    pairs = enumerate(zip(old, new, strict=False))
    return next((place for place, (one, other) in pairs if one != other), min(len(old), len(new)))


Run = tuple[bool, list[str], list[str]]  # whether it stayed, its words before and after


def _runs(old: list[str], new: list[str], most_pairs: int) -> list[Run]:
    """What stayed and what was replaced by what, in order."""
    counts = Counter(new)
    if sum(counts[word] for word in old if not word.isspace()) > most_pairs:
        return [(False, old, new)]
    # White space is no common ground: two changed words in a row are one change.
    matcher = SequenceMatcher(str.isspace, old, new, autojunk=False)
    return [
        (tag == "equal", old[start:end], new[first:last])
        for tag, start, end, first, last in matcher.get_opcodes()
    ]


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


def _segments(runs: list[Run]) -> Iterator[Segment]:
    """Neighbouring runs that stayed are one segment."""
    for is_same, group in groupby(runs, key=lambda run: run[0]):
        parts = list(group)
        old = "".join(word for _, words, _ in parts for word in words)
        new = "".join(word for _, _, words in parts for word in words)
        if old:
            yield Segment(SAME if is_same else REMOVED, old)
        if new and not is_same:
            yield Segment(ADDED, new)
