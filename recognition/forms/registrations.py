"""What a unit types about its registration and its models."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from django import forms

from assessments.models import Round
from core.calendar import format_date
from core.fields import CleanTextField, VietnameseDateField
from core.numbers import format_number
from recognition.actions.model_registrations import FIELDS, Content
from recognition.categories import ModelLevel, field_choices, level_choices
from recognition.forms.targets import TargetRows
from recognition.models import ModelOwner, UnitRegistration

TITLE_EXAMPLE = "Ví dụ: Đạt chuẩn “Dân vận khéo”, xếp loại Tốt."
EMPTY = "(trống)"


class RegistrationForm(forms.Form):
    """What the unit aims at and what it pledges."""

    title_sought = CleanTextField(
        label="Danh hiệu, mức xếp loại phấn đấu", max_length=200, required=False,
        help_text=TITLE_EXAMPLE,
    )  # fmt: skip
    pledge = CleanTextField(
        label="Cam kết của đơn vị", multiline=True, max_length=4000, required=False,
        help_text="Những việc chính đơn vị sẽ làm trong năm để đạt danh hiệu.",
    )  # fmt: skip

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["pledge"].widget.attrs["rows"] = 4

    @staticmethod
    def values_of(registration: UnitRegistration) -> dict[str, str]:
        """What the registration says now."""
        return {"title_sought": registration.title_sought, "pledge": registration.pledge}


class ModelForm(forms.Form):
    """A model as the unit describes it; its targets are `rows`.

    Only what names it is asked for at once: the rest may come later, and the page says what is
    still missing. `drawn`: what was typed so far, shown again without a word about errors.
    """

    name = CleanTextField(
        label="Tên mô hình, điển hình", max_length=300,
        help_text="Nêu việc làm và nơi làm. Ví dụ: Thắp sáng đường quê, thôn Bo Non.",
    )  # fmt: skip
    field = forms.ChoiceField(
        label="Lĩnh vực", choices=lambda: [("", "– Chọn –"), *field_choices()]
    )
    owner = forms.ChoiceField(
        label="Loại hình", choices=ModelOwner.choices, widget=forms.RadioSelect
    )
    level = forms.ChoiceField(
        label="Cấp đề nghị công nhận", choices=level_choices, widget=forms.RadioSelect
    )
    reason = CleanTextField(
        label="Lý do, sự cần thiết", multiline=True, max_length=4000, required=False
    )
    content = CleanTextField(
        label="Nội dung, cách làm", multiline=True, max_length=6000, required=False
    )
    place = CleanTextField(label="Nơi thực hiện", max_length=300, required=False)
    people = CleanTextField(
        label="Người phụ trách", max_length=300, required=False,
        help_text="Họ tên, chức vụ người phụ trách; ai cùng tham gia.",
    )  # fmt: skip
    forces = CleanTextField(
        label="Lực lượng tham gia", multiline=True, max_length=2000, required=False
    )
    resources = CleanTextField(
        label="Nguồn lực, kinh phí", multiline=True, max_length=2000, required=False
    )
    starts_on = VietnameseDateField(label="Bắt đầu", required=False)
    ends_on = VietnameseDateField(label="Kết thúc", required=False)
    expected_product = CleanTextField(
        label="Sản phẩm dự kiến", multiline=True, max_length=2000, required=False
    )

    def __init__(
        self,
        typed: Mapping[str, Any] | None = None,
        *,
        round_: Round,
        content: Content | None = None,
        drawn: Mapping[str, Any] | None = None,
    ):
        self.round = round_
        initial = {"owner": ModelOwner.COLLECTIVE, "level": ModelLevel.COMMUNE}
        initial |= drawn or (content.values if content else {})
        super().__init__(typed, initial=initial)
        for name, rows in (("reason", 3), ("content", 5), ("forces", 2), ("resources", 2),
                           ("expected_product", 2)):  # fmt: skip
            self.fields[name].widget.attrs["rows"] = rows
        self.rows = TargetRows(typed, content.targets if content else (), drawn)

    def look_up_names(self, address: str) -> None:
        """Let the page ask `address` for names like the one that is being typed."""
        self.fields["name"].widget.attrs |= {
            "hx-get": address, "hx-trigger": "input changed delay:600ms",
            "hx-target": "#similar-names", "hx-sync": "this:replace", "autocomplete": "off",
        }  # fmt: skip

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        starts, ends = cleaned.get("starts_on"), cleaned.get("ends_on")
        if starts and ends and ends < starts:
            self.add_error("ends_on", f"Ngày kết thúc phải từ ngày {format_date(starts)} trở đi.")
        if ends and ends.year < self.round.year:
            self.add_error(
                "ends_on", f"Mô hình đăng ký năm {self.round.year} không thể kết thúc trước năm đó."
            )
        return cleaned

    def is_valid(self) -> bool:
        """The boxes and the rows of targets, both looked at, so that all errors show at once."""
        return bool(self.rows.is_valid() & super().is_valid())

    @property
    def content_typed(self) -> Content:
        """What was typed, once valid."""
        return Content({name: self.cleaned_data[name] for name in FIELDS}, self.rows.targets())

    def differences(self, content: Content) -> list[tuple[str, str]]:
        """(label, present words) of what the row says now and the form does not."""
        found = [
            (str(self.fields[name].label), shown(self.fields[name], content.values[name]))
            for name in FIELDS
            if self.cleaned_data.get(name) != content.values[name]
        ]
        typed, present = (
            [(row.text, row.figure, row.unit_label) for row in rows]
            for rows in (self.rows.targets(), content.targets)
        )
        if typed != present:
            found.append(("Mục tiêu", "; ".join(map(_target_words, present)) or EMPTY))
        return found


def shown(field: forms.Field, value: Any) -> str:
    """A value as the form shows it."""
    if isinstance(field, forms.ChoiceField):
        return dict(field.choices).get(value, EMPTY)
    return str(field.prepare_value(value) or EMPTY)


def _target_words(target: tuple[str, Decimal | None, str]) -> str:
    text, figure, unit_label = target
    return f"{text}: {'–' if figure is None else format_number(figure)} {unit_label}".strip()
