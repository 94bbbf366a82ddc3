"""Number and day of the notice that approves the list of models."""

from django import forms

from core.fields import CountField, VietnameseDateField
from recognition.documents.registrations import NoticeDetails


class NoticeForm(forms.Form):
    """Both may be left open: they are then written in by hand."""

    so = CountField(label="Số thông báo", required=False, min_value=1, max_value=9999)
    ngay = VietnameseDateField(label="Ngày ban hành", required=False)

    @property
    def details(self) -> NoticeDetails:
        """What was typed, once valid."""
        return NoticeDetails(self.cleaned_data["so"], self.cleaned_data["ngay"])
