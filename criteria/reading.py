"""A set's definition in words: each criterion beside the rules that really run."""

from dataclasses import dataclass

from criteria.definitions import CriterionDefinition, GroupDefinition, SetDefinition
from criteria.models import Scorer
from criteria.scoring import describe


@dataclass(frozen=True)
class ReadableCriterion:
    """A criterion with its rules in words and the remarks a reader must know."""

    definition: CriterionDefinition
    rules: tuple[str, ...]
    remarks: tuple[str, ...]


@dataclass(frozen=True)
class ReadableGroup:
    """A group with readable criteria."""

    definition: GroupDefinition
    criteria: tuple[ReadableCriterion, ...]


def readable_groups(definition: SetDefinition) -> list[ReadableGroup]:
    """Groups in reading order."""
    return [
        ReadableGroup(group, tuple(_criterion(c) for c in group.criteria))
        for group in definition.groups
    ]


def _criterion(criterion: CriterionDefinition) -> ReadableCriterion:
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
