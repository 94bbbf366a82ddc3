"""Duties: what each unit has to do by when in a round, whoever keeps the records of it.

One concept feeds the matrix of the board, "việc cần làm", reminders, the call list, the calendar
file and a handover. The app that knows a step registers who answers for it; an upper app does so
in its AppConfig.ready().
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date

from assessments.models import Round
from assessments.workflow import Step
from core.calendar import today


@dataclass(frozen=True)
class Duty:
    """One step of one unit: until when, done when, in words; who has to act; where it is done.

    `due_on` None: there is no fixed day (yet). `holder` is "unit", "board" or "committee".
    `is_void`: the unit does not take this step (it merged into another before the day).
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
        return self.is_open and self.days_late > 0


# (round, keys of units or None for all) → duties; a constant number of queries.
Provider = Callable[[Round, frozenset[int] | None], Iterable[Duty]]

_providers: dict[str, Provider] = {}


def register(code: str, provider: Provider) -> None:
    """Let `provider` answer for some steps of every round."""
    _providers[code] = provider


def duties(round_: Round, units: Iterable[int] | None = None) -> list[Duty]:
    """Every duty of the units (all of the round unless given), in the order of the steps."""
    keys = None if units is None else frozenset(units)
    order = {step: place for place, step in enumerate(Step)}
    found = [duty for provider in _providers.values() for duty in provider(round_, keys)]
    return sorted(found, key=lambda duty: (duty.unit_id, order[duty.step]))
