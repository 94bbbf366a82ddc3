"""What the board says about a registration: comments, its word on each model, a reason."""

from collections.abc import Iterable

from django import forms

from core.fields import CleanTextField
from recognition.actions.registration_reviews import SHORTEST_REASON, UNDECIDED, Word
from recognition.models import ModelRegistration, UnitRegistration

APPROVE, REFUSE = "approve", "refuse"


class ReasonForm(forms.Form):
    """Why a registration goes back; the unit reads it."""

    reason = CleanTextField(
        label="Lý do", multiline=True, min_length=SHORTEST_REASON, max_length=2000,
        widget=forms.Textarea({"rows": 4}),
        help_text=f"Ít nhất {SHORTEST_REASON} ký tự. Nêu rõ việc đơn vị cần sửa, bổ sung.",
    )  # fmt: skip


class CommentForm(forms.Form):
    """A box for the whole registration and one for each model."""

    comment = CleanTextField(label="Ý kiến chung", multiline=True, max_length=2000, required=False)

    def __init__(self, *args, registration: UnitRegistration, models: Iterable[ModelRegistration]):
        super().__init__(*args, initial={"comment": registration.officer_comment})
        self.fields["comment"].widget.attrs["rows"] = 3
        self.models = list(models)
        for row in self.models:
            field = CleanTextField(
                label=f"Ý kiến về “{row.name}”", multiline=True, max_length=2000, required=False,
                initial=row.officer_comment,
            )  # fmt: skip
            field.widget.attrs["rows"] = 2
            self.fields[f"comment-{row.pk}"] = field

    @property
    def on_models(self) -> dict[int, str]:
        """Key of the model → what is said about it."""
        return {row.pk: self.cleaned_data[f"comment-{row.pk}"] for row in self.models}


class ApprovalForm(forms.Form):
    """For each registered model: approved, or not and why."""

    def __init__(self, *args, models: Iterable[ModelRegistration]):
        super().__init__(*args)
        self.models = list(models)
        for row in self.models:
            self.fields[f"model-{row.pk}"] = forms.ChoiceField(
                label=row.name, choices=[(APPROVE, "Phê duyệt"), (REFUSE, "Không phê duyệt")],
                widget=forms.RadioSelect, initial=APPROVE, error_messages={"required": UNDECIDED},
            )  # fmt: skip
            note = CleanTextField(
                label="Lý do không phê duyệt", multiline=True, max_length=2000, required=False,
                help_text=f"Chỉ cần khi không phê duyệt: ít nhất {SHORTEST_REASON} ký tự.",
            )  # fmt: skip
            note.widget.attrs["rows"] = 2
            self.fields[f"note-{row.pk}"] = note

    @property
    def lines(self) -> list[tuple[ModelRegistration, forms.BoundField, forms.BoundField]]:
        """Each model with its two fields."""
        return [(row, self[f"model-{row.pk}"], self[f"note-{row.pk}"]) for row in self.models]

    @property
    def words(self) -> dict[int, Word]:
        """Key of the model → the board's word; models without one are left out."""
        said = {row.pk: self.cleaned_data.get(f"model-{row.pk}") for row in self.models}
        return {
            key: Word(word == APPROVE, "" if word == APPROVE else self.cleaned_data[f"note-{key}"])
            for key, word in said.items()
            if word
        }
