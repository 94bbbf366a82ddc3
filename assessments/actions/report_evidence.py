"""Evidence collected during the year: rows of the unit's file, marked with the report."""

from typing import BinaryIO

from django.db import transaction
from django.utils import timezone

from assessments.actions.evidence import Added, keep_file, new_piece, require_room
from assessments.actions.reports import indicator_of, locked, touch
from assessments.models import Assessment, Evidence, QuarterlyReport, Score
from assessments.permissions.reports import can_fill
from core import audit
from core.file_inspection import Inspection
from core.permissions import deny, require
from criteria.definitions import definition_of
from organisation.models import User


@transaction.atomic
def add_file(
    report: QuarterlyReport,
    file: BinaryIO,
    inspection: Inspection,
    *,
    indicator: str = "",
    criterion: str = "",
    by: User,
) -> Added:
    """Keep an inspected file with the report, for one of its figures or for a criterion (keys).

    Not bound by the time of self-assessment. The same bytes are kept once in a unit's file. Raises
    PermissionDenied, DoesNotExist (foreign figure or criterion), ValidationError (over the limit).
    """
    report, assessment = _lock(report, by)
    marks = _marks(report, assessment, indicator, criterion)
    known = assessment.evidence.filter(document__sha256=inspection.sha256, removed_at=None).first()
    if known:
        return _again(report, known, marks, by)
    require_room(assessment, inspection.size)
    document = keep_file(file, inspection, by)
    title = inspection.clean_name.rpartition(".")[0] or inspection.clean_name
    piece = new_piece(assessment, title, by, document=document, report=report, **marks)
    return Added(_added(report, piece, by))


@transaction.atomic
def add_link(
    report: QuarterlyReport,
    url: str,
    title: str,
    *,
    indicator: str = "",
    criterion: str = "",
    by: User,
) -> Added:
    """Keep an address with the report; the same address is kept once in a unit's file."""
    report, assessment = _lock(report, by)
    marks = _marks(report, assessment, indicator, criterion)
    known = assessment.evidence.filter(url=url, removed_at=None).first()
    if known:
        return _again(report, known, marks, by)
    piece = new_piece(assessment, title or url, by, url=url, report=report, **marks)
    return Added(_added(report, piece, by))


@transaction.atomic
def remove(evidence: Evidence, *, by: User) -> Evidence:
    """Take a piece away from its report; one that serves criteria of the sheet stays."""
    report, _assessment = _lock(evidence.report, by)
    evidence = report.evidence.get(pk=evidence.pk)
    if evidence.uses.exists():
        require(deny("Minh chứng đang dùng trong bản tự chấm điểm; hãy gỡ ở đó trước."))
    if evidence.removed_at is None:
        evidence.removed_at, evidence.removed_by = timezone.now(), by
        evidence.save(update_fields=["removed_at", "removed_by"])
        _count(report, by)
        audit.record(
            "report.evidence_removed", report, by=by, before=str(evidence), unit=report.unit
        )
    return evidence


def _lock(report: QuarterlyReport, by: User) -> tuple[QuarterlyReport, Assessment]:
    # The file first: whoever begins a report holds it too.
    file = Assessment.objects.locked("unit", "round").get(
        round=report.round_id, unit=report.unit_id
    )
    report = locked(report, by)
    require(can_fill(by, report))
    return report, file


def _marks(report: QuarterlyReport, file: Assessment, indicator: str, criterion: str) -> dict:
    keys = {row.key for row in definition_of(file.criteria_set).criteria.values()}
    if criterion and criterion not in keys:
        raise Score.DoesNotExist
    return {
        "indicator": indicator_of(report, indicator) if indicator else None,
        "criterion_key": criterion,
    }


def _again(report: QuarterlyReport, piece: Evidence, marks: dict, by: User) -> Added:
    """The file is there already: it is used again, and marked where no report has claimed it."""
    if piece.report_id is None:
        piece.report = report
        piece.indicator, piece.criterion_key = marks["indicator"], marks["criterion_key"]
        piece.save(update_fields=["report", "indicator", "criterion_key"])
        _added(report, piece, by)
    return Added(piece, is_reused=True)


def _added(report: QuarterlyReport, piece: Evidence, by: User) -> Evidence:
    _count(report, by)
    audit.record("report.evidence_added", report, by=by, after=str(piece), unit=report.unit)
    return piece


def _count(report: QuarterlyReport, by: User) -> None:
    touch(report, by)
    report.save(update_fields=["version", "entered_on_behalf"])
