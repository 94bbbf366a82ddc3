"""A set as a unit meets it, with the points that typed facts would give; nothing is stored."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property
from typing import Any

from criteria import sources
from criteria.conditions import Withheld, governed_by, withheld
from criteria.definitions import CriterionDefinition, GroupDefinition, SetDefinition
from criteria.facts import INPUT_MODES, choices_of
from criteria.forms.facts import input_name
from criteria.forms.trial import TrialFacts, absent_name, held_name, tried_fields
from criteria.models import NotApplicablePolicy, Scorer
from criteria.presenters.help import LevelTable, help_of, level_tables
from criteria.reading import Labels, condition_text
from criteria.scoring import (
    UNFINISHED,
    CriterionScore,
    FactField,
    Part,
    part_problems,
    points_text,
    round_points,
    score_criterion,
    sources_of,
)

ZERO = Decimal(0)


@dataclass(frozen=True)
class TriedCriterion:
    """One criterion with what was typed for it and the points that follow.

    `held`: why another answer keeps it from being asked; `policy_note`: what that gives;
    `labels`: what the sources of facts are called.
    """

    definition: CriterionDefinition
    facts: TrialFacts
    condition: str
    held: Withheld | None = None
    policy_note: str = ""
    labels: Labels = field(default_factory=dict)

    @property
    def code(self) -> str:
        """Code, as the sheet's rows have it."""
        return self.definition.code

    @property
    def is_asked(self) -> bool:
        """Whether the unit enters anything; some criteria only the appraiser scores."""
        return self.definition.scored_by != Scorer.APPRAISER

    @property
    def is_absent(self) -> bool:
        """Whether it counts as not arisen: ticked, or another answer rules it out."""
        return not self.held.is_waiting if self.held else self.facts.not_applicable

    @property
    def held_sentence(self) -> str:
        """Why it is not asked, as the page says it; "" where it is asked."""
        if self.held is None:
            return ""
        if self.held.is_waiting:
            return f"{self.held.reason[:1].upper()}{self.held.reason[1:]}."
        return f"Không hỏi: {self.held.reason} → {self.policy_note}."

    @property
    def help(self) -> list[tuple[str, str]]:
        """Guidance, examples, basis; the evidence too where the row has no place for it."""
        return help_of(self.definition, hint=not self.is_asked or self.held is not None)

    @property
    def levels(self) -> list[LevelTable]:
        """Steps of points with the one reached, where the unit sees them."""
        own = self.definition
        if self.held or self.is_absent or any(part_problems(part) for part in own.parts):
            return []
        return level_tables(own, {} if self.facts.errors else self.facts.facts)

    @property
    def kept(self) -> list[tuple[str, str]]:
        """(name, value) of what was typed before another answer ruled the criterion out."""
        names = [field["name"] for part in self.parts for field in part["fields"]]
        typed = self.facts.typed
        return [(name, typed[name]) for name in (*names, self.absent_name) if typed.get(name)]

    @cached_property
    def score(self) -> CriterionScore | None:
        """Points; None while a rule is unfinished or what was typed cannot be read."""
        own = self.definition
        if (
            self.held
            or self.facts.errors
            or not own.parts
            or any(part_problems(part) for part in own.parts)
        ):
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
        if self.held:
            return []
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
    def held_name(self) -> str:
        """Name of the hidden input with `held_sentence`."""
        return held_name(self.definition)

    @property
    def errors(self) -> list[tuple[str, str]]:
        """(id of the message's place, message) of every input, "" where nothing is wrong."""
        fields = (field for part in self.parts for field in part["fields"])
        return [(field["error_id"], field["error"]) for field in fields]

    def _field(self, part: Part, fact: FactField) -> dict[str, Any]:
        name = input_name(part, fact, self.definition.key)
        value = self.facts.typed.get(name, "")
        named = sources_of(part).get(fact.name, "")
        return {
            "name": name,
            "id": f"f-{name}".replace(".", "-"),
            "error_id": f"e-{name}".replace(".", "-"),
            "label": fact.label,
            "filled": sources.label_of(named, self.labels) if named else "",
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
    def of(
        cls, definition: SetDefinition, typed: Mapping[str, str], labels: Labels | None = None
    ) -> "Trial":
        """The set with what was typed; `labels`: what the sources of facts are called."""
        facts = {pk: TrialFacts(criterion, typed) for pk, criterion in definition.criteria.items()}
        held = withheld(definition, facts)
        return cls(
            definition,
            [
                (
                    group,
                    [_tried(c, definition, typed, held.get(c.pk), labels) for c in group.criteria],
                )
                for group in definition.groups
            ],
        )

    def criterion(self, key: str) -> TriedCriterion | None:
        """The criterion `key`."""
        return next((c for c in self._criteria() if c.definition.key == key), None)

    def moved(self, criterion: TriedCriterion) -> list[TriedCriterion]:
        """What this answer rules out or lets in, as against what the page shows."""
        governed = governed_by(self.definition, [criterion.definition.pk])
        return [
            other
            for other in self._criteria()
            if other.definition.pk in governed
            and other.facts.typed.get(other.held_name, "") != other.held_sentence
        ]

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
    criterion: CriterionDefinition,
    definition: SetDefinition,
    typed: Mapping[str, str],
    held: Withheld | None,
    labels: Labels | None,
) -> TriedCriterion:
    return TriedCriterion(
        criterion,
        TrialFacts(criterion, typed),
        condition_text(criterion, definition),
        held,
        _policy_note(criterion, definition.not_applicable_policy),
        labels or {},
    )


def _policy_note(criterion: CriterionDefinition, policy: str) -> str:
    if criterion.is_bonus:
        return "không có điểm thưởng"
    if policy == NotApplicablePolicy.FULL:
        return f"tính đủ {points_text(criterion.max_points)} điểm"
    return "không tính vào thang điểm"


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
