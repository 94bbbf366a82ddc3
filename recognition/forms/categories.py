"""A field or level gets another name."""

from datetime import date

from django import forms

from core.calendar import format_date, today
from core.fields import CleanTextField, VietnameseDateField
from recognition.categories import CODES, CategoryKind, category_name

EARLIEST = date(2000, 1, 1)
PICK = "Chọn lĩnh vực hoặc cấp cần đổi tên."


def _choices() -> list[tuple[str, object]]:
    """Every field and level by its name of today, under the kind's own heading."""
    groups = [
        (kind.label, [(f"{kind}:{code}", category_name(kind, code)) for code in CODES[kind].values])
        for kind in CategoryKind
    ]
    return [("", "– Chọn –"), *groups]


class CategoryNameForm(forms.Form):
    """What is renamed, how, from when, and by what document."""

    category = forms.ChoiceField(
        label="Tên đang dùng", choices=_choices,
        error_messages={"required": PICK, "invalid_choice": PICK},
    )  # fmt: skip
    name = CleanTextField(label="Tên mới", max_length=100)
    valid_from = VietnameseDateField(
        label="Gọi như vậy từ ngày",
        help_text="Mô hình đăng ký trước ngày này giữ tên cũ, cả trên màn hình và khi in lại.",
    )
    note = CleanTextField(
        label="Theo văn bản nào", max_length=200,
        help_text="Ví dụ: Nghị quyết số …-NQ/TW về sắp xếp tổ chức bộ máy.",
    )  # fmt: skip

    def clean_valid_from(self) -> date:
        """A day that somebody can have meant."""
        day, last = self.cleaned_data["valid_from"], date(today().year + 2, 12, 31)
        if not EARLIEST <= day <= last:
            raise forms.ValidationError(
                f"Nhập ngày trong khoảng {format_date(EARLIEST)} đến {format_date(last)}."
            )
        return day

    @property
    def what(self) -> tuple[str, str]:
        """Kind and code of what is renamed."""
        kind, _, code = self.cleaned_data["category"].partition(":")
        return kind, code
