"""Forms about one row that others may change meanwhile: stale ones keep what was typed."""

from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any

from django import forms
from django.db.models import Model
from django.utils.functional import cached_property

from core.keys import parse_key
from core.numbers import format_number
from core.versions import STALE, StaleVersion
from organisation.forms.layout import ActionForm

NOT_SAID = "(trống)"


class VersionField(forms.Field):
    """The version of the row that the form was opened with; a garbled one counts as stale."""

    widget = forms.HiddenInput

    def to_python(self, value: Any) -> int | None:
        return parse_key(str(value))

    def validate(self, value: int | None) -> None:
        if value is None:
            raise forms.ValidationError(STALE, code="stale")


class VersionedForm(ActionForm, forms.Form):
    """A form over `row`; without a row it makes a new one.

    `counter` names the column that grows with each accepted write.
    """

    counter = "version"
    version = VersionField(required=True)

    def __init__(self, *args: Any, row: Model | None = None, **kwargs: Any) -> None:
        self.row = row
        given = kwargs.pop("initial", None) or {}
        super().__init__(*args, initial={**self._stored(), **given}, **kwargs)
        if row is None:
            del self.fields["version"]

    def stored(self, row: Any) -> dict[str, Any]:
        """The row's values by the names of the fields."""
        return {name: getattr(row, name) for name in self.base_fields if hasattr(row, name)}

    def values(self) -> dict[str, Any]:
        """What was typed, by column."""
        return {name: value for name, value in self.cleaned_data.items() if name != "version"}

    def add_error(self, field: str | None, error: Any) -> None:
        """A stale version is nobody's field: it concerns the whole form."""
        super().add_error(None if field == "version" else field, error)
        if field == "version":
            self._take_present_version()

    def refuse(self, error: forms.ValidationError) -> None:
        """After a stale refusal the next attempt counts as informed."""
        known = not hasattr(error, "error_dict") or set(error.error_dict) <= set(self.fields)
        self.add_error(None, error if known else forms.ValidationError(error.messages))
        if isinstance(error, StaleVersion):
            self._take_present_version()

    def stored_values(self) -> list[tuple[str, str]]:
        """Label and present value of each field that differs from what was typed."""
        return list(self._differences())

    def _differences(self) -> Iterator[tuple[str, str]]:
        stored = self.stored(self._present)
        for name, typed in self.cleaned_data.items():
            if name in stored and stored[name] != typed:
                yield str(self.fields[name].label), self._words(name, stored[name])

    def _words(self, name: str, value: Any) -> str:
        field = self.fields[name]
        if isinstance(value, bool):
            return "Có" if value else "Không"
        if isinstance(field, forms.ChoiceField):
            return str(dict(field.choices).get(value, value))
        shown = field.prepare_value(value)
        shown = format_number(shown) if isinstance(shown, Decimal) else shown
        return NOT_SAID if shown in (None, "") else str(shown)

    def _stored(self) -> Mapping[str, Any]:
        if self.row is None:
            return {}
        return {**self.stored(self.row), "version": getattr(self.row, self.counter)}

    @cached_property
    def _present(self) -> Any:
        """The row as it is now, once somebody else is known to have changed it."""
        return type(self.row)._default_manager.get(pk=self.row.pk)

    def _take_present_version(self) -> None:
        self.data = self.data.copy()
        self.data[self.add_prefix("version")] = str(getattr(self._present, self.counter))
