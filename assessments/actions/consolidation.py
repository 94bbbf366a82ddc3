"""The board's report of a quarter: begun, written, proposed anew, fixed once and for all."""

import hashlib
import io
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from assessments.consolidating.content import content_of, texts_of
from assessments.documents.consolidation import TEMPLATE, TEXTS, consolidation_paper
from assessments.documents.consolidation_books import consolidation_workbook
from assessments.models import ConsolidatedReport, Round
from assessments.notifications import files as notifications
from assessments.permissions.consolidation import can_start_consolidation, can_write_consolidation
from assessments.workflow import ConsolidationState
from core import audit
from core.models import StoredDocument
from core.pdf import render_pdf
from core.permissions import require
from core.uploads import store_content_addressed
from core.versions import StaleVersion, require_version
from organisation.models import User

PDF, XLSX = "application/pdf", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
FIGURES_CHANGED = (
    "Số liệu của các đơn vị vừa thay đổi trong lúc in nên báo cáo chưa được chốt. "
    "Hãy xem lại số liệu rồi chốt lại."
)
FIXED_FIELDS = ["state", "version", "reference", "figures", "document", "workbook",
                "fixed_at", "fixed_by"]  # fmt: skip


@dataclass(frozen=True)
class Kept:
    """A file ready to be kept."""

    content: bytes
    sha256: str
    mime: str
    name: str


@transaction.atomic
def start(round_: Round, quarter: int, *, by: User) -> ConsolidatedReport:
    """Begin the report with the texts that the rules propose; one that exists is left as it is."""
    # The round's row is the lock: two people beginning at once get one report.
    round_ = Round.objects.select_for_update().get(pk=round_.pk)
    require(can_start_consolidation(by, round_, quarter))
    existing = round_.consolidated_reports.filter(quarter=quarter).first()
    if existing:
        return existing
    texts = texts_of(round_, quarter, content_of(round_, quarter))
    report = ConsolidatedReport.objects.create(
        round=round_, quarter=quarter, proposed=texts, **texts
    )
    audit.record("consolidation.started", report, by=by, unit=round_.organiser_id)
    return report


@transaction.atomic
def save_texts(
    report: ConsolidatedReport, texts: Mapping[str, str], *, by: User, version: int | None = None
) -> ConsolidatedReport:
    """Keep what was typed. Raises StaleVersion when somebody else has saved meanwhile."""
    report = _locked(report)
    require(can_write_consolidation(by, report))
    require_version(report, version)
    return _write(report, texts, "consolidation.edited", by)


@transaction.atomic
def propose_again(
    report: ConsolidatedReport,
    replace: Collection[str] = (),
    *,
    by: User,
    version: int | None = None,
) -> ConsolidatedReport:
    """Propose the texts anew from today's figures.

    A text that nobody has touched follows; one that somebody typed stays unless it is named.
    """
    report = _locked(report)
    require(can_write_consolidation(by, report))
    require_version(report, version)
    fresh = texts_of(report.round, report.quarter, content_of(report.round, report.quarter))
    taken = {name: fresh[name] for name in TEXTS if name in replace or not is_typed(report, name)}
    report.proposed = report.proposed | taken
    return _write(report, taken, "consolidation.proposed_again", by)


def is_typed(report: ConsolidatedReport, name: str) -> bool:
    """Whether a text differs from what the rules wrote there, and is not empty."""
    return bool(getattr(report, name)) and getattr(report, name) != report.proposed.get(name)


def fix(
    report: ConsolidatedReport, *, reference: str, by: User, version: int | None = None
) -> ConsolidatedReport:
    """Freeze figures and texts, print, store PDF and workbook, tell who reads it.

    Printing takes a second and happens before the lock; under the lock everything is asked
    again, the figures too: a unit's report may have been returned meanwhile. Raises
    ValidationError, StaleVersion, PdfError: nothing is changed then (bytes without a row may stay
    on disk; check_invariants --files finds them).
    """
    require(can_write_consolidation(by, report))
    if not reference.strip():
        raise ValidationError({"reference": "Chưa ghi số, ký hiệu của báo cáo."})
    seen = report.version if version is None else version
    require_version(report, seen)
    report.reference = reference.strip()
    content = content_of(report.round, report.quarter)
    context = consolidation_paper(report, content, by=by, is_draft=False)
    name = f"bao-cao-tong-hop-quy-{report.quarter}-{report.round.year}"
    printed = _kept(render_pdf(TEMPLATE, context), PDF, f"{name}.pdf")
    book = consolidation_workbook(report.round, report.quarter, content)
    return _freeze(report, content, printed, _kept(book, XLSX, f"{name}.xlsx"), by, seen)


@transaction.atomic
def _freeze(
    report: ConsolidatedReport, content: dict[str, Any], printed: Kept, book: Kept, by: User,
    version: int,
) -> ConsolidatedReport:  # fmt: skip
    reference = report.reference
    report = _locked(report)
    require(can_write_consolidation(by, report))
    require_version(report, version)
    if content_of(report.round, report.quarter) != content:
        raise StaleVersion(FIGURES_CHANGED, code="stale")
    report.reference, report.figures = reference, content
    report.document = _stored(printed, by)
    report.workbook = _stored(book, by)
    report.state, report.fixed_at, report.fixed_by = ConsolidationState.FIXED, timezone.now(), by
    report.version += 1
    report.save(update_fields=FIXED_FIELDS)
    notifications.consolidation_fixed(report)
    audit.record(
        "consolidation.fixed", report, by=by, before=ConsolidationState.DRAFT,
        after={"reference": reference, "sha256": printed.sha256, "workbook": book.sha256},
        unit=report.round.organiser_id,
    )  # fmt: skip
    return report


def _write(
    report: ConsolidatedReport, texts: Mapping[str, str], kind: str, by: User
) -> ConsolidatedReport:
    changed = {name: text for name, text in texts.items() if getattr(report, name) != text}
    before = {name: getattr(report, name) for name in changed}
    for name, text in changed.items():
        setattr(report, name, text)
    report.version += 1
    report.save(update_fields=[*changed, "proposed", "version"])
    audit.record(kind, report, by=by, before=before, after=changed, unit=report.round.organiser_id)
    return report


def _kept(content: bytes, mime: str, name: str) -> Kept:
    sha256 = hashlib.sha256(content).hexdigest()
    store_content_addressed(io.BytesIO(content), sha256)
    return Kept(content, sha256, mime, name)


def _stored(file: Kept, by: User) -> StoredDocument:
    return StoredDocument.objects.create(
        sha256=file.sha256, size=len(file.content), kind="consolidated_report", mime=file.mime,
        name=file.name, created_by=by,
    )  # fmt: skip


def _locked(report: ConsolidatedReport) -> ConsolidatedReport:
    rows = ConsolidatedReport.objects.select_for_update(of=("self",))
    return rows.select_related("round__organiser").get(pk=report.pk)
