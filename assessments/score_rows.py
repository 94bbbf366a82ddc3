"""The score rows of one sheet: read in one query, scored again from their facts."""

from django.db.models import Exists, OuterRef

from assessments import sheets
from assessments.models import Assessment, EvidenceUse, Score
from assessments.sourced_facts import Answers, ask, fill
from criteria.conditions import Withheld, walk, withheld
from criteria.definitions import CriterionDefinition, SetDefinition
from criteria.models import Scorer

# What the system writes by itself.
COMPUTED = ("facts", "sourced", "corrections", "points", "working", "not_applicable")


def score_rows(assessment: Assessment) -> dict[int, Score]:
    """Scores by criterion key, each with `has_evidence`; the definition knows the criteria."""
    uses = EvidenceUse.objects.filter(
        evidence__assessment=OuterRef("assessment"),
        evidence__removed_at=None,
        criterion=OuterRef("criterion"),
    )
    rows = (
        Score.objects.filter(assessment=assessment).annotate(has_evidence=Exists(uses)).order_by()
    )
    return {row.criterion_id: row for row in rows}


def with_evidence(rows: dict[int, Score]) -> frozenset[int]:
    """Keys of the criteria that some evidence supports."""
    return frozenset(pk for pk, row in rows.items() if row.has_evidence)


def rescore(row, criterion: CriterionDefinition, assessment: Assessment) -> None:
    """Bring facts of our own records, points and working of `row` up to date, in memory.

    A row that the unit itself marked as not arisen is left without working; see `follow`.
    """
    row.facts = sheets.measured_facts(criterion, assessment, row.facts)
    scored = sheets.score(criterion, row.facts, not_applicable=row.not_applicable)
    row.points = scored.points
    row.working = sheets.working_lines(criterion, scored, row.facts, row.sourced)


def refresh(
    rows: dict[int, Score],
    definition: SetDefinition,
    assessment: Assessment,
    answers: Answers | None = None,
    locked: frozenset[int] = frozenset(),
) -> list[Score]:
    """Score again, in memory, what rests on our own records, and what follows from it.

    `answers`: what the sources say, where they have just been asked. `locked`: criteria whose facts
    stay as they were handed in, since the unit could not correct them. Returns the rows that
    changed.
    """
    held, changed = withheld(definition, rows), {}
    answers = ask(assessment, definition) if answers is None else answers
    for pk, criterion in definition.criteria.items():
        rests = criterion.measures or criterion.sources
        if not rests or criterion.scored_by == Scorer.APPRAISER or pk in held:
            continue
        before = _computed(rows[pk])
        if pk not in locked:
            fill(rows[pk], criterion, answers)
        rescore(rows[pk], criterion, assessment)
        if before != _computed(rows[pk]):
            changed[pk] = rows[pk]
    changed |= {row.criterion_id: row for row in follow(rows, definition, assessment)}
    return list(changed.values())


def follow(
    rows: dict[int, Score], definition: SetDefinition, assessment: Assessment
) -> list[Score]:
    """Bring rows whose criterion has a condition in line with the answers that govern them.

    In memory; returns the rows that changed. Facts and explanation stay: they count again once
    the criterion is asked again. Nothing happens in a set without conditions.
    """
    changed = []
    for criterion, why in walk(definition, rows):
        row = rows[criterion.pk]
        before = _computed(row)
        _follow(row, criterion, why, assessment)
        if before != _computed(row):
            changed.append(row)
    return changed


def _follow(
    row: Score, criterion: CriterionDefinition, why: Withheld | None, assessment: Assessment
) -> None:
    # The unit's own "không phát sinh" has no working: it survives while the criterion is not
    # asked, and stands again afterwards.
    is_own = row.not_applicable and not row.working
    if why and not why.is_waiting:
        row.points, row.not_applicable = None, True
        row.working = [] if is_own else [sheets.not_asked_line(why)]
        return
    row.not_applicable = is_own and why is None
    if why:
        row.points, row.working = None, []
    elif criterion.scored_by == Scorer.APPRAISER:
        row.working = []
    else:
        rescore(row, criterion, assessment)


def _computed(row: Score) -> tuple:
    return tuple(getattr(row, name) for name in COMPUTED)
