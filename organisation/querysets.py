"""Questions to the tables of units and roles."""

from datetime import date

from django.db.models import Q, QuerySet

from organisation.roles import Permission, roles_with


class UnitQuerySet(QuerySet):
    """Units of the tree."""

    def valid_on(self, day: date) -> "UnitQuerySet":
        """Units that existed on `day`."""
        ended = Q(valid_to__isnull=True) | Q(valid_to__gte=day)
        return self.filter(ended, valid_from__lte=day)

    def matching(self, folded: str) -> "UnitQuerySet":
        """Units whose folded name or official code contains the (already folded) text."""
        return self.filter(Q(search_key__contains=folded) | Q(official_code__startswith=folded))


class RoleAssignmentQuerySet(QuerySet):
    """Roles held at units, with their dates."""

    def active_on(self, day: date) -> "RoleAssignmentQuerySet":
        """Assignments in force on `day`."""
        ended = Q(valid_to__isnull=True) | Q(valid_to__gte=day)
        return self.filter(ended, valid_from__lte=day)

    def giving(self, permission: Permission) -> "RoleAssignmentQuerySet":
        """Assignments whose role gives `permission`."""
        return self.filter(role__in=roles_with(permission))
