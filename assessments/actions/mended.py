"""Evidence of what was mended: beside the unit's answer to advice, its report on a shortcoming.

Rows of the unit's file, as all evidence is: with codes and limits of their own file, the same bytes
kept once. The sheet offers them at the criterion that the advice or the finding names.
"""

from typing import BinaryIO

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from assessments.actions import findings
from assessments.actions.advice import ALREADY_JUDGED, locked_due
from assessments.actions.evidence import Added, keep_file, new_piece, require_room
from assessments.inspections import criteria_of
from assessments.models import Advice, Assessment, Evidence, Finding
from assessments.permissions.following import can_answer_advice, can_report_remedy
from core import audit
from core.file_inspection import Inspection
from core.permissions import require
from organisation.models import User


@transaction.atomic
def add_to_answer(
    file: Assessment, advice: Advice, upload: BinaryIO, inspection: Inspection, *, by: User
) -> Added:
    """Keep an inspected file beside the unit's answer to earlier advice.

    Raises PermissionDenied, Advice.DoesNotExist (not for this file to answer), ValidationError
    (judged already, over the limit), OSError (disk).
    """
    file, advice = _locked_answer(file, advice, by)
    added = _add(advice, file, upload, inspection, by)
    return _recorded("advice.evidence_added", advice, file, added, by)


@transaction.atomic
def remove_from_answer(file: Assessment, advice: Advice, piece: Evidence, *, by: User) -> Evidence:
    """Take a piece away from the answer; one that serves nothing else leaves the file as well."""
    file, advice = _locked_answer(file, advice, by)
    piece = _remove(advice, piece, by)
    audit.record("advice.evidence_removed", advice, by=by, before=str(piece), unit=file.unit)
    return piece


@transaction.atomic
def add_to_remedy(finding: Finding, upload: BinaryIO, inspection: Inspection, *, by: User) -> Added:
    """Keep an inspected file beside the unit's report on a shortcoming; see add_to_answer."""
    file, finding = _locked_remedy(finding, by)
    added = _add(finding, file, upload, inspection, by)
    return _recorded("finding.evidence_added", finding, file, added, by)


@transaction.atomic
def remove_from_remedy(finding: Finding, piece: Evidence, *, by: User) -> Evidence:
    """Take a piece away from the report on a shortcoming; see remove_from_answer."""
    file, finding = _locked_remedy(finding, by)
    piece = _remove(finding, piece, by)
    audit.record("finding.evidence_removed", finding, by=by, before=str(piece), unit=file.unit)
    return piece


def _locked_answer(file: Assessment, advice: Advice, by: User) -> tuple[Assessment, Advice]:
    file = Assessment.objects.locked().get(pk=file.pk)
    require(can_answer_advice(by, file))
    advice = locked_due(file, advice)
    if advice.judged_at:
        raise ValidationError(ALREADY_JUDGED)
    return file, advice


def _locked_remedy(finding: Finding, by: User) -> tuple[Assessment, Finding]:
    """The file first, which everybody who adds evidence holds."""
    visit = finding.inspection
    file = Assessment.objects.locked().get(round=visit.round_id, unit=visit.unit_id)
    finding = findings.locked(finding)
    require(can_report_remedy(by, finding))
    return file, finding


def _add(
    row: Advice | Finding, file: Assessment, upload: BinaryIO, inspection: Inspection, by: User
) -> Added:
    pieces = file.evidence.filter(removed_at=None)
    known = pieces.filter(document__sha256=inspection.sha256).first()
    if known is None:
        require_room(file, inspection.size)
        title = inspection.clean_name.rpartition(".")[0] or inspection.clean_name
        key = row.criterion_key if row.criterion_key in criteria_of(file) else ""
        document = keep_file(upload, inspection, by)
        piece = new_piece(file, title, by, document=document, criterion_key=key)
    else:
        piece = known
    row.evidence.add(piece)
    return Added(piece, is_reused=known is not None)


def _recorded(event: str, row: Advice | Finding, file: Assessment, added: Added, by: User) -> Added:
    after = {"evidence": str(added.evidence), "sha256": added.evidence.document.sha256}
    audit.record(event, row, by=by, after=after, unit=file.unit)
    return added


def _remove(row: Advice | Finding, piece: Evidence, by: User) -> Evidence:
    piece = row.evidence.get(pk=piece.pk)
    row.evidence.remove(piece)
    if not _serves(piece):
        piece.removed_at, piece.removed_by = timezone.now(), by
        piece.save(update_fields=["removed_at", "removed_by"])
    return piece


def _serves(piece: Evidence) -> bool:
    """Whether a criterion, a report, another answer or another remedy rests on it as well."""
    others = (piece.uses, piece.advice, piece.findings)
    return piece.report_id is not None or any(rows.exists() for rows in others)
