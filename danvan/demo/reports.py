"""Quarterly reports of the running year, through the actions.

In the last quarter that is over, one report was returned, one is still being written, one came in
late and one is missing.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from functools import partial
from uuid import uuid4

from assessments.actions import report_moves, reports
from assessments.figures import FLOW
from assessments.models import (
    Assessment,
    EntryMandate,
    Indicator,
    QuarterlyReport,
    Round,
)
from assessments.reporting.entries import Entry, Figure, Section, Words
from assessments.reporting.rows import ReportFigures
from criteria.definitions import definition_of
from danvan.demo.clock import Agenda
from danvan.demo.dice import dice
from danvan.demo.district import District
from danvan.demo.figures import asked_of, figures
from danvan.demo.fixtures import read
from danvan.demo.registered_models import report_progress
from danvan.demo.report_words import proposals_of, section_of, summary_of
from organisation.models import Unit, User

LATE_SHARE = 0.12
SENT_BEFORE = 6  # days before the deadline, at most
LATE_BY = 2  # days
READ_AFTER = 3  # days
# In the last quarter that is over, by name of the unit.
RETURNED, UNFINISHED, SENT_LATE, NOT_BEGUN = "Canh Nậu", "Tam Tiến", "Đồng Vương", "Hương Vĩ"
WRITES_NOW = "Đồng Tiến"  # has begun the quarter that is running
EXTENDED, EXTENDED_QUARTER, WITHIN = "Đồng Lạc", 2, 4  # days after the deadline of the others


def schedule(
    agenda: Agenda, district: District, round_: Round, indicators: Sequence[Indicator]
) -> None:
    """Plan a report of each unit for every quarter that ends before today."""
    ended = [q for q, day in round_.report_due_dates.items() if day < agenda.until.date()]
    for quarter, due_on in round_.report_due_dates.items():
        for unit in district.units:
            work = Work(district, round_, unit, quarter, indicators)
            if quarter in ended:
                _schedule_running(agenda, work, due_on, is_last=quarter == ended[-1])
            elif unit.short_name == WRITES_NOW:
                agenda.add(_begins(round_, quarter), 9, work.begin)


def _schedule_running(agenda: Agenda, work: "Work", due_on: date, *, is_last: bool) -> None:
    name = work.unit.short_name
    if is_last and name == NOT_BEGUN:
        return
    day = work.sent_on(due_on)
    if is_last and name == SENT_LATE:
        day = due_on + timedelta(days=LATE_BY + 2)
    if (name, work.quarter) == (EXTENDED, EXTENDED_QUARTER):
        day = due_on + timedelta(days=WITHIN)
    agenda.add(day, work.hour, partial(work.write, is_finished=not is_last or name != UNFINISHED))
    if is_last and name == UNFINISHED:
        return
    answer = work.send_back if is_last and name == RETURNED else work.accept
    agenda.add(day + timedelta(days=READ_AFTER), 10, answer)


def _begins(round_: Round, quarter: int) -> date:
    """A few days into the quarter that is running; a quarter to come never begins."""
    return date(round_.year, 3 * quarter - 2, 1) + timedelta(days=20)


@dataclass
class Work:
    """One report of one unit, as its people and the officer bring it on its way."""

    district: District
    round: Round
    unit: Unit
    quarter: int
    indicators: Sequence[Indicator]

    def dice(self, what: str):
        """Its own chance, the same on every run."""
        return dice(self.district.seed, what, self.unit.short_name, self.round.year, self.quarter)

    def sent_on(self, due_on: date) -> date:
        """The day on which it came in: mostly before the deadline, sometimes late."""
        random = self.dice("report")
        is_late = random.random() < LATE_SHARE
        return due_on + timedelta(days=LATE_BY if is_late else -random.randint(0, SENT_BEFORE))

    @property
    def hour(self) -> float:
        return self.dice("hour").uniform(8, 16.5)

    @property
    def report(self) -> QuarterlyReport:
        rows = QuarterlyReport.objects.select_related("unit__kind", "round")
        return rows.get(round=self.round, unit=self.unit, quarter=self.quarter)

    @property
    def typist(self) -> User:
        """The unit's editor, or whom the board lets type for the unit these days."""
        held = EntryMandate.objects.filter(assessment=self._file(), ended_at=None)
        mandate = held.select_related("person").first()
        return mandate.person if mandate else self.district.editor(self.unit)

    def begin(self) -> None:
        """Begun by the unit's editor, with what is there already."""
        report = reports.start(self._file(), self.quarter, by=self.typist)
        self._save(report, self._entries(report)[:4])

    def write(self, *, is_finished: bool) -> None:
        """Filled in by the editor; handed in by the head."""
        self.begin()
        report, clock = self.report, self.district.clock
        clock.tick(900)
        if not is_finished:
            return
        self._save(report, self._entries(report))
        report_progress(self.district, report)
        self._confirm(report)
        clock.tick(600)
        report_moves.submit(report, key=uuid4(), by=self._sender())

    def accept(self) -> None:
        """Read and accepted by the officer, mostly with a word."""
        comment = self.dice("comment").choice(read("demo_words")["officer_comments"])
        report_moves.accept(self.report, comment=comment, by=self.district.officer(self.unit))

    def send_back(self) -> None:
        """Returned by the officer with the reason."""
        reason = read("demo_reports")["returning"]
        report_moves.send_back(self.report, reason=reason, by=self.district.officer(self.unit))

    def _file(self) -> Assessment:
        rows = Assessment.objects.select_related("unit", "round", "criteria_set")
        return rows.get(round=self.round, unit=self.unit)

    def _sender(self) -> User:
        """The unit's head; who types for the unit hands in as well."""
        typist = self.typist
        is_own = typist == self.district.editor(self.unit)
        return self.district.head(self.unit) if is_own else typist

    def groups(self):
        definition = definition_of(self._file().criteria_set)
        return [group for group in definition.groups if not group.is_bonus]

    def _entries(self, report: QuarterlyReport) -> list[Entry]:
        random = self.dice("words")
        return [
            *(
                Figure(indicator.code, value, is_none=did_not_occur(indicator, value))
                for indicator, value in self.figures()
            ),
            Words("summary", summary_of(report, random)),
            Words("proposals", proposals_of(random)),
            *(Section(group.key, **section_of(report, group.key, random))
              for group in self.groups()),
        ]  # fmt: skip

    def _save(self, report: QuarterlyReport, entries: Sequence[Entry]) -> None:
        reports.save_all(report, entries, by=self.typist)

    def _confirm(self, report: QuarterlyReport) -> None:
        """Say that figures which look absurd are right."""
        doubtful = [row for row in ReportFigures(report).rows if row.is_doubtful]
        if doubtful:
            self._save(report, [Figure(r.indicator.code, r.value, True) for r in doubtful])

    def figures(self) -> list[tuple[Indicator, Decimal]]:
        values = figures(self.district, self.unit, self.round.year, self.quarter)
        return [(row, values[row.code]) for row in asked_of(self.unit, self.indicators)]


def did_not_occur(indicator: Indicator, value: Decimal) -> bool:
    """A quarter without any of it: what is counted as it happens was not there at all."""
    return indicator.nature == FLOW and not value
