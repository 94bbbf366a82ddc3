"""The board's consolidated reports: those of past quarters fixed, the running one on the desk."""

from datetime import timedelta
from functools import partial

from assessments.actions import consolidation
from assessments.consolidating.content import begins_on
from assessments.models import Round
from danvan.demo.clock import Agenda
from danvan.demo.district import District

BEGUN_AFTER = timedelta(days=40)  # the first day of the quarter
FIXED_AFTER = timedelta(days=4)  # the deadline of the units
FIRST_NUMBER = 9  # reports on other matters come before


def schedule(agenda: Agenda, district: District, round_: Round) -> None:
    """Plan the reports of this and last year; what is due after the story's end stays a draft."""
    if round_.year < district.year - 1:
        return
    for quarter, due_on in round_.report_due_dates.items():
        begun_on = begins_on(round_, quarter) + BEGUN_AFTER
        agenda.add(begun_on, 15, partial(_start, district, round_, quarter))
        if district.can_print:
            agenda.add(due_on + FIXED_AFTER, 15, partial(_fix, district, round_, quarter))


def _start(district: District, round_: Round, quarter: int) -> None:
    consolidation.start(round_, quarter, by=district.board_head)


def _fix(district: District, round_: Round, quarter: int) -> None:
    """The texts proposed anew from what has come in by now, read, and fixed two hours later."""
    report = round_.consolidated_reports.get(quarter=quarter)
    report = consolidation.propose_again(report, by=district.board_head)
    district.clock.tick(7200)
    number = f"{FIRST_NUMBER + 7 * quarter:02d}-BC/BDVHU"
    consolidation.fix(report, reference=number, by=district.board_head)
