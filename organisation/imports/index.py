"""Finding rows by what people write: names in any spelling, codes, addresses."""

from collections import defaultdict

from django.core.exceptions import ValidationError
from django.utils import timezone

from organisation.models import Unit, User
from organisation.naming import name_key
from organisation.user_names import normal_username


class UnitIndex:
    """Units that have not ended, by any spelling of their name, and by code; read once."""

    def __init__(self):
        self._by_name: dict[str, list[Unit]] = defaultdict(list)
        self._by_code: dict[str, list[Unit]] = defaultdict(list)
        living = Unit.objects.exclude(valid_to__lt=timezone.localdate())
        for unit in living.select_related("kind", "parent"):
            self.add(unit)

    def add(self, unit: Unit) -> None:
        """Let later rows of the file find a unit that an earlier one created."""
        for key in {name_key(unit.name), name_key(unit.short_name)}:
            self._by_name[key].append(unit)
        if unit.official_code:
            self._by_code[unit.official_code].append(unit)

    def named(self, text: str) -> Unit | None:
        """The unit of this name, short name or code; None if there is none."""
        found = self._by_name.get(name_key(text)) or self._by_code.get(text.strip()) or []
        if len({unit.pk for unit in found}) > 1:
            raise ValidationError(f"Có nhiều đơn vị tên “{text}”. Hãy ghi mã hành chính.")
        return found[0] if found else None

    def required(self, text: str) -> Unit:
        """The unit of this name, short name or code."""
        unit = self.named(text)
        if unit is None:
            raise ValidationError(f"Không có đơn vị “{text}”. Hãy thêm đơn vị trước.")
        return unit

    def same_name(self, name: str) -> Unit | None:
        """The unit whose full name this is, however spelt."""
        key = name_key(name)
        exact = [unit for unit in self._by_name.get(key, []) if name_key(unit.name) == key]
        if len({unit.pk for unit in exact}) > 1:
            raise ValidationError({"name": f"Có nhiều đơn vị tên “{name}”; hãy sửa từng đơn vị."})
        return exact[0] if exact else None


class PersonIndex:
    """Accounts by user name, by address, and by name at a unit; read once."""

    def __init__(self):
        self._by_username: dict[str, User] = {}
        self._by_email: dict[str, User] = {}
        self._by_name_at: dict[tuple[str, int], User] = {}
        self.held: set[tuple[int, str, int]] = set()
        for person in User.objects.prefetch_related("role_assignments"):
            self.add(person)
            for assignment in person.role_assignments.all():
                if not assignment.valid_to or assignment.valid_to >= timezone.localdate():
                    self.add_role(person, assignment.role, assignment.unit_id)

    def add(self, person: User) -> None:
        """Let later rows find this person by user name or address."""
        self._by_username[person.username] = person
        if person.email:
            self._by_email[person.email.lower()] = person

    def add_role(self, person: User, role: str, unit_pk: int) -> None:
        """Let later rows see that the role is held."""
        self.held.add((person.pk, role, unit_pk))
        self._by_name_at[name_key(person.full_name), unit_pk] = person

    def find(self, values: dict[str, str], unit: Unit | None) -> User | None:
        """By user name; without one by address; without both by name at the unit."""
        if values["username"]:
            return self._by_username.get(normal_username(values["username"]))
        if values["email"]:
            return self._by_email.get(values["email"].lower())
        return self._by_name_at.get((name_key(values["full_name"]), unit.pk)) if unit else None
