"""A set's definition in words: each criterion beside the rules that really run; found by words."""

import re
from dataclasses import dataclass, replace

from core.text import fold
from criteria.conditions import condition_of
from criteria.definitions import CriterionDefinition, GroupDefinition, SetDefinition
from criteria.models import Scorer
from criteria.scoring import describe

UNFINISHED_CONDITION = "Chỉ hỏi khi có điều kiện; điều kiện chưa hoàn chỉnh."
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
    """ "Chỉ hỏi khi tiêu chí I.1 trả lời “Có”."; "" for a criterion that is always asked."""
    if criterion.condition is None:
        return ""
    words = condition_of(definition, criterion)
    return f"Chỉ hỏi {words}." if words else UNFINISHED_CONDITION
