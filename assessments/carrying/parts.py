"""What the facts of one scoring part become under its new definition."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from assessments.carrying.words import (
    BY_CHOICE,
    NOW_MEASURED,
    OPTION_GONE,
    OTHER_FIGURES,
    OTHER_METHOD,
    PART_GONE,
    Choice,
    Facts,
    Fate,
)
from criteria.definitions import CriterionDefinition
from criteria.facts import shown_fact
from criteria.scoring import Part, fact_errors, fact_fields, round_points

# Parameters that only word the rule or say who fills it in; all others are figures and names.
WORDINGS = frozenset({"label", "question", "numerator", "denominator", "sources"})


@dataclass(frozen=True)
class PartFate:
    """The facts that one part goes on with; `reason` says why they are not the old ones."""

    fate: Fate
    facts: Facts
    reason: str = ""
    is_reworded: bool = False


def carried_part(old: Part, new: Part | None, facts: Facts, choice: Choice) -> PartFate:
    """What the facts of one part become under its new definition."""
    if new is None:
        return PartFate(Fate.DROPPED, {}, PART_GONE)
    if obstacle := _obstacle(old, new, facts):
        return PartFate(Fate.DROPPED, {}, obstacle)
    if _points_rule(old) == _points_rule(new):
        return PartFate(Fate.KEPT, facts, is_reworded=_is_reworded(old, new, facts))
    if choice == Choice.CLEAR:
        return PartFate(Fate.CLEARED, {}, BY_CHOICE)
    fate, fitted = _fitted(old, new, facts, choice)
    if errors := fact_errors(new, fitted):
        return PartFate(Fate.DROPPED, {}, " ".join(errors.values()))
    return PartFate(fate, fitted, is_reworded=_is_reworded(old, new, facts))


def _obstacle(old: Part, new: Part, facts: Facts) -> str:
    """Why the facts mean nothing to the new part; empty when they do."""
    if new.method == "measure":
        return NOW_MEASURED
    if old.method != new.method:
        return OTHER_METHOD
    if _shape(old) != _shape(new):
        return OTHER_FIGURES
    return OPTION_GONE if _lost_options(new, facts) else ""


def _fitted(old: Part, new: Part, facts: Facts, choice: Choice) -> tuple[Fate, Facts]:
    """Facts of rules are figures and stay; points by judgement follow the maximum."""
    if new.method != "manual" or "points" not in facts:
        return Fate.RESCORED, facts
    points = Decimal(facts["points"])
    fate, fitted = Fate.CUT, min(points, new.max_points)
    if choice == Choice.SCALE and old.max_points:
        fate, fitted = Fate.SCALED, round_points(points * new.max_points / old.max_points)
    if fitted == points:
        return Fate.RESCORED, facts
    return fate, {**facts, "points": str(fitted)}


def _is_reworded(old: Part, new: Part, facts: Facts) -> bool:
    """Whether the same facts are now asked for in other words: somebody should look at them."""
    return words_of(old, facts) != words_of(new, facts)


def words_of(part: Part, facts: Facts) -> tuple[str, ...]:
    """ "Số cuộc đối thoại: 2" for each fact that was entered."""
    return tuple(
        f"{fact.label}: {words}"
        for fact in fact_fields(part)
        if (words := shown_fact(fact, facts.get(fact.name)))
    )


def _shape(part: Part) -> dict[str, tuple[str, str]]:
    """Names, kinds and units of what the part asks for."""
    return {fact.name: (fact.kind, fact.unit) for fact in fact_fields(part)}


def _lost_options(part: Part, facts: Facts) -> bool:
    return any(
        facts.get(fact.name) not in (None, "", *(key for key, _label in fact.choices))
        for fact in fact_fields(part)
        if fact.kind == "choice"
    )


def rules_of(criterion: CriterionDefinition) -> list[tuple]:
    """Everything that the points of a criterion follow from."""
    return [(part.key, *_points_rule(part)) for part in criterion.parts]


def _points_rule(part: Part) -> tuple[str, Decimal, Any]:
    """Everything that points follow from, without the wording."""
    return part.method, part.max_points, _without_wordings(part.parameters)


def _without_wordings(value: Any) -> Any:
    if isinstance(value, Mapping):
        kept = {name: inner for name, inner in value.items() if name not in WORDINGS}
        return {name: _without_wordings(inner) for name, inner in kept.items()}
    if isinstance(value, list | tuple):
        return [_without_wordings(inner) for inner in value]
    return value
