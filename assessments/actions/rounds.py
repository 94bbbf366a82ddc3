"""Planning, opening and steering a round."""

from collections.abc import Iterable, Mapping
from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from assessments import notifications
from assessments.calendars import order_problems
from assessments.models import (
    Assessment,
    Extension,
    OfficerAssignment,
    Round,
    RoundCriteriaSet,
    Score,
)
from assessments.permissions import can_assign, can_extend_file, can_manage_rounds, can_move_round
from assessments.workflow import ROUND_WORKFLOW, AssessmentState
from core import audit
from core.permissions import require
from criteria.definitions import SetDefinition, definition_of
from criteria.models import CriteriaSet
from criteria.workflow import CriteriaSetState
from organisation.models import Unit, User

NOBODY = "(chưa phân công)"
NO_SET = "Đợt chấm điểm chưa có bộ tiêu chí nào. Hãy chọn bộ tiêu chí trước."


@transaction.atomic
def plan_round(
    organiser: Unit,
    *,
    year: int,
    title: str,
    calendar: Mapping[str, date | int],
    criteria_sets: list[CriteriaSet],
    by: User,
) -> Round:
    """Write down a year with its calendar and the published set of each unit kind.

    Raises ValidationError by field for a year that exists or dates out of order.
    """
    require(can_manage_rounds(by, organiser))
    _require_sensible(organiser, year, calendar)
    round_ = Round.objects.create(organiser=organiser, year=year, title=title, **calendar)
    for criteria_set in criteria_sets:
        _use_set(round_, criteria_set)
    audit.record("round.planned", round_, by=by, after={"year": year}, unit=organiser)
    return round_


@transaction.atomic
def open_round(round_: Round, *, by: User) -> Round:
    """Open the year: every unit of the organiser with a set gets an empty sheet.

    Units that no set covers get none: `units_without_set` names them before and after.
    """
    round_ = _locked(round_)
    require(can_move_round(by, round_, "open"))
    sets = {link.unit_kind_id: link.criteria_set for link in _links(round_)}
    if not sets:
        raise ValidationError(NO_SET)
    units = list(participating_units(round_))
    start_assessments(round_, [(unit, sets[unit.kind_id]) for unit in units])
    round_.state = ROUND_WORKFLOW.target("open", round_.state)
    round_.save(update_fields=["state"])
    notifications.round_opened(round_)
    audit.record("round.opened", round_, by=by, after={"units": len(units)}, unit=round_.organiser)
    return round_


@transaction.atomic
def move_round(round_: Round, move: str, *, by: User) -> Round:
    """Start appraising, or close the year."""
    round_ = _locked(round_)
    require(can_move_round(by, round_, move))
    before = round_.state
    round_.state = ROUND_WORKFLOW.target(move, before)
    round_.save(update_fields=["state"])
    audit.record(
        f"round.{round_.state}", round_, by=by, before=before, after=round_.state,
        unit=round_.organiser,
    )  # fmt: skip
    return round_


@transaction.atomic
def assign_officers(round_: Round, choices: Mapping[Unit, User | None], *, by: User) -> int:
    """Say who follows each of the units (None: nobody); how many assignments have changed."""
    round_ = _locked(round_)
    for officer in {None, *choices.values()}:
        require(can_assign(by, round_, officer))
    present = _officers(round_)
    changed = [unit for unit, officer in choices.items() if present.get(unit.pk) != officer]
    for unit in changed:
        _assign(round_, unit, present.get(unit.pk), choices[unit], by)
    audit.record(
        "officers.assigned", round_, by=by, after={"units": len(changed)}, unit=round_.organiser
    )
    return len(changed)


@transaction.atomic
def assign_officer(round_: Round, unit: Unit, officer: User | None, *, by: User) -> None:
    """Say which officer follows and appraises a unit; replaces an earlier assignment."""
    round_ = _locked(round_)
    require(can_assign(by, round_, officer))
    _assign(round_, unit, _officers(round_).get(unit.pk), officer, by)


@transaction.atomic
def grant_extension(assessment: Assessment, *, due_on: date, reason: str, by: User) -> Assessment:
    """Give one unit a later deadline, with a reason that every unit of the round can read.

    A unit that supplements gets a later deadline for its supplement; the day by which it had to
    hand in stays what it was. Raises ValidationError for a day that is not later.
    """
    assessment = Assessment.objects.locked().get(pk=assessment.pk)
    require(can_extend_file(by, assessment))
    _require_later(assessment, due_on)
    before, assessment.due_on = assessment.due_on, due_on
    assessment.version += 1
    assessment.save(update_fields=["due_on", "version"])
    if assessment.state == AssessmentState.DRAFT:
        Extension.objects.create(
            round=assessment.round, unit=assessment.unit, due_on=due_on, reason=reason,
            granted_by=by,
        )  # fmt: skip
    else:
        assessment.supplement_requests.filter(answered_at=None).update(due_on=due_on)
    notifications.extension_granted(assessment, reason)
    audit.record(
        "assessment.extended", assessment, by=by, before=before, after=due_on, note=reason,
        unit=assessment.unit,
    )  # fmt: skip
    return assessment


