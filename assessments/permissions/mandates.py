"""Who may let somebody of the board type for a unit."""

from assessments.models import Assessment, EntryMandate
from assessments.workflow import RoundState
from core.calendar import today
from core.permissions import ALLOWED, Verdict, deny
from organisation.models import RoleAssignment, User
from organisation.roles import Permission

P = Permission


def can_mandate(user: User, file: Assessment) -> Verdict:
    """Give or end mandates for the unit of `file` in its round."""
    if not user.has_permission(P.ROUND_MANAGE, unit=file.round.organiser_id):
        return deny("Chỉ lãnh đạo Ban Dân vận được giao nhập thay.")
    if file.round.state == RoundState.CLOSED:
        return deny("Đợt của năm đã kết thúc nên không giao nhập thay nữa.")
    return ALLOWED


def can_grant(user: User, file: Assessment, person: User) -> Verdict:
    """Let `person` of the board type for the unit."""
    allowed = can_mandate(user, file)
    if not allowed:
        return allowed
    if person == user:
        return deny("Không tự giao nhập thay cho chính mình.")
    if not board_people(file).filter(pk=person.pk).exists():
        return deny(f"{person} không phải cán bộ Ban Dân vận đang công tác.")
    if person.has_permission(P.OWN_FILES_VIEW, unit=file.unit_id):
        return deny(f"{person} thuộc đơn vị này, không cần giao nhập thay.")
    return ALLOWED


def can_end(user: User, mandate: EntryMandate) -> Verdict:
    """End a mandate that still holds."""
    if mandate.ended_at is not None:
        return deny("Việc nhập thay này đã kết thúc.")
    return can_mandate(user, mandate.assessment)


def board_people(file: Assessment):
    """Active people who appraise for the organiser of the file's round."""
    held = RoleAssignment.objects.active_on(today()).giving(P.APPRAISE)
    held = held.filter(unit=file.round.organiser_id)
    return User.objects.filter(pk__in=held.values("user"), is_active=True)
