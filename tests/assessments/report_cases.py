"""Quarterly reports in chosen states, brought there by the actions where that is the point."""

from datetime import date, datetime, timedelta
from decimal import Decimal
from uuid import UUID, uuid4

from assessments.actions import report_moves, reports, rounds
from assessments.models import Assessment, Indicator, QuarterlyReport, Round
from assessments.reporting.entries import Entry, Figure, Section, Words
from core.calendar import VIETNAM
from organisation.models import User
from tests.factories import (
    make_assessment,
    make_board_head,
    make_editor,
    make_head,
    make_indicator,
    make_officer,
    make_report,
)

TODAY = datetime(2026, 8, 12, 9, tzinfo=VIETNAM)  # in quarter III
QUARTER = 3
REASON = "Số hộ hiến đất lệch với sổ của thôn, đề nghị đối chiếu."


def at(day: date, hour: int = 9, minute: int = 0, second: int = 0) -> datetime:
    """A moment in Viet Nam."""
    return datetime(day.year, day.month, day.day, hour, minute, second, tzinfo=VIETNAM)


def make_file(**indicator) -> Assessment:
    """A draft sheet of a commune with an officer; the organiser asks for dialogues."""
    file = make_assessment()
    make_indicator(file.round.organiser, **indicator)
    rounds.assign_officer(
        file.round, file.unit, make_officer(file.round.organiser),
        by=make_board_head(file.round.organiser),
    )  # fmt: skip
    return Assessment.objects.with_context().select_related("round__organiser").get(pk=file.pk)


def make_draft(file: Assessment | None = None, quarter: int = QUARTER) -> QuarterlyReport:
    """A report just begun."""
    file = file or make_file()
    return reports.start(file, quarter, by=make_editor(file.unit))


def complete(report: QuarterlyReport, value: str = "2") -> QuarterlyReport:
    """Filled in, so that nothing keeps it from being handed in."""
    figures = [
        Figure(row.code, Decimal(value), is_confirmed=True) for row in Indicator.objects.all()
    ]
    return put(report, Words("summary", "Các thôn làm tốt."), *figures, *_sections(report))


def put(report: QuarterlyReport, *entries: Entry, by: User | None = None) -> QuarterlyReport:
    """Store parts as the unit's editor."""
    reports.save_all(report, entries, by=by or make_editor(report.unit))
    return fresh(report)


def send(
    report: QuarterlyReport, *, by: User | None = None, key: UUID | None = None
) -> QuarterlyReport:
    """Handed in by the head."""
    by = by or make_head(report.unit)
    return fresh(report_moves.submit(report, key=key or uuid4(), by=by))


def make_sent(
    file: Assessment | None = None, quarter: int = QUARTER, value: str = "2"
) -> QuarterlyReport:
    """A complete report that was handed in."""
    return send(complete(make_draft(file, quarter), value))


def make_accepted(file: Assessment | None = None, quarter: int = QUARTER) -> QuarterlyReport:
    report = make_sent(file, quarter)
    return fresh(report_moves.accept(report, by=make_board_head(report.round.organiser)))


def make_returned(file: Assessment | None = None, quarter: int = QUARTER) -> QuarterlyReport:
    report = make_sent(file, quarter)
    by = make_board_head(report.round.organiser)
    return fresh(report_moves.send_back(report, reason=REASON, by=by))


def in_state(state: str) -> QuarterlyReport:
    """A report in this state, with whatever leads there."""
    makers = {"draft": lambda: complete(make_draft()), "submitted": make_sent,
              "accepted": make_accepted, "returned": make_returned}  # fmt: skip
    return makers[state]()


def make_last_year(file: Assessment, values: dict[int, int]) -> Round:
    """The closed year before, with the unit's values of its only indicator by quarter."""
    year = file.round.year - 1
    last = Round.objects.create(
        organiser=file.round.organiser, year=year, title=str(year), state="closed",
        registration_due=date(year, 3, 1), report_1_due=date(year, 3, 31),
        report_2_due=date(year, 6, 30), report_3_due=date(year, 9, 30),
        report_4_due=date(year, 12, 20), self_assessment_opens=date(year, 11, 1),
        self_assessment_due=date(year, 12, 1), appraisal_due=date(year, 12, 31),
    )  # fmt: skip
    for quarter, value in values.items():
        report = make_report(last, file.unit, quarter, sent_at=at(date(year, 12, 1)))
        report.values.create(indicator=Indicator.objects.get(), value=value)
    return last


def fresh(report: QuarterlyReport) -> QuarterlyReport:
    """The same report as the database has it."""
    rows = QuarterlyReport.objects.select_related("unit__kind", "round__organiser", "submitted_by")
    return rows.get(pk=report.pk)


def days_after(day: date, days: int) -> date:
    return day + timedelta(days=days)


def _sections(report: QuarterlyReport) -> list[Section]:
    rows = report.sections.all()
    return [Section(row.group_key, "Đã làm xong việc của quý.", "", "Làm tiếp.") for row in rows]
