"""A scoring text cut into sentences, and sentences into steps such as "dưới 85%: 0"."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from core.text import clean_text

NUMBER = r"[0-9]{1,4}(?:[.,][0-9]{1,2})?(?![0-9])"
POINTS_WORD = r"(?:điểm|đ)(?!\w)"
LONGEST_TEXT = 3000
LONGEST_LABEL = 200

_SIGNS = (
    (re.compile(r"phần trăm", re.IGNORECASE), "%"),
    (re.compile("[\u2010-\u2015\u2212]"), "-"),
    (re.compile(r"[×✕✖]"), "x"),
    (re.compile(r">=|=>|⩾"), "≥"),
    (re.compile(r"<=|=<|⩽"), "≤"),
    (re.compile(r"\btỉ lệ\b", re.IGNORECASE), "tỷ lệ"),
    (re.compile(r"[ \u00a0]+"), " "),
    (re.compile(r"(?<=[0-9]) %"), "%"),
    (re.compile(r";[ ]*\n\s*"), "; "),
    # "dưới 85%: không có điểm"
    (
        re.compile(
            r"\s*[:,]?\s*(?:thì )?không (?:có|được tính|được|tính|chấm|cho) điểm"
            r"(?=\s*(?:[;.)\n]|$))",
            re.IGNORECASE,
        ),
        ": 0",
    ),
)
_BULLET = re.compile(r"^\s*(?:[-+•*▪●○►]|[a-zđ][.)]|[0-9]{1,2}\)|\([0-9]\))\s*", re.IGNORECASE)
_WITH_COLON = re.compile(
    rf"(?P<label>.*[^\s:=])\s*[:=]\s*(?P<points>{NUMBER})\s*(?:{POINTS_WORD})?", re.IGNORECASE
)
_IN_BRACKETS = re.compile(
    rf"(?P<label>.*[^\s:])\s*\((?P<points>{NUMBER})\s*{POINTS_WORD}\)", re.IGNORECASE
)
_WITH_WORD = re.compile(
    rf"(?P<label>.*?[^\s,-])[\s,]+(?:-\s*|thì được\s+|được\s+|đạt\s+|chấm\s+|cho\s+)?"
    rf"(?P<points>{NUMBER})\s*{POINTS_WORD}",
    re.IGNORECASE,
)
# "Họp đủ 4 quý: 6, thiếu mỗi quý trừ 1,5"
_BEFORE_DEDUCTION = re.compile(
    r"(?<=[0-9mđ]),\s+(?=(?:nhưng )?(?:thiếu|mỗi|cứ|nếu)\b[^,;]*\btrừ\b)", re.IGNORECASE
)
_TRAILING_BRACKETS = re.compile(r"(?P<main>.*\S)\s*\((?P<inner>[^()]+)\)")
# "trừ 1 điểm" and "tối đa 2 điểm" name figures that are not the points of the step.
_OTHER_FIGURE = re.compile(
    r"(?:trừ|tối đa|tối thiểu|quá|cộng|dưới|trên|từ|đến|x|nhân|≥|≤|<|>|/)$", re.IGNORECASE
)


@dataclass(frozen=True)
class Step:
    """One step of a sentence: "Từ 98% trở lên: 4"."""

    text: str

    @cached_property
    def _match(self) -> re.Match[str] | None:
        for pattern in (_WITH_COLON, _IN_BRACKETS, _WITH_WORD):
            match = pattern.fullmatch(self.text)
            if match and not _OTHER_FIGURE.search(match["label"]):
                return match
        return None

    @property
    def label(self) -> str:
        """What stands before the points; the whole text where there are none."""
        return self._match["label"].strip(" ,-") if self._match else self.text

    @property
    def points(self) -> Decimal | None:
        """The points of the step, if it ends in points."""
        return figure(self._match["points"]) if self._match else None

    @property
    def low_label(self) -> str:
        """The label in lower case, for comparing words."""
        return self.label.lower()


Steps = Sequence[Step]


def figure(text: str) -> Decimal:
    """ "0,5" and "0.5" as a decimal."""
    return Decimal(text.replace(",", "."))


def sentences(text: str) -> list[list[Step]]:
    """The sentences of a text, each as its steps; empty where brackets do not pair or nothing is.

    A full stop, a new line or a bullet ends a sentence; a semicolon or a bracket ends a step.
    """
    if len(text) > LONGEST_TEXT:
        return []
    parts = _split(_uniform(text), "\n.")
    return [steps for part in _with_headings(parts) if (steps := list(_steps(part)))]


def shortened(text: str, length: int = LONGEST_LABEL) -> str:
    """A label that fits: whole words, an ellipsis where something was left out."""
    if len(text) <= length:
        return text
    return f"{text[: length - 1].rsplit(' ', 1)[0].rstrip(' ,;')}…"


def lower_first(text: str) -> str:
    """ "Có kế hoạch" → "có kế hoạch"; "UBND họp" and "MTTQ" stay."""
    return text[:1].lower() + text[1:] if text[1:2].islower() or text[1:2] == " " else text


def upper_first(text: str) -> str:
    """The first letter as a capital."""
    return text[:1].upper() + text[1:]


def _uniform(text: str) -> str:
    text = clean_text(text)
    for pattern, sign in _SIGNS:
        text = pattern.sub(sign, text)
    return "\n".join(_BULLET.sub("", line).strip() for line in text.split("\n"))


def _split(text: str, marks: str) -> list[str]:
    """The text cut at the marks that stand outside brackets; empty if brackets do not pair."""
    parts, start, depth = [], 0, 0
    for place, char in enumerate(text):
        depth += (char == "(") - (char == ")")
        if depth < 0:
            return []
        if char in marks and not depth and _ends(text, place):
            parts.append(text[start:place])
            start = place + 1
    parts.append(text[start:])
    return [part.strip() for part in parts if part.strip()] if not depth else []


def _ends(text: str, place: int) -> bool:
    """Whether the mark at `place` ends something: not the point of "0.5" nor of "T.Ư"."""
    following = text[place + 1 : place + 2]
    return text[place] != "." or not following or following.isspace()


def _with_headings(parts: list[str]) -> Iterator[str]:
    """A line that ends in a colon heads the next one."""
    heading = ""
    for part in parts:
        if part.endswith(":"):
            heading = f"{heading} {part}".strip()
            continue
        yield f"{heading} {part}".strip()
        heading = ""


def _steps(sentence: str) -> Iterator[Step]:
    parts = [p for part in _split(sentence, ";") for p in _BEFORE_DEDUCTION.split(part)]
    for part in parts:
        match = _TRAILING_BRACKETS.fullmatch(part)
        if match and Step(match["main"]).points is not None:
            yield Step(match["main"])
            yield from (Step(inner) for inner in _split(match["inner"], ";"))
        else:
            yield Step(part)
