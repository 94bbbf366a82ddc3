"""Ways in for those who read (contributing bodies, auditors) and for the administrator."""

from datetime import timedelta

from axes.models import AccessAttempt
from django.conf import settings
from django.db.models import Exists, OuterRef
from django.utils import timezone

from assessments.models import Round
from danvan.worklists.section import Section
from organisation.models import RoleAssignment, Unit, User
from organisation.roles import Permission, Role

LISTED = 10


def reader_sections(user: User) -> list[Section]:
    """Rounds that a contributing body or an auditor may look into."""
    roles = {role for role, _unit in user.current_roles}
    if not roles & {Role.CONTRIBUTOR, Role.AUDITOR}:
        return []
    rounds = Round.objects.visible_to(user).select_related("organiser")[:LISTED]
    values = {"rounds": list(rounds), "is_auditor": Role.AUDITOR in roles}
    return [Section("home/_reader.html", values)]


def administrator_sections(user: User) -> list[Section]:
    """Accounts that need a hand, and how large the installation is."""
    if not user.has_permission(Permission.PEOPLE_MANAGE):
        return []
    without_role = people_without_role()
    values = {
        "without_role": list(without_role[:LISTED]),
        "without_role_count": without_role.count(),
        "locked": locked_usernames(),
        "people_count": User.objects.filter(is_active=True).count(),
        "unit_count": Unit.objects.valid_on(timezone.localdate()).count(),
    }
    return [Section("home/_administrator.html", values)]


def people_without_role():
    """Active people who hold no role today: they can log in but see nothing."""
    held = RoleAssignment.objects.active_on(timezone.localdate()).filter(user=OuterRef("pk"))
    return User.objects.filter(~Exists(held), is_active=True)


def locked_usernames() -> list[str]:
    """Account names shut out after too many wrong passwords; they open again by themselves."""
    since = timezone.now() - timedelta(hours=settings.AXES_COOLOFF_TIME)
    attempts = AccessAttempt.objects.filter(
        failures_since_start__gte=settings.AXES_FAILURE_LIMIT, attempt_time__gte=since
    )
    return sorted({name for name in attempts.values_list("username", flat=True) if name})
