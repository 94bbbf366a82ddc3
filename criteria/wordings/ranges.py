"""Ranges in words: "từ 95% đến dưới 98%", "ít nhất 2 cuộc", "dưới 85%"."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from criteria.rules.figures import stored_figure
from criteria.wordings.phrases import NUMBER, figure

_A, _B = rf"(?P<a>{NUMBER})\s*(?P<pa>%)?", rf"(?P<b>{NUMBER})\s*(?P<pb>%)?"
_LOW = r"(?P<low>từ|≥|trên|>|ít nhất|tối thiểu)"
_TWO_SIDED = re.compile(
    rf"(?:{_LOW}\s*)?{_A}\s*(?:(?:đến|tới|-)\s*(?P<up>dưới|<|≤|không quá|hết)?|"
    rf"(?:và|,)\s*(?P<up2>dưới|<|≤|không quá)|(?P<up3><|≤))\s*{_B}",
    re.IGNORECASE,
)
_LOWER = re.compile(rf"(?:{_LOW}|(?P<enough>đủ))\s*{_A}", re.IGNORECASE)
_UPPER = re.compile(rf"(?P<up>dưới|<|≤|không quá|chưa đến|chưa đạt)\s*{_A}", re.IGNORECASE)
_FIGURE = re.compile(_A, re.IGNORECASE)
_TARGET = re.compile(r"đạt hoặc vượt (?:mức )?(?P<what>chỉ tiêu|kế hoạch)", re.IGNORECASE)
_UPWARDS, _DOWNWARDS = re.compile(r"\btrở lên\b", re.I), re.compile(r"\btrở xuống\b", re.I)
# A second demand beside the range: the range alone does not say when the points are due.
_FURTHER_DEMAND = re.compile(
    r"^\s*(?:và|đồng thời|nhưng|nếu|mà|kèm)\b|\b(?:đồng thời|nếu|trong đó|nhưng)\b", re.IGNORECASE
)
_MEASURED = {"điểm", "triệu", "tỷ", "ha", "km", "m2", "ngày", "giờ", "kg", "tấn"}
_COUNTED = (
    "cuộc", "lần", "buổi", "vụ việc", "vụ", "việc", "quý", "kỳ", "tin", "bài", "đơn", "hồ sơ",
    "mô hình", "lĩnh vực", "văn bản", "hội nghị", "sáng kiến", "tổ chức", "cá nhân", "tập thể",
    "người", "hộ", "chi bộ", "đơn vị", "nội dung", "lớp", "công trình", "ý kiến", "kiến nghị",
)  # fmt: skip


@dataclass(frozen=True)
class Range:
    """One range: its bounds as a band has them, and the words around it."""

    bounds: Mapping[str, Decimal]
    is_share: bool
    words: str
    unit: str = ""
    is_plain_figure: bool = False

    @property
    def of(self) -> str:
        """What a bands rule cuts: share, count or number."""
        if self.is_share:
            return "share"
        return "number" if self.unit in _MEASURED else "count"

    @property
    def lower(self) -> Decimal | None:
        """The lower bound, if any."""
        return self.bounds.get("from", self.bounds.get("above"))

    @property
    def upper(self) -> Decimal | None:
        """The upper bound, if any."""
        return self.bounds.get("below", self.bounds.get("to"))


def range_in(label: str) -> Range | None:
    """The one range that a label states; None if there is none or more than one figure is left."""
    target = _TARGET.search(label)
    if target and not re.search(r"[0-9]", label):
        rest = label[: target.start()] + target["what"] + label[target.end() :]
        return Range({"from": Decimal(100)}, True, rest.strip())
    for pattern, bounds_of in _SHAPES:
        if match := pattern.search(label):
            return _finished(label, match, bounds_of(match))
    return None


def _finished(label: str, match: re.Match[str], bounds: Mapping[str, Decimal]) -> Range | None:
    before, after = label[: match.start()].strip(" ,:-"), label[match.end() :].strip(" ,:-")
    up, down = _UPWARDS.search(after), _DOWNWARDS.search(after)
    if up or down:
        turned = _turned(bounds, upwards=bool(up))
        if turned is None or _FURTHER_DEMAND.search(after[(up or down).end() :]):
            return None
        bounds, after = turned, _DOWNWARDS.sub("", _UPWARDS.sub("", after)).strip(" ,")
    words = f"{before} {after}".strip()
    groups = match.groupdict()
    is_share = bool(groups.get("pa") or groups.get("pb"))
    if re.search(r"[0-9%]", words) or _FURTHER_DEMAND.search(words):
        return None
    if is_share and "b" in groups and not groups["pb"]:
        return None
    plain = not (up or down or groups.get("low") or groups.get("up") or groups.get("enough"))
    unit = "" if is_share else _unit_of(after)
    return Range(bounds, is_share, words, unit, plain and "b" not in groups)


def _turned(bounds: Mapping[str, Decimal], *, upwards: bool) -> Mapping[str, Decimal] | None:
    """ "từ 5 trở xuống" bounds from above; "trở lên" after anything but a lower bound is odd."""
    if set(bounds) != {"from"}:
        return None
    return bounds if upwards else {"to": bounds["from"]}


def _unit_of(after: str) -> str:
    low = after.lower()
    first = low.split(" ", 1)[0]
    if first in _MEASURED:
        return first
    return next((u for u in _COUNTED if low == u or low.startswith((f"{u} ", f"{u},"))), "")


def _two_sided(match: re.Match[str]) -> Mapping[str, Decimal]:
    upper = (match["up"] or match["up2"] or match["up3"] or "").lower()
    lower = (match["low"] or "").lower()
    return {
        "above" if lower in ("trên", ">") else "from": figure(match["a"]),
        "below" if upper in ("dưới", "<") else "to": figure(match["b"]),
    }


def _lower(match: re.Match[str]) -> Mapping[str, Decimal]:
    above = (match["low"] or "").lower() in ("trên", ">")
    return {"above" if above else "from": figure(match["a"])}


def _upper(match: re.Match[str]) -> Mapping[str, Decimal]:
    included = match["up"].lower() in ("≤", "không quá")
    return {"to" if included else "below": figure(match["a"])}


def _plain_figure(match: re.Match[str]) -> Mapping[str, Decimal]:
    return {"from": figure(match["a"])}


_SHAPES = (
    (_TWO_SIDED, _two_sided),
    (_UPPER, _upper),
    (_LOWER, _lower),
    (_FIGURE, _plain_figure),
)


def as_whole_numbers(bounds: Mapping[str, Decimal]) -> Mapping[str, Decimal]:
    """Bounds of a count with the lower one included and the upper one not: "3 đến 4" is [3, 5)."""
    turned = {}
    for name, value in bounds.items():
        step = 1 if name in ("above", "to") else 0
        turned[{"above": "from", "to": "below"}.get(name, name)] = value + step
    return turned


def as_parameters(bounds: Mapping[str, Decimal], points: Decimal) -> dict[str, str]:
    """A band as rules keep it."""
    return {**{n: stored_figure(v) for n, v in bounds.items()}, "points": stored_figure(points)}
