"""Issuing a decision: check, print, then freeze everything under lock."""

import hashlib
import io
from dataclasses import dataclass, replace

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from assessments.actions import lifecycle
from assessments.documents.sheets import letterhead_on
from assessments.models import Assessment
from assessments.workflow import Outcome
from core import audit
from core.calendar import format_date, today
from core.codes import new_code
from core.models import StoredDocument
from core.pdf import render_pdf
from core.permissions import require
from core.text import fold
from core.uploads import store_content_addressed
from core.versions import require_version
from organisation.models import Letterhead, User
from recognition import notifications
from recognition.documents.decisions import (
    TEMPLATE,
    IssueDetails,
    decision_content,
    decision_paper,
    search_key,
    symbol_of,
)
from recognition.judgements import judgements_of
from recognition.models import Decision
from recognition.permissions.decisions import can_issue
from recognition.terms import holder_of
from recognition.workflow import DECISION_WORKFLOW

PDF_KIND = "decision"


@dataclass(frozen=True)
class PrintedPaper:
    """A decision ready to be frozen: its content, its code and its bytes."""

    content: dict
    code: str
    pdf: bytes
    sha256: str


def issue(
    decision: Decision, details: IssueDetails, *, by: User, version: int | None = None
) -> Decision:
    """Number, date, print, store and put into force; the units are recognised from then on.

    Printing takes a second and happens before the lock; under the lock everything is asked
    again. Raises ValidationError by field, StaleVersion, PdfError: nothing is changed then
    (bytes without a row may stay on disk; check_invariants --files finds them).
    """
    require(can_issue(by, decision))
    seen = decision.version if version is None else version
    letterhead = require_issuable(decision, details)
    printed = _printed(decision, details, letterhead)
    store_content_addressed(io.BytesIO(printed.pdf), printed.sha256)
    try:
        return _freeze(decision, details, letterhead, printed, by, seen)
    except IntegrityError as error:  # somebody else took the number between check and save
        raise ValidationError({"number": _used(decision, details)}) from error


def preview(decision: Decision, details: IssueDetails) -> bytes:
    """The draft as PDF: watermark, no number, no QR code. Raises ValidationError, PdfError."""
    letterhead = require_letterhead(decision, details)
    content = decision_content(decision, replace(details, number=None), letterhead)
    return render_pdf(TEMPLATE, decision_paper(content))


def require_issuable(decision: Decision, details: IssueDetails) -> Letterhead:
    """The letterhead of the day; raises ValidationError with every fault, by field."""
    faults = {}
    if holder_of(decision, details.term, details.number or 0):
        faults["number"] = _used(decision, details)
    if details.issued_on > today():
        faults["issued_on"] = "Ngày ban hành không được sau hôm nay."
    elif details.issued_on < decision.proposal.dated_on:
        proposed_on = format_date(decision.proposal.dated_on)
        faults["issued_on"] = f"Ngày ban hành không được trước ngày của tờ trình ({proposed_on})."
    if faults:
        raise ValidationError(faults)
    return require_letterhead(decision, details)


def require_letterhead(decision: Decision, details: IssueDetails) -> Letterhead:
    """The organiser's letterhead valid on the day of issue, or a ValidationError."""
    letterhead = letterhead_on(decision.organiser_id, details.issued_on)
    if letterhead is None:
        day = format_date(details.issued_on)
        text = f"Chưa có thể thức văn bản có hiệu lực ngày {day}. Hãy báo người quản trị bổ sung."
        raise ValidationError({"issued_on": text})
    return letterhead


def _printed(decision: Decision, details: IssueDetails, letterhead: Letterhead) -> PrintedPaper:
    code = new_code()
    content = decision_content(decision, details, letterhead) | {
        "verification_code": code,
        "basis": [judgement.frozen for judgement in judgements_of(_recognised(decision))],
    }
    pdf = render_pdf(TEMPLATE, decision_paper(content, code=code))
    return PrintedPaper(content, code, pdf, hashlib.sha256(pdf).hexdigest())


@transaction.atomic
def _freeze(
    decision: Decision,
    details: IssueDetails,
    letterhead: Letterhead,
    printed: PrintedPaper,
    by: User,
    version: int,
) -> Decision:
    rows = Decision.objects.select_for_update(of=("self",)).select_related("organiser", "proposal")
    decision = rows.get(pk=decision.pk)
    require(can_issue(by, decision))
    require_version(decision, version)
    before = decision.state
    _fill(decision, details, printed, by)
    decision.symbol = symbol_of(decision, details.number, letterhead)
    decision.search_key = search_key(decision)
    decision.document = _stored(printed, decision, by)
    decision.state = DECISION_WORKFLOW.target("issue", before)
    decision.save()
    for assessment in _recognised(decision).select_related("round", "unit"):
        lifecycle.close(assessment, outcome=Outcome.RECOGNISED, by=by)
    notifications.decision_issued(decision)
    audit.record(
        "decision.issued", decision, by=by, before={"state": before}, unit=decision.organiser,
        after={"state": decision.state, "symbol": decision.symbol, "issued_on": decision.issued_on,
               "sha256": printed.sha256, "units": decision.entries.count()},
    )  # fmt: skip
    return decision


def _fill(decision: Decision, details: IssueDetails, printed: PrintedPaper, by: User) -> None:
    signature = printed.content["signature"]
    decision.number, decision.term = details.number, details.term
    decision.issued_on = details.issued_on
    decision.signatory_name = signature["name"]
    decision.signatory_title = signature["title"]
    decision.content = printed.content
    decision.verification_code = printed.code
    decision.issued_at, decision.issued_by = timezone.now(), by
    decision.version += 1


def _stored(printed: PrintedPaper, decision: Decision, by: User) -> StoredDocument:
    name = f"quyet-dinh-{fold(decision.symbol).replace('/', '-')}.pdf"
    return StoredDocument.objects.create(
        sha256=printed.sha256, size=len(printed.pdf), kind=PDF_KIND, mime="application/pdf",
        name=name, created_by=by,
    )  # fmt: skip


def _recognised(decision: Decision):
    return Assessment.objects.filter(decision_entries__decision=decision)


def _used(decision: Decision, details: IssueDetails) -> str:
    holder = holder_of(decision, details.term, details.number or 0)
    if holder is None:
        return f"Số {details.number} vừa được dùng. Hãy chọn số khác."
    day = format_date(holder.issued_on)
    return f"Số {details.number} đã dùng cho Quyết định {holder.symbol} ngày {day}: {holder.title}."
