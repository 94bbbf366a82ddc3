"""Quarterly reports of a round: who sent what, on time or late, in words."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet
from django.utils import timezone

from assessments.models import QuarterlyReport, Round
from assessments.permissions import sees_overview
from assessments.workflow import ReportState
from core.text import fold
from organisation.models import Unit, User
from organisation.roles import Permission

QUARTERS = (1, 2, 3, 4)
QUARTER_NAMES = {1: "I", 2: "II", 3: "III", 4: "IV"}


@dataclass(frozen=True)
class ReportCell:
    """One unit in one quarter: words, tone, and the report where there is one to read."""

    words: str
    tone: str
    report: QuarterlyReport | None = None


@dataclass(frozen=True)
class ReportLine:
    """One unit with its four quarters."""

    unit: Unit
    cells: tuple[ReportCell, ...]


def report_lines(round_: Round, viewer: User, words: str = "") -> list[ReportLine]:
    """Units of the round that the person follows, with their quarters; two queries."""
    reports = defaultdict(dict)
    seen = QuarterlyReport.objects.visible_to(viewer).filter(round=round_)
    for report in seen.defer("summary", "proposals", "officer_comment"):
        reports[report.unit_id][report.quarter] = report
    return [
        ReportLine(unit, tuple(_cell(round_, q, reports[unit.pk].get(q)) for q in QUARTERS))
        for unit in _units(round_, viewer, words)
    ]


def sent_words(due_on: date, sent_on: date) -> tuple[str, str]:
    """Whether a report came in time, in words, with its tone."""
    late = (sent_on - due_on).days
    return (f"Muộn {late} ngày", "warning") if late > 0 else ("Đúng hạn", "success")


def sent_on(report: QuarterlyReport) -> date | None:
    """The day on which the report came in."""
    return timezone.localdate(report.first_submitted_at) if report.first_submitted_at else None


def status_of(report: QuarterlyReport) -> tuple[str, str]:
    """Words and tone of one report."""
    if report.submitted_at and report.state != ReportState.RETURNED:
        return sent_words(report.due_on, sent_on(report))
    if report.state == ReportState.RETURNED:
        return "Trả lại, chờ gửi lại", "warning"
    return _not_sent(report.due_on)


def _cell(round_: Round, quarter: int, report: QuarterlyReport | None) -> ReportCell:
    if report is None:
        return ReportCell(*_not_sent(round_.report_due_dates[quarter]))
    return ReportCell(*status_of(report), report)


def _not_sent(due_on: date) -> tuple[str, str]:
    if timezone.localdate() > due_on:
        return "Chưa gửi", "danger"
    return "Chưa đến hạn", "neutral"


def _units(round_: Round, viewer: User, words: str) -> QuerySet:
    units = Unit.objects.filter(assessments__round=round_)
    if not sees_overview(viewer, round_):
        units = units.filter(pk__in=viewer.units_with(Permission.OWN_FILES_VIEW))
    folded = fold(words)
    return units.matching(folded) if folded else units
