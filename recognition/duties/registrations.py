"""Registering, and approving what was registered, as duties of every unit of a round."""

from collections.abc import Callable, Iterable
from datetime import date
from functools import cache, partial

from django.urls import reverse
from django.utils import timezone

from assessments.deadlines import resend_due
from assessments.duties.base import Duty, basis_of, void_after
from assessments.models import Assessment, Round
from assessments.workflow import RoundState, Step
from core.calendar import add_working_days
from recognition.models import UnitRegistration
from recognition.registrations import registered_day
from recognition.workflow import UnitRegistrationState

U = UnitRegistrationState
APPROVAL_DAYS = 10  # working days after the deadline, or after a later hand-in
WITH_UNIT = (U.DRAFT, U.RETURNED)


def duties(round_: Round, units: frozenset[int] | None) -> Iterable[Duty]:
    """Two duties a unit; one query beside the shared ones."""
    if round_.state == RoundState.PLANNED:
        return
    basis = basis_of(round_, units)
    rows = UnitRegistration.objects.filter(round=round_)
    if units is not None:
        rows = rows.filter(unit__in=units)
    registrations = {row.unit_id: row for row in rows.defer("pledge").order_by()}
    approval_due = cache(partial(_working_days_after, APPROVAL_DAYS))  # most share one day
    for file in basis.files:
        row = registrations.get(file.unit_id)
        due_on = basis.due_dates[file.unit_id, Step.REGISTRATION]
        registered_on = registered_day(row) if row else file.registered_on
        is_gone = registered_on is None and void_after(file.unit.valid_to, due_on)
        yield _registering(file, row, due_on, is_gone=is_gone)
        yield _approving(file, row, due_on, approval_due, is_gone=is_gone)


def _registering(
    file: Assessment, row: UnitRegistration | None, due_on: date, *, is_gone: bool
) -> Duty:
    """What was returned is open again with a day of its own; late was judged by the first hand-in.

    A file of earlier years may know only the day of its registration.
    """
    is_back = row is not None and row.state == U.RETURNED
    done_on = registered_day(row) if row else file.registered_on
    return Duty(
        file.unit_id, Step.REGISTRATION, "unit",
        resend_due(row.decided_at, due_on) if is_back else due_on,
        None if is_back else done_on, _words(row, done_on), _url(row),
        is_begun=row is not None, is_void=is_gone,
        since=timezone.localdate(row.decided_at) if is_back else None,
    )  # fmt: skip


def _approving(
    file: Assessment,
    row: UnitRegistration | None,
    due_on: date,
    approval_due: Callable[[date], date],
    *,
    is_gone: bool,
) -> Duty:
    """The board's days run from the latest hand-in; before one there is nothing to approve."""
    waits = row is None or row.state in WITH_UNIT
    handed_in = None if waits else timezone.localdate(row.submitted_at)
    return Duty(
        file.unit_id, Step.REGISTRATION_APPROVAL, "board",
        approval_due(max(due_on, handed_in)) if handed_in else None,
        timezone.localdate(row.decided_at) if row and row.state == U.APPROVED else None,
        _approval_words(row), _url(row), is_begun=bool(row and row.commented_at),
        is_void=is_gone or (row is None and file.registered_on is not None), is_blocked=waits,
        since=handed_in,
    )  # fmt: skip


def _url(row: UnitRegistration | None) -> str:
    return row.get_absolute_url() if row else reverse("recognition:registrations")


def _working_days_after(count: int, day: date) -> date:
    return add_working_days(day, count)


def _words(row: UnitRegistration | None, registered_on: date | None) -> str:
    if row is None and registered_on is None:
        return "Lập và nộp bản đăng ký đầu năm"
    return {
        U.DRAFT: "Hoàn thành và nộp bản đăng ký đầu năm",
        U.RETURNED: "Sửa bản đăng ký theo yêu cầu rồi nộp lại",
    }.get(row.state if row else "", "Đã nộp bản đăng ký đầu năm")


def _approval_words(row: UnitRegistration | None) -> str:
    if row is None or row.state == U.DRAFT:
        return "Duyệt danh mục mô hình (đơn vị chưa nộp)"
    return {
        U.SUBMITTED: "Duyệt danh mục mô hình đã đăng ký",
        U.RETURNED: "Duyệt danh mục mô hình (đơn vị đang sửa)",
    }.get(row.state, "Đã phê duyệt danh mục mô hình")
