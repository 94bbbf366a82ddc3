"""An inspection is planned, carried out, concluded or cancelled."""

from dataclasses import asdict, dataclass
from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction

from assessments.models import Inspection, Round
from assessments.notifications import following as notices
from assessments.permissions.following import (
    can_change_plan,
    can_move_inspection,
    can_plan_inspections,
    can_record_visit,
    is_follower,
)
from assessments.workflow import INSPECTION_WORKFLOW, InspectionState
from core import audit
from core.calendar import format_date, today
from core.permissions import require
from core.versions import require_version
from organisation.mergers import heirs
from organisation.models import Unit, User

REASON_LENGTH = 10
NEEDS_REASON = f"Ghi lý do, ít nhất {REASON_LENGTH} ký tự."
NOT_IN_ROUND = "Đơn vị không tham gia đợt này."
IN_THE_FUTURE = "Ngày này chưa đến."
BEFORE_PLAN = (
    "Trước ngày theo kế hoạch ({}). Nếu đoàn đi sớm hơn, hãy sửa ngày trong kế hoạch trước."
)
BEFORE_VISIT = "Ngày kết luận không được trước ngày làm việc tại đơn vị ({})."
SHORT_DEADLINE = "Có hạn khắc phục trước ngày kết luận ({}). Hãy sửa hạn khắc phục trước."


@dataclass(frozen=True)
class Plan:
    """What is known before the visit."""

    kind: str
    subject: str
    planned_on: date
    team: str = ""


@transaction.atomic
def plan(round_: Round, unit: Unit, details: Plan, *, by: User) -> Inspection:
    """Put an inspection of a unit of the round on the plan; the unit is not told.

    Raises ValidationError by field: a day outside the year, or one on which the unit is no more.
    """
    round_ = Round.objects.select_for_update().get(pk=round_.pk)
    require(can_plan_inspections(by, round_))
    require(is_follower(by, round_, unit.pk))
    if not round_.assessments.filter(unit=unit).exists():
        raise ValidationError({"unit": NOT_IN_ROUND})
    _require_day_of_round(round_, details.planned_on)
    _require_unit_on(unit, details.planned_on, "planned_on")
    inspection = Inspection.objects.create(
        round=round_, unit=unit, created_by=by, **asdict(details)
    )
    _record("planned", inspection, by, after=asdict(details))
    return inspection


@transaction.atomic
def change_plan(
    inspection: Inspection, details: Plan, *, version: int | None = None, by: User
) -> Inspection:
    """Change what is planned while nobody has been at the unit."""
    inspection = _locked(inspection)
    require(can_change_plan(by, inspection))
    require_version(inspection, version)
    _require_day_of_round(inspection.round, details.planned_on)
    _require_unit_on(inspection.unit, details.planned_on, "planned_on")
    after = asdict(details)
    before = {name: getattr(inspection, name) for name in after}
    for name, value in after.items():
        setattr(inspection, name, value)
    _save(inspection, *after)
    _record("changed", inspection, by, before=before, after=after)
    return inspection


@transaction.atomic
def record_visit(
    inspection: Inspection, *, visited_on: date, minutes: str, version: int | None = None, by: User
) -> Inspection:
    """Write down what was seen at the unit; may be put right until there is a conclusion."""
    inspection = _locked(inspection)
    require(can_record_visit(by, inspection))
    require_version(inspection, version)
    _require_visit_day(inspection, visited_on)
    before = {"state": inspection.state, "visited_on": inspection.visited_on,
              "minutes": inspection.minutes}  # fmt: skip
    if inspection.state == InspectionState.PLANNED:
        inspection.state = INSPECTION_WORKFLOW.target("visit", inspection.state)
    inspection.visited_on, inspection.minutes = visited_on, minutes
    _save(inspection, "state", "visited_on", "minutes")
    after = {"state": inspection.state, "visited_on": visited_on, "minutes": minutes}
    _record("visited", inspection, by, before=before, after=after)
    return inspection


