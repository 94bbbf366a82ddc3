"""A whole sheet of facts that reaches a given total, and one that falls short of it."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass, field, replace
from decimal import Decimal
from functools import partial
from typing import Any

from assessments.models import Assessment
from assessments.score_rows import score_rows
from assessments.sheets import measured_facts
from assessments.sourced_facts import ask, fill, offers
from criteria.definitions import CriterionDefinition, SetDefinition, definition_of
from criteria.models import Scorer
from criteria.scoring import Part, score_part
from danvan.demo.dice import dice
from danvan.demo.district import District
from danvan.demo.facts import Rung, ladder
from danvan.demo.quantities import whole

CLOSE_ENOUGH = Decimal("0.3")
DEEPEST = Decimal("0.45")  # share of a criterion's points below which a step down does not go
LONGEST_STEP = 3
NOT_APPLICABLE_SHARE = 0.3


@dataclass
class FactSheet:
    """Facts by criterion and part; `level[criterion][part]` is the rung that each stands on.

    `measured`: points that the programme's own records give to a criterion; `recorded`: facts that
    they fill in, by criterion and part.
    """

    definition: SetDefinition
    ladders: dict[int, dict[str, list[Rung]]]
    measured: dict[int, Decimal]
    absent: set[int] = field(default_factory=set)
    level: dict[int, dict[str, int]] = field(default_factory=dict)
    recorded: dict[tuple[int, str], dict[str, Any]] = field(default_factory=dict)

    def copy(self) -> "FactSheet":
        """The same facts, to be changed independently."""
        level = {pk: dict(parts) for pk, parts in self.level.items()}
        return FactSheet(
            self.definition, self.ladders, self.measured, set(self.absent), level, self.recorded
        )

    def facts(self, criterion: CriterionDefinition) -> dict[str, Any]:
        """Facts that a person enters for one criterion."""
        level = self.level[criterion.pk]
        return {
            key: dict(rungs[level[key]].facts) for key, rungs in self.ladders[criterion.pk].items()
        }

    def typed(self, criterion: CriterionDefinition) -> dict[str, Any]:
        """Facts without those that the records of the year fill in."""
        return {
            key: {
                n: v
                for n, v in facts.items()
                if n not in self.recorded.get((criterion.pk, key), {})
            }
            for key, facts in self.facts(criterion).items()
        }

    def points(self, criterion: CriterionDefinition) -> Decimal:
        """Points of one criterion; one that did not arise counts in full."""
        if criterion.pk in self.absent:
            return criterion.max_points
        level, ladders = self.level[criterion.pk], self.ladders[criterion.pk]
        entered = sum((ladders[key][rung].points for key, rung in level.items()), Decimal(0))
        points = entered + self.measured.get(criterion.pk, 0)
        return min(max(points, Decimal(0)), criterion.max_points)

    def criteria(self) -> Iterator[CriterionDefinition]:
        """Criteria within the hundred points that the unit scores."""
        for criterion in self.definition.criteria.values():
            if not criterion.is_bonus and criterion.scored_by != Scorer.APPRAISER:
                yield criterion

    def total(self) -> Decimal:
        """Points of the whole sheet, without bonus and without what the appraiser alone scores."""
        return sum(map(self.points, self.criteria()), Decimal(0))


def full_sheet(district: District, assessment: Assessment) -> FactSheet:
    """The unit's sheet with every part on its highest rung; some things did not arise."""
    year, unit = assessment.round.year, assessment.unit
    size = district.sizes[unit.pk]
    count = partial(_whole, district.seed, size, unit.short_name, year)
    random = dice(district.seed, "ladders", unit.short_name, year)
    definition = definition_of(assessment.criteria_set)
    recorded = _recorded(assessment, definition)
    sheet = FactSheet(definition, {}, {}, recorded=recorded)
    for pk, criterion in definition.criteria.items():
        entered = [part for part in criterion.parts if part.method != "measure"]
        sheet.ladders[pk] = {
            part.key: ladder(part, count, random, recorded.get((pk, part.key))) for part in entered
        }
        sheet.level[pk] = {part.key: 0 for part in entered}
        if criterion.measures:
            sheet.measured[pk] = _measured_points(criterion, assessment)
        is_absent = criterion.may_not_arise and random.random() < NOT_APPLICABLE_SHARE
        if is_absent and not any((pk, part.key) in recorded for part in entered):
            sheet.absent.add(pk)
    return sheet


def _recorded(
    assessment: Assessment, definition: SetDefinition
) -> dict[tuple[int, str], dict[str, Any]]:
    """What the records of the year fill in, by criterion and part."""
    rows, answers = score_rows(assessment), ask(assessment, definition)
    for pk, criterion in definition.criteria.items():
        fill(rows[pk], criterion, answers)
    return {
        (pk, part): {fact: entry["value"] for fact, entry in facts.items() if offers(entry)}
        for pk, row in rows.items()
        for part, facts in row.sourced.items()
    }


def step_down(sheet: FactSheet, codes: Collection[str]) -> None:
    """One step down in the first part of each of these criteria, and no further than that."""
    for criterion in sheet.criteria():
        if criterion.code in codes:
            key = criterion.parts[0].key
            rungs, level = sheet.ladders[criterion.pk][key], sheet.level[criterion.pk]
            level[key] = 1
            rungs[1] = replace(rungs[1], facts=rungs[1].best)


def lower_to(sheet: FactSheet, target: Decimal, seed: int, *subject: object) -> list[int]:
    """Step down here and there until the total is `target` or just below; the criteria changed."""
    random, changed = dice(seed, "lower", *subject), []
    total = sheet.total()
    while total - target > CLOSE_ENOUGH:
        steps = [step for step in _steps(sheet) if total - step.lost >= target - CLOSE_ENOUGH]
        fresh = [step for step in steps if step.criterion not in changed]
        if not steps:
            break
        step = random.choice(fresh or steps)
        sheet.level[step.criterion][step.part] = step.rung
        total -= step.lost
        changed.append(step.criterion)
    return sorted(set(changed), key=list(sheet.definition.criteria).index)


@dataclass(frozen=True)
class _Step:
    """One small step down: to which rung, and the points that it costs."""

    criterion: int
    part: str
    rung: int
    lost: Decimal


def _steps(sheet: FactSheet) -> Iterator[_Step]:
    for criterion in sheet.criteria():
        if criterion.pk in sheet.absent:
            continue
        for part in criterion.parts:
            if part.method != "measure":
                yield from _lower_rungs(sheet, criterion, part)


def _lower_rungs(sheet: FactSheet, criterion: CriterionDefinition, part: Part) -> Iterator[_Step]:
    rungs, now = sheet.ladders[criterion.pk][part.key], sheet.level[criterion.pk][part.key]
    points = sheet.points(criterion)
    for rung in range(now + 1, min(now + LONGEST_STEP, len(rungs))):
        lost = rungs[now].points - rungs[rung].points
        if points - lost >= criterion.max_points * DEEPEST:
            yield _Step(criterion.pk, part.key, rung, lost)


def _measured_points(criterion: CriterionDefinition, assessment: Assessment) -> Decimal:
    facts = measured_facts(criterion, assessment, {})
    parts = [part for part in criterion.parts if part.method == "measure"]
    points = (score_part(part, facts[part.key]).points for part in parts)
    return sum((given or Decimal(0) for given in points), Decimal(0))


def _whole(seed: int, size, name: str, year: int, label: str):
    return whole(label, size, seed, name, year)
