"""What is typed to remind late units, and after a call."""

from collections.abc import Iterable
from uuid import uuid4

from django import forms

from assessments.workflow import Step
from core.fields import CleanTextField

LONGEST_TEXT = 480  # what a message in the program can hold


class ReminderForm(forms.Form):
    """The words of a reminder, and the late units that get it; all of them unless unticked."""

    text = CleanTextField(
        label="Nội dung nhắc", multiline=True, min_length=10, max_length=LONGEST_TEXT,
        widget=forms.Textarea({"rows": 4}),
        help_text="Sửa được trước khi gửi. Người nhận đọc đúng những lời này.",
    )  # fmt: skip
    unit = forms.TypedMultipleChoiceField(
        label="Gửi đến", coerce=int, widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Chọn ít nhất một đơn vị để nhắc."},
    )  # fmt: skip
    step = forms.ChoiceField(choices=Step, widget=forms.HiddenInput)
    key = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(self, *args, units: Iterable[tuple[int, str]], **kwargs):
        super().__init__(*args, use_required_attribute=False, **kwargs)
        choices = list(units)
        self.fields["unit"].choices = choices
        self.initial.setdefault("unit", [unit for unit, _name in choices])
        self.initial.setdefault("key", uuid4())


class CallForm(forms.Form):
    """A short note about a call."""

    note = CleanTextField(label="Ghi chú", required=False, max_length=300)
