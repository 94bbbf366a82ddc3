"""The rows of an appraisal beside what the unit stated: what stands, what waits, what differs."""

from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet, Subquery

from assessments.models import AppraisedScore, Assessment, EvidenceUse, Score
from assessments.sheets import Facts, SheetResult, measured_facts, result_of, score
from criteria.conditions import Withheld, withheld
from criteria.definitions import CriterionDefinition, SetDefinition, definition_of
from criteria.models import Scorer
from criteria.rules.figures import exact_decimal

# Columns of the criterion that the definition in memory holds already.
LONG_TEXTS = tuple(
    f"criterion__{name}"
    for name in ("guidance", "scoring_text", "evidence_hint", "legal_basis", "good_example",
                 "bad_example", "condition")
)  # fmt: skip


@dataclass(frozen=True)
class Standing:
    """Points of one criterion for the totals, whoever gave them."""

    criterion_id: int
    points: Decimal | None
    not_applicable: bool


@dataclass(frozen=True)
class StatedAnswers:
    """The unit's side of a row, as conditions ask for it."""

    facts: Facts
    not_applicable: bool


@dataclass
class AppraisalSheet:
    """An opened file: `rows` by key of the criterion, each with the unit's side.

    `followed`: keys of the other criteria that a decision has just changed.
    """

    assessment: Assessment
    definition: SetDefinition
    rows: dict[int, AppraisedScore]
    followed: frozenset[int] = frozenset()

    @classmethod
    def of(cls, assessment: Assessment) -> "AppraisalSheet":
        """Read the rows; one query (two, unless the appraisal has been read before)."""
        rows = with_unit_side(AppraisedScore.objects.filter(appraisal=assessment.appraisal))
        known = {row.criterion_id: row for row in rows}
        for row in known.values():
            row.appraisal = assessment.appraisal
        return cls(assessment, definition_of(assessment.criteria_set), known)

    @property
    def held(self) -> dict[int, Withheld]:
        """Why criteria are not asked by what stands now, by key.

        Where the governing criterion was decided without its answer (points set by hand) the
        appraiser decides about the criterion like about any other.
        """
        found = withheld(self.definition, self.rows)
        return {
            pk: why
            for pk, why in found.items()
            if not (why.is_waiting and self.rows[why.governing.pk].decided_at)
        }

    @cached_property
    def stated_held(self) -> dict[int, Withheld]:
        """Why criteria were not asked of the unit, by key."""
        sides = {
            pk: StatedAnswers(row.unit_facts or {}, bool(row.unit_not_applicable))
            for pk, row in self.rows.items()
        }
        return withheld(self.definition, sides)

    def judged(self) -> list[CriterionDefinition]:
        """Criteria that a person decides as things stand, in reading order."""
        not_asked = {pk for pk, why in self.held.items() if not why.is_waiting}
        return [
            criterion
            for pk, criterion in self.definition.criteria.items()
            if not is_automatic(criterion) and pk not in not_asked
        ]

    def waiting(self) -> list[AppraisedScore]:
        """Rows that a person still has to decide, in reading order."""
        rows = [self.rows[criterion.pk] for criterion in self.judged()]
        return [row for row in rows if row.decided_at is None]

    def acceptable(self) -> list[AppraisedScore]:
        """Waiting rows in which the unit's own statement can simply be agreed to."""
        held = self.held
        rows = [row for row in self.waiting() if row.criterion_id not in held]
        return [row for row in rows if self._is_stated(row)]

    @property
    def judged_count(self) -> int:
        """How many criteria a person decides, in all."""
        return len(self.judged())

    @cached_property
    def automatic(self) -> dict[int, dict]:
        """Facts of the criteria that our records alone decide; empty until the rest is decided."""
        if self.waiting():
            return {}
        held = self.held
        return {
            pk: measured_facts(criterion, self.assessment, {})
            for pk, criterion in self.definition.criteria.items()
            if is_automatic(criterion) and pk not in held
        }

    def result(self) -> SheetResult:
        """Totals as they stand: appraised where decided, else as the unit stated."""
        return result_of(self.definition, [self.standing(row) for row in self.rows.values()])

    def compared_result(self) -> SheetResult:
        """Totals as they stand of what the unit scores too; only these compare with its own."""
        rows = [self.standing(row) for row in self.rows.values()]
        return result_of(self.definition, rows, by_unit=True)

    def stated_result(self) -> SheetResult:
        """The unit's own totals."""
        return result_of(self.definition, map(_stated, self.rows.values()), by_unit=True)

    def gap(self) -> Decimal | None:
        """Points between both totals, of what both sides score; None while a row waits."""
        if self.waiting():
            return None
        rows = [_appraised(row) for row in self.rows.values() if row.decided_at]
        settled = result_of(self.definition, rows, by_unit=True)
        return abs(settled.totals.total - self.stated_result().totals.total)

    def standing(self, row: AppraisedScore) -> Standing:
        """What a row counts for now."""
        if row.criterion_id in self.automatic:
            criterion = self.definition.criteria[row.criterion_id]
            points = score(criterion, self.automatic[row.criterion_id]).points
            return Standing(row.criterion_id, points, not_applicable=False)
        return _appraised(row) if row.decided_at else _stated(row)

    def _is_stated(self, row: AppraisedScore) -> bool:
        is_bonus = self.definition.criteria[row.criterion_id].is_bonus
        is_absent = row.unit_not_applicable and row.criterion_id not in self.stated_held
        return bool(row.self_points is not None or is_absent or is_bonus)