def start_assessment(round_: Round, unit: Unit, criteria_set: CriteriaSet) -> Assessment:
    """An empty sheet for one unit: one row per criterion."""
    return start_assessments(round_, [(unit, criteria_set)])[0]


def start_assessments(round_: Round, pairs: Iterable[tuple[Unit, CriteriaSet]]) -> list[Assessment]:
    """Empty sheets for many units, in a few statements however many they are."""
    sheets = Assessment.objects.bulk_create(
        Assessment(
            round=round_, unit=unit, unit_name=unit.name, criteria_set=criteria_set,
            due_on=round_.self_assessment_due,
        )
        for unit, criteria_set in pairs
    )  # fmt: skip
    rows = [
        row for sheet in sheets for row in _empty_scores(sheet, definition_of(sheet.criteria_set))
    ]
    Score.objects.bulk_create(rows, batch_size=1000)
    return sheets


def participating_units(round_: Round):
    """Units that exist when self-assessment opens and whose kind the round assesses."""
    kinds = _links(round_).values("unit_kind")
    return round_.organiser.children.valid_on(round_.self_assessment_opens).filter(kind__in=kinds)


def units_without_set(round_: Round):
    """Units of assessed kinds that no set of the round covers: shown before opening."""
    kinds = _links(round_).values("unit_kind")
    units = round_.organiser.children.valid_on(round_.self_assessment_opens)
    return units.filter(kind__is_assessed=True).exclude(kind__in=kinds)


def _require_sensible(organiser: Unit, year: int, calendar: Mapping[str, date | int]) -> None:
    problems = order_problems(calendar)
    if Round.objects.filter(organiser=organiser, year=year).exists():
        problems["year"] = f"Năm {year} đã có đợt chấm điểm."
    if problems:
        raise ValidationError(problems)


def _assign(round_: Round, unit: Unit, before: User | None, officer: User | None, by: User) -> None:
    OfficerAssignment.objects.filter(round=round_, unit=unit).delete()
    if officer:
        OfficerAssignment.objects.create(round=round_, unit=unit, officer=officer)
    file = Assessment.objects.filter(round=round_, unit=unit).first()
    audit.record(
        "officer.assigned", file or unit, by=by, before=str(before or NOBODY),
        after=str(officer or NOBODY), unit=unit,
    )  # fmt: skip


def _officers(round_: Round) -> dict[int, User]:
    rows = OfficerAssignment.objects.filter(round=round_).select_related("officer")
    return {row.unit_id: row.officer for row in rows}


def _require_later(assessment: Assessment, due_on: date) -> None:
    last = assessment.round.appraisal_due
    if due_on <= assessment.due_on:
        raise ValidationError({"due_on": f"Hạn mới phải sau ngày {assessment.due_on:%d/%m/%Y}."})
    if due_on < timezone.localdate():
        raise ValidationError({"due_on": "Hạn mới không được ở trước hôm nay."})
    if due_on > last:
        raise ValidationError(
            {"due_on": f"Hạn mới không được sau hạn thẩm định của đợt ({last:%d/%m/%Y})."}
        )


def _use_set(round_: Round, criteria_set: CriteriaSet) -> None:
    if criteria_set.state != CriteriaSetState.PUBLISHED:
        raise ValidationError(f"“{criteria_set.title}” chưa được ban hành nên chưa dùng được.")
    RoundCriteriaSet.objects.create(
        round=round_, unit_kind=criteria_set.unit_kind, criteria_set=criteria_set
    )


def _locked(round_: Round) -> Round:
    rows = Round.objects.select_for_update(of=("self",)).select_related("organiser")
    return rows.get(pk=round_.pk)


def _links(round_: Round):
    return RoundCriteriaSet.objects.filter(round=round_).select_related("criteria_set")


def _empty_scores(assessment: Assessment, definition: SetDefinition) -> list[Score]:
    return [
        Score(assessment=assessment, criterion_id=c.pk, max_points=c.max_points)
        for c in definition.criteria.values()
    ]
