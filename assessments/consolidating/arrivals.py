"""Who sent the report of a quarter, and when: on time, late, sent back, missing."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Q
from django.utils import timezone

from assessments.consolidating.sums import HANDED_IN
from assessments.deadlines import due_dates
from assessments.models import Assessment, QuarterlyReport, Round
from assessments.workflow import REPORT_STEPS, ReportState
from core.calendar import format_date, today
from organisation.models import Unit

ON_TIME, LATE, RETURNED, MISSING, WAITING = "on_time", "late", "returned", "missing", "waiting"


@dataclass(frozen=True)
class Arrival:
    """One unit that reports in a quarter; `days`: how many too late, or overdue by now."""

    unit: int
    name: str
    short_name: str
    kind_name: str
    status: str
    due_on: date
    sent_on: date | None = None
    days: int = 0
    report: int | None = None

    @property
    def is_in(self) -> bool:
        """The report was handed in and stands, so its figures count."""
        return self.status in (ON_TIME, LATE)

    @property
    def words(self) -> str:
        """When it came, in words."""
        return _WORDS[self.status].format(days=self.days, day=format_date(self.due_on))


_WORDS = {
    ON_TIME: "Đúng hạn",
    LATE: "Muộn {days} ngày",
    RETURNED: "Trả lại, chờ gửi lại",
    MISSING: "Chưa gửi, quá hạn {days} ngày",
    WAITING: "Chưa gửi, hạn {day}",
}


def arrivals(round_: Round, quarter: int) -> list[Arrival]:
    """Every unit that reports in the quarter, by name; three queries.

    A unit that merged before the deadline is not asked any more; what it sent still counts.
    """
    reports = {
        row.unit_id: row
        for row in QuarterlyReport.objects.filter(round=round_, quarter=quarter).defer(
            "summary", "proposals", "officer_comment"
        )
    }
    days, step = due_dates(round_), REPORT_STEPS[quarter - 1]
    return [
        _arrival(unit, reports.get(unit.pk), days[unit.pk, step])
        for unit in _units(round_, quarter, days.of_round[step])
    ]


def _units(round_: Round, quarter: int, due_on: date):
    lasting = Q(valid_to__isnull=True) | Q(valid_to__gte=due_on)
    asked = Q(pk__in=Assessment.objects.filter(round=round_).values("unit"))
    sent = QuarterlyReport.objects.filter(round=round_, quarter=quarter, state__in=HANDED_IN)
    wanted = (asked & lasting & Q(valid_from__lte=due_on)) | Q(pk__in=sent.values("unit"))
    return Unit.objects.filter(wanted).select_related("kind")


def _arrival(unit: Unit, report: QuarterlyReport | None, due_on: date) -> Arrival:
    named = {
        "unit": unit.pk, "name": unit.name, "short_name": unit.short_name,
        "kind_name": unit.kind.name,
    }  # fmt: skip
    if report is None or report.state == ReportState.DRAFT:
        status, days = _overdue(due_on)
        return Arrival(**named, status=status, due_on=due_on, days=days)
    sent_on = timezone.localdate(report.first_submitted_at)
    days = max((sent_on - report.due_on).days, 0)
    status = LATE if days else ON_TIME
    if report.state == ReportState.RETURNED:
        status = RETURNED
    return Arrival(
        **named | {"name": report.unit_name}, status=status, due_on=report.due_on,
        sent_on=sent_on, days=days, report=report.pk,
    )  # fmt: skip


def _overdue(due_on: date) -> tuple[str, int]:
    days = (today() - due_on).days
    return (MISSING, days) if days > 0 else (WAITING, 0)
