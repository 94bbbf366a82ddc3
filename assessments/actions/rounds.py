"""Planning, opening and steering a round."""

from collections.abc import Mapping
from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction

from assessments import notifications
from assessments.models import (
    Assessment,
    Extension,
    OfficerAssignment,
    Round,
    RoundCriteriaSet,
    Score,
)
from assessments.permissions import can_extend, can_manage_rounds
from assessments.workflow import ROUND_WORKFLOW
from core import audit
from core.permissions import require
from criteria.definitions import SetDefinition, definition_of
from criteria.models import CriteriaSet
from criteria.workflow import CriteriaSetState
from organisation.models import Unit, User


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
    """Write down a year with its calendar and the published set of each unit kind."""
    require(can_manage_rounds(by, organiser))
    round_ = Round.objects.create(organiser=organiser, year=year, title=title, **calendar)
    for criteria_set in criteria_sets:
        _use_set(round_, criteria_set)
    audit.record("round.planned", round_, by=by, after={"year": year}, unit=organiser)
    return round_


@transaction.atomic
def open_round(round_: Round, *, by: User) -> Round:
    """Open the year: every unit of the organiser with a set gets an empty sheet.

    Raises ValidationError naming the units that no set covers, so that none is forgotten.
    """
    round_ = Round.objects.select_for_update().get(pk=round_.pk)
    require(can_manage_rounds(by, round_.organiser_id))
    target = ROUND_WORKFLOW.target("open", round_.state)
    sets = {link.unit_kind_id: link.criteria_set for link in _links(round_)}
    if not sets:
        raise ValidationError("Đợt chấm điểm chưa có bộ tiêu chí nào. Hãy chọn bộ tiêu chí trước.")
    units = list(participating_units(round_))
    for unit in units:
        if unit.kind_id in sets:
            start_assessment(round_, unit, sets[unit.kind_id])
    round_.state = target
    round_.save(update_fields=["state"])
    notifications.round_opened(round_)
    audit.record("round.opened", round_, by=by, after={"units": len(units)}, unit=round_.organiser)
    return round_


@transaction.atomic
def move_round(round_: Round, move: str, *, by: User) -> Round:
    """Start appraising, or close the year."""
    round_ = Round.objects.select_for_update().get(pk=round_.pk)
    require(can_manage_rounds(by, round_.organiser_id))
    before = round_.state
    round_.state = ROUND_WORKFLOW.target(move, before)
    round_.save(update_fields=["state"])
    audit.record(
        f"round.{round_.state}", round_, by=by, before=before, after=round_.state,
        unit=round_.organiser,
    )  # fmt: skip
    return round_


@transaction.atomic
def assign_officer(round_: Round, unit: Unit, officer: User, *, by: User) -> OfficerAssignment:
    """Say which officer follows and appraises a unit; replaces an earlier assignment."""
    require(can_manage_rounds(by, round_.organiser_id))
    before = OfficerAssignment.objects.filter(round=round_, unit=unit).first()
    assignment, _created = OfficerAssignment.objects.update_or_create(
        round=round_, unit=unit, defaults={"officer": officer}
    )
    audit.record(
        "officer.assigned", assignment, by=by, before=before and str(before.officer),
        after=str(officer), unit=unit,
    )  # fmt: skip
    return assignment


@transaction.atomic
def grant_extension(assessment: Assessment, *, due_on: date, reason: str, by: User) -> Extension:
    """Give one unit a later deadline, with a reason that every unit can read."""
    assessment = Assessment.objects.select_for_update(of=("self",)).with_context().get(pk=assessment.pk)  # fmt: skip
    require(can_extend(by, assessment.round))
    if due_on <= assessment.due_on:
        raise ValidationError(f"Hạn mới phải sau ngày {assessment.due_on:%d/%m/%Y}.")
    before, assessment.due_on = assessment.due_on, due_on
    assessment.save(update_fields=["due_on"])
    extension = Extension.objects.create(
        round=assessment.round, unit=assessment.unit, due_on=due_on, reason=reason, granted_by=by
    )
    notifications.extension_granted(assessment, extension)
    audit.record(
        "assessment.extended", assessment, by=by, before=before, after=due_on, note=reason,
        unit=assessment.unit,
    )  # fmt: skip
    return extension


def start_assessment(round_: Round, unit: Unit, criteria_set: CriteriaSet) -> Assessment:
    """An empty sheet for one unit: one row per criterion that the unit may score."""
    assessment = Assessment.objects.create(
        round=round_, unit=unit, unit_name=unit.name, criteria_set=criteria_set,
        due_on=round_.self_assessment_due,
    )  # fmt: skip
    Score.objects.bulk_create(_empty_scores(assessment, definition_of(criteria_set)))
    return assessment


def participating_units(round_: Round):
    """Units under the organiser that exist when self-assessment opens and whose kind is assessed."""
    kinds = _links(round_).values("unit_kind")
    return round_.organiser.children.valid_on(round_.self_assessment_opens).filter(kind__in=kinds)


def units_without_set(round_: Round):
    """Units under the organiser that no set of the round covers: shown before opening."""
    kinds = _links(round_).values("unit_kind")
    return round_.organiser.children.valid_on(round_.self_assessment_opens).exclude(kind__in=kinds)


def _use_set(round_: Round, criteria_set: CriteriaSet) -> None:
    if criteria_set.state != CriteriaSetState.PUBLISHED:
        raise ValidationError(f"“{criteria_set.title}” chưa được ban hành nên chưa dùng được.")
    RoundCriteriaSet.objects.create(
        round=round_, unit_kind=criteria_set.unit_kind, criteria_set=criteria_set
    )


def _links(round_: Round):
    return RoundCriteriaSet.objects.filter(round=round_).select_related("criteria_set")


def _empty_scores(assessment: Assessment, definition: SetDefinition) -> list[Score]:
    return [
        Score(assessment=assessment, criterion_id=c.pk, max_points=c.max_points)
        for c in definition.criteria.values()
    ]
