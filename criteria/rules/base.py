"""The words that every scoring method speaks: part, fact field, part score, method."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from criteria.rules.figures import exact_decimal

Facts = Mapping[str, Any]

# Larger figures are typing errors; the bound also keeps products exact in 28 digits.
LARGEST_FIGURE = Decimal(1_000_000_000)


@dataclass(frozen=True)
class Part:
    """One scoring part of a criterion: a method, its parameters, the points it can give."""

    key: str
    label: str
    method: str
    max_points: Decimal
    parameters: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class FactField:
    """One fact to enter. `kind`: count, number, yes_no, choice or points; bounds inclusive."""

    name: str
    label: str
    kind: str
    choices: tuple[tuple[str, str], ...] = ()
    unit: str = ""
    minimum: Decimal | None = None
    maximum: Decimal | None = None


@dataclass(frozen=True)
class PartScore:
    """Points of a part (None: not scored yet, which is not 0) and the line that explains them."""

    points: Decimal | None
    explanation: str


def no_conflicts(part: Part, facts: Facts) -> dict[str, str]:
    """For methods whose facts cannot contradict each other."""
    return {}


def no_levels(part: Part) -> Sequence[tuple[str, Decimal]]:
    """For methods without steps."""
    return ()


def no_level(part: Part, facts: Facts) -> int | None:
    """For methods without steps."""
    return None


@dataclass(frozen=True)
class Method:
    """What a scoring method must answer; `score` and `level` receive complete, checked facts.

    `levels`: the steps of the rule in words with their points; `level`: which one is reached.
    """

    fields: Callable[[Part], tuple[FactField, ...]]
    score: Callable[[Part, Facts], PartScore]
    problems: Callable[[Part], list[str]]
    describe: Callable[[Part], str]
    conflicts: Callable[[Part, Facts], dict[str, str]] = no_conflicts
    levels: Callable[[Part], Sequence[tuple[str, Decimal]]] = no_levels
    level: Callable[[Part, Facts], int | None] = no_level


def figure_field(
    name: str,
    label: str,
    kind: str = "count",
    *,
    unit: str = "",
    minimum: Any = 0,
    maximum: Any = LARGEST_FIGURE,
) -> FactField:
    """A field for a non-negative figure: whole ("count") or decimal ("number")."""
    return FactField(
        name, label, kind, unit=unit, minimum=Decimal(minimum), maximum=Decimal(maximum)
    )


def listed(part: Part, name: str) -> list[Mapping[str, Any]]:
    """The parameter `name` as a list of mappings; empty when it is missing or misshapen."""
    rows = part.parameters.get(name)
    return [row for row in rows if isinstance(row, Mapping)] if isinstance(rows, list) else []


def missing_parameters(part: Part, *names: str) -> list[str]:
    """A problem line for each parameter that is not a text or is empty."""
    return [f"Thiếu tham số “{name}”." for name in names if not is_text(part.parameters.get(name))]


def misused_parameters(part: Part, *, figures: Sequence[str], words: Sequence[str]) -> list[str]:
    """A problem line for each optional parameter that is given but of the wrong kind."""
    given = part.parameters
    wrong = [name for name in figures if name in given and exact_decimal(given[name]) is None]
    wrong += [name for name in words if name in given and not isinstance(given[name], str)]
    return [f"Tham số “{name}” không hợp lệ." for name in wrong]


def is_text(value: Any) -> bool:
    """Whether the value is a text that says something."""
    return isinstance(value, str) and bool(value.strip())


def item_problems(part: Part) -> list[str]:
    """Problems of the counted items that `count` and `deduction` share."""
    items = listed(part, "items")
    if not items:
        return ["Thiếu nội dung đếm (“items”)."]
    names = [str(item.get("name")) for item in items]
    problems = ["Tên số liệu bị trùng."] if len(set(names)) < len(names) else []
    return problems + [text for item in items for text in _one_item_problems(item)]


def _one_item_problems(item: Mapping[str, Any]) -> list[str]:
    each = exact_decimal(item.get("points_each"))
    problems = [] if each is not None and each > 0 else ["Điểm cho mỗi trường hợp phải lớn hơn 0."]
    expected = item.get("expected")
    if expected is not None and not (exact_decimal(expected) or 0) > 0:
        problems.append("Số phải có (“expected”) phải lớn hơn 0.")
    if not is_text(item.get("name")) or not is_text(item.get("label")):
        problems.append("Nội dung đếm thiếu tên hoặc nhãn.")
    return problems
