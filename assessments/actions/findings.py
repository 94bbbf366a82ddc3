"""Findings are written between visit and conclusion; then mended by the unit and judged."""

from dataclasses import asdict, dataclass
from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from assessments.inspections import criteria_of, file_of
from assessments.models import Finding, Inspection
from assessments.notifications import following as notices
from assessments.permissions.following import (
    can_confirm_remedy,
    can_report_remedy,
    can_write_findings,
)
from assessments.workflow import RemedyState
from core import audit
from core.calendar import today
from core.permissions import require
from core.versions import require_version
from organisation.models import User

NOTE_LENGTH = 10
VERDICTS = (RemedyState.DONE, RemedyState.PARTLY, RemedyState.NOT_DONE)
OTHER_SET = "Tiêu chí này không thuộc bộ tiêu chí của đơn vị."
ONLY_SHORTCOMINGS = "Chỉ hạn chế mới có hạn khắc phục."
PAST_DEADLINE = "Hạn khắc phục phải từ hôm nay trở đi."
NEEDS_NOTE = f"Ghi rõ còn thiếu gì, ít nhất {NOTE_LENGTH} ký tự."


@dataclass(frozen=True)
class Observation:
    """What was found, at which criterion, and until when it is to be mended."""

    text: str
    criterion_key: str = ""
    is_shortcoming: bool = False
    remedy_due: date | None = None


@transaction.atomic
def add_finding(inspection: Inspection, seen: Observation, *, by: User) -> Finding:
    """Write one more finding of a visit that has no conclusion yet."""
    inspection = Inspection.objects.locked().get(pk=inspection.pk)
    require(can_write_findings(by, inspection))
    _require_sound(inspection, seen)
    finding = Finding.objects.create(inspection=inspection, **asdict(seen))
    audit.record("finding.added", finding, by=by, after=asdict(seen), unit=inspection.unit)
    return finding


@transaction.atomic
def change_finding(
    finding: Finding, seen: Observation, *, version: int | None = None, by: User
) -> Finding:
    """Put a finding right before the conclusion."""
    finding = locked(finding)
    require(can_write_findings(by, finding.inspection))
    require_version(finding, version)
    _require_sound(finding.inspection, seen)
    after = asdict(seen)
    before = {name: getattr(finding, name) for name in after}
    for name, value in after.items():
        setattr(finding, name, value)
    _save(finding, *after)
    _record("changed", finding, by, before=before, after=after)
    return finding


@transaction.atomic
def remove_finding(finding: Finding, *, version: int | None = None, by: User) -> None:
    """Take a finding out before the conclusion; the audit trail keeps it."""
    finding = locked(finding)
    require(can_write_findings(by, finding.inspection))
    require_version(finding, version)
    key, kept = finding.pk, asdict(Observation(
        finding.text, finding.criterion_key, finding.is_shortcoming, finding.remedy_due
    ))  # fmt: skip
    finding.delete()
    finding.pk = key
    _record("removed", finding, by, before=kept)


@transaction.atomic
def report_remedy(
    finding: Finding, *, remedy: str, version: int | None = None, by: User
) -> Finding:
    """The unit says what it did; the board is told. May be said anew until it is confirmed."""
    finding = locked(finding)
    require(can_report_remedy(by, finding))
    require_version(finding, version)
    before = {"remedy_state": finding.remedy_state, "remedy": finding.remedy}
    finding.remedy, finding.remedy_state = remedy, RemedyState.REPORTED
    finding.reported_at, finding.reported_by = timezone.now(), by
    _save(finding, "remedy", "remedy_state", "reported_at", "reported_by")
    notices.remedy_reported(finding)
    after = {"remedy_state": finding.remedy_state, "remedy": remedy}
    _record("reported", finding, by, before=before, after=after)
    return finding


@transaction.atomic
def confirm_remedy(
    finding: Finding, *, verdict: str, note: str = "", version: int | None = None, by: User
) -> Finding:
    """The board judges: mended, in part, not; short of mended it says what is missing."""
    finding = locked(finding)
    require(can_confirm_remedy(by, finding))
    require_version(finding, version)
    require_verdict(verdict, note)
    before = {"remedy_state": finding.remedy_state}
    finding.remedy_state, finding.verdict_note = verdict, note
    finding.confirmed_at, finding.confirmed_by = timezone.now(), by
    _save(finding, "remedy_state", "verdict_note", "confirmed_at", "confirmed_by")
    notices.remedy_confirmed(finding)
    _record("confirmed", finding, by, before=before, after={"remedy_state": verdict}, note=note)
    return finding


def require_verdict(verdict: str, note: str) -> None:
    """Raise ValidationError by field unless a verdict was chosen and, where needed, explained."""
    if verdict not in VERDICTS:
        raise ValidationError({"verdict": "Chọn một mức đánh giá."})
    if verdict != RemedyState.DONE and len(note) < NOTE_LENGTH:
        raise ValidationError({"note": NEEDS_NOTE})


def _require_sound(inspection: Inspection, seen: Observation) -> None:
    if seen.criterion_key and seen.criterion_key not in criteria_of(file_of(inspection)):
        raise ValidationError({"criterion_key": OTHER_SET})
    if seen.remedy_due and not seen.is_shortcoming:
        raise ValidationError({"remedy_due": ONLY_SHORTCOMINGS})
    if seen.remedy_due and seen.remedy_due < today():
        raise ValidationError({"remedy_due": PAST_DEADLINE})


def locked(finding: Finding) -> Finding:
    """The inspection first: whoever concludes it waits, or is waited for."""
    inspection = Inspection.objects.locked().filter(pk=finding.inspection_id).first()
    row = inspection.findings.select_for_update().filter(pk=finding.pk).first()
    if row is None:
        raise Finding.DoesNotExist
    row.inspection = inspection
    return row


def _save(finding: Finding, *fields: str) -> None:
    finding.version += 1
    finding.save(update_fields=[*fields, "version"])


def _record(event: str, finding: Finding, by: User, **change) -> None:
    audit.record(f"finding.{event}", finding, by=by, unit=finding.inspection.unit, **change)
