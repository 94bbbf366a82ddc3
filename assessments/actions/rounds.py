"""Planning, opening and steering a round; who follows which unit."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from assessments.calendars import calendar_problems, order_problems
from assessments.models import (
    Assessment,
    OfficerAssignment,
    Round,
    RoundCriteriaSet,
    Score,
)
from assessments.notifications import files as notifications
from assessments.permissions.files import can_assign, can_manage_rounds, can_move_round
from assessments.permissions.years import can_change_plan, can_lead
from assessments.workflow import ROUND_WORKFLOW
from assessments.year_plans import DATES, DAYS, Followers, leaders_of, officers_of
from core import audit
from core.permissions import require
from core.versions import require_version
from criteria.definitions import SetDefinition, definition_of
from criteria.models import CriteriaSet
from criteria.workflow import CriteriaSetState
from organisation.models import Unit, User

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
    # The organiser's row is the lock: of two people planning one year the second is told.
    organiser = Unit.objects.select_for_update(no_key=True).get(pk=organiser.pk)
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
    notifications.units_assigned(round_)
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
def change_plan(
    round_: Round,
    *,
    title: str,
    calendar: Mapping[str, date | int],
    criteria_sets: list[CriteriaSet],
    by: User,
    version: int | None = None,
) -> Round:
    """Change title, dates and sets of a year before it is opened.

    Raises ValidationError by field for dates out of order, or for a year without any set.
    """
    round_ = _locked(round_)
    require(can_change_plan(by, round_))
    require_version(round_, version)
    if problems := calendar_problems(round_.year, calendar):
        raise ValidationError(problems)
    if not criteria_sets:
        raise ValidationError(NO_SET)
    before, wanted = _plan_of(round_), {"title": title, **calendar}
    for name, value in wanted.items():
        setattr(round_, name, value)
    round_.version += 1
    round_.save(update_fields=[*wanted, "version"])
    _links(round_).delete()
    for criteria_set in criteria_sets:
        _use_set(round_, criteria_set)
    after = _plan_of(round_)
    changed = [name for name in after if before[name] != after[name]]
    audit.record(
        "round.plan_changed", round_, by=by, before={name: before[name] for name in changed},
        after={name: after[name] for name in changed}, unit=round_.organiser,
    )  # fmt: skip
    return round_


@transaction.atomic
def assign_officers(round_: Round, choices: Mapping[Unit, Followers], *, by: User) -> int:
    """Say who follows each of the units and who leads; how many assignments have changed."""
    round_ = _locked(round_)
    _require_fit(round_, choices, by)
    present = _followers(round_)
    changed = {
        unit: chosen
        for unit, chosen in choices.items()
        if present.get(unit.pk, Followers()) != chosen
    }
    _assign(round_, present, changed, by)
    audit.record(
        "officers.assigned", round_, by=by, after={"units": len(changed)}, unit=round_.organiser
    )
    return len(changed)


@transaction.atomic
def assign_officer(round_: Round, unit: Unit, officer: User | None, *, by: User) -> None:
    """Say which officer follows and appraises a unit; the leader stays while there is one."""
    round_ = _locked(round_)
    require(can_assign(by, round_, officer))
    present = _followers(round_)
    leader = present[unit.pk].leader if officer and unit.pk in present else None
    _assign(round_, present, {unit: Followers(officer, leader)}, by)


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


def _require_fit(round_: Round, choices: Mapping[Unit, Followers], by: User) -> None:
    require(can_assign(by, round_, None))
    # Everybody who may is asked for at once; only who is not among them is asked why.
    for officer in {chosen.officer for chosen in choices.values()} - {None, *officers_of(round_)}:
        require(can_assign(by, round_, officer))
    for leader in {chosen.leader for chosen in choices.values()} - {None, *leaders_of(round_)}:
        require(can_lead(leader, round_))
    alone = [unit.name for unit, chosen in choices.items() if chosen.leader and not chosen.officer]
    if alone:
        raise ValidationError(f"Chưa chọn chuyên viên cho: {', '.join(alone)}.")


def _assign(
    round_: Round, present: Mapping[int, Followers], changed: Mapping[Unit, Followers], by: User
) -> None:
    OfficerAssignment.objects.filter(round=round_, unit__in=changed).delete()
    OfficerAssignment.objects.bulk_create(
        OfficerAssignment(round=round_, unit=unit, officer=chosen.officer, leader=chosen.leader)
        for unit, chosen in changed.items()
        if chosen.officer
    )
    files = {file.unit_id: file for file in round_.assessments.filter(unit__in=changed)}
    audit.record_all("officer.assigned", by=by, changes=[
        audit.Change(
            files.get(unit.pk, unit), unit=unit,
            before=str(present.get(unit.pk, Followers())), after=str(chosen),
        )
        for unit, chosen in changed.items()
    ])  # fmt: skip


def _followers(round_: Round) -> dict[int, Followers]:
    rows = OfficerAssignment.objects.filter(round=round_).select_related("officer", "leader")
    return {row.unit_id: Followers(row.officer, row.leader) for row in rows}


def _plan_of(round_: Round) -> dict[str, Any]:
    dates = {name: getattr(round_, name) for name in (*DATES, *DAYS)}
    sets = sorted(str(link.criteria_set) for link in _links(round_))
    return {"title": round_.title, **dates, "sets": sets}


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
