"""May this person manage units, people, letterheads? Always with a reason."""

from core.permissions import ALLOWED, Verdict, deny
from organisation.models import User
from organisation.roles import EXCLUSIVE_ROLES, Permission, Role

ADMINISTRATORS_ONLY = "Chỉ người quản trị được thực hiện việc này."


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
        return deny("Bạn không thể tự khoá tài khoản của mình.")
    return can_manage_people(user)


def can_assign_role(user: User, person: User, role: str) -> Verdict:
    """Give a role: never to oneself, never beside a role that excludes others."""
    allowed = can_manage_people(user)
    if not allowed:
        return allowed
    if user.pk == person.pk:
        return deny("Bạn không thể tự gán vai trò cho mình.")
    held = {held_role for held_role, _unit in person.current_roles}
    if held - {role} and (role in EXCLUSIVE_ROLES or held & EXCLUSIVE_ROLES):
        names = ", ".join(sorted(Role(r).label for r in held | {role}))
        return deny(f"Không được kiêm nhiệm các vai trò: {names}.")
    return ALLOWED
