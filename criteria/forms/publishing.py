"""The guiding document that a set is published with."""

from django import forms
from django.core.exceptions import ValidationError

from core.calendar import today
from core.fields import CleanTextField, CountField, VietnameseDateField
from criteria.documents import Guidance, issuing_letterhead
from criteria.models import CriteriaSet

KINDS = ("Hướng dẫn", "Kế hoạch", "Quyết định", "Quy định", "Công văn")
FIELDS_OF_GUIDANCE = {"kind", "number", "date", "issuer"}


class GuidanceForm(forms.Form):
    """Kind, number, date and issuer; `seen` names the content that the page showed."""

    kind = CleanTextField(
        label="Loại văn bản",
        max_length=60,
        help_text="Hướng dẫn, Kế hoạch… mà bộ tiêu chí này là phụ lục.",
        widget=forms.TextInput({"list": "guidance-kinds", "autocomplete": "off"}),
    )
    number = CleanTextField(
        label="Số, ký hiệu", max_length=60, help_text="Ví dụ: 05-HD/BDVHU",
        error_messages={"required": "Chưa nhập số, ký hiệu của văn bản."},
    )  # fmt: skip
    date = VietnameseDateField(label="Ngày ban hành")
    issuer = CleanTextField(
        label="Cơ quan ban hành", max_length=200,
        help_text="In sau chữ “của” ở đầu phụ lục. Ví dụ: Ban Dân vận Huyện uỷ Yên Thế",
    )  # fmt: skip
    appendix = CountField(
        label="Phụ lục số", required=False, min_value=1, max_value=10,
        help_text="Để trống nếu văn bản chỉ có một phụ lục.",
    )  # fmt: skip
    seen = forms.CharField(widget=forms.HiddenInput, required=False)

    def clean_date(self):
        """A paper that bears a day to come has not been issued."""
        day = self.cleaned_data["date"]
        if day > today():
            raise ValidationError("Ngày ban hành không được sau hôm nay.")
        return day

    def guidance(self) -> Guidance:
        """The cleaned form as the action wants it."""
        given = self.cleaned_data
        return Guidance(
            given["kind"], given["number"], given["date"], given["issuer"],
            str(given["appendix"] or ""),
        )  # fmt: skip

    def show(self, error: ValidationError) -> None:
        """Put what the action refused beside its field; problems of the set stand on the page."""
        if hasattr(error, "error_dict"):
            for name, errors in error.error_dict.items():
                self.add_error(name if name in FIELDS_OF_GUIDANCE else None, errors)
        elif getattr(error, "code", "") == "stale":
            self.add_error(None, error)
        else:
            self.add_error(None, "Bộ tiêu chí còn chỗ phải sửa, xem danh sách bên dưới.")


def proposed_guidance(criteria_set: CriteriaSet) -> dict[str, object]:
    """What the form starts with: today, and the issuer as its letterhead names it."""
    letterhead = issuing_letterhead(criteria_set.organiser, today())
    issuer = letterhead.author if letterhead else criteria_set.organiser.name
    return {"kind": KINDS[0], "date": today(), "issuer": issuer}
