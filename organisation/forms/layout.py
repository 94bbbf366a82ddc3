"""The common look and manners of this app's forms."""

from datetime import date

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Div, Layout
from django import forms

from core.calendar import format_date
from core.versions import StaleVersion
from organisation.freshness import last_change
from organisation.models import User


class LaidOutForm:
    """Mixin of forms that templates show with {% crispy form %}; a pair of names shares a line."""

    layout: tuple[str | tuple[str, str], ...] = ()

    @property
    def helper(self) -> FormHelper:
        helper = FormHelper()
        helper.form_tag = helper.form_show_errors = False
        helper.disable_csrf = True
        helper.field_template = "components/field.html"
        if self.layout:
            lines = (self._line(names) for names in self.layout if self._has(names))
            helper.layout = Layout(*lines)
        return helper

    def _has(self, names: str | tuple[str, str]) -> bool:
        return isinstance(names, tuple) or names in self.fields

    def _line(self, names: str | tuple[str, str]) -> str | Div:
        return Div(*names, css_class="field-pair") if isinstance(names, tuple) else names


class ActionForm(LaidOutForm):
    """Mixin of forms that end in one action; what the action refuses stands beside the fields."""

    def act(self, by: User) -> object:
        """Call the action with the cleaned values; may raise ValidationError."""
        raise NotImplementedError

    def carry_out(self, by: User) -> object | None:
        """The action's result, or None when the form or the action found something wrong."""
        if not self.is_valid():
            return None
        try:
            return self.act(by)
        except forms.ValidationError as error:
            self.refuse(error)
            return None

    def refuse(self, error: forms.ValidationError) -> None:
        """Show why nothing was done."""
        self.add_error(None, error)


class RowForm(ActionForm, forms.ModelForm):
    """Shape of one row; whether it may be saved is for the action's checks to say.

    `seen` tells the action which state of the row the person had on screen.
    """

    seen = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            self.initial["seen"] = last_change(self.instance)

    def refuse(self, error: forms.ValidationError) -> None:
        """After a stale refusal the next attempt counts as informed."""
        super().refuse(error)
        if isinstance(error, StaleVersion):
            self.data = self.data.copy()
            self.data[self.add_prefix("seen")] = str(last_change(self.instance))

    def stored_values(self) -> list[tuple[str, str]]:
        """Label and present value of each field that differs from what was typed."""
        stored = type(self.instance).objects.get(pk=self.instance.pk)
        return [
            (self.fields[name].label, _words(getattr(stored, name)))
            for name in self._meta.fields
            if name in self.fields and getattr(stored, name) != getattr(self.instance, name)
        ]

    def validate_unique(self) -> None:
        """The action's checks name the field and say what to do."""

    def _get_validation_exclusions(self) -> set[str]:
        return {field.name for field in self._meta.model._meta.get_fields()}


def _words(value: object) -> str:
    if isinstance(value, date):
        return format_date(value)
    return "(trống)" if value in (None, "") else str(value)
