"""From rows to the pure totals: one function for the unit's sheet, the appraisal and the papers."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any, Protocol

from assessments.sourced_facts import ByFact, joined
from assessments.totals import (
    ClassResult,
    ClassRule,
    GroupRule,
    Line,
    Totals,
    class_for,
    scaled,
    total,
)
from criteria import measures
from criteria.conditions import Withheld
from criteria.definitions import CriterionDefinition, SetDefinition
from criteria.models import Scorer
from criteria.scoring import CriterionScore, score_criterion

Facts = Mapping[str, Mapping[str, Any]]
NOTHING: Facts = {}


class Scored(Protocol):
    """What a Score and an AppraisedScore have in common."""

    criterion_id: int
    points: Decimal | None
    not_applicable: bool


@dataclass(frozen=True)
class SheetResult:
    """Totals with the class reached so far."""

    totals: Totals
    reached: ClassResult

    @property
    def class_name(self) -> str:
        return self.reached.rule.name


def group_rules(definition: SetDefinition, *, by_unit: bool = False) -> tuple[GroupRule, ...]:
    """The groups within the 100 points; `by_unit`: with what the unit itself can score there."""
    kept_back = definition.appraiser_points if by_unit else {}
    return tuple(
        GroupRule(g.code, g.max_points - kept_back.get(g.code, 0), g.minimum_share)
        for g in definition.groups
        if not g.is_bonus
    )


def class_rules(definition: SetDefinition) -> tuple[ClassRule, ...]:
    """The classes of the set."""
    return tuple(
        ClassRule(b.name, b.minimum_points, b.minimum_group_share, b.is_recognised)
        for b in definition.bands
    )


def result_of(
    definition: SetDefinition, scores: Iterable[Scored], *, by_unit: bool = False
) -> SheetResult:
    """Totals and class of a sheet.

    `by_unit`: the unit's part alone, of 90 points where the superior gives the other 10; what
    only the appraiser scores neither counts nor is missing.
    """
    rows = {score.criterion_id: score for score in scores}
    lines = [
        _line(criterion, rows.get(criterion.pk))
        for criterion in definition.criteria.values()
        if not (by_unit and criterion.scored_by == Scorer.APPRAISER)
    ]
    rules = group_rules(definition, by_unit=by_unit)
    totals = total(lines, rules, definition.bonus_max, definition.not_applicable_policy)
    return SheetResult(totals, class_for(totals, class_rules(definition)))


def best_class(definition: SetDefinition, totals: Totals) -> str:
    """The class if the appraiser adds all the points that only it gives to the unit's `totals`."""
    more = definition.appraiser_points
    groups = tuple(
        replace(g, points=g.points + more.get(g.code, 0), max=g.max + more.get(g.code, 0))
        for g in totals.groups
    )
    maximum = totals.maximum + sum(more.values())
    base = scaled(sum(g.points for g in groups), sum(g.max for g in groups), maximum)
    best = replace(totals, groups=groups, base=base, total=base + totals.bonus, maximum=maximum)
    return class_for(best, class_rules(definition)).rule.name


def measured_facts(criterion: CriterionDefinition, assessment: Any, facts: Facts) -> dict:
    """`facts` completed with what our own records say about the criterion's measures."""
    known = {key: dict(values) for key, values in facts.items()}
    for part in criterion.parts:
        if part.method == "measure":
            answer = measures.facts_for(part.parameters["measure"], assessment)
            known[part.key] = dict(answer or {})
    return known


def score(
    criterion: CriterionDefinition, facts: Facts, *, not_applicable: bool = False
) -> CriterionScore:
    """Points and working of one criterion from its facts."""
    return score_criterion(criterion.parts, facts, criterion.max_points, not_applicable)


def working_lines(
    criterion: CriterionDefinition,
    scored: CriterionScore,
    facts: ByFact = NOTHING,
    sourced: ByFact = NOTHING,
) -> list[str]:
    """The arithmetic, one line a part: "Đúng hạn: 1.234/1.250 = 98,72 % → 4,00".

    `facts` that are as our own records say (`sourced`) bring their own arithmetic with them.
    """
    lines = [
        joined(part, done.explanation, facts, sourced) if sourced else done.explanation
        for part, done in zip(criterion.parts, scored.parts, strict=False)
    ]
    if len(criterion.parts) < 2:
        return lines
    return [f"{part.label}: {line}" for part, line in zip(criterion.parts, lines, strict=False)]


def not_asked_line(why: Withheld) -> str:
    """The working of a criterion that is not asked: "Không áp dụng: tiêu chí I.2 …"."""
    return f"Không áp dụng: {why.reason}."


def _line(criterion: CriterionDefinition, row: Scored | None) -> Line:
    return Line(
        group=criterion.group_code,
        criterion=criterion.code,
        max_points=criterion.max_points,
        points=row.points if row else None,
        not_applicable=bool(row and row.not_applicable),
        is_bonus=criterion.is_bonus,
    )
