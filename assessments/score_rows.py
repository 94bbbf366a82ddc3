"""The score rows of one sheet: read in one query, scored again from their facts."""

from django.db.models import Exists, OuterRef

from assessments import sheets
from assessments.models import Assessment, EvidenceUse, Score
from criteria.definitions import CriterionDefinition, SetDefinition
from criteria.models import Scorer


def score_rows(assessment: Assessment) -> dict[int, Score]:
    """Scores by criterion key, each with its criterion's name and `has_evidence`."""
    uses = EvidenceUse.objects.filter(
        evidence__assessment=OuterRef("assessment"),
        evidence__removed_at=None,
        criterion=OuterRef("criterion"),
    )
    rows = (
        Score.objects.filter(assessment=assessment)
        .select_related("criterion")
        .defer("criterion__guidance", "criterion__scoring_text", "criterion__evidence_hint")
        .annotate(has_evidence=Exists(uses))
        .order_by()
    )
    return {row.criterion_id: row for row in rows}


def with_evidence(rows: dict[int, Score]) -> frozenset[int]:
    """Keys of the criteria that some evidence supports."""
    return frozenset(pk for pk, row in rows.items() if row.has_evidence)


def rescore(row, criterion: CriterionDefinition, assessment: Assessment) -> None:
    """Bring facts of our own records, points and working of `row` up to date, in memory."""
    row.facts = sheets.measured_facts(criterion, assessment, row.facts)
    scored = sheets.score(criterion, row.facts, not_applicable=row.not_applicable)
    row.points, row.working = scored.points, sheets.working_lines(criterion, scored)


def refresh(
    rows: dict[int, Score], definition: SetDefinition, assessment: Assessment
) -> list[Score]:
    """Score again, in memory, what rests on our own records; the rows that changed."""
    changed = []
    for pk, criterion in definition.criteria.items():
        if not criterion.measures or criterion.scored_by == Scorer.APPRAISER:
            continue
        row = rows[pk]
        before = (row.facts, row.points, row.working)
        rescore(row, criterion, assessment)
        if before != (row.facts, row.points, row.working):
            changed.append(row)
    return changed
