"""May this person write or publish this criteria set now? Always with a reason."""

from core.permissions import ALLOWED, Verdict, deny
from criteria.models import CriteriaSet
from criteria.workflow import CRITERIA_SET_WORKFLOW, CriteriaSetState
from organisation.models import Unit, User
from organisation.roles import Permission

NOT_A_WRITER = "Chỉ lãnh đạo Ban Dân vận được soạn và ban hành bộ tiêu chí."


def can_write(user: User) -> Verdict:
    """Write criteria sets of some organiser."""
    return ALLOWED if user.has_permission(Permission.CRITERIA_WRITE) else deny(NOT_A_WRITER)


def can_write_for(user: User, organiser: Unit) -> Verdict:
    """Write criteria sets of `organiser`."""
    if user.has_permission(Permission.CRITERIA_WRITE, unit=organiser):
        return ALLOWED
    return deny(NOT_A_WRITER)


def can_view(user: User, criteria_set: CriteriaSet) -> bool:
    """Object twin of CriteriaSetQuerySet.visible_to."""
    if user.has_permission(Permission.CRITERIA_WRITE, unit=criteria_set.organiser_id):
        return True
    units = {unit for _role, unit in user.current_roles}
    organised = Unit.objects.filter(pk__in=units, parent=criteria_set.organiser_id)
    near = criteria_set.organiser_id in units or organised.exists()
    return near and criteria_set.state != CriteriaSetState.DRAFT


def can_edit(user: User, criteria_set: CriteriaSet) -> Verdict:
    """Change anything in a draft."""
    if criteria_set.state != CriteriaSetState.DRAFT:
        return deny("Bộ tiêu chí đã ban hành không sửa được. Hãy lập phiên bản mới.")
    return can_write_for(user, criteria_set.organiser)


def can_publish(user: User, criteria_set: CriteriaSet) -> Verdict:
    """Publish a draft: from then on it never changes."""
    if not CRITERIA_SET_WORKFLOW.allows("publish", criteria_set.state):
        return deny("Bộ tiêu chí này đã được ban hành.")
    return can_write_for(user, criteria_set.organiser)


def can_retire(user: User, criteria_set: CriteriaSet) -> Verdict:
    """Take a published set out of use for new rounds."""
    if not CRITERIA_SET_WORKFLOW.allows("retire", criteria_set.state):
        return deny("Chỉ bộ tiêu chí đã ban hành mới được ngừng sử dụng.")
    return can_write_for(user, criteria_set.organiser)
