"""The unit's word on the result, and what the board answers."""

from django import forms

from assessments.actions.settlements import NEEDS_NOTE
from core.fields import CleanTextField

LONGEST = 2000  # characters
SHORT_BOX = forms.Textarea({"rows": 4})
AGREE, DISAGREE = "agree", "disagree"


class FeedbackForm(forms.Form):
    """Agree, or disagree in writing."""

    answer = forms.ChoiceField(
        label="Ý kiến của đơn vị",
        choices=[(AGREE, "Thống nhất với kết quả"), (DISAGREE, "Không thống nhất")],
        widget=forms.RadioSelect,
    )
    text = CleanTextField(
        label="Nội dung ý kiến",
        required=False,
        widget=SHORT_BOX,
        multiline=True,
        max_length=LONGEST,
        help_text="Bắt buộc khi không thống nhất: nêu rõ tiêu chí và căn cứ (ít nhất 10 ký tự).",
    )
    version = forms.IntegerField(widget=forms.HiddenInput)

    @property
    def is_agreed(self) -> bool:
        """Whether the unit agrees."""
        return self.cleaned_data["answer"] == AGREE


class ReasonForm(forms.Form):
    """Why a result is taken up again."""

    reason = CleanTextField(
        label="Lý do",
        widget=SHORT_BOX,
        multiline=True,
        max_length=LONGEST,
        help_text="Đơn vị và chuyên viên sẽ đọc nguyên văn. Ít nhất 10 ký tự.",
    )
    version = forms.IntegerField(widget=forms.HiddenInput)


class SettleForm(forms.Form):
    """The board's conclusion; it must answer a disagreement."""

    note = CleanTextField(
        label="Kết luận của Ban Dân vận",
        required=False,
        widget=SHORT_BOX,
        multiline=True,
        max_length=LONGEST,
        help_text="Bắt buộc khi đơn vị không thống nhất (ít nhất 10 ký tự).",
    )
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args, is_disputed: bool, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["note"].required = is_disputed
        self.fields["note"].error_messages["required"] = NEEDS_NOTE
