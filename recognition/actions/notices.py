"""Issuing the notice of approval: check, print, then keep paper and workbook under lock."""

import hashlib
import io
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import Max
from django.utils import timezone

from assessments.models import Inspection, Round
from core import audit
from core.calendar import format_date, today
from core.models import StoredDocument
from core.pdf import render_pdf
from core.permissions import require
from core.text import fold
from core.uploads import store_content_addressed
from organisation.models import Letterhead, User
from recognition import notifications
from recognition.documents.model_books import notice_workbook
from recognition.documents.notices import (
    TEMPLATE,
    NoticeDetails,
    approved_models,
    notice,
    symbol_of,
)
from recognition.documents.registrations import board_letterhead
from recognition.models import ModelRegistration, RegistrationNotice, UnitRegistration
from recognition.permissions.notices import can_issue_notice
from recognition.terms import term_on
from recognition.workflow import UnitRegistrationState

KIND = "registration_notice"
PDF, XLSX = "application/pdf", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
NOTHING_APPROVED = "Chưa có mô hình nào được phê duyệt nên chưa có danh mục để thông báo."
HAS_CHANGED = "Danh mục vừa thay đổi. Hãy xem lại bản in trước rồi phát hành."


@dataclass(frozen=True)
class Ready:
    """A notice ready to be kept: what it says, and the bytes of both files."""

    content: dict
    replaced: RegistrationNotice | None
    term: str
    symbol: str
    pdf: bytes
    book: bytes


def issue(round_: Round, details: NoticeDetails, *, by: User) -> RegistrationNotice:
    """Number, date, print and store the list of approved models; the units are told.

    Printing takes a second and happens before the lock; under the lock everything is asked
    again. Raises ValidationError by field, PdfError: nothing is changed then (bytes without a
    row may stay on disk; check_invariants --files finds them).
    """
    require(can_issue_notice(by, round_))
    models = approved_models(round_)
    letterhead = _require_issuable(round_, details, models)
    ready = _printed(round_, models, details, letterhead)
    for content in (ready.pdf, ready.book):
        store_content_addressed(io.BytesIO(content), _hash(content))
    try:
        return _keep(round_, details, ready, by)
    except IntegrityError as error:  # somebody else took the number between check and save
        text = f"Số {details.number} vừa được dùng. Hãy chọn số khác."
        raise ValidationError({"number": text}) from error


def preview(round_: Round) -> bytes:
    """The notice as it would read now: marked as a draft, without number and day."""
    letterhead = _require_letterhead(round_, today())
    return render_pdf(
        TEMPLATE,
        notice(round_, approved_models(round_), NoticeDetails(), letterhead, latest(round_)),
    )


def latest(round_: Round) -> RegistrationNotice | None:
    """The last notice of the year, which a new one replaces."""
    return round_.registration_notices.order_by("-pk").first()


def _require_issuable(
    round_: Round, details: NoticeDetails, models: Sequence[ModelRegistration]
) -> Letterhead:
    if details.number is None or details.day is None:
        raise ValidationError("Hãy ghi số và ngày ban hành.")
    if not models:
        raise ValidationError(NOTHING_APPROVED)
    _require_day(round_, details.day, models)
    letterhead = _require_letterhead(round_, details.day)
    if holder := _holder(round_, details, letterhead):
        raise ValidationError({"number": f"Số {details.number} đã dùng cho {holder}."})
    return letterhead


def _require_day(round_: Round, day: date, models: Sequence[ModelRegistration]) -> None:
    """Not in the future, nor before what it announces."""
    if day > today():
        raise ValidationError({"day": "Ngày ban hành không được sau hôm nay."})
    concerned = UnitRegistration.objects.filter(pk__in={row.registration_id for row in models})
    # What is given back meanwhile keeps its approved models; its day is that of giving back.
    approved = concerned.filter(state=UnitRegistrationState.APPROVED).aggregate(
        last=Max("decided_at")
    )["last"]
    if approved and day < (last := timezone.localdate(approved)):
        text = f"Ngày ban hành không được trước ngày phê duyệt cuối cùng ({format_date(last)})."
        raise ValidationError({"day": text})
    before = latest(round_)
    if before and day < before.issued_on:
        text = f"Ngày ban hành không được trước {before} ({format_date(before.issued_on)})."
        raise ValidationError({"day": text})


def _require_letterhead(round_: Round, day: date) -> Letterhead:
    found = board_letterhead(round_.organiser, day)
    if found is None:
        text = (
            f"Chưa có thể thức văn bản của Ban Dân vận có hiệu lực ngày {format_date(day)}. "
            "Hãy báo người quản trị bổ sung."
        )
        raise ValidationError({"day": text})
    return found


def _holder(round_: Round, details: NoticeDetails, letterhead: Letterhead) -> str:
    """What has the number already: conclusions of inspections are notices of the board as well."""
    term = term_on(details.day, letterhead.format)
    used = RegistrationNotice.objects.filter(organiser=round_.organiser_id, term=term)
    if found := used.filter(number=details.number).first():
        return f"{found} ngày {format_date(found.issued_on)}"
    symbol = symbol_of(details.number, letterhead)
    concluded = Inspection.objects.filter(
        round__organiser=round_.organiser_id, reference=symbol, concluded_on__isnull=False
    )
    for row in concluded.select_related("unit"):
        if term_on(row.concluded_on, letterhead.format) == term:
            return f"thông báo kết luận {row.get_kind_display().lower()} {row.unit}"
    return ""


def _printed(
    round_: Round,
    models: Sequence[ModelRegistration],
    details: NoticeDetails,
    letterhead: Letterhead,
) -> Ready:
    replaced = latest(round_)
    content = notice(round_, models, details, letterhead, replaced)
    symbol = symbol_of(details.number, letterhead)
    return Ready(
        content, replaced, term_on(details.day, letterhead.format), symbol,
        render_pdf(TEMPLATE, content), notice_workbook(content, models),
    )  # fmt: skip


@transaction.atomic
def _keep(round_: Round, details: NoticeDetails, ready: Ready, by: User) -> RegistrationNotice:
    # The round's row is the lock: of two people issuing at once the second sees the first.
    round_ = Round.objects.select_for_update(of=("self",)).get(pk=round_.pk)
    require(can_issue_notice(by, round_))
    keys = [row.pk for row in approved_models(round_)]
    if keys != ready.content["model_keys"] or latest(round_) != ready.replaced:
        raise ValidationError(HAS_CHANGED)
    name = f"thong-bao-{fold(ready.symbol).replace('/', '-')}"
    row = RegistrationNotice.objects.create(
        organiser_id=round_.organiser_id, round=round_, term=ready.term, number=details.number,
        symbol=ready.symbol, issued_on=details.day, content=ready.content, issued_by=by,
        document=_stored(ready.pdf, PDF, f"{name}.pdf", by),
        workbook=_stored(ready.book, XLSX, f"{name}.xlsx", by),
    )  # fmt: skip
    notifications.notice_issued(row)
    audit.record(
        "registration_notice.issued", row, by=by, unit=round_.organiser_id,
        before=ready.replaced.symbol if ready.replaced else "",
        after={"symbol": ready.symbol, "issued_on": details.day, "models": len(keys),
               "sha256": row.document.sha256, "workbook": row.workbook.sha256},
    )  # fmt: skip
    return row


def _stored(content: bytes, mime: str, name: str, by: User) -> StoredDocument:
    return StoredDocument.objects.create(
        sha256=_hash(content), size=len(content), kind=KIND, mime=mime, name=name, created_by=by
    )


def _hash(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()
