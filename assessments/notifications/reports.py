"""Messages about quarterly reports and mandates to type for a unit. Called by actions only."""

from django.urls import reverse

from assessments.deadlines import due_dates, resend_due
from assessments.figures import QUARTER_NAMES
from assessments.models import Assessment, EntryMandate, OfficerAssignment, QuarterlyReport
from assessments.notifications.files import people_of
from assessments.reporting.rows import is_asked_of
from assessments.workflow import REPORT_STEPS, ReportState
from core.calendar import format_date
from core.models import Notification
from core.notifications import notify
from organisation.models import User
from organisation.roles import Role

ALL_IN = "all_reports_in"


def report_submitted(report: QuarterlyReport) -> None:
    """The officer learns that a report came in; the board heads where nobody is assigned."""
    mark = " (nhập thay)" if report.entered_on_behalf else ""
    text = f"{report.unit_name} đã gửi báo cáo {_quarter(report)}{mark}. Xin đọc và tiếp nhận."
    notify("report_submitted", _reviewers(report), text=text, url=report.get_absolute_url())


def report_recalled(report: QuarterlyReport) -> None:
    """The officer need not read on."""
    text = f"{report.unit_name} đã rút lại báo cáo {_quarter(report)} để sửa."
    # Until it comes again the report itself is the unit's own affair.
    url = _list(report)
    notify("report_recalled", _reviewers(report), text=text, url=url)


def report_returned(report: QuarterlyReport) -> None:
    """The unit learns what to mend."""
    text = (
        f"Ban Dân vận trả lại báo cáo {_quarter(report)}: {report.officer_comment} {_until(report)}"
    )
    url = reverse("assessments:report-edit", args=[report.pk])
    notify("report_returned", unit_people(report), text=text, url=url)


def report_accepted(report: QuarterlyReport) -> None:
    """The unit learns that its report was accepted, and the officer's comment."""
    said = f" Ý kiến: {report.officer_comment}" if report.officer_comment else ""
    text = f"Ban Dân vận đã tiếp nhận báo cáo {_quarter(report)}.{said}"
    notify("report_accepted", unit_people(report), text=text, url=report.get_absolute_url())


def report_reopened(report: QuarterlyReport) -> None:
    """The unit has the report again, and its officer knows."""
    text = (
        f"Báo cáo {_quarter(report)} của {report.unit_name} được mở lại: {report.officer_comment} "
        f"{_until(report)}"
    )
    people = [*unit_people(report), *_reviewers(report)]
    notify("report_reopened", people, text=text, url=report.get_absolute_url())


def all_reports_in(report: QuarterlyReport) -> None:
    """One message, once, to the board heads when the last unit has sent its report."""
    url = reverse("assessments:consolidation", args=[report.round_id, report.quarter])
    told = Notification.objects.filter(kind=ALL_IN, url=url)
    if _is_anybody_missing(report) or told.exists():
        return
    text = f"Đã đủ báo cáo {_quarter(report)} của tất cả các đơn vị: xem báo cáo tổng hợp."
    notify(ALL_IN, people_of(report.round.organiser_id, Role.BOARD_HEAD), text=text, url=url)


def mandate_granted(mandate: EntryMandate) -> None:
    """The unit learns who may type for it and why; the person learns it too."""
    file = mandate.assessment
    text = f"{mandate.person} được giao nhập thay cho {file.unit_name}: {mandate.reason}"
    people = [*_people_of_unit(file.unit_id), mandate.person]
    notify("mandate_granted", people, text=text, url=file.get_absolute_url())


def mandate_ended(mandate: EntryMandate) -> None:
    """The unit and the person learn that it is over."""
    file = mandate.assessment
    text = f"{mandate.person} không còn nhập thay cho {file.unit_name}."
    notify("mandate_ended", _people_of_unit(file.unit_id), text=text, url=file.get_absolute_url())
    notify("mandate_ended", [mandate.person], text=text)


def unit_people(report: QuarterlyReport) -> list[User]:
    """Head and editors of the reporting unit."""
    return _people_of_unit(report.unit_id)


def _people_of_unit(unit_id: int) -> list[User]:
    return people_of(unit_id, Role.UNIT_HEAD, Role.UNIT_EDITOR)


def _reviewers(report: QuarterlyReport) -> list[User]:
    assigned = OfficerAssignment.objects.filter(round=report.round_id, unit=report.unit_id)
    people = [row.officer for row in assigned.select_related("officer")]
    return people or people_of(report.round.organiser_id, Role.BOARD_HEAD)


def _is_anybody_missing(report: QuarterlyReport) -> bool:
    files = Assessment.objects.filter(round=report.round_id).select_related("unit").order_by()
    sent = QuarterlyReport.objects.filter(round=report.round_id, quarter=report.quarter)
    known = set(sent.exclude(state=ReportState.DRAFT).values_list("unit", flat=True))
    year, quarter = report.round.year, report.quarter
    days, step = due_dates(report.round), REPORT_STEPS[report.quarter - 1]
    return any(
        file.unit_id not in known
        and is_asked_of(file.unit, year, quarter, days[file.unit_id, step])
        for file in files
    )


def _quarter(report: QuarterlyReport) -> str:
    return f"quý {QUARTER_NAMES[report.quarter]}/{report.round.year}"


def _until(report: QuarterlyReport) -> str:
    """Until when what was given back is sent again."""
    day = resend_due(report.decided_at, report.due_on)
    return f"Gửi lại chậm nhất ngày {format_date(day)}."


def _list(report: QuarterlyReport) -> str:
    return f"{reverse('assessments:reports')}?round={report.round_id}"
