"""What the board types into its report of a quarter."""

from django import forms

from assessments.documents.consolidation import TEXTS
from core.fields import CleanTextField

LONGEST = 8000  # characters


class TextsForm(forms.Form):
    """The four texts; each may be empty until the report is fixed."""

    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        for name, label in TEXTS.items():
            self.fields[name] = CleanTextField(
                label=label, required=False, multiline=True, max_length=LONGEST,
                widget=forms.Textarea({"rows": 8}),
                help_text="Mỗi dòng là một đoạn." if name == "opening" else "Mỗi dòng là một ý.",
            )  # fmt: skip

    @property
    def texts(self) -> dict[str, str]:
        """What was typed, by name."""
        return {name: self.cleaned_data[name] for name in TEXTS}


class FixForm(forms.Form):
    """Number and symbol of the paper."""

    reference = CleanTextField(
        label="Số, ký hiệu", max_length=60, help_text="Ví dụ: 12-BC/BDVHU.",
        error_messages={"required": "Chưa ghi số, ký hiệu của báo cáo."},
    )  # fmt: skip
    version = forms.IntegerField(widget=forms.HiddenInput)
