"""Quarterly reports of a round: who sent what, on time or late, in words."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone

from assessments.deadlines import DueDates, due_dates
from assessments.figures import QUARTER_NAMES
from assessments.forms.reports import LATE, MISSING, ReportFilter
from assessments.models import Assessment, OfficerAssignment, QuarterlyReport, Round
from assessments.permissions.files import sees_overview
from assessments.permissions.reports import RUNNING
from assessments.reporting.rows import QUARTERS, existed_in, is_asked_of, quarter_start
from assessments.workflow import REPORT_EDITABLE, REPORT_SENT, REPORT_STEPS, ReportState
from core.text import fold
from organisation.models import Unit, User
from organisation.roles import Permission

NOT_BEGUN, NO_UNIT, MERGED = "Chưa đến quý", "Không hoạt động", "Đã sáp nhập"


@dataclass(frozen=True)
class ReportCell:
    """One unit in one quarter: words, tone, and the report where there is one to read."""

    words: str
    tone: str
    quarter: int
    due_on: date
    report: QuarterlyReport | None = None

    @property
    def sent_on(self) -> date | None:
        return sent_on(self.report) if self.report else None

    @property
    def days_late(self) -> int:
        """Days after the deadline on which it came in."""
        return max((self.sent_on - self.due_on).days, 0) if self.sent_on else 0

    @property
    def state_words(self) -> str:
        """The state beside "đúng hạn": whether the board has read it."""
        return self.report.get_state_display() if self.report else ""

    def matches(self, state: str) -> bool:
        """Whether the cell is what the filter asks for."""
        if state == MISSING:
            return self.tone == "danger"
        if state == LATE:
            return self.days_late > 0
        return bool(self.report) and self.report.state == state


@dataclass(frozen=True)
class ReportLine:
    """One unit with its quarters."""

    unit: Unit
    officer: User | None
    cells: tuple[ReportCell, ...]


def report_lines(
    round_: Round, viewer: User, wanted: ReportFilter | None = None
) -> list[ReportLine]:
    """Units of the round that the person follows, with their quarters; four queries."""
    wanted = wanted or ReportFilter({})
    reports: dict[int, dict[int, QuarterlyReport]] = defaultdict(dict)
    seen = QuarterlyReport.objects.visible_to(viewer).filter(round=round_)
    for report in seen.defer("summary", "proposals", "officer_comment"):
        reports[report.unit_id][report.quarter] = report
    assigned = OfficerAssignment.objects.filter(round=round_).select_related("officer")
    officers = {row.unit_id: row.officer for row in assigned}
    days = due_dates(round_)
    lines = [
        ReportLine(unit, officers.get(unit.pk), _cells(round_, unit, reports[unit.pk], days))
        for unit in _units(round_, viewer, wanted)
    ]
    return [line for shown in lines if (line := _narrowed(shown, wanted))]


def sent_words(due_on: date, sent_on: date) -> tuple[str, str]:
    """Whether a report came in time, in words, with its tone."""
    late = (sent_on - due_on).days
    return (f"Muộn {late} ngày", "warning") if late > 0 else ("Đúng hạn", "success")


def sent_on(report: QuarterlyReport) -> date | None:
    """The day on which the report came in."""
    return timezone.localdate(report.first_submitted_at) if report.first_submitted_at else None


def status_of(report: QuarterlyReport) -> tuple[str, str]:
    """Words and tone of one report."""
    if report.state in REPORT_SENT:
        return sent_words(report.due_on, sent_on(report))
    if report.state == ReportState.RETURNED:
        return "Trả lại, chờ gửi lại", "warning"
    return _not_sent(report.due_on)


@dataclass(frozen=True)
class OwnStep:
    """What the person can do for a unit in one quarter."""

    quarter: str
    words: str
    tone: str
    due_on: date
    label: str
    url: str = ""
    start: tuple[int, int] | None = None  # quarter and unit to begin a report for


def own_steps(
    round_: Round, viewer: User, files: list[Assessment], lines: list[ReportLine]
) -> list[tuple[Unit, list[OwnStep]]]:
    """Start and continue links of the units that the person may type for."""
    mine = {file.unit_id for file in files}
    return [
        (line.unit, [_step(round_, line.unit, cell) for cell in line.cells])
        for line in lines
        if line.unit.pk in mine
    ]


def quarter_heads(round_: Round, wanted: ReportFilter) -> list[tuple[str, date]]:
    """The columns: name and day of each quarter that is shown."""
    return [
        (QUARTER_NAMES[quarter], day)
        for quarter, day in round_.report_due_dates.items()
        if wanted.quarter in (None, quarter)
    ]


def counts(lines: list[ReportLine]) -> list[dict[str, Any]]:
    """How many units have sent each quarter's report, and how many of them late."""
    found = []
    for place, _cell in enumerate(lines[0].cells if lines else ()):
        cells = [line.cells[place] for line in lines]
        asked = [cell for cell in cells if cell.words not in (NO_UNIT, MERGED)]
        sent = [cell for cell in asked if cell.sent_on]
        found.append({
            "quarter": QUARTER_NAMES[cells[0].quarter], "sent": len(sent), "units": len(asked),
            "late": sum(1 for cell in sent if cell.days_late),
            "missing": sum(1 for cell in asked if cell.tone == "danger"),
        })  # fmt: skip
    return found


