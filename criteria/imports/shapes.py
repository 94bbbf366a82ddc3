"""What a JSON document of a set may hold: shapes that clean a value or say what is wrong with it.

A shape takes a value, its path and the list of faults, and returns the value fit for use.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from core.text import TextTooLong, clean_line, clean_text
from criteria import measures
from criteria.columns import words
from criteria.columns.rules import PARAMETERS, STEPS
from criteria.columns.sheets import LONGEST_CODE, LONGEST_TEXT, LONGEST_TITLE
from criteria.models import KEY_LENGTH
from criteria.rules.figures import FIGURE_PARAMETERS

_FIGURE = re.compile(r"-?[0-9]{1,12}(\.[0-9]{1,6})?")
_WHOLE = re.compile(r"[0-9]{1,5}")
_LONGEST_NAME = 40
MOST_SOURCES = 40


@dataclass
class Check:
    """The faults found so far: path and message."""

    faults: list[tuple[str, str]] = field(default_factory=list)

    def say(self, path: str, message: str) -> None:
        """Something is wrong at the path."""
        self.faults.append((path or "(cả tệp)", message))


Shape = Callable[[Any, str, Check], Any]


class Figure(str):
    """A number of the file in the digits it was written with, told apart from a text."""

    __slots__ = ()


def text(most: int, *, needed: bool = False, lines: bool = False) -> Shape:
    """Words, cleaned like typed ones."""

    def shape(value: Any, path: str, check: Check) -> str:
        if not isinstance(value, str) or isinstance(value, Figure):
            check.say(path, "Phải là chữ, đặt trong dấu nháy kép.")
            return ""
        try:
            cleaned = (clean_text if lines else clean_line)(value, most)
        except TextTooLong:
            check.say(path, f"Dài quá {most} ký tự.")
            return ""
        if needed and not cleaned:
            check.say(path, "Không được để trống.")
        return cleaned

    return shape


def figure(value: Any, path: str, check: Check) -> str:
    """A plain decimal, as a number or as a text with a point."""
    if isinstance(value, str) and _FIGURE.fullmatch(value):
        return str(value)
    check.say(path, "Phải là số có tối đa 12 chữ số và 6 chữ số thập phân, ví dụ 1.5.")
    return "0"


def whole(value: Any, path: str, check: Check) -> int:
    """A small whole number."""
    if isinstance(value, str) and _WHOLE.fullmatch(value):
        return int(value)
    check.say(path, "Phải là số nguyên có tối đa 5 chữ số.")
    return 1


def flag(value: Any, path: str, check: Check) -> bool:
    """True or false."""
    if not isinstance(value, bool):
        check.say(path, "Phải là true hoặc false.")
    return value is True


def one_of(*values: str) -> Shape:
    """One of a few words."""

    def shape(value: Any, path: str, check: Check) -> str:
        if not isinstance(value, str) or value not in values:
            check.say(path, f"Phải là một trong: {', '.join(values)}.")
            return values[0] if values else ""
        return value

    return shape


def listing(inner: Shape, most: int) -> Shape:
    """A list of at most so many."""

    def shape(value: Any, path: str, check: Check) -> list:
        if not isinstance(value, list) or len(value) > most:
            check.say(path, f"Phải là danh sách có tối đa {most} mục.")
            return []
        return [inner(item, f"{path}[{i}]", check) for i, item in enumerate(value)]

    return shape


def record(needed: Mapping[str, Shape], optional: Mapping[str, Shape]) -> Shape:
    """An object with these names and no others."""

    def shape(value: Any, path: str, check: Check) -> dict:
        if not isinstance(value, dict):
            check.say(path, "Phải là một mục gồm nhiều tên và giá trị: {…}.")
            return {}
        at = f"{path}." if path else ""
        for name in [n for n in needed if n not in value]:
            check.say(f"{at}{name}", "Thiếu mục này.")
        for name in [n for n in value if n not in needed and n not in optional]:
            check.say(f"{at}{clean_line(name)[:_LONGEST_NAME]}", "Bộ tiêu chí không có mục này.")
        known = {**needed, **optional}
        return {n: known[n](v, f"{at}{n}", check) for n, v in value.items() if n in known}

    return shape


_KEY = text(KEY_LENGTH, needed=True)
_LABEL = text(300, needed=True)
_SOURCE = text(120, needed=True)
_PARAMETERS: dict[str, Shape] = {
    "numerator": text(300), "denominator": text(300), "question": text(LONGEST_TITLE),
    "unit": text(60), "kind": one_of("count", "number"), "of": one_of("share", "count", "number"),
    "when_zero": one_of("ask", "full", "zero"), "earns": one_of("yes", "no"), "may_exceed": flag,
    "name": _KEY, "numerator_name": _KEY, "denominator_name": _KEY,
}  # fmt: skip
_REQUIRES = record({"name": _KEY, "label": _LABEL}, {})


def _sources(value: Any, path: str, check: Check) -> dict:
    """Fact → source, both short words."""
    if not isinstance(value, dict) or len(value) > MOST_SOURCES:
        check.say(path, f"Phải là tối đa {MOST_SOURCES} tên số liệu với tên nguồn: {{…}}.")
        return {}
    keys = {_KEY(name, path, check) for name in value}
    return {n: _SOURCE(v, f"{path}.{n}", check) for n, v in value.items() if n in keys}


_LONG_LINE = text(1000, needed=True)


def _answer(value: Any, path: str, check: Check) -> Any:
    return value if isinstance(value, bool) else _KEY(value, path, check)


_CONDITION = record({}, {"criterion": _KEY, "part": _KEY, "answers": listing(_answer, 20)})


def _condition(value: Any, path: str, check: Check) -> dict:
    """Empty, or all three of its names."""
    found = _CONDITION(value, path, check)
    if found and len(found) < 3:
        check.say(path, "Điều kiện cần đủ criterion, part, answers.")
    return found


def _step(method: str) -> Shape:
    """A band, an option or a counted item."""
    by_column = {"key": _KEY, "label": _LABEL}
    names = STEPS[method][1]
    shapes = {name: by_column.get(column, figure) for column, name in names.items()}
    needed = {"bands": ("points",), "choice": ("key", "label", "points")}
    required = needed.get(method, ("name", "label", "points_each"))
    return record({name: shapes.pop(name) for name in required}, shapes)


def _rule(method: str, more: Mapping[str, Shape]) -> Shape:
    """The parameters of a method that does arithmetic."""
    optional = {n: figure if n in FIGURE_PARAMETERS else _PARAMETERS[n] for n in PARAMETERS[method]}
    steps = STEPS.get(method)
    needed = {steps[0]: listing(_step(method), 50)} if steps else {}
    return record(needed, {**optional, **more})


def _rules() -> dict[str, Shape]:
    more = {"requires": _REQUIRES, "sources": _sources}
    rules = {method: _rule(method, more) for method in PARAMETERS}
    nested = by_method({method: _rule(method, {}) for method in PARAMETERS}, {})
    codes = one_of(*measures.labels())
    rules["measure"] = record({"measure": codes, "rule": nested}, {"requires": _REQUIRES})
    return rules


def by_method(rules: Mapping[str, Shape], more: Mapping[str, Shape]) -> Shape:
    """An object whose `method` decides what its `parameters` may be."""

    def shape(value: Any, path: str, check: Check) -> dict:
        method = value.get("method") if isinstance(value, dict) else None
        rule = rules.get(method) if isinstance(method, str) else None
        # Of an unknown method nothing can be said but that.
        parameters = rule or (lambda inner, _path, _check: inner)
        needed = {"method": one_of(*rules), "parameters": parameters, **more}
        return record(needed, {})(value, path, check)

    return shape


def set_shape(kinds: Mapping[str, str]) -> Shape:
    """The whole document; `kinds` is code → name of the kinds of units."""
    long = text(LONGEST_TEXT, lines=True)
    part = by_method(_rules(), {"key": _KEY, "label": _LABEL, "max_points": figure})
    criterion = record(
        {"code": text(LONGEST_CODE, needed=True), "title": text(LONGEST_TITLE, needed=True),
         "max_points": figure, "parts": listing(part, 20)},
        {"key": _KEY, "guidance": long, "scoring": long, "evidence_hint": long,
         "legal_basis": long, "good_example": long, "bad_example": long,
         "evidence_required": flag, "may_not_arise": flag,
         "scored_by": one_of(*words.SCORERS.values()), "condition": _condition},
    )  # fmt: skip
    group = record(
        {"code": text(LONGEST_CODE, needed=True), "title": text(300, needed=True),
         "max_points": figure, "criteria": listing(criterion, 500)},
        {"key": _KEY, "minimum_share": figure, "is_bonus": flag},
    )  # fmt: skip
    veto = record(
        {"code": text(LONGEST_CODE, needed=True),
         "title": text(LONGEST_TEXT, needed=True, lines=True), "effect": _LABEL},
        {"key": _KEY, "kind": one_of(*words.VETO_KINDS.values()),
         "parameters": record({}, {"minimum_share": figure, "missing_from": whole})},
    )  # fmt: skip
    band = record(
        {"name": text(60, needed=True), "minimum_points": figure},
        {"key": _KEY, "minimum_group_share": figure, "recognised": flag, "conditions": long},
    )
    return record(
        {"title": text(300, needed=True), "unit_kind": one_of(*kinds),
         "groups": listing(group, 50)},
        {"year": whole, "version": whole, "issuer": text(300), "basis": listing(_LONG_LINE, 50),
         "total_points": figure, "bonus_max": figure,
         "not_applicable_policy": one_of(*words.POLICIES.values()),
         "vetoes": listing(veto, 100), "class_bands": listing(band, 20)},
    )  # fmt: skip
