"""Until when each unit hands in each step of a year: the round's date, or its own later one.

The one answer for everybody who asks: pages, lateness, reminders, calendar files. A deadline runs
to the end of its day in Asia/Ho_Chi_Minh (core.calendar.end_of_day).
"""

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from django.utils import timezone

from assessments.models import Assessment, Extension, Round
from assessments.workflow import UNIT_STEPS, AssessmentState, Step
from core.calendar import add_working_days

# The column of the round that holds the date of each step that a unit hands in.
COLUMNS: dict[Step, str] = {step: f"{step.value}_due" for step in UNIT_STEPS}

RESEND_DAYS = 5  # working days to send again what the board gave back


class DueDates(dict[tuple[int, Step], date]):
    """(key of a unit, step) → its day: extensions are kept, anything else is the round's date.

    Every unit and each of UNIT_STEPS has an answer; other steps have no day of their own
    (KeyError).
    """

    def __init__(self, dates: Mapping[Step, date], extended: Mapping[tuple[int, Step], date]):
        super().__init__(extended)
        self.of_round = dict(dates)

    def __missing__(self, key: tuple[int, Step]) -> date:
        return self.of_round[key[1]]


def round_dates(round_: Round) -> dict[Step, date]:
    """The dates that hold for every unit without an extension."""
    return {step: getattr(round_, column) for step, column in COLUMNS.items()}


def due_dates(round_: Round, units: Iterable[int] | None = None) -> DueDates:
    """The days of all units (or of those with the keys `units`), in one query."""
    rows = Extension.objects.filter(round=round_)
    if units is not None:
        rows = rows.filter(unit__in=list(units))
    dates = round_dates(round_)
    extended: dict[tuple[int, Step], date] = {}
    for unit_pk, step, day in rows.order_by().values_list("unit", "step", "due_on"):
        key = (unit_pk, Step(step))
        # The round's date may have moved past an extension since: nobody has less time than all.
        extended[key] = max(day, dates[key[1]], extended.get(key, day))
    return DueDates(dates, extended)


def due_on(round_: Round, unit_pk: int, step: Step) -> date:
    """The day of one unit for one step."""
    return due_dates(round_, [unit_pk])[unit_pk, step]


def present_due(round_: Round, unit_pk: int, step: Step) -> date:
    """Until when the unit has at the moment: a supplement that it owes has a day of its own."""
    if step == Step.SELF_ASSESSMENT:
        sheets = Assessment.objects.filter(round=round_, unit=unit_pk)
        if returned := sheets.filter(state=AssessmentState.RETURNED).first():
            return returned.due_on
    return due_on(round_, unit_pk, step)


def resend_due(returned_at: datetime, due_on: date) -> date:
    """Until when a unit sends again what the board gave back; never before its own deadline.

    Lateness is judged by the first hand-in and does not change by this day.
    """
    return max(due_on, add_working_days(timezone.localdate(returned_at), RESEND_DAYS))


@dataclass(frozen=True)
class Keeper:
    """How whoever keeps the rows of a step lets them follow a deadline.

    `handed_in(round, unit_pk, step)`: nothing of the step is left with the unit. `follow(round,
    step, dates, units)` writes the day of each of the units (None: all) into rows that repeat it;
    it is called inside the action's transaction.
    """

    handed_in: Callable[[Round, int, Step], bool]
    follow: Callable[[Round, Step, DueDates, Collection[int] | None], None]


_keepers: dict[Step, Keeper] = {}


def register(step: Step, keeper: Keeper) -> None:
    """Say who keeps the rows of a step; an upper app does so in its AppConfig.ready()."""
    _keepers[step] = keeper


def keeper_of(step: Step) -> Keeper:
    """Who keeps the rows of the step."""
    return _keepers[step]
