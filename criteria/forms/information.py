"""Forms about a set as a whole: a new blank one, what it says about itself."""

from typing import Any

from django import forms
from django.db.models import Q
from django.utils import timezone

from core.fields import CleanTextField, PointsField
from criteria.actions import information
from criteria.forms.layout import VersionedForm
from criteria.models import CriteriaSet, NotApplicablePolicy
from organisation.forms.layout import ActionForm
from organisation.models import Unit, UnitKind, User

FIRST_YEAR, LAST_YEAR = 2000, 2100
MOST_LINES, LINE_LENGTH = 50, 500
MOST_POINTS = 1000
TITLE_HELP = "Ví dụ: Bộ tiêu chí chấm điểm “Dân vận khéo” đối với đảng bộ xã, thị trấn."


class YearField(forms.IntegerField):
    """A year in four digits."""

    def __init__(self, **kwargs: Any) -> None:
        mistakes = ("required", "invalid", "min_value", "max_value")
        messages = dict.fromkeys(mistakes, "Nhập năm bằng bốn chữ số. Ví dụ: 2026.")
        widget = forms.TextInput({"inputmode": "numeric", "autocomplete": "off"})
        super().__init__(
            min_value=FIRST_YEAR, max_value=LAST_YEAR, widget=widget, error_messages=messages,
            **kwargs,
        )  # fmt: skip


class LinesField(CleanTextField):
    """A list, one entry on each line."""

    def __init__(self, **kwargs: Any) -> None:
        widget = forms.Textarea({"rows": 5})
        super().__init__(multiline=True, required=False, widget=widget, **kwargs)

    def clean(self, value: Any) -> list[str]:
        lines = [" ".join(line.split()) for line in super().clean(value).splitlines()]
        lines = [line for line in lines if line]
        if len(lines) > MOST_LINES or any(len(line) > LINE_LENGTH for line in lines):
            raise forms.ValidationError(
                f"Ghi tối đa {MOST_LINES} dòng, mỗi dòng không quá {LINE_LENGTH} ký tự."
            )
        return lines

    def prepare_value(self, value: Any) -> Any:
        return "\n".join(value) if isinstance(value, list) else value


class NewSetForm(ActionForm, forms.Form):
    """A blank draft: only what cannot be left for later."""

    layout = ("title", ("unit_kind", "year"))

    title = CleanTextField(label="Tên bộ tiêu chí", max_length=300, help_text=TITLE_HELP)
    unit_kind = forms.ModelChoiceField(
        UnitKind.objects.filter(is_assessed=True), label="Áp dụng cho",
        empty_label="Chọn loại đơn vị",
        error_messages={"required": "Chưa chọn loại đơn vị."},
    )  # fmt: skip
    year = YearField(label="Dùng từ năm")

    def __init__(self, *args: Any, organiser: Unit, **kwargs: Any) -> None:
        self.organiser = organiser
        super().__init__(*args, initial={"year": timezone.localdate().year}, **kwargs)

    def act(self, by: User) -> CriteriaSet:
        return information.create_blank(**self.cleaned_data, organiser=self.organiser, by=by)


class InformationForm(VersionedForm):
    """Everything that the set says about itself."""

    counter = "revision"
    layout = (
        "version", "title", ("unit_kind", "year"), "issuer", "basis",
        ("total_points", "bonus_max"), "not_applicable_policy",
    )  # fmt: skip

    title = CleanTextField(label="Tên bộ tiêu chí", max_length=300, help_text=TITLE_HELP)
    unit_kind = forms.ModelChoiceField(UnitKind.objects, label="Áp dụng cho", empty_label=None)
    year = YearField(label="Dùng từ năm")
    issuer = CleanTextField(
        label="Cơ quan soạn", max_length=300, required=False,
        help_text="Ví dụ: Ban Dân vận Huyện uỷ Yên Thế.",
    )  # fmt: skip
    basis = LinesField(label="Căn cứ", help_text="Mỗi văn bản một dòng.")
    total_points = PointsField(
        label="Tổng điểm", min_value=1, max_value=MOST_POINTS, help_text="Thường là 100."
    )
    bonus_max = PointsField(
        label="Trần điểm thưởng", max_value=MOST_POINTS, help_text="Không có điểm thưởng: ghi 0."
    )
    not_applicable_policy = forms.ChoiceField(
        label="Tiêu chí không phát sinh trong năm", choices=NotApplicablePolicy.choices,
        widget=forms.RadioSelect,
    )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kinds = UnitKind.objects.filter(Q(is_assessed=True) | Q(pk=self.row.unit_kind_id))
        self.fields["unit_kind"].queryset = kinds

    def act(self, by: User) -> CriteriaSet:
        revision = self.cleaned_data["version"]
        return information.describe(self.row, self.values(), by=by, revision=revision)
