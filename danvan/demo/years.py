"""The calendars: two closed years in full, and the current one laid around today."""

from datetime import date, timedelta
from itertools import cycle

from assessments.actions import rounds
from assessments.models import Round
from assessments.year_plans import Followers
from criteria.models import CriteriaSet
from danvan.demo.clock import working_day_before
from danvan.demo.district import District
from organisation.roles import Role

OPEN_SINCE = 23  # working days before today on which self-assessment opened
DAYS_LEFT = 12
APPRAISAL_DAYS = 40
HALF_A_YEAR = timedelta(days=180)


def current_year(today: date) -> int:
    """The year that is being assessed: in the first months still the one before."""
    return (today - HALF_A_YEAR).year


def closed_calendar(year: int) -> dict[str, date]:
    """The calendar of a year that has run its course."""
    return _reports(year) | {
        "self_assessment_opens": date(year, 11, 10),
        "self_assessment_due": date(year, 12, 8),
        "appraisal_due": date(year, 12, 31),
    }


def current_calendar(today: date) -> dict[str, date]:
    """A calendar in which the units have twelve days left."""
    return _reports(current_year(today)) | {
        "self_assessment_opens": working_day_before(today, OPEN_SINCE),
        "self_assessment_due": today + timedelta(days=DAYS_LEFT),
        "appraisal_due": today + timedelta(days=APPRAISAL_DAYS),
    }


def _reports(year: int) -> dict[str, date]:
    return {
        "registration_due": date(year, 3, 15),
        "report_1_due": date(year, 3, 31),
        "report_2_due": date(year, 6, 25),
        "report_3_due": date(year, 9, 25),
        "report_4_due": date(year, 12, 10),
    }


def plan_and_open(
    district: District, year: int, calendar: dict[str, date], sets: list[CriteriaSet]
) -> Round:
    """The board plans the year, says who follows and who leads each unit, and opens it."""
    by = district.board_head
    title = f"Chấm điểm, công nhận đơn vị “Dân vận khéo” năm {year}"
    round_ = rounds.plan_round(
        district.organiser, year=year, title=title, calendar=calendar, criteria_sets=sets, by=by
    )
    leaders = cycle(district.at_district(Role.BOARD_HEAD))
    people = {unit: Followers(district.officer(unit), next(leaders)) for unit in district.units}
    rounds.assign_officers(round_, people, by=by)
    rounds.open_round(round_, by=by)
    round_.refresh_from_db()
    return round_
