"""The whole story in the order of time: founding, two closed years, the year that is running."""

from collections.abc import Callable
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from unittest import mock

from django.db import transaction

from core.pdf import pdf_available
from danvan.demo import (
    closed_year,
    correction,
    criteria_sets,
    current_year,
    figures,
    handovers,
    models,
    plans,
    workshop,
)
from danvan.demo.clock import Agenda, Clock, midnight, morning, running
from danvan.demo.founding import found
from danvan.demo.year import Year
from danvan.demo.years import closed_calendar, current_calendar
from danvan.demo.years import current_year as running_year


@dataclass(frozen=True)
class Wish:
    """What to lay: `small` is three communes and an agency in the current year only."""

    seed: int
    today: date
    small: bool = False


def tell(wish: Wish, report: Callable[[str], None]) -> None:
    """Lay the demonstration, all or nothing; `report` is told what is going on."""
    this_year = running_year(wish.today)
    first_year = this_year if wish.small else this_year - 2
    clock = Clock(morning(date(first_year, 1, 5)))
    with running(clock), _without_mail(), transaction.atomic():
        report("Lập huyện, đơn vị, tài khoản, bộ tiêu chí")
        agenda = Agenda(clock, until=midnight(wish.today))
        _schedule(agenda, wish, this_year, report)
        agenda.carry_out()


def _schedule(agenda: Agenda, wish: Wish, this_year: int, report: Callable[[str], None]) -> None:
    can_print = pdf_available()
    district = found(wish.seed, this_year, agenda.clock, small=wish.small, can_print=can_print)
    indicators = figures.lay_indicators(district)
    models.fill_register(district, this_year, small=wish.small)

    def year(number: int, calendar: dict[str, date], special: dict[str, dict]) -> Year:
        chosen = {u.pk: plans.plan_of(special, u, number, wish.seed) for u in district.units}
        return Year(agenda, district, number, calendar, chosen, indicators, report)

    if not wish.small:
        for number, special in ((this_year - 2, plans.BEFORE_LAST), (this_year - 1, plans.LAST)):
            past = year(number, closed_calendar(number), special)
            closed_year.schedule(past, can_print=can_print)
        agenda.add(date(this_year, 1, 12), 9, lambda: criteria_sets.renew(district))
    now = year(this_year, current_calendar(wish.today), plans.CURRENT)
    current_year.schedule(now, wish.today)
    correction.schedule(now, wish.today)
    handovers.schedule(agenda, district, this_year)
    workshop.schedule(agenda, district, wish.today, this_year)


@contextmanager
def _without_mail():
    """Nobody is written to about what happened in a story; the messages in the program stay."""
    with mock.patch("core.outbox.queue"):
        yield
