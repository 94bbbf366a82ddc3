"""Later deadlines: of one unit for one step, or of all units of a running year."""

from collections.abc import Mapping
from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction

from assessments.calendars import order_problems
from assessments.deadlines import COLUMNS, due_dates, keeper_of, present_due, round_dates
from assessments.models import Assessment, Extension, Round
from assessments.notifications import files as notifications
from assessments.permissions.years import can_extend, can_move_deadlines
from assessments.workflow import AssessmentState, Step
from core import audit
from core.calendar import format_date, today
from core.permissions import require
from core.versions import require_version
from organisation.models import Unit, User

REASON_LENGTH = 10  # characters; every unit of the round reads the reason
SUPPLEMENT = "Bổ sung hồ sơ"
CALENDAR = (*COLUMNS.values(), "self_assessment_opens", "appraisal_due")


@transaction.atomic
def grant(round_: Round, unit: Unit, step: Step, *, due_on: date, reason: str, by: User) -> None:
    """Give one unit a later deadline for a step, with a reason that every unit can read.

    A unit that owes a supplement to its sheet gets more time for that; the day by which it had to
    hand in stays what it was, and lateness is judged by it.
    Raises ValidationError for a day that is not later, has passed or lies after the round.
    """
    round_ = _locked(round_)
    returned = _returned_sheet(round_, unit, step)
    require(can_extend(by, round_, unit, step))
    before = present_due(round_, unit.pk, step)
    _require_reason(reason)
    _require_later(round_, before, due_on)
    if returned:
        _extend_supplement(returned, due_on)
    else:
        _extend_step(round_, unit, step, due_on, reason, by)
    what = SUPPLEMENT if returned else Step(step).label
    notifications.step_extended(round_, unit, what, due_on, reason)
    audit.record(
        "extension.granted", round_, by=by, before={"due_on": before}, note=reason, unit=unit,
        after={"step": step, "what": what, "due_on": due_on, "unit": unit.name},
    )  # fmt: skip


@transaction.atomic
def move_deadlines(
    round_: Round,
    dates: Mapping[Step, date],
    *,
    reason: str,
    by: User,
    version: int | None = None,
) -> Round:
    """Give all units of a running year later deadlines; steps left out stay as they are.

    Raises ValidationError by column for days that are not later, have passed or are out of order.
    """
    round_ = _locked(round_)
    require(can_move_deadlines(by, round_))
    require_version(round_, version)
    before = round_dates(round_)
    changed = {step: day for step, day in dates.items() if day != before[step]}
    _require_movable(round_, changed, reason)
    for step, day in changed.items():
        setattr(round_, COLUMNS[step], day)
    round_.version += 1
    round_.save(update_fields=["version", *(COLUMNS[step] for step in changed)])
    for step in changed:
        keeper_of(step).follow(round_, step, due_dates(round_), None)
    notifications.deadlines_moved(round_, changed, reason)
    audit.record(
        "round.deadlines_moved", round_, by=by, before={step: before[step] for step in changed},
        after=changed, note=reason, unit=round_.organiser,
    )  # fmt: skip
    return round_


def _returned_sheet(round_: Round, unit: Unit, step: Step) -> Assessment | None:
    """The sheet, locked against a hand-in, if the unit owes a supplement to it."""
    if step != Step.SELF_ASSESSMENT:
        return None
    sheets = Assessment.objects.locked().filter(round=round_, unit=unit)
    return sheets.filter(state=AssessmentState.RETURNED).first()


def _extend_step(round_: Round, unit: Unit, step: Step, day: date, reason: str, by: User) -> None:
    Extension.objects.create(
        round=round_, unit=unit, step=step, due_on=day, reason=reason, granted_by=by
    )
    keeper_of(step).follow(round_, step, due_dates(round_, [unit.pk]), [unit.pk])


def _extend_supplement(assessment: Assessment, day: date) -> None:
    assessment.due_on = day
    assessment.version += 1
    assessment.save(update_fields=["due_on", "version"])
    assessment.supplement_requests.filter(answered_at=None).update(due_on=day)


def _require_reason(reason: str) -> None:
    if len(reason.strip()) < REASON_LENGTH:
        raise ValidationError({"reason": f"Lý do cần ít nhất {REASON_LENGTH} ký tự."})


def _require_later(round_: Round, before: date, day: date) -> None:
    if text := _not_later(round_, before, day):
        raise ValidationError({"due_on": text})


def _not_later(round_: Round, before: date, day: date) -> str:
    last = round_.appraisal_due
    if day <= before:
        return f"Hạn mới phải sau ngày {format_date(before)}."
    if day < today():
        return "Hạn mới không được ở trước hôm nay."
    if day > last:
        return f"Hạn mới không được sau hạn thẩm định của đợt ({format_date(last)})."
    return ""


def _require_movable(round_: Round, changed: Mapping[Step, date], reason: str) -> None:
    if not changed:
        raise ValidationError("Chưa có hạn nào thay đổi.")
    _require_reason(reason)
    before = round_dates(round_)
    problems = {
        COLUMNS[step]: text
        for step, day in changed.items()
        if (text := _not_later(round_, before[step], day))
    }
    columns = {COLUMNS[step]: day for step, day in changed.items()}
    present = {column: getattr(round_, column) for column in CALENDAR}
    problems = order_problems(present | columns) | problems
    if problems:
        raise ValidationError(problems)


def _locked(round_: Round) -> Round:
    rows = Round.objects.select_for_update(of=("self",)).select_related("organiser")
    return rows.get(pk=round_.pk)
