"""Which names of models are alike: copied, renamed, taken up again. Pure: words in, likeness out.

A name says three things: what is done, where, and (an individual's) who. What is done is compared
without diacritics, without the words that every second name has, in any order of words. Two names
that each state a place and share none are two models of one idea, not one model under two names.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property
from itertools import takewhile

from rapidfuzz import fuzz

from core.text import fold

ALARM = 78  # chosen on the examples of tests/recognition/test_similar_names.py
FEWEST_WORDS = 3  # telling words; fewer say too little to be a copy of anything
NEAREST = 3

# Words that name the kind of thing, or join others: they tell no two models apart.
_COMMON = re.compile(
    r"\b(?:mô hình|điển hình|dân vận khéo|phong trào|công tác|xây dựng|thực hiện|nâng cao|vận động"
    r"|chất lượng|hiệu quả|nhân dân|tham gia|gương|trong|và|cho|tại|về|với|theo|trên|các|những"
    r"|được|là|để|do|ở|năm|tập thể|cá nhân)\b"
)
# A group says who does it; by itself it says nothing about what is done.
_GROUPS = frozenset({"to", "tu", "quan", "cau", "lac", "bo", "nhom", "doi", "chi", "hoi"})
_HAMLETS = frozenset({"thôn", "xóm", "bản", "làng", "phố", "tdp", "khu"})
_PLACE_KINDS = _HAMLETS | {"xã", "trấn", "phường", "huyện", "tỉnh"}
_BEFORE_A_KIND = {"trấn": ("thị",), "phố": ("tổ", "dân", "khu")}
_WORD = re.compile(r"[^\W_]+|[^\w\s]")


@dataclass(frozen=True)
class Name:
    """A name taken apart: the telling words, the places, the person."""

    text: str

    @cached_property
    def person(self) -> str:
        """Whose model it is: what stands before the colon, its place left out; "" for none."""
        before, colon, _after = self.text.partition(":")
        return fold(_without_places(before)[0]) if colon else ""

    @cached_property
    def hamlets(self) -> frozenset[str]:
        """The smallest places that it names: what is written large after "thôn", "xóm", …"""
        return frozenset(name for kind, name in self._places if kind in _HAMLETS)

    @cached_property
    def communes(self) -> frozenset[str]:
        """The larger places that it names, after "xã", "thị trấn", …"""
        return frozenset(name for kind, name in self._places if kind not in _HAMLETS)

    @cached_property
    def _places(self) -> list[tuple[str, str]]:
        return _without_places(self.text)[1]

    @cached_property
    def words(self) -> tuple[str, ...]:
        """The telling words in the order of the alphabet."""
        what = self.text.partition(":")[2] if self.person else self.text
        return tuple(sorted(fold(_COMMON.sub(" ", _without_places(what)[0])).split()))

    @property
    def is_telling(self) -> bool:
        """Says enough to be the copy of something."""
        return sum(word not in _GROUPS for word in self.words) >= FEWEST_WORDS

    @cached_property
    def sorted_words(self) -> str:
        """The telling words as one text, for comparing."""
        return " ".join(self.words)


@dataclass(frozen=True)
class Known:
    """A name that is known already: whose, of which year, what became of it.

    `key`, `kept_from`: its registration and the earlier one of the same practice; 0 for none.
    """

    name: str
    unit_id: int
    unit_name: str
    year: int
    status: str = ""
    key: int = 0
    kept_from: int = 0
    parsed: Name = field(init=False, compare=False)

    def __post_init__(self):
        object.__setattr__(self, "parsed", Name(self.name))


@dataclass(frozen=True)
class Likeness:
    """A known name and how alike it is, of 100."""

    known: Known
    percent: int

    @property
    def words(self) -> str:
        """The likeness as people say it."""
        if self.percent >= 97:
            return "gần như trùng"
        return "rất giống" if self.percent >= 88 else "giống nhiều"


def nearest(name: str, known: Iterable[Known], *, most: int = NEAREST) -> list[Likeness]:
    """The known names that are alike enough to ask about, the most alike first."""
    mine = Name(name)
    found = [Likeness(row, percent) for row in known if (percent := likeness(mine, row.parsed))]
    return sorted(found, key=lambda row: (-row.percent, -row.known.year, row.known.name))[:most]


def likeness(one: Name, other: Name) -> int:
    """How alike two names are, ALARM to 100; 0 when they are not to be asked about."""
    if _are_apart(one, other) or not (one.is_telling and other.is_telling):
        return 0
    percent = _words_alike(one, other)
    if one.person and other.person:
        percent = min(percent, fuzz.ratio(one.person, other.person))
    return round(percent) if percent >= ALARM else 0


def _are_apart(one: Name, other: Name) -> bool:
    """Both say where, and it is not the same place: hamlets of one name lie in many communes."""
    pairs = ((one.hamlets, other.hamlets), (one.communes, other.communes))
    return any(mine and theirs and not mine & theirs for mine, theirs in pairs)


def _words_alike(one: Name, other: Name) -> float:
    """Half by all words, half by those in common: a word more or less is no other model."""
    whole = fuzz.ratio(one.sorted_words, other.sorted_words, score_cutoff=ALARM - 30)
    if not whole:
        return 0
    shared = fuzz.token_set_ratio(one.sorted_words, other.sorted_words)
    return (whole + shared) / 2


def _without_places(text: str) -> tuple[str, list[tuple[str, str]]]:
    """The text without its places and its marks, and the kind and folded name of each."""
    words = _WORD.findall(text)
    kept: list[str] = []
    places: list[tuple[str, str]] = []
    at = 0
    while at < len(words):
        kind = words[at].casefold()
        name = [] if text.isupper() else _place_name(words, at)
        if name:
            places.append((kind, fold(" ".join(name))))
            while kept and kept[-1] in _BEFORE_A_KIND.get(kind, ()):
                kept.pop()
        elif kind.isalnum():
            kept.append(kind)
        at += 1 + len(name)
    return " ".join(kept), places


def _place_name(words: list[str], at: int) -> list[str]:
    """What is written large, or a number, after a word for a kind of place."""
    kind = words[at].casefold()
    if kind not in _PLACE_KINDS or (kind == "trấn" and words[max(at - 1, 0)].casefold() != "thị"):
        return []
    return list(takewhile(lambda word: word[0].isupper() or word.isdigit(), words[at + 1 :]))