@transaction.atomic
def conclude(
    inspection: Inspection,
    *,
    reference: str,
    concluded_on: date,
    conclusion: str,
    version: int | None = None,
    by: User,
) -> Inspection:
    """Give the conclusion: findings stand from now on, and the unit is told."""
    inspection = _locked(inspection)
    require(can_move_inspection(by, inspection, "conclude"))
    require_version(inspection, version)
    _require_conclusion_day(inspection, concluded_on)
    before, inspection.state = inspection.state, _target("conclude", inspection)
    inspection.reference, inspection.concluded_on = reference, concluded_on
    inspection.conclusion = conclusion
    _save(inspection, "state", "reference", "concluded_on", "conclusion")
    notices.inspection_concluded(inspection)
    after = {"state": inspection.state, "reference": reference, "concluded_on": concluded_on}
    _record("concluded", inspection, by, before={"state": before}, after=after, note=conclusion)
    return inspection


@transaction.atomic
def cancel(
    inspection: Inspection, *, reason: str, version: int | None = None, by: User
) -> Inspection:
    """Take an inspection off the plan, with the reason; it stays in the list."""
    inspection = _locked(inspection)
    require(can_move_inspection(by, inspection, "cancel"))
    require_version(inspection, version)
    if len(reason) < REASON_LENGTH:
        raise ValidationError({"reason": NEEDS_REASON})
    before, inspection.state = inspection.state, _target("cancel", inspection)
    _save(inspection, "state")
    after = {"state": inspection.state}
    _record("cancelled", inspection, by, before={"state": before}, after=after, note=reason)
    return inspection


def latest_day(round_: Round) -> date:
    """The last day on which an inspection still says something about the round's year."""
    return max(date(round_.year, 12, 31), round_.appraisal_due)


def _require_day_of_round(round_: Round, day: date) -> None:
    first, last = date(round_.year, 1, 1), latest_day(round_)
    if not first <= day <= last:
        text = f"Chọn ngày từ {format_date(first)} đến {format_date(last)}."
        raise ValidationError({"planned_on": text})


def _require_unit_on(unit: Unit, day: date, field: str) -> None:
    if unit.is_valid_on(day):
        return
    if heir := heirs([unit.pk], day).get(unit.pk):
        text = f"Ngày {format_date(day)} {unit} đã sáp nhập vào {Unit.objects.get(pk=heir)}."
        raise ValidationError({field: f"{text} Hãy chọn đơn vị nhận sáp nhập."})
    raise ValidationError({field: f"Ngày {format_date(day)} không có đơn vị {unit}."})


def _require_visit_day(inspection: Inspection, day: date) -> None:
    if day > today():
        raise ValidationError({"visited_on": IN_THE_FUTURE})
    if day < inspection.planned_on:
        text = BEFORE_PLAN.format(format_date(inspection.planned_on))
        raise ValidationError({"visited_on": text})
    _require_unit_on(inspection.unit, day, "visited_on")


def _require_conclusion_day(inspection: Inspection, day: date) -> None:
    if day > today():
        raise ValidationError({"concluded_on": IN_THE_FUTURE})
    if day < inspection.visited_on:
        text = BEFORE_VISIT.format(format_date(inspection.visited_on))
        raise ValidationError({"concluded_on": text})
    first = inspection.findings.filter(remedy_due__lt=day).order_by("remedy_due").first()
    if first:
        raise ValidationError(SHORT_DEADLINE.format(format_date(first.remedy_due)))


def _locked(inspection: Inspection) -> Inspection:
    return Inspection.objects.locked().get(pk=inspection.pk)


def _target(move: str, inspection: Inspection) -> str:
    return INSPECTION_WORKFLOW.target(move, inspection.state)


def _save(inspection: Inspection, *fields: str) -> None:
    inspection.version += 1
    inspection.save(update_fields=[*fields, "version"])


def _record(event: str, inspection: Inspection, by: User, **change) -> None:
    """Under the unit only once it knows of the inspection."""
    unit = inspection.unit if inspection.visited_on else inspection.round.organiser_id
    audit.record(f"inspection.{event}", inspection, by=by, unit=unit, **change)
