"""django-import-export resources that save through our actions."""

from typing import NamedTuple

from django.core.exceptions import PermissionDenied, ValidationError
from import_export.fields import Field
from import_export.resources import ModelResource
from import_export.results import RowResult
from import_export.widgets import CharWidget, DateWidget, ForeignKeyWidget

from organisation import actions
from organisation.event_words import FIELD_LABELS
from organisation.imports.index import PersonIndex, UnitIndex
from organisation.models import Unit, UnitKind, User
from organisation.naming import name_key
from organisation.roles import Role


class Change(NamedTuple):
    """One column's value before and after."""

    label: str
    before: object
    after: object


class CachedKey(ForeignKeyWidget):
    """A foreign key found by a function over rows read once, instead of a query per cell."""

    def __init__(self, model, find):
        super().__init__(model)
        self.find = find

    def clean(self, value, row=None, **kwargs):
        return self.find(value) if value else None


class ActionResource(ModelResource):
    """Rows that are looked up by us and saved by an action, as `by`.

    A row that repeats an earlier one is refused: which of the two holds nobody could tell.
    """

    class Meta:
        skip_unchanged = True
        report_skipped = True
        skip_html_diff = True
        store_instance = True

    def __init__(self, by: User):
        super().__init__()
        self.by = by
        self.rows_seen: dict[tuple, int] = {}

    def row_identity(self, row: dict) -> tuple:
        """What no two rows of a file may share."""
        raise NotImplementedError

    def find(self, row: dict):
        """The stored row that this row of the file is about, or None."""
        raise NotImplementedError

    def get_or_init_instance(self, instance_loader, row):
        identity = self.row_identity(row)
        first = self.rows_seen.setdefault(identity, row["number"])
        if first != row["number"]:
            raise ValidationError(f"Trùng với dòng {first} của tệp. Hãy xoá một trong hai dòng.")
        instance = self.find(row)
        return (instance, False) if instance else (self.init_instance(row), True)

    def after_import_row(self, row: dict, row_result: RowResult, **kwargs) -> None:
        """Leave what the row changes where the preview finds it."""
        row_result.changed = [] if row_result.is_new() else self.changed(row_result)

    def changed(self, row_result: RowResult) -> list[Change]:
        """The columns of an existing row that would get another value."""
        if row_result.original is None:
            return []
        pairs = (
            (f.attribute, f.get_value(row_result.original), f.get_value(row_result.instance))
            for f in self.get_import_fields()
        )
        return [Change(FIELD_LABELS[name], old, new) for name, old, new in pairs if old != new]

    def do_instance_save(self, instance, is_create: bool) -> None:
        try:
            self.save(instance, is_create)
        except PermissionDenied as error:
            raise ValidationError(str(error)) from error

    def save(self, instance, is_create: bool) -> None:
        """Call the action."""
        raise NotImplementedError


class UnitResource(ActionResource):
    """Units by name; a spelling with the tone mark elsewhere is the same name."""

    name = Field("name", "name")
    short_name = Field("short_name", "short_name")
    kind = Field("kind", "kind")
    official_code = Field("official_code", "official_code", widget=CharWidget())
    parent = Field("parent", "parent")
    valid_from = Field("valid_from", "valid_from", widget=DateWidget("%Y-%m-%d"))
    valid_to = Field("valid_to", "valid_to", widget=DateWidget("%Y-%m-%d"))

    class Meta(ActionResource.Meta):
        model = Unit
        import_id_fields = ["name"]
        fields = [
            "name", "short_name", "kind", "official_code", "parent", "valid_from", "valid_to",
        ]  # fmt: skip

    def __init__(self, by: User):
        super().__init__(by)
        self.units = UnitIndex()
        kinds = {kind.name: kind for kind in UnitKind.objects.all()}
        self.fields["kind"].widget = CachedKey(UnitKind, kinds.get)
        self.fields["parent"].widget = CachedKey(Unit, self._parent)

    def row_identity(self, row: dict) -> tuple:
        return (name_key(row["name"]),)

    def find(self, row: dict) -> Unit | None:
        unit = self.units.same_name(row["name"])
        for name in ("name", "short_name"):
            if unit and name_key(getattr(unit, name)) == name_key(row[name]):
                row[name] = getattr(unit, name)  # one name, two spellings: ours stays
        return unit

    def save(self, instance: Unit, is_create: bool) -> None:
        actions.save_unit(instance, by=self.by)
        if is_create:
            self.units.add(instance)

    def _parent(self, text: str) -> Unit:
        try:
            return self.units.required(text)
        except ValidationError as error:
            raise ValueError(error.messages[0]) from error


class PersonResource(ActionResource):
    """People by user name, address, or name at a unit; a role that is not held yet is given."""

    full_name = Field("full_name", "full_name")
    position = Field("position", "position", widget=CharWidget())
    username = Field("username", "username", widget=CharWidget())
    email = Field("email", "email", widget=CharWidget())
    phone = Field("phone", "phone", widget=CharWidget())

    class Meta(ActionResource.Meta):
        model = User
        import_id_fields = ["full_name"]
        fields = ["full_name", "position", "username", "email", "phone"]

    def __init__(self, by: User):
        super().__init__(by)
        self.units = UnitIndex()
        self.people = PersonIndex()
        self.unit: Unit | None = None
        self.role = ""
        self.gives_role = False

    def before_import_row(self, row: dict, **kwargs) -> None:
        for name in ("username", "email", "role", "unit"):
            row.setdefault(name, "")
        row["email"] = row["email"].lower()
        self.role, self.unit = row["role"], self._unit(row["unit"])
        if bool(self.role) != bool(self.unit):
            missing = "role" if self.unit else "unit"
            raise ValidationError({missing: "Vai trò và đơn vị phải đi cùng nhau."})

    def row_identity(self, row: dict) -> tuple:
        who = row["username"] or row["email"] or name_key(row["full_name"])
        return (who, self.role, self.unit and self.unit.pk)

    def find(self, row: dict) -> User | None:
        person = self.people.find(row, self.unit)
        if person:
            row["username"] = person.username
            for name in ("position", "email", "phone"):
                row[name] = row.get(name) or getattr(person, name)  # an empty cell erases nothing
            if name_key(person.full_name) == name_key(row["full_name"]):
                row["full_name"] = person.full_name
        return person

    def skip_row(self, instance, original, row, import_validation_errors=None) -> bool:
        unchanged = super().skip_row(instance, original, row, import_validation_errors)
        key = (instance.pk, self.role, self.unit and self.unit.pk)
        self.gives_role = self.unit is not None and key not in self.people.held
        return unchanged and not self.gives_role

    def changed(self, row_result: RowResult) -> list[Change]:
        changes = super().changed(row_result)
        if self.gives_role:
            changes.append(Change("Vai trò", "", f"{Role(self.role).label}, {self.unit}"))
        return changes

    def save(self, instance: User, is_create: bool) -> None:
        if is_create:
            given = {"role": self.role or None, "unit": self.unit}
            actions.create_person_without_password(instance, by=self.by, **given)
            self.people.add(instance)
        else:
            actions.change_person(instance, by=self.by)
            if self.gives_role:
                actions.assign_role(instance, self.role, self.unit, by=self.by)
        if self.unit:
            self.people.add_role(instance, self.role, self.unit.pk)

    def _unit(self, text: str) -> Unit | None:
        try:
            return self.units.required(text) if text else None
        except ValidationError as error:
            raise ValidationError({"unit": error.messages}) from error
