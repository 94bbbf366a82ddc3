"""Shape of what the board writes about figures to report, and about moved days."""

from datetime import date

from django import forms
from django.utils import timezone

from assessments.actions.indicators import Description
from assessments.models import Indicator
from assessments.workflow import IndicatorNature
from core.calendar import format_date
from core.fields import CleanTextField, VietnameseDateField
from organisation.models import Unit, UnitKind

NATURES = {
    IndicatorNature.FLOW: "Phát sinh trong quý: cộng bốn quý thành cả năm, cộng các đơn vị",
    IndicatorNature.STOCK: "Số tại thời điểm cuối quý: cả năm lấy quý cuối, cộng các đơn vị",
    IndicatorNature.RATE: "Tỷ lệ, mức: cả năm lấy quý cuối, các đơn vị lấy bình quân",
}
PLACES = [(0, "Số nguyên (12)"), (1, "Một chữ số (12,5)"), (2, "Hai chữ số (12,50)")]
OFF, WORKED = "off", "worked"


class IndicatorForm(forms.Form):
    """One figure; with `row`, one that exists is changed."""

    name = CleanTextField(label="Tên chỉ tiêu", max_length=200)
    unit_label = CleanTextField(
        label="Đơn vị tính", max_length=30, help_text="Ví dụ: hộ, m², ngày công, triệu đồng, %."
    )
    nature = forms.ChoiceField(
        label="Cách cộng", choices=list(NATURES.items()), widget=forms.RadioSelect,
        initial=IndicatorNature.FLOW,
        error_messages={"required": "Chọn cách cộng."},
    )  # fmt: skip
    decimal_places = forms.TypedChoiceField(
        label="Số chữ số sau dấu phẩy", coerce=int, choices=PLACES, initial=0
    )
    unit_kind = forms.ModelChoiceField(
        UnitKind.objects.none(), label="Loại đơn vị báo cáo", required=False,
        empty_label="Mọi loại đơn vị",
    )  # fmt: skip
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args, organiser: Unit, row: Indicator | None = None, **kwargs):
        shown = ("name", "unit_label", "nature", "decimal_places", "unit_kind", "version")
        initial = {name: getattr(row, name) for name in shown} if row else {}
        super().__init__(*args, initial=initial, **kwargs)
        kinds = UnitKind.objects.filter(units__parent=organiser, is_assessed=True)
        self.fields["unit_kind"].queryset = kinds.distinct()
        if row is None:
            del self.fields["version"]

    @property
    def description(self) -> Description:
        """What was said about the figure."""
        fields = Description.__dataclass_fields__
        return Description(**{name: self.cleaned_data[name] for name in fields})


class MovedDayForm(forms.Form):
    """A day that is free or worked against the usual calendar, and by what order."""

    day = VietnameseDateField(label="Ngày")
    kind = forms.ChoiceField(
        label="Ngày này", choices=[(OFF, "Được nghỉ"), (WORKED, "Đi làm bù")],
        widget=forms.RadioSelect, error_messages={"required": "Chọn nghỉ hay làm bù."},
    )  # fmt: skip
    note = CleanTextField(
        label="Vì sao", max_length=200,
        help_text="Ví dụ: Nghỉ liền dịp Quốc khánh, làm bù thứ Bảy 22/8.",
    )  # fmt: skip
    reference = CleanTextField(
        label="Số, ký hiệu văn bản thông báo", max_length=60, required=False,
        help_text="Ví dụ: 9441/TB-BNV. Để trống nếu chưa có văn bản.",
    )  # fmt: skip
    reference_on = VietnameseDateField(label="Ngày của văn bản", required=False)

    def clean_day(self) -> date:
        """A day that a running or coming year may ask about."""
        day, this = self.cleaned_data["day"], timezone.localdate().year
        first, last = date(this - 3, 1, 1), date(this + 2, 12, 31)
        if not first <= day <= last:
            raise forms.ValidationError(
                f"Nhập ngày trong khoảng {format_date(first)} đến {format_date(last)}."
            )
        return day

    @property
    def is_off(self) -> bool:
        return self.cleaned_data["kind"] == OFF
