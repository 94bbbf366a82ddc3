"""Bands: "Từ 98% trở lên: 4; từ 95% đến dưới 98%: 3; …; dưới 85%: 0", of ratios and of counts."""

import re
from collections.abc import Mapping
from decimal import Decimal
from itertools import pairwise

from criteria.rules.base import Part
from criteria.scoring import part_problems
from criteria.wordings.labels import part, subject, without_rest
from criteria.wordings.phrases import Steps
from criteria.wordings.ranges import Range, as_parameters, as_whole_numbers, range_in

Bounds = Mapping[str, Decimal]
_FILLERS = frozenset(
    (
        "có",
        "đạt",
        "được",
        "chỉ",
        "tiêu",
        "tỷ",
        "lệ",
        "hoàn",
        "thành",
        "từ",
        "kế",
        "hoạch",
        "số",
        "thì",
    )
)
_OTHER_RULE = re.compile(r"\b(?:mỗi|trừ|cộng|thiếu|cứ)\b", re.IGNORECASE)
_TARGET = re.compile(r"\b(?:chỉ tiêu|kế hoạch|so với|vượt)\b", re.IGNORECASE)
_INDEX = re.compile(r"\b(?:chỉ số|điểm chấm|kết quả chấm|điểm số)\b", re.IGNORECASE)
_WORD = re.compile(r"\w+")


def bands(steps: Steps, title: str) -> Part | None:
    """A part whose points fall in steps; what the text leaves over at the end gives nothing."""
    named = without_rest(steps)
    ranges = [range_in(step.label) for step in named]
    points = [step.points for step in named]
    if not _fits_together(named, ranges) or None in points or _is_index(ranges[0], title):
        return None
    if any(high <= low for high, low in pairwise(points)) or not points[0]:
        return None
    bounds = _closed([_plain(r) for r in ranges])
    if bounds is None:
        return None
    rows = [as_parameters(b, p) for b, p in zip(bounds, [*points, Decimal(0)], strict=False)]
    found = part("bands", _label(ranges[0], title), points[0], _subject(ranges[0], title))
    found.parameters["bands"] = rows
    return None if part_problems(found) else found


def continues(steps: Steps) -> bool:
    """Whether these steps can only go on with those of the sentence before."""
    first = range_in(steps[0].label)
    return first is not None and steps[0].points is not None and first.upper is not None


def _is_index(first: Range, title: str) -> bool:
    """Whether percents are of an index that is read off a report, not of two figures counted."""
    return first.is_share and bool(_INDEX.search(f"{title} {first.words}"))


def _fits_together(steps: Steps, ranges: list[Range | None]) -> bool:
    """Whether each step is a range of the same thing, and the first one is open on one side."""
    if None in ranges or any(_OTHER_RULE.search(step.text) for step in steps):
        return False
    first = ranges[0]
    if first.is_plain_figure and not (first.is_share and first.lower == 100):
        return False
    if first.lower is not None and first.upper is not None:
        return False
    known = _FILLERS | _words(first)
    return all(
        r.is_share == first.is_share and _words(r) <= known and (r.unit in ("", first.unit))
        and not (r.is_plain_figure and r.is_share)
        for r in ranges[1:]
    )  # fmt: skip


def _words(found: Range) -> set[str]:
    return set(_WORD.findall(found.words.lower()))


def _plain(found: Range) -> Bounds:
    """Bounds of one step; a count becomes whole numbers, and "1 cuộc" is exactly one."""
    if found.of != "count":
        return found.bounds
    bounds = dict(as_whole_numbers(found.bounds))
    if found.is_plain_figure:
        bounds["below"] = bounds["from"] + 1
    return bounds


def _closed(bounds: list[Bounds]) -> list[Bounds] | None:
    """Each step closed against the one before it, and a last one for what is left over."""
    falling = "from" in bounds[0] or "above" in bounds[0]
    inner = _MIRROR if falling else {low: high for high, low in _MIRROR.items()}
    open_ends = {"below", "to"} if falling else {"from", "above"}
    closed = [bounds[0]]
    for own in bounds[1:]:
        joint = _joint(closed[-1], inner)
        if joint is None:
            return None
        given = {n: v for n, v in own.items() if n in open_ends}
        closed.append({**own, **({} if given else joint)})
    rest = _joint(closed[-1], inner)
    if rest is not None and (not falling or next(iter(rest.values())) > 0):
        closed.append(rest)
    return closed


# A band that begins with "from" ends the next lower one with "below", and so on.
_MIRROR = {"from": "below", "above": "to"}


def _joint(band: Bounds, inner: Mapping[str, str]) -> Bounds | None:
    """Where the next band must end, read off this one."""
    return next(({inner[n]: v} for n, v in band.items() if n in inner), None)


def _label(first: Range, title: str) -> str:
    return subject(first.words, title)


def _subject(first: Range, title: str) -> dict:
    about = subject(first.words, title)
    if first.is_share:
        exceeds = {"may_exceed": True, "kind": "number"} if _TARGET.search(first.words) else {}
        return {
            "of": "share",
            "numerator": f"Số đã đạt ({about})",
            "denominator": f"Tổng số để tính tỷ lệ ({about})",
            **exceeds,
        }
    unit = {"unit": first.unit} if first.unit else {}
    return {"of": first.of, "question": f"Số thực tế: {about}", **unit}
