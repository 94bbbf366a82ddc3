"""A set's definition in words: each criterion beside the rules that really run; found by words."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from core.text import fold
from criteria import sources
from criteria.conditions import condition_of
from criteria.definitions import CriterionDefinition, GroupDefinition, SetDefinition
from criteria.models import Scorer
from criteria.scoring import describe

UNFINISHED_CONDITION = "Chỉ hỏi khi có điều kiện; điều kiện chưa hoàn chỉnh."
Labels = Mapping[str, str]
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


def readable_groups(
    definition: SetDefinition, search: str = "", labels: Labels | None = None
) -> list[ReadableGroup]:
    """Groups in reading order; with `search` only criteria with words that begin like its own.

    `labels`: what sources are called, by name.
    """
    wanted = {f" {word}" for word in _searchable(search).split()}
    found = []
    for group in definition.groups:
        criteria = tuple(_in_its_set(criterion, definition, labels) for criterion in group.criteria)
        if wanted:
            criteria = tuple(c for c in criteria if _has_all(c, wanted))
        if criteria or not wanted:
            found.append(ReadableGroup(group, criteria))
    return found


def _in_its_set(
    criterion: CriterionDefinition, definition: SetDefinition, labels: Labels | None
) -> ReadableCriterion:
    """The criterion with the condition on which it is asked, which only the whole set can tell."""
    readable = readable_criterion(criterion, labels)
    condition = condition_text(criterion, definition)
    return replace(readable, remarks=(condition, *readable.remarks)) if condition else readable


def _has_all(criterion: ReadableCriterion, wanted: set[str]) -> bool:
    words = criterion.words
    return all(word in words for word in wanted)


def _searchable(text: str) -> str:
    """Folded words with a space before each; "ii.2" is not found inside "iii.2"."""
    return f" {' '.join(NOT_IN_WORDS.sub(' ', fold(text)).split())}"


def source_labels(definition: SetDefinition, organiser: Any) -> Labels:
    """What the sources that the set names are called; asks nothing where it names none."""
    named = any(criterion.sources for criterion in definition.criteria.values())
    return dict(sources.choices(organiser)) if named else {}


def readable_criterion(
    criterion: CriterionDefinition, labels: Labels | None = None
) -> ReadableCriterion:
    """The criterion with its rules in words."""
    remarks = []
    if criterion.may_not_arise:
        remarks.append("Được ghi “không phát sinh” khi có lý do")
    if criterion.scored_by == Scorer.APPRAISER:
        remarks.append(Scorer.APPRAISER.label)
    if criterion.measures:
        remarks.append("Số liệu do hệ thống tự lấy")
    if criterion.sources:
        named = dict.fromkeys(sources.label_of(name, labels) for name in criterion.sources)
        remarks.append(f"Hệ thống điền sẵn từ: {'; '.join(named)}")
    return ReadableCriterion(
        criterion, tuple(describe(part) for part in criterion.parts), tuple(remarks)
    )


def condition_text(criterion: CriterionDefinition, definition: SetDefinition) -> str:
    """ "Chỉ hỏi khi tiêu chí I.1 trả lời “Có”."; "" for a criterion that is always asked."""
    if criterion.condition is None:
        return ""
    words = condition_of(definition, criterion)
    return f"Chỉ hỏi {words}." if words else UNFINISHED_CONDITION
