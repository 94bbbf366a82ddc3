"""Registering, and approving what was registered, as duties of every unit of a round."""

from collections.abc import Callable, Iterable
from datetime import date
from functools import cache, partial

from django.urls import reverse
from django.utils import timezone

from assessments.duties.base import Duty
from assessments.models import Assessment, Round
from assessments.workflow import RoundState, Step
from core.calendar import add_working_days
from organisation.models import Unit
from recognition.models import UnitRegistration
from recognition.registrations import due_dates, registered_day
from recognition.workflow import UnitRegistrationState

U = UnitRegistrationState
APPROVAL_DAYS = 10  # working days after the deadline, or after a later hand-in


def duties(round_: Round, units: frozenset[int] | None) -> Iterable[Duty]:
    """Two duties a unit; three queries however many units there are."""
    if round_.state == RoundState.PLANNED:
        return
    files = Assessment.objects.filter(round=round_).select_related("unit").order_by()
    rows = UnitRegistration.objects.filter(round=round_)
    if units is not None:
        files, rows = files.filter(unit__in=units), rows.filter(unit__in=units)
    registrations = {row.unit_id: row for row in rows.defer("pledge")}
    later = due_dates(round_, units)
    approval_due = cache(partial(_working_days_after, APPROVAL_DAYS))  # most share one day
    for file in files:
        row = registrations.get(file.unit_id)
        due_on = later.get(file.unit_id, round_.registration_due)
        if row and row.first_submitted_at:
            due_on = row.due_on
        is_gone = _is_gone(file.unit, row, due_on)
        yield _registering(file.unit_id, row, due_on, is_gone=is_gone)
        yield _approving(file.unit_id, row, due_on, approval_due, is_gone=is_gone)


def _registering(unit: int, row: UnitRegistration | None, due_on: date, *, is_gone: bool) -> Duty:
    """What was returned is open again, but not late: that was judged by the first hand-in."""
    is_returned = row is not None and row.state == U.RETURNED
    return Duty(
        unit, Step.REGISTRATION, "unit", None if is_returned else due_on,
        None if is_returned or row is None else registered_day(row), _words(row), _url(row),
        is_begun=row is not None, is_void=is_gone,
    )  # fmt: skip


def _approving(
    unit: int,
    row: UnitRegistration | None,
    due_on: date,
    approval_due: Callable[[date], date],
    *,
    is_gone: bool,
) -> Duty:
    """The board's days run once the unit has handed in, and anew when it has done so again."""
    waits = row is None or row.state in (U.DRAFT, U.RETURNED)
    return Duty(
        unit, Step.REGISTRATION_APPROVAL, "board",
        None if waits else approval_due(max(due_on, timezone.localdate(row.submitted_at))),
        timezone.localdate(row.decided_at) if row and row.state == U.APPROVED else None,
        _approval_words(row), _url(row), is_begun=bool(row and row.commented_at), is_void=is_gone,
    )  # fmt: skip


def _is_gone(unit: Unit, row: UnitRegistration | None, due_on: date) -> bool:
    """Merged into another before its day, without having registered."""
    has_registered = row is not None and row.first_submitted_at is not None
    return not has_registered and unit.valid_to is not None and unit.valid_to < due_on


def _url(row: UnitRegistration | None) -> str:
    return row.get_absolute_url() if row else reverse("recognition:registrations")


def _working_days_after(count: int, day: date) -> date:
    return add_working_days(day, count)


def _words(row: UnitRegistration | None) -> str:
    if row is None:
        return "Lập và nộp bản đăng ký đầu năm"
    return {
        U.DRAFT: "Hoàn thành và nộp bản đăng ký đầu năm",
        U.RETURNED: "Sửa bản đăng ký theo yêu cầu rồi nộp lại",
    }.get(row.state, "Đã nộp bản đăng ký")


def _approval_words(row: UnitRegistration | None) -> str:
    if row is None or row.state == U.DRAFT:
        return "Duyệt danh mục mô hình (đơn vị chưa nộp)"
    return {
        U.SUBMITTED: "Duyệt danh mục mô hình đã đăng ký",
        U.RETURNED: "Duyệt danh mục mô hình (đơn vị đang sửa)",
    }.get(row.state, "Đã phê duyệt danh mục mô hình")
