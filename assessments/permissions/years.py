"""May this person lay out and steer a year: its plan, deadlines, indicators, moved days?"""

from assessments.deadlines import keeper_of
from assessments.models import Assessment, Round
from assessments.permissions.files import can_manage_rounds
from assessments.workflow import UNIT_STEPS, RoundState, Step
from core.permissions import ALLOWED, Verdict, deny
from organisation.models import Unit, User
from organisation.roles import Permission as P

RUNNING = (RoundState.OPEN, RoundState.APPRAISING)


def can_change_plan(user: User, round_: Round) -> Verdict:
    """Change title, dates and sets of a year that no unit has been told of yet."""
    if round_.state != RoundState.PLANNED:
        return deny("Đợt đã mở nên chỉ dời được hạn nộp, không sửa kế hoạch của năm.")
    return can_manage_rounds(user, round_.organiser_id)


def can_move_deadlines(user: User, round_: Round) -> Verdict:
    """Give all units of a running year a later deadline."""
    if round_.state not in RUNNING:
        return deny(f"Đợt chấm điểm đang ở bước “{round_.get_state_display()}”.")
    return can_manage_rounds(user, round_.organiser_id)


def can_extend(user: User, round_: Round, unit: Unit, step: Step) -> Verdict:
    """Give one unit a later deadline for a step while it is still with the unit."""
    allowed = can_move_deadlines(user, round_)
    if not allowed:
        return allowed
    if step not in UNIT_STEPS:
        return deny(f"Bước “{Step(step).label}” không do đơn vị nộp nên không gia hạn.")
    if not Assessment.objects.filter(round=round_, unit=unit).exists():
        return deny(f"{unit} không tham gia đợt này.")
    if keeper_of(step).handed_in(round_, unit.pk, step):
        return deny(f"{unit} đã nộp “{Step(step).label}” nên không cần gia hạn.")
    return ALLOWED


def can_lead(leader: User, round_: Round) -> Verdict:
    """Be in charge of units: somebody who settles for the organiser."""
    if leader.is_active and leader.has_permission(P.SETTLE, unit=round_.organiser_id):
        return ALLOWED
    return deny(f"{leader} không phải lãnh đạo Ban Dân vận.")


def can_manage_indicators(user: User, organiser: Unit) -> Verdict:
    """Keep the list of figures that units report each quarter."""
    if user.has_permission(P.ROUND_MANAGE, unit=organiser):
        return ALLOWED
    return deny("Chỉ lãnh đạo Ban Dân vận được sửa danh mục chỉ tiêu.")


def can_move_days(user: User) -> Verdict:
    """Say which days the government has declared free or worked."""
    if user.has_permission(P.ROUND_MANAGE) or user.has_permission(P.UNITS_MANAGE):
        return ALLOWED
    return deny("Chỉ lãnh đạo Ban Dân vận hoặc người quản trị được ghi ngày nghỉ, ngày làm bù.")
