"""Evidence is added, described, used for criteria, taken away and brought back."""

from dataclasses import asdict, dataclass, fields
from datetime import date
from typing import BinaryIO

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Sum
from django.utils import timezone

from assessments.actions.scores import bump
from assessments.models import Assessment, Evidence, EvidenceUse, Score
from assessments.permissions.files import can_change_evidence, can_fill, can_fill_criterion
from core import audit
from core.file_inspection import Inspection
from core.models import StoredDocument
from core.permissions import require
from core.uploads import store_content_addressed
from criteria.definitions import definition_of
from organisation.models import User

MOST_TOTAL_BYTES = 200 * 1024 * 1024  # of all files of one assessment
TITLE_LENGTH = 300


@dataclass(frozen=True)
class Details:
    """What is known of a paper; everything but the title may be empty."""

    title: str
    reference_number: str = ""
    dated_on: date | None = None
    issuer: str = ""
    pages: str = ""

    @classmethod
    def of(cls, evidence: Evidence) -> "Details":
        """The stored details of a piece."""
        return cls(**{field.name: getattr(evidence, field.name) for field in fields(cls)})


@dataclass(frozen=True)
class Added:
    """The piece that now supports the criterion; `is_reused`: the same file was there already."""

    evidence: Evidence
    is_reused: bool = False


@transaction.atomic
def add_file(
    assessment: Assessment,
    file: BinaryIO,
    inspection: Inspection,
    *,
    criterion_pk: int | None = None,
    by: User,
) -> Added:
    """Keep an inspected file as evidence, for one criterion when given.

    The same bytes are never kept twice in one assessment: the piece that has them is used again.
    Raises PermissionDenied, Score.DoesNotExist (foreign criterion), ValidationError (over the
    assessment's limit), OSError (disk).
    """
    assessment = _lock(assessment, criterion_pk, by)
    known = assessment.evidence.filter(document__sha256=inspection.sha256, removed_at=None).first()
    if known:
        if criterion_pk:
            _use(known, criterion_pk, assessment, by)
        return Added(known, is_reused=True)
    require_room(assessment, inspection.size)
    document = keep_file(file, inspection, by)
    title = inspection.clean_name.rpartition(".")[0] or inspection.clean_name
    return Added(_add(assessment, title, criterion_pk, by, document=document))


@transaction.atomic
def add_link(
    assessment: Assessment, url: str, title: str, *, criterion_pk: int | None = None, by: User
) -> Added:
    """Keep an address as evidence; the same address is used again."""
    assessment = _lock(assessment, criterion_pk, by)
    known = assessment.evidence.filter(url=url, removed_at=None).first()
    if known:
        if criterion_pk:
            _use(known, criterion_pk, assessment, by)
        return Added(known, is_reused=True)
    return Added(_add(assessment, title or url, criterion_pk, by, url=url))


@transaction.atomic
def use(evidence: Evidence, criterion_pk: int, *, by: User) -> Evidence:
    """Let a piece support one more criterion."""
    assessment = _lock(evidence.assessment, criterion_pk, by)
    evidence = assessment.evidence.get(pk=evidence.pk, removed_at=None)
    _use(evidence, criterion_pk, assessment, by)
    return evidence


@transaction.atomic
def release(evidence: Evidence, criterion_pk: int, *, by: User) -> Evidence:
    """Let a piece no longer support a criterion; the piece itself stays in the list."""
    assessment = _lock(evidence.assessment, criterion_pk, by)
    evidence = assessment.evidence.get(pk=evidence.pk)
    deleted, _ = evidence.uses.filter(criterion=criterion_pk).delete()
    if deleted:
        _record("used", evidence, assessment, by, before=_code(assessment, criterion_pk))
    return evidence


@transaction.atomic
def change(evidence: Evidence, details: Details, *, by: User) -> Evidence:
    """Write down what a paper is."""
    assessment, evidence = _lock_piece(evidence, by)
    before = asdict(Details.of(evidence))
    after = asdict(details)
    changed = {name for name in after if before[name] != after[name]}
    if changed:
        for name in changed:
            setattr(evidence, name, after[name])
        evidence.save(update_fields=sorted(changed))
        _record(
            "changed", evidence, assessment, by,
            before={n: before[n] for n in changed}, after={n: after[n] for n in changed},
        )  # fmt: skip
    return evidence


