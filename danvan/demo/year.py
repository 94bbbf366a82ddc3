"""One year of the story while it is being told: its round, the plans of its units, its files."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import partial

from assessments.models import Indicator, Round
from danvan.demo import closed_reports, consolidation, models, reports
from danvan.demo.casework import Casework
from danvan.demo.clock import Agenda
from danvan.demo.district import District
from danvan.demo.plans import Fate, Plan, Trouble
from danvan.demo.years import plan_and_open

MINUTES_APART = 0.25  # hours between two units doing the same on one day


@dataclass
class Year:
    """What the acts of one year share; `plans` by key of the unit."""

    agenda: Agenda
    district: District
    number: int
    calendar: dict[str, date]
    plans: dict[int, Plan]
    indicators: Sequence[Indicator]
    report: Callable[[str], None]
    round: Round = field(init=False)
    cases: list[Casework] = field(default_factory=list)

    @property
    def today(self) -> date:
        """The day on which the story ends; nothing has happened on it."""
        return self.agenda.until.date()

    def open(self) -> None:
        """Plan and open the round, begin a case for each unit, announce the reports."""
        self.report(f"Năm {self.number}: mở đợt, giao việc")
        district = self.district
        self.round = plan_and_open(district, self.number, self.calendar, district.sets)
        self.cases = [Casework(district, self.round, u, self.plans[u.pk]) for u in district.units]
        if self.number == district.year:
            reports.schedule(self.agenda, district, self.round, self.indicators)
        else:
            closed_reports.schedule(self.agenda, district, self.round, self.plans, self.indicators)
        consolidation.schedule(self.agenda, district, self.round)

    def register(self) -> None:
        """The units have registered themselves and their models; one of them may have been late."""
        late = (c.unit.pk for c in self.cases if c.plan.trouble == Trouble.LATE_REGISTRATION)
        models.register_year(self.district, self.round, frozenset(late))

    def recognise_models(self) -> None:
        """In autumn the units recognise their own models."""
        models.recognise_year(self.round)

    def conclude_models(self) -> None:
        """The same by the real action, which fills the register and tells the officers."""
        models.conclude_year(self.district, self.round)

    def of(self, *fates: Fate) -> list[Casework]:
        """The files that get as far as one of `fates`."""
        return [case for case in self.cases if case.plan.fate in fates]

    def each(self, cases: Sequence[Casework], day: date, hour: float, act: str, **how) -> None:
        """Plan the same act for several files, one after the other on one day."""
        for order, case in enumerate(cases):
            moment = hour + order * MINUTES_APART
            self.agenda.add(day, moment, partial(getattr(case, act), **how))
