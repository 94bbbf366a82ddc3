"""Number and day of the notice that announces the approved models."""

from django import forms

from core.fields import CountField, VietnameseDateField
from recognition.documents.notices import NoticeDetails


class NoticeForm(forms.Form):
    """What the clerk gives the notice when it is issued."""

    number = CountField(
        label="Số thông báo", min_value=1, max_value=9999,
        help_text="Số văn thư cấp, theo dãy số thông báo của Ban Dân vận trong nhiệm kỳ.",
    )  # fmt: skip
    day = VietnameseDateField(label="Ngày ban hành")

    @property
    def details(self) -> NoticeDetails:
        """What was typed, once valid."""
        return NoticeDetails(self.cleaned_data["number"], self.cleaned_data["day"])
