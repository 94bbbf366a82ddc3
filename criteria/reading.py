"""A set's definition in words: each criterion beside the rules that really run; found by words."""

import re
from dataclasses import dataclass, replace

from core.text import fold
from criteria.definitions import CriterionDefinition, GroupDefinition, SetDefinition
from criteria.models import Scorer
from criteria.rules.base import listed
from criteria.scoring import Part, describe

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


def readable_groups(definition: SetDefinition, search: str = "") -> list[ReadableGroup]:
    """Groups in reading order; with `search` only criteria with words that begin like its own."""
    wanted = {f" {word}" for word in _searchable(search).split()}
    found = []
    for group in definition.groups:
        criteria = tuple(_in_its_set(criterion, definition) for criterion in group.criteria)
        if wanted:
            criteria = tuple(c for c in criteria if _has_all(c, wanted))
        if criteria or not wanted:
            found.append(ReadableGroup(group, criteria))
    return found


def _in_its_set(criterion: CriterionDefinition, definition: SetDefinition) -> ReadableCriterion:
    """The criterion with the condition on which it is asked, which only the whole set can tell."""
    readable = readable_criterion(criterion)
    condition = condition_text(criterion, definition)
    return replace(readable, remarks=(condition, *readable.remarks)) if condition else readable


def _has_all(criterion: ReadableCriterion, wanted: set[str]) -> bool:
    words = criterion.words
    return all(word in words for word in wanted)


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
