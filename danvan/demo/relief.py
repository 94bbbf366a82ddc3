"""Units in need in the running year: more time for a report, somebody of the board who types."""

from datetime import date, timedelta
from functools import partial
from typing import Any

from assessments.actions import extensions, mandates
from assessments.models import EntryMandate
from assessments.workflow import Step
from danvan.demo.casework import Casework
from danvan.demo.clock import working_day_before
from danvan.demo.district import District
from danvan.demo.fixtures import read
from danvan.demo.year import Year
from organisation.models import Unit, User
from organisation.roles import Role

ASKED_BEFORE = 3  # days before the deadline


def schedule(year: Year) -> None:
    """Plan what fixtures/demo_relief.json says, for the units that there are."""
    cases = {case.unit.short_name: case for case in year.cases}
    for spec in read("demo_relief")["extensions"]:
        if case := cases.get(spec["unit"]):
            due_on = year.calendar[f"{spec['step']}_due"]
            day = due_on - timedelta(days=ASKED_BEFORE)
            year.agenda.add(day, 10, partial(_extend, case, spec, due_on))
    for spec in read("demo_relief")["mandates"]:
        if case := cases.get(spec["unit"]):
            year.agenda.add(_day(year, spec["from"]), 8, partial(_grant, case, spec["reason"]))
            if "to" in spec:
                year.agenda.add(_day(year, spec["to"]), 16, partial(_end, case))


def typist_of(district: District, unit: Unit) -> User:
    """An officer who does not follow the unit: who types for it must not judge it."""
    own = district.officer(unit)
    return next(person for person in district.at_district(Role.OFFICER) if person != own)


def _day(year: Year, said: Any) -> date:
    """A day of the year ("month", "day"), or so many working days before today."""
    return (
        working_day_before(year.today, said) if isinstance(said, int) else date(year.number, *said)
    )


def _extend(case: Casework, spec: dict[str, Any], due_on: date) -> None:
    extensions.grant(
        case.round, case.unit, Step(spec["step"]), due_on=due_on + timedelta(days=spec["days"]),
        reason=spec["reason"], by=case.district.board_head,
    )  # fmt: skip


def _grant(case: Casework, reason: str) -> None:
    person = typist_of(case.district, case.unit)
    mandates.grant(case.file, person, reason=reason, by=case.district.board_head)


def _end(case: Casework) -> None:
    mandate = EntryMandate.objects.get(assessment=case.file, ended_at=None)
    mandates.end(mandate, by=case.district.board_head)