@transaction.atomic
def remove(evidence: Evidence, *, by: User) -> Evidence:
    """Take a piece away from the list and from all its criteria; it can be brought back."""
    assessment, evidence = _lock_piece(evidence, by)
    if evidence.removed_at is None:
        evidence.removed_at, evidence.removed_by = timezone.now(), by
        evidence.save(update_fields=["removed_at", "removed_by"])
        _record("removed", evidence, assessment, by)
    return evidence


@transaction.atomic
def restore(evidence: Evidence, *, by: User) -> Evidence:
    """Bring a piece back, with the criteria that it served."""
    assessment, evidence = _lock_piece(evidence, by)
    if evidence.removed_at is not None:
        require_room(assessment, evidence.document.size if evidence.document else 0)
        evidence.removed_at = evidence.removed_by = None
        evidence.save(update_fields=["removed_at", "removed_by"])
        _record("restored", evidence, assessment, by)
    return evidence


def _lock(assessment: Assessment, criterion_pk: int | None, by: User) -> Assessment:
    assessment = Assessment.objects.locked().get(pk=assessment.pk)
    if criterion_pk is None:
        require(can_fill(by, assessment))
        return assessment
    if criterion_pk not in definition_of(assessment.criteria_set).criteria:
        raise Score.DoesNotExist
    require(can_fill_criterion(by, assessment, criterion_pk))
    return assessment


def _lock_piece(evidence: Evidence, by: User) -> tuple[Assessment, Evidence]:
    assessment = Assessment.objects.locked().get(pk=evidence.assessment_id)
    evidence = assessment.evidence.select_related("document").get(pk=evidence.pk)
    evidence.assessment = assessment
    require(can_change_evidence(by, evidence))
    return assessment, evidence


def require_room(assessment: Assessment, size: int) -> None:
    """Raise ValidationError when the files of one assessment would grow too large."""
    kept = assessment.evidence.filter(removed_at=None).aggregate(sum=Sum("document__size"))
    if (kept["sum"] or 0) + size > MOST_TOTAL_BYTES:
        raise ValidationError(
            "Tổng dung lượng minh chứng của hồ sơ vượt quá 200 MB. Hãy giảm dung lượng tệp "
            "hoặc gỡ bớt minh chứng không cần."
        )


def keep_file(file: BinaryIO, inspection: Inspection, by: User) -> StoredDocument:
    """Store the bytes of an inspected file."""
    store_content_addressed(file, inspection.sha256)
    return StoredDocument.objects.create(
        sha256=inspection.sha256,
        size=inspection.size,
        kind=inspection.kind,
        mime=inspection.mime,
        name=inspection.clean_name,
        page_count=inspection.page_count,
        created_by=by,
    )


def new_piece(assessment: Assessment, title: str, by: User, **content) -> Evidence:
    """A row with the next code of its file; the caller holds the lock and records it."""
    return Evidence.objects.create(
        assessment=assessment,
        code=f"MC{assessment.evidence.count() + 1:02d}",
        title=title[:TITLE_LENGTH],
        added_by=by,
        **content,
    )


def _add(
    assessment: Assessment, title: str, criterion_pk: int | None, by: User, **content
) -> Evidence:
    evidence = new_piece(assessment, title, by, **content)
    if criterion_pk:
        EvidenceUse.objects.create(evidence=evidence, criterion_id=criterion_pk)
    document = evidence.document
    _record(
        "added", evidence, assessment, by,
        after={"code": evidence.code, "criterion": _code(assessment, criterion_pk),
               "url": evidence.url, "sha256": document.sha256 if document else ""},
    )  # fmt: skip
    return evidence


def _use(evidence: Evidence, criterion_pk: int, assessment: Assessment, by: User) -> None:
    _use_row, is_new = EvidenceUse.objects.get_or_create(
        evidence=evidence, criterion_id=criterion_pk
    )
    if is_new:
        _record("used", evidence, assessment, by, after=_code(assessment, criterion_pk))


def _code(assessment: Assessment, criterion_pk: int | None) -> str:
    return (
        definition_of(assessment.criteria_set).criteria[criterion_pk].code if criterion_pk else ""
    )


def _record(event: str, evidence: Evidence, assessment: Assessment, by: User, **change) -> None:
    """Count the write and leave its event, last of all."""
    bump(assessment)
    audit.record(f"evidence.{event}", evidence, by=by, unit=assessment.unit, **change)
