"""Which registered models are listed: those behind a figure of the consolidated report."""

from collections.abc import Mapping

from django import forms
from django.db.models import QuerySet

from assessments.models import Round
from organisation.models import User
from recognition.categories import field_choices
from recognition.consolidation import MEASURES, counted_models
from recognition.forms.registration_filters import ANY
from recognition.models import ModelRegistration

QUARTERS = [
    (str(number), f"Quý {roman}") for number, roman in enumerate(("I", "II", "III", "IV"), 1)
]


class RegisteredModelFilterForm(forms.Form):
    """Year, field, and what the consolidated report counts; the quarter decides about progress."""

    dot = forms.ChoiceField(label="Năm", required=False)
    field = forms.ChoiceField(
        label="Lĩnh vực", required=False, choices=lambda: [ANY, *field_choices()]
    )
    measure = forms.ChoiceField(label="Số liệu", required=False, choices=MEASURES)
    quarter = forms.ChoiceField(label="Tiến độ theo báo cáo", required=False, choices=QUARTERS)

    def __init__(self, typed: Mapping, *, rounds: list[Round], round_: Round) -> None:
        super().__init__(typed)
        self.fields["dot"].choices = [(str(row.pk), str(row.year)) for row in rounds]
        self.initial["dot"] = str(round_.pk)

    def models(self, round_: Round, user: User) -> QuerySet:
        """The models that the figure counts; an unknown value counts for nothing."""
        self.is_valid()
        chosen = self.cleaned_data
        rows = counted_models(
            round_, chosen.get("measure") or "registered", int(chosen.get("quarter") or 4)
        )
        if field := chosen.get("field"):
            rows = rows.filter(field=field)
        visible = ModelRegistration.objects.visible_to(user).filter(pk__in=rows.values("pk"))
        return visible.select_related("unit", "registration").order_by("unit__sort_key", "name")
