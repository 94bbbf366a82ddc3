"""Who may read, write and fix the board's consolidated report."""

from assessments.consolidating.content import begins_on
from assessments.models import ConsolidatedReport, Round
from assessments.workflow import ConsolidationState, RoundState
from core.calendar import format_date, today
from core.permissions import ALLOWED, Verdict, deny
from organisation.models import User
from organisation.roles import Permission

P = Permission
READERS = (P.SUBMITTED_FILES_VIEW, P.PROPOSED_FILES_VIEW, P.ALL_FILES_VIEW, P.ROUND_MANAGE)
DRAFT_READERS = (P.APPRAISE, P.ALL_FILES_VIEW, P.ROUND_MANAGE)


def can_view_consolidation(user: User, round_: Round, report: ConsolidatedReport | None) -> bool:
    """A fixed report is read by everybody who follows all units; before that by the board."""
    is_fixed = report is not None and report.state == ConsolidationState.FIXED
    held = READERS if is_fixed else DRAFT_READERS
    return any(user.has_permission(permission, round_.organiser_id) for permission in held)


def can_read_some_consolidation(user: User, round_: Round) -> bool:
    """Whether the list of quarters says anything to this person."""
    return any(user.has_permission(permission, round_.organiser_id) for permission in READERS)


def has_begun(round_: Round, quarter: int) -> Verdict:
    """There is nothing to report on before the quarter's first day."""
    first = begins_on(round_, quarter)
    if today() >= first:
        return ALLOWED
    return deny(f"Quý này chưa bắt đầu (bắt đầu ngày {format_date(first)}).")


def can_start_consolidation(user: User, round_: Round, quarter: int) -> Verdict:
    """Begin the report of a quarter."""
    if not user.has_permission(P.ROUND_MANAGE, unit=round_.organiser_id):
        return deny("Chỉ lãnh đạo Ban Dân vận được soạn báo cáo tổng hợp.")
    if round_.state == RoundState.PLANNED:
        return deny("Đợt của năm chưa mở nên chưa có báo cáo nào để tổng hợp.")
    return has_begun(round_, quarter)


def can_write_consolidation(user: User, report: ConsolidatedReport) -> Verdict:
    """Change the texts, have them proposed anew, fix them: until they are fixed."""
    allowed = can_start_consolidation(user, report.round, report.quarter)
    if allowed and report.state != ConsolidationState.DRAFT:
        return deny("Báo cáo đã chốt nên không sửa được nữa.")
    return allowed
