"""Inspections, notes and advice as the tests of this part need them."""

from datetime import date, timedelta

from django.utils import timezone

from assessments.actions import findings, inspections, rounds
from assessments.actions.findings import Observation
from assessments.models import Assessment, Finding, Inspection
from criteria.definitions import definition_of
from organisation.models import User
from tests.assessments.appraisal_builders import fresh
from tests.factories import make_assessment, make_board_head, make_officer

TEXT = "Danh sách hộ nghèo niêm yết chưa đủ 30 ngày."


def followed_file() -> tuple[Assessment, User]:
    """A draft sheet with the officer who follows the unit."""
    file = make_assessment()
    officer = make_officer(file.round.organiser)
    by = make_board_head(file.round.organiser)
    rounds.assign_officer(file.round, file.unit, officer, by=by)
    return fresh(file), officer


def key_of(file: Assessment, code: str = "I.1") -> str:
    """The lasting key of a criterion of the file's set."""
    criteria = definition_of(file.criteria_set).criteria.values()
    return next(c.key for c in criteria if c.code == code)


def plan_of(**changes) -> inspections.Plan:
    """A plan for today."""
    values = {"kind": "inspection", "subject": "Quy chế dân chủ ở cơ sở",
              "planned_on": timezone.localdate(), "team": "Ban Dân vận"}  # fmt: skip
    return inspections.Plan(**values | changes)


def planned(file: Assessment, by: User, **changes) -> Inspection:
    """An inspection that is on the plan."""
    return inspections.plan(file.round, file.unit, plan_of(**changes), by=by)


def visited(file: Assessment, by: User) -> Inspection:
    """One that took place today."""
    row = planned(file, by)
    return inspections.record_visit(
        row, visited_on=timezone.localdate(), minutes="Làm việc với Khối Dân vận.", by=by
    )


def found(row: Inspection, by: User, **changes) -> Finding:
    """A shortcoming without a deadline, unless `changes` say otherwise."""
    seen = Observation(**{"text": TEXT, "is_shortcoming": True} | changes)
    return findings.add_finding(row, seen, by=by)


def concluded(file: Assessment, by: User, *seen: dict) -> Inspection:
    """One with a conclusion of today and the given findings."""
    row = visited(file, by)
    for changes in seen:
        found(row, by, **changes)
    return conclude(row, by)


def conclude(row: Inspection, by: User, **changes) -> Inspection:
    """Give the conclusion of today."""
    values = {"reference": "15-TB/BDVHU", "concluded_on": timezone.localdate(),
              "conclusion": "Đơn vị đã quan tâm lãnh đạo."}  # fmt: skip
    return inspections.conclude(row, **values | changes, by=by)


def in_days(count: int) -> date:
    """So many days from now."""
    return timezone.localdate() + timedelta(days=count)
