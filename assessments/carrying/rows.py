"""One criterion of a sheet under the new version: its facts, its points, what is told of each."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Protocol

from assessments.carrying.parts import PartFate, carried_part, rules_of, words_of
from assessments.carrying.words import ABSENT, MUST_ARISE, NOW_APPRAISED, Choice, Facts, Fate
from assessments.sheets import score, working_lines
from criteria.definitions import CriterionDefinition
from criteria.models import Scorer
from criteria.scoring import Part, measure_of, score_part


class Entered(Protocol):
    """What is asked of a stored score."""

    criterion_id: int
    facts: dict[str, Any]
    points: Decimal | None
    working: list[str]
    not_applicable: bool
    explanation: str


@dataclass(frozen=True)
class Line:
    """One part of the report. `was` holds the old facts in words; points are those of the part."""

    criterion: CriterionDefinition
    part_key: str
    label: str
    fate: Fate
    was: tuple[str, ...]
    reason: str = ""
    is_reworded: bool = False
    before: Decimal | None = None
    after: Decimal | None = None

    @property
    def is_worth_telling(self) -> bool:
        """Whether the unit should look at it: not when nothing but the version has changed."""
        if self.fate == Fate.RESCORED:
            return self.is_reworded or self.before != self.after
        return self.fate != Fate.KEPT or self.is_reworded


@dataclass(frozen=True)
class Row:
    """One criterion of the new sheet; `source` is the criterion it continues, if any."""

    criterion: CriterionDefinition
    source: CriterionDefinition | None
    facts: dict[str, Any]
    points: Decimal | None
    working: list[str]
    not_applicable: bool
    explanation: str
    lines: tuple[Line, ...] = ()

    @property
    def criterion_id(self) -> int:
        return self.criterion.pk

    @property
    def is_as_before(self) -> bool:
        """Whether what was typed under the old version may simply be saved under the new one."""
        same_rules = self.source is not None and rules_of(self.source) == rules_of(self.criterion)
        return same_rules and not any(line.is_worth_telling for line in self.lines)


@dataclass(frozen=True)
class Removed:
    """A criterion that the new version no longer has, with all that it held."""

    criterion: CriterionDefinition
    was: tuple[str, ...]
    points: Decimal | None
    explanation: str
    evidence: tuple[str, ...]


def carried_row(
    criterion: CriterionDefinition,
    source: CriterionDefinition | None,
    sheet: Mapping[int, Entered],
    choice: Choice,
) -> Row:
    """The criterion as it goes on from its `source`; empty where it has none."""
    if source is None:
        return Row(criterion, None, {}, None, [], False, "")
    entered = sheet[source.pk]
    facts, lines = _facts(criterion, source, entered.facts, choice)
    claimed = _is_claimed(entered)
    is_absent = claimed and _may_be_absent(criterion)
    if claimed and not is_absent:
        lines.append(Line(criterion, "", ABSENT, Fate.DROPPED, (ABSENT,), MUST_ARISE))
    points, working = _points(criterion, facts, is_absent)
    return Row(
        criterion, source, facts, points, working, is_absent, entered.explanation, tuple(lines)
    )


def _facts(
    criterion: CriterionDefinition, source: CriterionDefinition, facts: Facts, choice: Choice
) -> tuple[dict[str, Any], list[Line]]:
    """Facts of the new criterion by part, with a line for each old part that held some."""
    parts = {part.key: part for part in criterion.parts}
    kept: dict[str, Any] = {}
    lines = []
    for old in source.parts:
        new, given = parts.get(old.key), facts.get(old.key)
        if given is None:
            continue
        if old.method == "measure":
            if new and measure_of(new) == measure_of(old):
                kept[old.key] = given  # our own records; brought up to date when next opened
            continue
        outcome = _outcome(criterion, old, new, given, choice)
        if new and (outcome.facts or not given):
            kept[old.key] = dict(outcome.facts)
        if given:
            lines.append(_line(criterion, old, new, given, outcome))
    return kept, lines


def _outcome(
    criterion: CriterionDefinition, old: Part, new: Part | None, given: Facts, choice: Choice
) -> PartFate:
    if criterion.scored_by == Scorer.APPRAISER:
        return PartFate(Fate.DROPPED, {}, NOW_APPRAISED)
    return carried_part(old, new, given, choice)


def _line(
    criterion: CriterionDefinition, old: Part, new: Part | None, given: Facts, outcome: PartFate
) -> Line:
    after = score_part(new, outcome.facts).points if new and outcome.facts else None
    return Line(
        criterion, old.key, (new or old).label, outcome.fate, words_of(old, given), outcome.reason,
        outcome.is_reworded, score_part(old, given).points, after,
    )  # fmt: skip


def removed_row(
    criterion: CriterionDefinition, entered: Entered, evidence: tuple[str, ...]
) -> Removed:
    """A criterion that ends here, with what it held in words."""
    words = [
        word
        for part in criterion.parts
        for word in words_of(part, entered.facts.get(part.key) or {})
    ]
    absent = (ABSENT,) if _is_claimed(entered) else ()
    return Removed(criterion, (*words, *absent), entered.points, entered.explanation, evidence)


def _points(
    criterion: CriterionDefinition, facts: dict[str, Any], is_absent: bool
) -> tuple[Decimal | None, list[str]]:
    """Points and working; none at all while nobody has touched the criterion."""
    if not facts or criterion.scored_by == Scorer.APPRAISER:
        return None, []
    scored = score(criterion, facts, not_applicable=is_absent)
    return scored.points, working_lines(criterion, scored)


def _is_claimed(entered: Entered) -> bool:
    """Whether the unit said "không phát sinh": what was not asked has its reason as working."""
    return entered.not_applicable and not entered.working


def _may_be_absent(criterion: CriterionDefinition) -> bool:
    return criterion.may_not_arise and criterion.scored_by != Scorer.APPRAISER
