"""What a sheet keeps when a later version of its set replaces the one it was filled in under.

Pure: the preview and the action ask the same functions. Criteria are matched by their keys
wherever they now stand, scoring parts by their keys within the criterion.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from enum import StrEnum
from typing import Any, Protocol

from assessments.sheets import SheetResult, not_asked_line, result_of, score, working_lines
from criteria.conditions import walk
from criteria.definitions import CriterionDefinition, SetDefinition
from criteria.facts import shown_fact
from criteria.models import Scorer
from criteria.scoring import Part, fact_errors, fact_fields, round_points, score_part

Facts = Mapping[str, Any]

# Parameters that only word the rule; everything else in them is figures and names.
WORDINGS = frozenset({"label", "question", "numerator", "denominator"})


class Choice(StrEnum):
    """What becomes of facts whose part now gives other points for them."""

    KEEP = "keep"
    SCALE = "scale"
    CLEAR = "clear"


class Fate(StrEnum):
    """What became of the facts of one part."""

    KEPT = "kept"  # the rule is the same
    RESCORED = "rescored"  # the facts stay, their points follow from the new rule
    CUT = "cut"  # points by judgement above the new maximum
    SCALED = "scaled"  # points by judgement, in proportion to the maxima
    CLEARED = "cleared"  # taken out because the decision says so
    DROPPED = "dropped"  # the part no longer asks for them


MUST_REENTER = frozenset({Fate.CLEARED, Fate.DROPPED})
ADJUSTED = frozenset({Fate.RESCORED, Fate.CUT, Fate.SCALED})

PART_GONE = "nội dung này không còn trong tiêu chí"
NOW_MEASURED = "nay hệ thống tự lấy số liệu"
NOW_APPRAISED = "nay chỉ cơ quan thẩm định chấm"
OTHER_METHOD = "cách chấm đã đổi"
OTHER_FIGURES = "số liệu phải nhập đã đổi"
OPTION_GONE = "mức đã chọn không còn"
MUST_ARISE = "nay không được ghi “Không phát sinh”"
BY_CHOICE = "điểm đã đổi; theo quyết định thì xoá để nhập lại"
ABSENT = "Không phát sinh"


class Entered(Protocol):
    """What is asked of a stored score."""

    criterion_id: int
    facts: dict[str, Any]
    points: Decimal | None
    working: list[str]
    not_applicable: bool
    explanation: str


@dataclass(frozen=True)
class PartFate:
    """The facts that one part goes on with; `reason` says why they are not the old ones."""

    fate: Fate
    facts: Facts
    reason: str = ""
    is_reworded: bool = False


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
        same_rules = self.source is not None and _rules(self.source) == _rules(self.criterion)
        return same_rules and not any(line.is_worth_telling for line in self.lines)


@dataclass(frozen=True)
class Removed:
    """A criterion that the new version no longer has, with all that it held."""

    criterion: CriterionDefinition
    was: tuple[str, ...]
    points: Decimal | None
    explanation: str
    evidence: tuple[str, ...]


@dataclass(frozen=True)
class Carried:
    """A whole sheet under the new version, and the totals on both sides."""

    rows: tuple[Row, ...]
    removed: tuple[Removed, ...]
    before: SheetResult
    after: SheetResult

    @property
    def lines(self) -> tuple[Line, ...]:
        return tuple(line for row in self.rows for line in row.lines)

    @property
    def added(self) -> tuple[CriterionDefinition, ...]:
        """Criteria that the old version did not have: they start empty."""
        return tuple(row.criterion for row in self.rows if row.source is None)

    def count(self, *fates: Fate) -> int:
        """How many parts with facts met one of the fates."""
        return sum(line.fate in fates for line in self.lines)


def carry(
    before: SetDefinition,
    after: SetDefinition,
    sheet: Mapping[int, Entered],
    choice: Choice,
    evidence: Mapping[int, Sequence[str]] | None = None,
) -> Carried:
    """The `sheet` (old criterion key → what was entered) as it stands under the new version.

    `evidence`: codes of the pieces by old criterion, named where the criterion is removed.
    """
    sources = successors(after, before)
    rows = _followed(
        after,
        {pk: _row(c, sources.get(pk), sheet, choice) for pk, c in after.criteria.items()},
    )
    continued = {source.pk for source in sources.values()}
    removed = tuple(
        _removed(criterion, sheet[pk], tuple((evidence or {}).get(pk, ())))
        for pk, criterion in before.criteria.items()
        if pk not in continued
    )
    return Carried(
        rows, removed,
        result_of(before, sheet.values(), by_unit=True),
        result_of(after, rows, by_unit=True),
    )  # fmt: skip


def successors(before: SetDefinition, after: SetDefinition) -> dict[int, CriterionDefinition]:
    """pk in `before` → the criterion of `after` that has its key.

    A key stands for the whole set; where it stands twice, within its group.
    """
    places, keys = _places(after), _unique_keys(after)
    own_keys = _unique_keys(before)
    found = {
        criterion.pk: places.get((group.key, criterion.key))
        or (keys.get(criterion.key) if criterion.key in own_keys else None)
        for group in before.groups
        for criterion in group.criteria
    }
    return {pk: criterion for pk, criterion in found.items() if criterion}


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


def _row(
    criterion: CriterionDefinition,
    source: CriterionDefinition | None,
    sheet: Mapping[int, Entered],
    choice: Choice,
) -> Row:
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


def _followed(after: SetDefinition, rows: dict[int, Row]) -> tuple[Row, ...]:
    """The rows in line with the conditions of the new version, as after any save."""
    for criterion, why in walk(after, rows):
        row = rows[criterion.pk]
        if why:
            is_out = not why.is_waiting
            working = [not_asked_line(why)] if is_out and not row.not_applicable else []
            rows[criterion.pk] = replace(row, points=None, working=working, not_applicable=is_out)
    return tuple(rows.values())


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
            if new and _measure(new) == _measure(old):
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
        criterion, old.key, (new or old).label, outcome.fate, _words(old, given), outcome.reason,
        outcome.is_reworded, score_part(old, given).points, after,
    )  # fmt: skip


def _removed(
    criterion: CriterionDefinition, entered: Entered, evidence: tuple[str, ...]
) -> Removed:
    words = [
        word for part in criterion.parts for word in _words(part, entered.facts.get(part.key) or {})
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
    return _words(old, facts) != _words(new, facts)


def _words(part: Part, facts: Facts) -> tuple[str, ...]:
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


def _rules(criterion: CriterionDefinition) -> list[tuple]:
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


def _measure(part: Part) -> str | None:
    """Code of the measure; None where a person answers."""
    return part.parameters["measure"] if part.method == "measure" else None


def _places(definition: SetDefinition) -> dict[tuple[str, str], CriterionDefinition]:
    return {(group.key, c.key): c for group in definition.groups for c in group.criteria}


def _unique_keys(definition: SetDefinition) -> dict[str, CriterionDefinition]:
    counted = Counter(c.key for c in definition.criteria.values())
    return {c.key: c for c in definition.criteria.values() if counted[c.key] == 1}
