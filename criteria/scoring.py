"""From rule definitions and facts to points: pure, exact, and with the reason in words.

A criterion consists of parts, each with a method of `criteria.rules`. Facts are plain values
that fit into JSON: whole numbers, decimals as text, true/false, the key of a choice.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from criteria.rules.bands import BANDS
from criteria.rules.base import FactField, Facts, Method, Part, PartScore, is_text
from criteria.rules.choice import CHOICE
from criteria.rules.count import COUNT
from criteria.rules.deduction import DEDUCTION, floor
from criteria.rules.figures import (
    ZERO,
    exact_decimal,
    number_text,
    percent_text,
    points_text,
    round_points,
)
from criteria.rules.manual import MANUAL
from criteria.rules.proportional import PROPORTIONAL
from criteria.rules.yes_no import YES_NO

__all__ = [
    "METHOD_LABELS",
    "CriterionScore",
    "FactField",
    "Part",
    "PartScore",
    "criterion_problems",
    "describe",
    "fact_errors",
    "fact_fields",
    "level_reached",
    "levels",
    "measure_of",
    "number_text",
    "part_problems",
    "percent_text",
    "points_text",
    "round_points",
    "rule_of",
    "score_criterion",
    "score_part",
    "sources_of",
]

METHODS: Mapping[str, Method] = {
    "bands": BANDS,
    "proportional": PROPORTIONAL,
    "count": COUNT,
    "choice": CHOICE,
    "yes_no": YES_NO,
    "deduction": DEDUCTION,
    "manual": MANUAL,
}
METHOD_LABELS = {
    "bands": "Theo mức",
    "proportional": "Theo tỷ lệ",
    "count": "Đếm, có trần",
    "choice": "Chọn một mức",
    "yes_no": "Có hoặc không",
    "deduction": "Trừ dần, có sàn",
    "manual": "Chấm theo đánh giá",
    "measure": "Lấy từ số liệu của hệ thống",
}

UNFINISHED = "Cách tính chưa hoàn chỉnh"


@dataclass(frozen=True)
class CriterionScore:
    """Points of a criterion (None: not scored yet) and of its parts, in order."""

    points: Decimal | None
    parts: tuple[PartScore, ...]


def fact_fields(part: Part) -> tuple[FactField, ...]:
    """What must be entered for the part; nothing for a measure, which our own records answer."""
    return () if part.method == "measure" else _all_fields(part)


def fact_errors(part: Part, facts: Mapping[str, Any] | None) -> dict[str, str]:
    """What is wrong with the given facts, by field name; a missing fact is not an error."""
    rule, fields = rule_of(part), _all_fields(part)
    given = _given(fields, facts)
    errors = {
        field.name: message
        for field in fields
        if field.name in given and (message := _value_error(field, given[field.name]))
    }
    return errors or METHODS[rule.method].conflicts(rule, _typed(fields, given))


def score_part(part: Part, facts: Mapping[str, Any] | None) -> PartScore:
    """Points and explanation; points are None while facts are missing or wrong."""
    if errors := fact_errors(part, facts):
        return PartScore(None, " ".join(errors.values()))
    rule, fields, known = _known(part, facts)
    condition = part.parameters.get("requires")
    if condition and known.get(condition["name"]) is False:
        return PartScore(round_points(ZERO), f"{condition['label']}: không → {points_text(ZERO)}")
    missing = [field.label for field in fields if field.name not in known]
    if missing:
        return PartScore(None, _missing_text(part, missing))
    scored = METHODS[rule.method].score(rule, known)
    return scored if scored.points is None else _within_bounds(rule, scored)


def levels(part: Part) -> Sequence[tuple[str, Decimal]]:
    """The steps of the rule, in words and with their points; empty for a rule without steps."""
    rule = rule_of(part)
    return METHODS[rule.method].levels(rule)


def level_reached(part: Part, facts: Mapping[str, Any] | None) -> int | None:
    """Position of the step that the facts reach; None while they are missing or wrong."""
    if not facts or fact_errors(part, facts):
        return None
    rule, fields, known = _known(part, facts)
    condition = part.parameters.get("requires")
    is_barred = condition and known.get(condition["name"]) is False
    if is_barred or len(known) < len(fields):
        return None
    return METHODS[rule.method].level(rule, known)


def score_criterion(
    parts: Sequence[Part],
    facts_by_part_key: Mapping[str, Mapping[str, Any] | None],
    max_points: Decimal,
    not_applicable: bool = False,
) -> CriterionScore:
    """Sum of the parts within [0, max_points]; None until every part is scored.

    A criterion that did not arise has no points of its own: `assessments.totals` counts it as
    the policy of the set says.
    """
    if not_applicable:
        return CriterionScore(None, ())
    scored = tuple(score_part(part, facts_by_part_key.get(part.key)) for part in parts)
    known = [item.points for item in scored if item.points is not None]
    if not scored or len(known) < len(scored):
        return CriterionScore(None, scored)
    return CriterionScore(min(max(sum(known, ZERO), ZERO), max_points), scored)


def part_problems(part: Part) -> list[str]:
    """What makes the definition unfit for publishing; empty when it is fit."""
    if part.method == "measure" and not measure_of(part):
        return ["Thiếu mã số liệu của hệ thống (“measure”)."]
    rule = rule_of(part)
    if rule.method not in METHODS:
        return [f"Không có cách tính “{rule.method}”."]
    if part.max_points < 0 or part.max_points != round_points(part.max_points):
        return ["Điểm tối đa phải không âm và có nhiều nhất hai chữ số thập phân."]
    return _condition_problems(part) + METHODS[rule.method].problems(rule)


def criterion_problems(parts: Sequence[Part], max_points: Decimal) -> list[str]:
    """Problems of a whole criterion: of its parts, their keys and the sum of their points."""
    found = [f"{part.label}: {text}" for part in parts for text in part_problems(part)]
    if len({part.key for part in parts}) < len(parts):
        found.append("Khoá của các phần điểm bị trùng.")
    whole = sum((part.max_points for part in parts), ZERO)
    if whole != max_points:
        found.append(
            f"Tổng điểm các phần ({points_text(whole)}) khác điểm tối đa"
            f" của tiêu chí ({points_text(max_points)})."
        )
    return found


def describe(part: Part) -> str:
    """The rule in one line that an official can read; says so where a draft's is unfinished."""
    if part_problems(part):
        return UNFINISHED
    rule = rule_of(part)
    text = METHODS[rule.method].describe(rule)
    if part.method == "measure":
        text = f"Hệ thống tự tính. {text}"
    condition = part.parameters.get("requires")
    return f"{text} (chỉ tính khi: {condition['label']})" if condition else text


