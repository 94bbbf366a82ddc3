"""Shape and range of what people enter about proposals and decisions."""

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator

from core.fields import CleanTextField, CountField, VietnameseDateField
from core.text import clean_line
from recognition.documents.decisions import IssueDetails
from recognition.models import Decision, Proposal
from recognition.workflow import ItemOutcome

MOST_LINES = 40
MARKS_AROUND = " -–;.,"


class LinesField(CleanTextField):
    """One entry a line, as a list; the dash before and the mark after each are taken off."""

    def __init__(self, *, rows: int = 4, **kwargs):
        super().__init__(multiline=True, max_length=6000, **kwargs)
        self.widget.attrs["rows"] = rows

    def clean(self, value) -> list[str]:
        lines = [self.tidy(line) for line in super().clean(value).splitlines()]
        lines = [line for line in lines if line]
        if len(lines) > MOST_LINES:
            raise ValidationError(f"Tối đa {MOST_LINES} dòng.")
        return lines

    def tidy(self, line: str) -> str:
        """The words of one line."""
        return clean_line(line).strip(MARKS_AROUND)

    def prepare_value(self, value):
        return "\n".join(value) if isinstance(value, list | tuple) else value


class ParagraphsField(LinesField):
    """Like LinesField, but the sentences keep their full stops."""

    def tidy(self, line: str) -> str:
        return clean_line(line)


class ReferenceForm(forms.Form):
    """Number and date of a proposal, and the minutes that it rests on."""

    reference = CleanTextField(
        label="Số, ký hiệu tờ trình", max_length=60, help_text="Ví dụ: 12-TTr/BDVHU"
    )
    dated_on = VietnameseDateField(label="Ngày của tờ trình")
    minutes_reference = CleanTextField(
        label="Biên bản thẩm định",
        max_length=200,
        required=False,
        help_text="Ví dụ: Biên bản thẩm định số 03-BB/BDVHU, ngày 25/11/2026",
    )

    @staticmethod
    def values_of(proposal: Proposal) -> dict:
        """What the proposal says now, for an unbound form."""
        names = ("reference", "dated_on", "minutes_reference")
        return {name: getattr(proposal, name) for name in names}


class ItemForm(forms.Form):
    """The committee's word on one unit; anything but agreement needs a reason."""

    outcome = forms.ChoiceField(
        label="Ý kiến", choices=ItemOutcome.choices, widget=forms.RadioSelect
    )
    note = CleanTextField(
        label="Lý do",
        multiline=True,
        max_length=2000,
        required=False,
        help_text="Cần khi không đồng ý hoặc trả lại: ít nhất 10 ký tự. Đơn vị đọc được lý do này.",
    )

    def __init__(self, *args, is_qualified: bool, **kwargs):
        super().__init__(*args, **kwargs)
        if not is_qualified:
            self.fields["outcome"].choices = [
                (ItemOutcome.APPROVED, "Đồng ý không công nhận"),
                (ItemOutcome.SENT_BACK, ItemOutcome.SENT_BACK.label),
            ]


class IssueForm(forms.Form):
    """What the clerk enters to issue a decision."""

    number = CountField(
        label="Số quyết định",
        min_value=1,
        max_value=9999,
        help_text="Đề xuất số kế tiếp của nhiệm kỳ; có thể nhập số khác chưa dùng.",
    )
    term = CleanTextField(
        label="Nhiệm kỳ",
        max_length=20,
        validators=[
            RegexValidator(r"^\d{4}( - \d{4})?$", "Nhập dạng 2025 - 2030 (văn bản Nhà nước: 2026).")
        ],
        help_text="Số chạy theo nhiệm kỳ cấp uỷ; văn bản của Nhà nước: theo năm.",
    )
    issued_on = VietnameseDateField(label="Ngày ban hành")
    signatory_title = CleanTextField(
        label="Chức vụ người ký", max_length=120, required=False,
        help_text="Để trống: lấy theo thể thức có hiệu lực ngày ban hành.",
    )  # fmt: skip
    signatory_name = CleanTextField(
        label="Họ tên người ký", max_length=120, required=False,
        help_text="Để trống: lấy theo thể thức. Không ghi học hàm, học vị.",
    )  # fmt: skip
    grounds = LinesField(
        label="Căn cứ", rows=8, help_text="Mỗi căn cứ một dòng, không gạch đầu dòng."
    )
    duties = ParagraphsField(label="Điều 2, Điều 3", rows=8, help_text="Mỗi điều một dòng.")
    recipients = LinesField(label="Nơi nhận", help_text="Mỗi nơi một dòng.")

    def details(self) -> IssueDetails:
        """The cleaned values as the action takes them."""
        return IssueDetails(**self.cleaned_data)


class RevokeForm(forms.Form):
    """Which part of a decision is revoked, and why."""

    WHOLE, ENTRIES = "whole", "entries"
    scope = forms.ChoiceField(
        label="Phạm vi thu hồi",
        choices=[(WHOLE, "Toàn bộ quyết định"), (ENTRIES, "Một số đơn vị")],
        widget=forms.RadioSelect,
    )
    entries = forms.TypedMultipleChoiceField(
        label="Đơn vị bị thu hồi công nhận",
        coerce=int,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="Chỉ chọn khi thu hồi đối với một số đơn vị.",
    )
    reason = CleanTextField(
        label="Lý do thu hồi",
        multiline=True,
        min_length=10,
        max_length=2000,
        help_text="Ít nhất 10 ký tự. Lý do hiện trên trang xác minh công khai.",
    )

    def __init__(self, *args, decision: Decision, **kwargs):
        super().__init__(*args, **kwargs)
        rows = decision.entries.filter(revoked_at=None)
        self.fields["entries"].choices = [(row.pk, row.unit_name) for row in rows]

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("scope") == self.ENTRIES and not cleaned.get("entries"):
            self.add_error("entries", "Hãy chọn ít nhất một đơn vị.")
        return cleaned


def show_errors(form: forms.Form, error: ValidationError) -> None:
    """Put an action's complaint beside the fields that it names, the rest on top."""
    if not hasattr(error, "error_dict"):
        form.add_error(None, error)
        return
    for field, complaints in error.error_dict.items():
        form.add_error(field if field in form.fields else None, complaints)
