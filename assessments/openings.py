"""What an appraiser starts from: copies of the unit's rows, and what the records found."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.utils import timezone

from assessments.appraisal_rows import AppraisalSheet
from assessments.dependents import follow
from assessments.findings import COMPUTED_KINDS, finding
from assessments.models import Appraisal, AppraisedScore, Assessment, Score, VetoFinding
from assessments.sheets import result_of
from assessments.totals import Totals
from criteria.definitions import definition_of
from organisation.models import User

COPIED = (
    "self_points", "facts", "not_applicable", "points", "working", "is_changed", "reason",
    "decided_at", "decided_by", "version",
)  # fmt: skip


def prepare(assessment: Assessment, by: User) -> tuple[Appraisal, list[str]]:
    """The appraisal of a file being opened, with the codes of rows copied after a supplement."""
    existing = Appraisal.objects.filter(assessment=assessment).first()
    if existing is None:
        return _begin(assessment, by), []
    copied = _copy_changes(existing, assessment)
    # A decision of the appraiser's that governed other criteria may be among those copied over.
    AppraisedScore.objects.bulk_update(follow(AppraisalSheet.of(assessment), by), COPIED)
    return existing, copied


def settle_computed_vetoes(assessment: Assessment, totals: Totals, by: User) -> None:
    """Write what the final totals say about the vetoes that nobody decides by hand."""
    vetoes = {v.pk: v for v in definition_of(assessment.criteria_set).vetoes}
    rows = [
        row
        for row in assessment.appraisal.veto_findings.all()
        if vetoes[row.veto_id].kind in COMPUTED_KINDS
    ]
    for row in rows:
        answer = finding(vetoes[row.veto_id], assessment, totals)
        row.found, row.note = answer.found, answer.note
        row.decided_at, row.decided_by = timezone.now(), by
    VetoFinding.objects.bulk_update(rows, ["found", "note", "decided_at", "decided_by"])


def _begin(assessment: Assessment, by: User) -> Appraisal:
    appraisal = Appraisal.objects.create(
        assessment=assessment, started_at=timezone.now(), started_by=by
    )
    scores = list(assessment.scores.all())
    AppraisedScore.objects.bulk_create(
        _copy(AppraisedScore(appraisal=appraisal), s) for s in scores
    )
    VetoFinding.objects.bulk_create(_findings(appraisal, scores))
    return appraisal


def _copy_changes(appraisal: Appraisal, assessment: Assessment) -> list[str]:
    """Copy afresh the rows whose criterion has changed since it was decided (or first opened)."""
    versions = [
        (submission.submitted_at, _by_code(submission.content))
        for submission in assessment.submissions.filter(recalled_at=None).order_by("number")
    ]
    scores = {score.criterion_id: score for score in assessment.scores.all()}
    rows = [
        _copy(row, scores[row.criterion_id])
        for row in appraisal.scores.select_related("criterion")
        if _has_changed(row.criterion.code, row.decided_at or appraisal.started_at, versions)
    ]
    AppraisedScore.objects.bulk_update(rows, COPIED)
    return [row.criterion.code for row in rows]


def _has_changed(code: str, seen_at: datetime, versions: list[tuple[datetime, dict]]) -> bool:
    """Whether the latest hand-in differs from the one that was in force at `seen_at`."""
    seen = [content for submitted_at, content in versions if submitted_at <= seen_at]
    return not seen or seen[-1].get(code) != versions[-1][1].get(code)


def _copy(row: AppraisedScore, score: Score) -> AppraisedScore:
    """The row as undecided copy of what the unit stated (unsaved)."""
    row.criterion_id, row.max_points = score.criterion_id, score.max_points
    row.self_points, row.facts = score.points, score.facts
    row.not_applicable, row.points, row.working = score.not_applicable, None, []
    row.is_changed, row.reason = False, ""
    row.decided_at = row.decided_by = None
    row.version = row.version + 1 if row.pk else 1
    return row


def _findings(appraisal: Appraisal, scores: list[Score]) -> list[VetoFinding]:
    assessment = appraisal.assessment
    definition = definition_of(assessment.criteria_set)
    totals = result_of(definition, scores, by_unit=True).totals
    return [
        VetoFinding(
            appraisal=appraisal,
            veto_id=veto.pk,
            found=answer.found or None,
            by_system=bool(answer.found) or veto.kind in COMPUTED_KINDS,
            note=answer.note,
        )
        for veto in definition.vetoes
        for answer in [finding(veto, assessment, totals)]
    ]


def _by_code(content: Mapping[str, Any]) -> dict[str, Any]:
    """What was handed in for each criterion: figures, words, and the bytes of its evidence."""
    evidence: dict[str, list] = {}
    for item in content["evidence"]:
        for code in item["criteria"]:
            evidence.setdefault(code, []).append(item["sha256"] or item["url"])
    return {row["code"]: (row, sorted(evidence.get(row["code"], []))) for row in content["scores"]}
