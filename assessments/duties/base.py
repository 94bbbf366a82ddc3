"""Duties: what each unit has to do by when in a round, whoever keeps the records of it.

One concept feeds the matrix of the board, "việc cần làm", reminders, the call list, the calendar
file and a handover. The app that knows a step registers who answers for it; an upper app does so
in its AppConfig.ready().
"""

from collections.abc import Callable, Iterable
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from django.db.models import OuterRef, Subquery

from assessments.deadlines import DueDates, due_dates
from assessments.models import Assessment, Round, Submission
from assessments.waiting import with_waiting
from assessments.workflow import Step
from core.calendar import today


@dataclass(frozen=True)
class Duty:
    """One step of one unit: until when, done when, in words; who has to act; where it is done.

    `due_on` None: there is no fixed day (yet). `holder` is "unit", "board" or "committee".
    `is_void`: the unit does not take this step (it merged into another before the day).
    `is_blocked`: another step has to be done first, so that nobody is late with this one.
    `opens_on`: before that day it cannot be done. `since`: the holder could act from that day.
    """

    unit_id: int
    step: Step
    holder: str
    due_on: date | None = None
    done_on: date | None = None
    words: str = ""
    url: str = ""
    is_begun: bool = False
    is_void: bool = False
    is_blocked: bool = False
    opens_on: date | None = None
    since: date | None = None

    @property
    def is_open(self) -> bool:
        """Still to be done."""
        return self.done_on is None and not self.is_void

    @property
    def days_late(self) -> int:
        """Days after the deadline (which runs to the end of its day); 0 when in time or open."""
        if self.due_on is None or self.is_void:
            return 0
        return max(((self.done_on or today()) - self.due_on).days, 0)

    @property
    def is_late(self) -> bool:
        """Not done, and its day has ended."""
        return self.is_open and not self.is_blocked and self.days_late > 0

    @property
    def is_current(self) -> bool:
        """Open, and its holder can act on it now."""
        has_opened = self.opens_on is None or self.opens_on <= today()
        return self.is_open and not self.is_blocked and has_opened

    @property
    def days_left(self) -> int | None:
        """Days until the deadline, 0 on its day; None without one."""
        return None if self.due_on is None else (self.due_on - today()).days

    @property
    def days_waiting(self) -> int | None:
        """Days that it has been lying with its holder; None where nobody counts."""
        if not self.is_current:
            return None
        return (today() - self.since).days if self.since else self.days_late or None


# (round, keys of units or None for all) → duties; a constant number of queries.
Provider = Callable[[Round, frozenset[int] | None], Iterable[Duty]]

_providers: dict[str, Provider] = {}


def register(code: str, provider: Provider) -> None:
    """Let `provider` answer for some steps of every round."""
    _providers[code] = provider


def by_urgency(duty: Duty) -> tuple:
    """Order of a list of work: the most overdue first, then by deadline, then without one."""
    return (-duty.days_late if duty.is_late else 0, duty.due_on or date.max)


def void_after(ended_on: date | None, due_on: date | None) -> bool:
    """Whether a unit that ended (or did not) is past a step: it merged before the day."""
    return ended_on is not None and ended_on < (due_on or today())


class Basis:
    """What several providers ask the database for, asked once per question to all of them."""

    def __init__(self, round_: Round, units: frozenset[int] | None) -> None:
        self.round, self.units = round_, units

    @cached_property
    def files(self) -> list[Assessment]:
        """The files of the round (of the units) with unit and what `waiting` needs, by unit."""
        handed_in = Submission.objects.filter(assessment=OuterRef("pk"), recalled_at=None)
        first = handed_in.order_by("number").values("submitted_at")[:1]
        files = with_waiting(Assessment.objects.filter(round=self.round)).select_related(
            "unit__kind"
        )
        if self.units is not None:
            files = files.filter(unit__in=self.units)
        found = list(files.annotate(first_handed_in_at=Subquery(first)).order_by("unit"))
        for file in found:
            file.round = self.round
        return found

    @cached_property
    def due_dates(self) -> DueDates:
        """(unit, step) → until when, the units' own later days included."""
        return due_dates(self.round, self.units)


_basis: ContextVar[Basis | None] = ContextVar("basis of duties", default=None)


def basis_of(round_: Round, units: frozenset[int] | None) -> Basis:
    """The shared basis while `duties` asks its providers; otherwise a fresh one."""
    shared = _basis.get()
    if shared and shared.round is round_ and shared.units == units:
        return shared
    return Basis(round_, units)


def duties(
    round_: Round, units: Iterable[int] | None = None, *, basis: Basis | None = None
) -> list[Duty]:
    """Every duty of the units (all of the round unless given), in the order of the steps.

    `basis`: what has been asked for already, by somebody who needs the files as well.
    """
    basis = basis or Basis(round_, None if units is None else frozenset(units))
    order = {step: place for place, step in enumerate(Step)}
    token = _basis.set(basis)
    try:
        found = [duty for provider in _providers.values() for duty in provider(round_, basis.units)]
    finally:
        _basis.reset(token)
    return sorted(found, key=lambda duty: (duty.unit_id, order[duty.step]))
