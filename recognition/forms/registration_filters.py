"""The filters of the board's list of registrations."""

from collections.abc import Iterable, Sequence

from django import forms

from assessments.models import Round
from recognition.workflow import UnitRegistrationState

ANY = ("", "Tất cả")


class RegistrationFilterForm(forms.Form):
    """Year, state, officer, kind of unit, late ones; only what occurs may be chosen."""

    dot = forms.ChoiceField(label="Năm", required=False)
    state = forms.ChoiceField(
        label="Trạng thái", required=False,
        choices=[ANY, ("none", "Chưa lập"), *UnitRegistrationState.choices],
    )  # fmt: skip
    officer = forms.ChoiceField(label="Chuyên viên", required=False)
    kind = forms.ChoiceField(label="Loại đơn vị", required=False)
    late = forms.ChoiceField(
        label="Thời hạn", required=False, choices=[ANY, ("1", "Muộn hạn, quá hạn")]
    )

    def __init__(self, typed, *, rounds: Sequence[Round], round_: Round, lines: Iterable) -> None:
        super().__init__(typed)
        officers = {str(row.officer.pk): str(row.officer) for row in lines if row.officer}
        kinds = {row.unit.kind.code: row.unit.kind.name for row in lines}
        self.fields["dot"].choices = [(str(row.pk), str(row.year)) for row in rounds]
        self.fields["officer"].choices = [ANY, *officers.items()]
        self.fields["kind"].choices = [ANY, *kinds.items()]
        self.initial["dot"] = str(round_.pk)

    @property
    def chosen(self) -> dict[str, str]:
        """What was chosen; an unknown value counts for nothing."""
        self.is_valid()
        return self.cleaned_data | {"q": self.data.get("q", "").strip()}