def _step(round_: Round, unit: Unit, cell: ReportCell) -> OwnStep:
    name, start, label, url = QUARTER_NAMES[cell.quarter], None, "", ""
    if cell.report:
        is_open = cell.report.state in REPORT_EDITABLE and round_.state in RUNNING
        label = "Viết tiếp" if is_open else "Xem báo cáo"
        url = cell.report.get_absolute_url() + ("soan/" if is_open else "")
    elif cell.words not in (NOT_BEGUN, NO_UNIT) and round_.state in RUNNING:
        label, start = "Lập báo cáo", (cell.quarter, unit.pk)
    return OwnStep(name, cell.words, cell.tone, cell.due_on, label, url, start)


def _narrowed(line: ReportLine, wanted: ReportFilter) -> ReportLine | None:
    """The line with the quarters that are asked for; None when no quarter matches."""
    cells = tuple(cell for cell in line.cells if wanted.quarter in (None, cell.quarter))
    if wanted.state and not any(cell.matches(wanted.state) for cell in cells):
        return None
    return ReportLine(line.unit, line.officer, cells)


def _cells(
    round_: Round, unit: Unit, reports: Mapping[int, QuarterlyReport], days: DueDates
) -> tuple[ReportCell, ...]:
    return tuple(
        _cell(round_, unit, quarter, reports.get(quarter), days[unit.pk, step])
        for quarter, step in zip(QUARTERS, REPORT_STEPS, strict=True)
    )


def _cell(
    round_: Round, unit: Unit, quarter: int, report: QuarterlyReport | None, due_on: date
) -> ReportCell:
    if report:
        return ReportCell(*status_of(report), quarter, report.due_on, report)
    if not existed_in(unit, round_.year, quarter):
        return ReportCell(NO_UNIT, "neutral", quarter, due_on)
    if timezone.localdate() < quarter_start(round_.year, quarter):
        return ReportCell(NOT_BEGUN, "neutral", quarter, due_on)
    if not is_asked_of(unit, round_.year, quarter, due_on):
        return ReportCell(MERGED, "neutral", quarter, due_on)
    return ReportCell(*_not_sent(due_on), quarter, due_on)


def _not_sent(due_on: date) -> tuple[str, str]:
    if timezone.localdate() > due_on:
        return "Chưa gửi", "danger"
    return "Chưa đến hạn", "neutral"


def _units(round_: Round, viewer: User, wanted: ReportFilter) -> QuerySet:
    units = Unit.objects.filter(assessments__round=round_).select_related("kind")
    if not sees_overview(viewer, round_):
        units = units.filter(pk__in=viewer.units_with(Permission.OWN_FILES_VIEW))
    if wanted.officer:
        held = OfficerAssignment.objects.filter(round=round_, officer=wanted.officer)
        units = units.filter(pk__in=held.values("unit"))
    if wanted.kind:
        units = units.filter(kind=wanted.kind)
    folded = fold(wanted.words)
    return units.matching(folded) if folded else units
