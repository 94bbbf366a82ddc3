"""May this person do this to this quarterly report now? Always with a reason.

A report may be written for any quarter that has begun and in which the unit existed on at least one
day; also after its deadline (then it is late), until the round is closed.
"""

from django.utils import timezone

from assessments.mandates import held_a_mandate, may_type_for
from assessments.models import Assessment, OfficerAssignment, QuarterlyReport, Round
from assessments.reporting.rows import QUARTERS, existed_in, quarter_start
from assessments.workflow import REPORT_EDITABLE, REPORT_WORKFLOW, ReportState, RoundState
from core.calendar import today
from core.permissions import ALLOWED, Verdict, deny
from organisation.models import User
from organisation.roles import Permission

P = Permission
RUNNING = frozenset({RoundState.OPEN, RoundState.APPRAISING})


def can_start(user: User, file: Assessment, quarter: int) -> Verdict:
    """Begin the report of a quarter for the unit of `file`."""
    round_, unit = file.round, file.unit
    if quarter not in QUARTERS:
        return deny("Một năm chỉ có bốn quý.")
    if not _types_for(user, round_, unit.pk):
        return deny("Chỉ người của đơn vị mới được lập báo cáo quý.")
    if not (running := _is_running(round_)):
        return running
    begins = quarter_start(round_.year, quarter)
    if today() < begins:
        return deny(f"Quý này chưa bắt đầu. Lập báo cáo được từ ngày {begins:%d/%m/%Y}.")
    if not existed_in(unit, round_.year, quarter):
        return deny(
            f"{unit.name} không hoạt động trong quý này nên không lập báo cáo. Chỉ lập được báo "
            "cáo của quý mà đơn vị còn tồn tại ít nhất một ngày."
        )
    return ALLOWED


def can_fill(user: User, report: QuarterlyReport) -> Verdict:
    """Enter figures, texts and evidence."""
    if not _types_for(user, report.round, report.unit_id):
        return deny("Chỉ người của đơn vị mới được sửa báo cáo.")
    if report.state not in REPORT_EDITABLE:
        return deny("Báo cáo đã gửi nên không sửa được nữa. Rút lại được khi chưa tiếp nhận.")
    return _is_running(report.round)


def can_submit(user: User, report: QuarterlyReport) -> Verdict:
    """Hand the report in: the unit's head, or who holds a mandate (the report is marked so)."""
    if not answers_for(user, report):
        return deny("Chỉ Bí thư hoặc thủ trưởng đơn vị được gửi báo cáo.")
    if report.state not in REPORT_EDITABLE:
        at = timezone.localtime(report.submitted_at)
        return deny(f"Báo cáo đã được {report.submitted_by} gửi lúc {at:%H:%M ngày %d/%m/%Y}.")
    return _is_running(report.round)


def can_recall(user: User, report: QuarterlyReport) -> Verdict:
    """Take the report back, until the board has accepted or returned it."""
    if not answers_for(user, report):
        return deny("Chỉ Bí thư hoặc thủ trưởng đơn vị được rút lại báo cáo.")
    if not REPORT_WORKFLOW.allows("recall", report.state):
        return deny("Chỉ rút lại được báo cáo đã gửi mà Ban Dân vận chưa tiếp nhận, trả lại.")
    return _is_running(report.round)


def can_decide(user: User, report: QuarterlyReport) -> Verdict:
    """Accept a report, or return it with a reason."""
    if report.state != ReportState.SUBMITTED:
        return deny("Chỉ tiếp nhận, trả lại được báo cáo đã gửi.")
    return is_reviewer(user, report) and _is_running(report.round)


def can_reopen(user: User, report: QuarterlyReport) -> Verdict:
    """Give an accepted report back to the unit, with a written reason."""
    if not user.has_permission(P.SETTLE, unit=report.round.organiser_id):
        return deny("Chỉ lãnh đạo Ban Dân vận được mở lại báo cáo đã tiếp nhận.")
    if not REPORT_WORKFLOW.allows("reopen", report.state):
        return deny("Chỉ mở lại được báo cáo đã tiếp nhận.")
    return _is_running(report.round)


def can_view(user: User, report: QuarterlyReport) -> bool:
    """Object twin of QuarterlyReportQuerySet.visible_to."""
    organiser = report.round.organiser_id
    if user.has_permission(P.OWN_FILES_VIEW, unit=report.unit_id):
        return True
    if may_type_for(user, report.round_id, report.unit_id):
        return True
    needed = [P.ALL_FILES_VIEW]
    if report.state != ReportState.DRAFT:
        needed += [P.SUBMITTED_FILES_VIEW, P.PROPOSED_FILES_VIEW]
    return any(user.has_permission(permission, organiser) for permission in needed)


def is_reviewer(user: User, report: QuarterlyReport) -> Verdict:
    """The officer of the unit, or a board head; never who belongs to it or types for it."""
    organiser = report.round.organiser_id
    if not user.has_permission(P.APPRAISE, unit=organiser):
        return deny("Chỉ cán bộ Ban Dân vận được tiếp nhận, trả lại báo cáo.")
    if _is_involved(user, report):
        return deny("Đồng chí thuộc đơn vị này hoặc đã nhập thay nên không được tiếp nhận báo cáo.")
    assigned = OfficerAssignment.objects.filter(
        round=report.round_id, unit=report.unit_id, officer=user
    )
    if user.has_permission(P.SETTLE, unit=organiser) or assigned.exists():
        return ALLOWED
    return deny("Đơn vị này được phân công cho chuyên viên khác.")


def _is_involved(user: User, report: QuarterlyReport) -> bool:
    if user.has_permission(P.OWN_FILES_VIEW, unit=report.unit_id):
        return True
    if report.submitted_by_id == user.pk:
        return True
    return held_a_mandate(user, report.round_id, report.unit_id)


def _types_for(user: User, round_: Round, unit_id: int) -> bool:
    if user.has_permission(P.ASSESSMENT_FILL, unit=unit_id):
        return True
    return may_type_for(user, round_.pk, unit_id)


def answers_for(user: User, report: QuarterlyReport) -> bool:
    """Whether the person hands in for the unit: its head, or who holds a mandate."""
    if user.has_permission(P.ASSESSMENT_SUBMIT, unit=report.unit_id):
        return True
    return may_type_for(user, report.round_id, report.unit_id)


def _is_running(round_: Round) -> Verdict:
    if round_.state in RUNNING:
        return ALLOWED
    if round_.state == RoundState.CLOSED:
        return deny("Đợt của năm đã kết thúc nên báo cáo không thay đổi được nữa.")
    return deny("Đợt của năm chưa mở nên chưa lập báo cáo được.")
