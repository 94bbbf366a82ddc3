"""The form of a letterhead."""

from django import forms

from core.fields import CleanTextField, VietnameseDateField
from organisation import actions
from organisation.forms.layout import RowForm
from organisation.models import Letterhead, LetterheadFormat, Unit, User


class LetterheadForm(RowForm):
    """What a unit prints at the head and foot of its paper."""

    layout = (
        "seen", ("unit", "format"), ("valid_from", "valid_to"), ("parent_line", "issuer_line"),
        ("symbol", "place"), "author", ("authority_line", "signatory_title"),
        ("signatory_name", "archive_line"),
    )  # fmt: skip

    unit = forms.ModelChoiceField(Unit.objects, label="Đơn vị", empty_label="Chọn đơn vị")
    format = forms.ChoiceField(label="Thể thức", choices=LetterheadFormat.choices)
    parent_line = CleanTextField(
        label="Cơ quan cấp trên", max_length=200, required=False,
        help_text="Dòng thứ nhất bên trái, ví dụ: ĐẢNG BỘ TỈNH BẮC GIANG.",
    )  # fmt: skip
    issuer_line = CleanTextField(
        label="Cơ quan ban hành", max_length=200, help_text="Ví dụ: HUYỆN UỶ YÊN THẾ."
    )
    symbol = CleanTextField(label="Ký hiệu", max_length=30, help_text="Ví dụ: HU hoặc BDVHU.")
    place = CleanTextField(label="Địa danh", max_length=100, help_text="Ví dụ: Yên Thế.")
    author = CleanTextField(
        label="Tác giả văn bản", max_length=200,
        help_text="Như trong câu văn, ví dụ: Ban Thường vụ Huyện uỷ Yên Thế.",
    )  # fmt: skip
    authority_line = CleanTextField(
        label="Quyền hạn ký", max_length=120, required=False,
        help_text="Ví dụ: T/M BAN THƯỜNG VỤ. Để trống: thủ trưởng ký trực tiếp.",
    )  # fmt: skip
    signatory_title = CleanTextField(
        label="Chức vụ người ký", max_length=120, help_text="Ví dụ: BÍ THƯ."
    )
    signatory_name = CleanTextField(label="Họ tên người ký", max_length=120)
    archive_line = CleanTextField(
        label="Nơi lưu", max_length=160, help_text="Ví dụ: Lưu Văn phòng Huyện uỷ."
    )
    valid_from = VietnameseDateField(label="Dùng từ ngày")
    valid_to = VietnameseDateField(label="Đến ngày", required=False)

    class Meta:
        model = Letterhead
        fields = [
            "unit", "format", "parent_line", "issuer_line", "symbol", "place", "author",
            "authority_line", "signatory_title", "signatory_name", "archive_line", "valid_from",
            "valid_to",
        ]  # fmt: skip

    def act(self, by: User) -> Letterhead:
        return actions.save_letterhead(self.instance, by=by, seen=self.cleaned_data["seen"])
