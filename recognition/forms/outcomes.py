"""How models ended: one decision for several of them; why a model is stopped or corrected."""

from collections.abc import Iterable

from django import forms

from core.fields import CleanTextField, VietnameseDateField
from recognition.actions.outcomes import DecisionPaper, Word
from recognition.actions.registration_reviews import SHORTEST_REASON
from recognition.categories import ModelLevel, field_choices, level_choices
from recognition.models import ModelRegistration

RECOGNISED, NOT_RECOGNISED = "yes", "no"
CHOICES = [
    ("", "Chưa kết luận"), (RECOGNISED, "Được công nhận"), (NOT_RECOGNISED, "Không được công nhận"),
]  # fmt: skip
NOTHING_CHOSEN = "Chưa chọn kết luận cho mô hình nào. Hãy chọn ít nhất một mô hình."
ANY = ("", "Tất cả")


class OutcomesForm(forms.Form):
    """The decision, and for each model: recognised, not and why, or not yet."""

    number = CleanTextField(
        label="Số, ký hiệu quyết định", max_length=80, required=False,
        help_text="Cần khi có mô hình được công nhận. Ví dụ: 12-QĐ/ĐU",
    )  # fmt: skip
    decided_on = VietnameseDateField(label="Ngày quyết định", required=False)

    def __init__(self, *args, models: Iterable[ModelRegistration]):
        super().__init__(*args)
        self.models = list(models)
        for row in self.models:
            self.fields[f"outcome-{row.pk}"] = forms.ChoiceField(
                label=f"Kết luận: {row.name}", choices=CHOICES, required=False
            )
            self.fields[f"note-{row.pk}"] = CleanTextField(
                label=f"Lý do không công nhận: {row.name}", max_length=1000, required=False
            )

    def clean(self):
        cleaned = super().clean()
        if not any(cleaned.get(f"outcome-{row.pk}") for row in self.models):
            raise forms.ValidationError(NOTHING_CHOSEN)
        return cleaned

    @property
    def words(self) -> dict[int, Word]:
        """Key of the model → what was decided; models without a word are left out."""
        said = {row.pk: self.cleaned_data[f"outcome-{row.pk}"] for row in self.models}
        return {
            key: Word(word == RECOGNISED, self.cleaned_data[f"note-{key}"])
            for key, word in said.items()
            if word
        }

    @property
    def paper(self) -> DecisionPaper:
        """The decision that was typed."""
        return DecisionPaper(self.cleaned_data["number"], self.cleaned_data["decided_on"])

    def boxes(self, row: ModelRegistration) -> tuple[forms.BoundField, forms.BoundField]:
        """The two fields of a model."""
        return self[f"outcome-{row.pk}"], self[f"note-{row.pk}"]


class WaitingFilterForm(forms.Form):
    """Which of the models that wait for the board are shown."""

    dot = forms.ChoiceField(label="Năm", required=False)
    field = forms.ChoiceField(
        label="Lĩnh vực", required=False, choices=lambda: [ANY, *field_choices()]
    )
    level = forms.ChoiceField(
        label="Cấp", required=False,
        choices=lambda: [ANY, *(pair for pair in level_choices() if pair[0] != ModelLevel.COMMUNE)],
    )  # fmt: skip

    def __init__(self, typed, *, rounds, round_):
        super().__init__(typed)
        self.fields["dot"].choices = [(str(row.pk), str(row.year)) for row in rounds]
        self.initial["dot"] = str(round_.pk)

    @property
    def chosen(self) -> dict[str, str]:
        """Columns to filter by; an unknown value counts for nothing."""
        self.is_valid()
        asked = {name: self.cleaned_data.get(name) for name in ("field", "level")}
        return {name: value for name, value in asked.items() if value}


class WhyForm(forms.Form):
    """Why a model is stopped, taken up again or its outcome corrected; both sides read it."""

    reason = CleanTextField(
        label="Lý do", multiline=True, min_length=SHORTEST_REASON, max_length=1000,
        widget=forms.Textarea({"rows": 4}),
        help_text=f"Ít nhất {SHORTEST_REASON} ký tự; được lưu vào lịch sử của mô hình.",
    )  # fmt: skip