def measure_of(part: Part) -> str:
    """Code of the measure that answers; empty where somebody enters the facts, or none is named."""
    code = part.parameters.get("measure") if part.method == "measure" else None
    return code if isinstance(code, str) else ""


def sources_of(part: Part) -> dict[str, str]:
    """Fact → source that fills it ("indicator_year:doi-thoai"); scraps of a draft are left out."""
    given = part.parameters.get("sources") if part.method != "measure" else None
    named = given.items() if isinstance(given, Mapping) else ()
    return {str(fact): source for fact, source in named if is_text(source)}


def rule_of(part: Part) -> Part:
    """The part itself, or the rule nested in a measure."""
    if part.method != "measure":
        return part
    nested = part.parameters.get("rule")
    nested = nested if isinstance(nested, Mapping) else {}
    parameters = nested.get("parameters")
    parameters = parameters if isinstance(parameters, Mapping) else {}
    return Part(part.key, part.label, str(nested.get("method", "")), part.max_points, parameters)


def _known(
    part: Part, facts: Mapping[str, Any] | None
) -> tuple[Part, tuple[FactField, ...], dict[str, Any]]:
    """The rule that counts, what it asks for, and what is known of it."""
    fields = _all_fields(part)
    return rule_of(part), fields, _typed(fields, _given(fields, facts))


def _all_fields(part: Part) -> tuple[FactField, ...]:
    rule = rule_of(part)
    condition = part.parameters.get("requires")
    first = (FactField(condition["name"], condition["label"], "yes_no"),) if condition else ()
    return first + METHODS[rule.method].fields(rule)


def _given(fields: Sequence[FactField], facts: Mapping[str, Any] | None) -> dict[str, Any]:
    """The facts that somebody has filled in; empty text means not filled in."""
    facts = facts or {}
    return {f.name: facts[f.name] for f in fields if facts.get(f.name) not in (None, "")}


def _typed(fields: Sequence[FactField], given: Facts) -> dict[str, Any]:
    """Checked facts as the methods want them: figures as decimals."""
    plain = ("yes_no", "choice")
    return {
        field.name: given[field.name] if field.kind in plain else Decimal(given[field.name])
        for field in fields
        if field.name in given
    }


def _value_error(field: FactField, value: Any) -> str:
    if field.kind == "yes_no":
        return "" if isinstance(value, bool) else f"“{field.label}”: chọn có hoặc không."
    if field.kind == "choice":
        known = any(value == key for key, _ in field.choices)
        return "" if known else f"“{field.label}”: chọn một mức trong danh sách."
    return _figure_error(field, exact_decimal(value))


def _figure_error(field: FactField, number: Decimal | None) -> str:
    if number is None:
        return f"“{field.label}”: nhập một số."
    if field.kind == "count" and number != number.to_integral_value():
        return f"“{field.label}”: nhập số nguyên."
    if field.minimum is not None and number < field.minimum:
        return f"“{field.label}”: không nhỏ hơn {number_text(field.minimum)}."
    if field.maximum is not None and number > field.maximum:
        return f"“{field.label}”: không lớn hơn {number_text(field.maximum)}."
    return ""


def _missing_text(part: Part, labels: Sequence[str]) -> str:
    if part.method == "measure":
        return "Hệ thống chưa có số liệu để tính."
    return f"Chưa chấm, còn thiếu: {'; '.join(labels)}."


def _within_bounds(rule: Part, scored: PartScore) -> PartScore:
    """Points rounded and kept within what the part can give, whatever the definition says."""
    least = floor(rule) if rule.method == "deduction" else ZERO
    points = min(max(scored.points or ZERO, least), rule.max_points)
    return PartScore(round_points(points), scored.explanation)


def _condition_problems(part: Part) -> list[str]:
    condition = part.parameters.get("requires")
    if condition is None:
        return []
    fit = isinstance(condition, Mapping) and is_text(condition.get("name"))
    return (
        []
        if fit and is_text(condition.get("label"))
        else ["Điều kiện để tính điểm (“requires”) thiếu tên hoặc nhãn."]
    )