def with_unit_side(rows: QuerySet[AppraisedScore]) -> QuerySet[AppraisedScore]:
    """Rows with what the unit entered (`unit_facts` and so on) and `has_evidence`.

    Read from the sheet, which is locked from the hand-in on.
    """
    stated = Score.objects.order_by().filter(
        assessment=OuterRef("appraisal__assessment"), criterion=OuterRef("criterion")
    )
    uses = EvidenceUse.objects.filter(
        evidence__assessment=OuterRef("appraisal__assessment"),
        evidence__removed_at=None,
        criterion=OuterRef("criterion"),
    )
    columns = ("facts", "not_applicable", "explanation", "working", "sourced", "corrections")
    sides = {f"unit_{column}": Subquery(stated.values(column)[:1]) for column in columns}
    named = rows.select_related("criterion").defer(*LONG_TEXTS)
    return named.annotate(has_evidence=Exists(uses), **sides).order_by()


def is_automatic(criterion: CriterionDefinition) -> bool:
    """Our own records alone give the points, and only in the appraisal (the gap itself)."""
    measured = all(part.method == "measure" for part in criterion.parts)
    return measured and criterion.scored_by == Scorer.APPRAISER


def differs(
    criterion: CriterionDefinition,
    row: AppraisedScore,
    facts: Facts,
    points: Decimal | None,
    not_applicable: bool,
) -> bool:
    """Whether a decision departs from the unit's statement and so needs a reason."""
    if criterion.scored_by == Scorer.APPRAISER:
        return False
    if not_applicable or row.unit_not_applicable:
        return not_applicable != row.unit_not_applicable
    return points != row.self_points or plain_facts(facts) != plain_facts(row.unit_facts or {})


def plain_facts(facts: Facts) -> dict[tuple[str, str], Any]:
    """Facts that can be compared: figures as numbers, what is empty left out."""
    return {
        (part, name): _comparable(value)
        for part, values in facts.items()
        for name, value in (values or {}).items()
        if value not in (None, "")
    }


def _appraised(row: AppraisedScore) -> Standing:
    return Standing(row.criterion_id, row.points, row.not_applicable)


def _stated(row: AppraisedScore) -> Standing:
    return Standing(row.criterion_id, row.self_points, bool(row.unit_not_applicable))


def _comparable(value: Any) -> Any:
    number = exact_decimal(value)
    return value if number is None else number
