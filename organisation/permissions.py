"""May this person manage units, people, letterheads? Always with a reason."""

from django.utils import timezone

from core.permissions import ALLOWED, Verdict, deny
from organisation.models import RoleAssignment, User
from organisation.roles import EXCLUSIVE_ROLES, Permission, Role

ADMINISTRATORS_ONLY = "Chỉ người quản trị được thực hiện việc này."


def can_view_organisation(user: User) -> Verdict:
    """Read the lists of units, people, roles and letterheads."""
    if user.has_permission(Permission.ORGANISATION_VIEW):
        return ALLOWED
    return deny("Chỉ người quản trị và cơ quan kiểm tra, thanh tra được xem phần này.")


def can_manage_units(user: User) -> Verdict:
    """Create, rename, merge and close units."""
    return ALLOWED if user.has_permission(Permission.UNITS_MANAGE) else deny(ADMINISTRATORS_ONLY)


def can_manage_people(user: User) -> Verdict:
    """Create and disable accounts, reset passwords."""
    return ALLOWED if user.has_permission(Permission.PEOPLE_MANAGE) else deny(ADMINISTRATORS_ONLY)


def can_manage_letterheads(user: User) -> Verdict:
    """Write letterheads."""
    allowed = user.has_permission(Permission.LETTERHEADS_MANAGE)
    return ALLOWED if allowed else deny(ADMINISTRATORS_ONLY)


def can_disable(user: User, person: User) -> Verdict:
    """End a person's access; nobody locks out themselves."""
    if user.pk == person.pk:
        return deny("Đồng chí không thể tự khoá tài khoản của mình.")
    return can_manage_people(user)


def can_reset_password(user: User, person: User) -> Verdict:
    """Hand out a new initial password; one's own is changed, not reset."""
    if user.pk == person.pk:
        return deny("Mật khẩu của mình thì tự đổi ở mục Đổi mật khẩu.")
    return can_manage_people(user)


def can_assign_role(user: User, person: User, role: str) -> Verdict:
    """Give a role: never to oneself, never beside a role that excludes others."""
    allowed = can_manage_people(user)
    if not allowed:
        return allowed
    if user.pk == person.pk:
        return deny("Đồng chí không thể tự giao vai trò cho mình.")
    held = roles_now_and_later(person)
    if held - {role} and (role in EXCLUSIVE_ROLES or held & EXCLUSIVE_ROLES):
        names = ", ".join(sorted(Role(r).label for r in held | {role}))
        return deny(f"Không được kiêm nhiệm các vai trò: {names}.")
    return ALLOWED


def can_end_role(user: User, assignment: RoleAssignment) -> Verdict:
    """Take a role away; nobody takes their own, so an administrator always remains."""
    allowed = can_manage_people(user)
    if not allowed:
        return allowed
    if user.pk == assignment.user_id:
        return deny("Đồng chí không thể tự kết thúc vai trò của mình.")
    if assignment.valid_to and assignment.valid_to < timezone.localdate():
        return deny("Vai trò này đã kết thúc.")
    return ALLOWED


def roles_now_and_later(person: User) -> set[str]:
    """Roles in force today or promised for a later day: exclusions count both."""
    not_over = person.role_assignments.exclude(valid_to__lt=timezone.localdate())
    return set(not_over.values_list("role", flat=True))
