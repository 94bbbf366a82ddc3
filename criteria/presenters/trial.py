"""A set as a unit meets it, with the points that typed facts would give; nothing is stored."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from typing import Any

from criteria.definitions import CriterionDefinition, GroupDefinition, SetDefinition
from criteria.facts import INPUT_MODES, choices_of
from criteria.forms.facts import input_name
from criteria.forms.trial import TrialFacts, absent_name, tried_fields
from criteria.models import NotApplicablePolicy, Scorer
from criteria.reading import condition_text
from criteria.scoring import (
    UNFINISHED,
    CriterionScore,
    FactField,
    Part,
    part_problems,
    points_text,
    round_points,
    score_criterion,
)

ZERO = Decimal(0)


@dataclass(frozen=True)
class TriedCriterion:
    """One criterion with what was typed for it and the points that follow."""

    definition: CriterionDefinition
    facts: TrialFacts
    condition: str

    @property
    def is_asked(self) -> bool:
        """Whether the unit enters anything; some criteria only the appraiser scores."""
        return self.definition.scored_by != Scorer.APPRAISER

    @property
    def is_absent(self) -> bool:
        """Whether "không phát sinh" is ticked."""
        return self.facts.not_applicable

    @cached_property
    def score(self) -> CriterionScore | None:
        """Points; None while a rule is unfinished or what was typed cannot be read."""
        own = self.definition
        if self.facts.errors or not own.parts or any(part_problems(part) for part in own.parts):
            return None
        return score_criterion(own.parts, self.facts.facts, own.max_points, self.is_absent)

    @property
    def points(self) -> Decimal | None:
        """Points, None: not scored."""
        return self.score.points if self.score else None

    @property
    def working(self) -> list[str]:
        """The arithmetic of each part that something was typed for."""
        own = self.definition
        if any(part_problems(part) for part in own.parts):
            return [UNFINISHED]
        if self.score is None or self.is_absent:
            return []
        pairs = zip(own.parts, self.score.parts, strict=True)
        return [done.explanation for part, done in pairs if self.facts.facts.get(part.key)]

    @property
    def parts(self) -> list[dict[str, Any]]:
        """Parts with their inputs."""
        several = len(self.definition.parts) > 1
        return [
            {
                "label": part.label if several else "",
                "max": points_text(part.max_points),
                "is_measure": part.method == "measure",
                "fields": [self._field(part, fact) for fact in tried_fields(part)],
            }
            for part in self.definition.parts
        ]

    @property
    def absent_name(self) -> str:
        """Name of the box "không phát sinh"."""
        return absent_name(self.definition)

    @property
    def errors(self) -> list[tuple[str, str]]:
        """(id of the message's place, message) of every input, "" where nothing is wrong."""
        fields = (field for part in self.parts for field in part["fields"])
        return [(field["error_id"], field["error"]) for field in fields]

    def _field(self, part: Part, fact: FactField) -> dict[str, Any]:
        name = input_name(part, fact, self.definition.key)
        value = self.facts.typed.get(name, "")
        return {
            "name": name,
            "id": f"f-{name}".replace(".", "-"),
            "error_id": f"e-{name}".replace(".", "-"),
            "label": fact.label,
            "unit": fact.unit,
            "value": value,
            "choices": [(key, label, key == value) for key, label in choices_of(fact)],
            "inputmode": INPUT_MODES.get(fact.kind, ""),
            "error": self.facts.errors.get(name, ""),
        }


@dataclass(frozen=True)
class Trial:
    """The whole set tried out."""

    definition: SetDefinition
    groups: list[tuple[GroupDefinition, list[TriedCriterion]]]

    @classmethod
    def of(cls, definition: SetDefinition, typed: Mapping[str, str]) -> "Trial":
        """The set with what was typed."""
        return cls(
            definition,
            [
                (group, [_tried(criterion, definition, typed) for criterion in group.criteria])
                for group in definition.groups
            ],
        )

    def criterion(self, key: str) -> TriedCriterion | None:
        """The criterion `key`."""
        return next((c for c in self._criteria() if c.definition.key == key), None)

    def total(self) -> dict[str, str]:
        """Points of the hundred, of the bonus, and how many criteria are still open."""
        counted = [c for c in self._criteria() if not c.definition.is_bonus]
        bonus = [c for c in self._criteria() if c.definition.is_bonus]
        most = self.definition.total_points
        base = _base(counted, most, self.definition.not_applicable_policy)
        extra = min(_sum(bonus), self.definition.bonus_max)
        missing = sum(1 for c in counted if c.points is None and not c.is_absent)
        return {
            "base": points_text(base),
            "most": points_text(most),
            "bonus": points_text(extra),
            "total": points_text(base + extra),
            "missing": str(missing),
        }

    def _criteria(self) -> list[TriedCriterion]:
        return [criterion for _group, criteria in self.groups for criterion in criteria]


def _tried(
    criterion: CriterionDefinition, definition: SetDefinition, typed: Mapping[str, str]
) -> TriedCriterion:
    return TriedCriterion(
        criterion, TrialFacts(criterion, typed), condition_text(criterion, definition)
    )


def _sum(criteria: list[TriedCriterion]) -> Decimal:
    return sum((criterion.points or ZERO for criterion in criteria), ZERO)


def _base(criteria: list[TriedCriterion], most: Decimal, policy: str) -> Decimal:
    """What did not arise counts in full, or leaves both sides of the fraction."""
    absent = sum((c.definition.max_points for c in criteria if c.is_absent), ZERO)
    earned = _sum(criteria)
    if policy == NotApplicablePolicy.FULL:
        return earned + absent
    rest = most - absent
    return round_points(earned * most / rest) if rest > 0 else ZERO
