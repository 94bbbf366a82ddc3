"""Days that the government declares free or worked, written down with the decision."""

from datetime import date

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from assessments.permissions.years import can_move_days
from core import audit
from core.calendar import format_date
from core.models import MovedDay
from core.moved_days import moved_days
from core.party_dates import citation_date
from core.permissions import require
from organisation.models import User

OFF, WORKED = "nghỉ", "làm việc"
NEEDS_NUMBER = "Có ngày văn bản thì ghi cả số, ký hiệu."


@transaction.atomic
def add_moved_day(
    day: date,
    *,
    is_off: bool,
    note: str,
    by: User,
    reference: str = "",
    reference_on: date | None = None,
) -> MovedDay:
    """Write down a day that is free or worked against the usual calendar; `note`: why.

    `reference`, `reference_on`: number and day of the document that announced it.

    Deadlines that stand stay where they are: only what is counted from now on knows the day.
    """
    require(can_move_days(by))
    if reference_on and not reference:
        raise ValidationError({"reference": NEEDS_NUMBER})
    try:
        with transaction.atomic():
            row = MovedDay.objects.create(
                day=day, is_off=is_off, note=note, reference=reference, reference_on=reference_on
            )
    except IntegrityError as error:
        text = f"Ngày {format_date(day)} đã được ghi. Muốn sửa, hãy bỏ dòng cũ rồi ghi lại."
        raise ValidationError({"day": text}) from error
    moved_days.forget_on_commit()
    audit.record("moved_day.added", row, by=by, after=_said(row), note=note)
    return row


@transaction.atomic
def remove_moved_day(row: MovedDay, *, by: User) -> None:
    """Take a day back: the usual calendar holds for it again."""
    require(can_move_days(by))
    row = MovedDay.objects.select_for_update().filter(pk=row.pk).first()
    if row is None:
        raise ValidationError("Ngày này đã được bỏ.")
    said, key = _said(row), row.pk
    row.delete()
    row.pk = key  # the event names the row that was
    moved_days.forget_on_commit()
    audit.record("moved_day.removed", row, by=by, before=said, note=row.note)


def _said(row: MovedDay) -> str:
    """ "nghỉ, theo văn bản số 12729/VPCP-KGVX, ngày 25/12/2025"."""
    word = OFF if row.is_off else WORKED
    return f"{word}, theo văn bản số {document}" if (document := document_of(row)) else word


def document_of(row: MovedDay) -> str:
    """Number and day of the document that announced the day; "" where they were not given."""
    if not row.reference_on:
        return row.reference
    return f"{row.reference}, ngày {citation_date(row.reference_on)}"
