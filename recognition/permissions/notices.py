"""May this person issue the notice that announces the approved models? With a reason."""

from assessments.models import Round
from assessments.workflow import RoundState
from core.permissions import ALLOWED, Verdict, deny
from organisation.models import User
from organisation.roles import Permission
from recognition.models import RegistrationNotice


def can_view_notice(user: User, notice: RegistrationNotice) -> bool:
    """Object twin of RegistrationNoticeQuerySet.visible_to."""
    units = {unit for _role, unit in user.current_roles}
    return notice.organiser_id in units or notice.organiser.children.filter(pk__in=units).exists()


def can_issue_notice(user: User, round_: Round) -> Verdict:
    """Give it its number and have it stored: who approves registrations, while the year runs."""
    if not user.has_permission(Permission.SETTLE, unit=round_.organiser_id):
        return deny("Chỉ lãnh đạo Ban Dân vận được phát hành thông báo phê duyệt danh mục.")
    if round_.state == RoundState.PLANNED:
        return deny("Năm thi đua chưa mở nên chưa có danh mục để thông báo.")
    if round_.state == RoundState.CLOSED:
        return deny("Đợt của năm đã kết thúc nên không phát hành thêm thông báo.")
    return ALLOWED
