"""Questions to the tables of units, people, roles and letterheads."""

from collections.abc import Iterable
from datetime import date

from django.db.models import Q, QuerySet

from core.search import each_word
from organisation.roles import Permission, roles_with


class ValidityQuerySet(QuerySet):
    """Rows with valid_from and valid_to, both days included."""

    def valid_on(self, day: date) -> "ValidityQuerySet":
        """Rows in force on `day`."""
        ended = Q(valid_to__isnull=True) | Q(valid_to__gte=day)
        return self.filter(ended, valid_from__lte=day)

    def lasting_beyond(self, day: date) -> "ValidityQuerySet":
        """Rows that have not ended by the end of `day`."""
        return self.filter(Q(valid_to__isnull=True) | Q(valid_to__gt=day))


class UnitQuerySet(ValidityQuerySet):
    """Units of the tree."""

    def matching(self, folded: str) -> "UnitQuerySet":
        """Units whose folded name has every word, or whose official code begins with the text."""
        return self.filter(each_word("search_key", folded) | Q(official_code__startswith=folded))

    def below_and_at(self, keys: Iterable[int]) -> set[int]:
        """The given keys and those of everything under them, whatever the dates."""
        children: dict[int | None, list[int]] = {}
        for key, parent in self.model.objects.order_by().values_list("pk", "parent_id"):
            children.setdefault(parent, []).append(key)
        found, level = set(keys), set(keys)
        while level:
            level = {child for key in level for child in children.get(key, ())} - found
            found |= level
        return found

    def visible_to(self, user) -> "UnitQuerySet":
        """Units whose administration `user` may see: all for an administrator, else those below."""
        if user.has_permission(Permission.UNITS_MANAGE):
            return self
        return self.filter(pk__in=self.below_and_at(user.units_with(Permission.ORGANISATION_VIEW)))


class UserQuerySet(QuerySet):
    """Accounts."""

    def matching(self, folded: str) -> "UserQuerySet":
        """People whose folded name, user name or telephone number have every word of the text."""
        return self.filter(each_word("search_key", folded))

    def visible_to(self, user) -> "UserQuerySet":
        """Accounts that `user` may see: all for an administrator, else of people in their units."""
        if user.has_permission(Permission.PEOPLE_MANAGE):
            return self
        units = self.model._meta.get_field("role_assignments").related_model.unit.field
        visible = units.related_model.objects.visible_to(user)
        return self.filter(pk__in=visible.values("role_assignments__user"))


class RoleAssignmentQuerySet(ValidityQuerySet):
    """Roles held at units, with their dates."""

    def active_on(self, day: date) -> "RoleAssignmentQuerySet":
        """Assignments in force on `day`."""
        return self.valid_on(day)

    def giving(self, permission: Permission) -> "RoleAssignmentQuerySet":
        """Assignments whose role gives `permission`."""
        return self.filter(role__in=roles_with(permission))


class LetterheadQuerySet(ValidityQuerySet):
    """What units print."""

    def matching(self, folded: str) -> "LetterheadQuerySet":
        """Letterheads of units whose folded name has every word of the folded text."""
        return self.filter(each_word("unit__search_key", folded))

    def visible_to(self, user) -> "LetterheadQuerySet":
        """Letterheads that `user` may see: all for an administrator, else those of their units."""
        if user.has_permission(Permission.LETTERHEADS_MANAGE):
            return self
        units = self.model._meta.get_field("unit").related_model.objects.visible_to(user)
        return self.filter(unit__in=units)
