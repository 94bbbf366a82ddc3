"""A set's definition in words: each criterion beside the rules that really run; found by words."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from core.text import fold
from criteria.definitions import CriterionDefinition, GroupDefinition, SetDefinition
from criteria.models import Scorer
from criteria.rules.bands import is_share, range_text
from criteria.rules.base import listed
from criteria.scoring import Part, describe, part_problems, points_text, rule_of

Level = tuple[str, str]  # what was reached, the points for it
ZERO = Decimal(0)
NOT_IN_WORDS = re.compile(r"[^\w.%/-]+")


@dataclass(frozen=True)
class ReadableCriterion:
    """A criterion with its rules in words and the remarks a reader must know."""

    definition: CriterionDefinition
    rules: tuple[str, ...]
    remarks: tuple[str, ...]

    @property
    def words(self) -> str:
        """Everything that searching compares with, folded."""
        own = self.definition
        texts = (
            own.code, own.title, own.guidance, own.scoring_text, own.evidence_hint,
            own.legal_basis, *self.rules,
        )  # fmt: skip
        return _searchable(" ".join(texts))


@dataclass(frozen=True)
class ReadableGroup:
    """A group with readable criteria."""

    definition: GroupDefinition
    criteria: tuple[ReadableCriterion, ...]


@dataclass(frozen=True)
class ReadablePart:
    """One scoring part: its rule in a line, and its levels as a table."""

    label: str
    max_points: Decimal
    rule: str
    levels: tuple[Level, ...]


def readable_groups(definition: SetDefinition, search: str = "") -> list[ReadableGroup]:
    """Groups in reading order; with `search` only criteria with words that begin like its own."""
    wanted = [f" {word}" for word in _searchable(search).split()]
    found = []
    for group in definition.groups:
        criteria = tuple(map(readable_criterion, group.criteria))
        if wanted:
            criteria = tuple(c for c in criteria if all(word in c.words for word in wanted))
        if criteria or not wanted:
            found.append(ReadableGroup(group, criteria))
    return found


def _searchable(text: str) -> str:
    """Folded words with a space before each; "ii.2" is not found inside "iii.2"."""
    return f" {' '.join(NOT_IN_WORDS.sub(' ', fold(text)).split())}"


def readable_criterion(criterion: CriterionDefinition) -> ReadableCriterion:
    """The criterion with its rules in words."""
    remarks = []
    if criterion.may_not_arise:
        remarks.append("Được ghi “không phát sinh” khi có lý do")
    if criterion.scored_by == Scorer.APPRAISER:
        remarks.append(Scorer.APPRAISER.label)
    if criterion.measures:
        remarks.append("Số liệu do hệ thống tự lấy")
    return ReadableCriterion(
        criterion, tuple(describe(part) for part in criterion.parts), tuple(remarks)
    )


def readable_part(part: Part) -> ReadablePart:
    """The part with its levels; an unfinished rule has none."""
    rule = rule_of(part)
    table = LEVELS.get(rule.method)
    levels = () if table is None or part_problems(part) else tuple(table(rule))
    return ReadablePart(part.label, part.max_points, describe(part), levels)


def condition_text(criterion: CriterionDefinition, definition: SetDefinition) -> str:
    """ "Chỉ hỏi khi tiêu chí I.1 (Có kế hoạch) là: Có"; "" for a criterion that is always asked."""
    condition = criterion.condition
    if condition is None:
        return ""
    found = (
        (other, part)
        for group in definition.groups
        for other in group.criteria
        for part in other.parts
        if (other.key, part.key) == (condition.criterion, condition.part)
    )
    other, part = next(found, (None, None))
    if other is None or part is None:
        return "Chỉ hỏi khi có điều kiện; điều kiện chưa hoàn chỉnh."
    answers = ", ".join(_answer(part, answer) for answer in condition.answers)
    return f"Chỉ hỏi khi tiêu chí {other.code} ({part.label}) là: {answers}."


def _answer(part: Part, answer: bool | str) -> str:
    if isinstance(answer, bool):
        return "Có" if answer else "Không"
    labels = {option.get("key"): option.get("label") for option in listed(part, "options")}
    return str(labels.get(answer, answer))


def _band_levels(rule: Part) -> list[Level]:
    unit = " %" if is_share(rule) else f" {rule.parameters.get('unit', '')}".rstrip()
    return [(_capital(range_text(b, unit)), _points(b["points"])) for b in listed(rule, "bands")]


def _choice_levels(rule: Part) -> list[Level]:
    return [(_capital(o["label"]), _points(o["points"])) for o in listed(rule, "options")]


def _yes_no_levels(rule: Part) -> list[Level]:
    earned, none = points_text(rule.max_points), points_text(ZERO)
    earns_yes = rule.parameters.get("earns", "yes") == "yes"
    return [("Có", earned if earns_yes else none), ("Không", none if earns_yes else earned)]


def _proportional_levels(rule: Part) -> list[Level]:
    shares = (("Đạt 100 %", 1), ("Đạt 50 %", Decimal("0.5")), ("Đạt 0 %", 0))
    return [(label, points_text(rule.max_points * share)) for label, share in shares]


def _count_levels(rule: Part) -> list[Level]:
    each = [(f"Mỗi trường hợp: {i['label']}", _points(i["points_each"])) for i in _items(rule)]
    return [*each, ("Nhiều nhất", points_text(rule.max_points))]


def _deduction_levels(rule: Part) -> list[Level]:
    each = [(_deducted(item), f"−{_points(item['points_each'])}") for item in _items(rule)]
    start = ("Không bị trừ", points_text(rule.max_points))
    return [start, *each, ("Ít nhất", _points(rule.parameters.get("floor", 0)))]


def _deducted(item: Mapping[str, Any]) -> str:
    if "expected" in item:
        return f"Thiếu mỗi trường hợp so với {item['expected']}: {item['label']}"
    return f"Mỗi trường hợp: {item['label']}"


def _items(rule: Part) -> list[Mapping[str, Any]]:
    return listed(rule, "items")


def _points(value: Any) -> str:
    return points_text(Decimal(value))


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


LEVELS = {
    "bands": _band_levels,
    "choice": _choice_levels,
    "yes_no": _yes_no_levels,
    "proportional": _proportional_levels,
    "count": _count_levels,
    "deduction": _deduction_levels,
}
