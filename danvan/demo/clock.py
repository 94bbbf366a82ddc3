"""A clock for telling a past story through the real actions: used by the demonstration only."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from heapq import heappop, heappush
from itertools import count
from unittest import mock

from core.calendar import VIETNAM, is_working_day

Act = Callable[[], object]


class Clock:
    """Stands still until it is set or ticks, and never runs backwards.

    The audit trail is in the order of time only if the story is told in that order.
    """

    def __init__(self, start: datetime) -> None:
        self.now = start

    def __call__(self) -> datetime:
        return self.now

    def set(self, moment: datetime) -> None:
        """Go on to `moment`; a moment that has passed already changes nothing."""
        self.now = max(self.now, moment)

    def tick(self, seconds: int = 20) -> None:
        """Let a little time pass between two acts of one person."""
        self.now += timedelta(seconds=seconds)


@contextmanager
def running(clock: Clock) -> Iterator[Clock]:
    """Let the whole programme read `clock` (django.utils.timezone.now) instead of the machine's."""
    with mock.patch("django.utils.timezone.now", clock):
        yield clock


@dataclass
class Agenda:
    """Acts with their moments, carried out in the order of time whatever the order of writing.

    An act may add further acts, as opening a year does. What lies after `until` has not happened.
    """

    clock: Clock
    until: datetime
    _acts: list[tuple[datetime, int, Act]] = field(default_factory=list)
    _numbers: Iterator[int] = field(default_factory=count)

    def add(self, day: date, hour: float, act: Act) -> None:
        """Plan `act` for `hour` o'clock (8.5: half past eight, Viet Nam) on `day`.

        What falls on a day off is done on the working day before.
        """
        moment = midnight(working_day_before(day, 0)) + timedelta(hours=hour)
        if moment < self.until:
            heappush(self._acts, (moment, next(self._numbers), act))

    def carry_out(self) -> None:
        """Do everything planned, each act at its moment."""
        while self._acts:
            moment, _number, act = heappop(self._acts)
            self.clock.set(moment)
            act()


def working_day_before(day: date, days: int) -> date:
    """The `days`-th working day before `day`; the day itself, or the last one before it, for 0."""
    while True:
        if is_working_day(day):
            if days <= 0:
                return day
            days -= 1
        day -= timedelta(days=1)


def morning(day: date) -> datetime:
    """Eight o'clock in Viet Nam."""
    return datetime.combine(day, time(8), tzinfo=VIETNAM)


def midnight(day: date) -> datetime:
    """The first instant of the day in Viet Nam."""
    return datetime.combine(day, time.min, tzinfo=VIETNAM)
