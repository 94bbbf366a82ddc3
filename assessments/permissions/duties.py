"""Who may look at the progress of all units, call those that are late, and remind them."""

from assessments.models import OfficerAssignment, Round
from assessments.permissions.files import sees_overview
from assessments.workflow import RoundState
from core.permissions import ALLOWED, Verdict, deny
from organisation.models import User
from organisation.roles import Permission

P = Permission
UNDER_WAY = (RoundState.OPEN, RoundState.APPRAISING)


def can_see_matrix(user: User, round_: Round) -> Verdict:
    """Every unit against every step: whoever follows the round as a whole."""
    if sees_overview(user, round_):
        return ALLOWED
    return deny("Chỉ cơ quan theo dõi đợt chấm điểm được xem bảng tiến độ của các đơn vị.")


def can_see_calls(user: User, round_: Round) -> Verdict:
    """Who is late, with telephone numbers: the board, and who may read everything."""
    organiser = round_.organiser_id
    if user.has_permission(P.APPRAISE, organiser) or user.has_permission(
        P.ALL_FILES_VIEW, organiser
    ):
        return ALLOWED
    return deny("Chỉ cán bộ Ban Dân vận được xem danh sách gọi điện.")


def can_follow_up(user: User, round_: Round) -> Verdict:
    """Call or remind units of a round that is under way; which ones: `followed_units`."""
    if not user.has_permission(P.APPRAISE, round_.organiser_id):
        return deny("Chỉ cán bộ Ban Dân vận được gọi, nhắc các đơn vị.")
    if round_.state not in UNDER_WAY:
        return deny("Đợt chấm điểm chưa mở hoặc đã kết thúc nên không còn gì để nhắc.")
    return ALLOWED


def can_follow_up_unit(user: User, round_: Round, unit_pk: int) -> Verdict:
    """Call or remind one unit: the officer assigned to it, or a board head."""
    allowed = can_follow_up(user, round_)
    followed = followed_units(user, round_) if allowed else None
    if followed is not None and unit_pk not in followed:
        return deny("Đơn vị này được phân công cho chuyên viên khác.")
    return allowed


def followed_units(user: User, round_: Round) -> frozenset[int] | None:
    """Keys of the units that the person follows in the round; None: all, for a board head."""
    if user.has_permission(P.ROUND_MANAGE, round_.organiser_id):
        return None
    own = OfficerAssignment.objects.filter(round=round_, officer=user)
    return frozenset(own.values_list("unit", flat=True))
