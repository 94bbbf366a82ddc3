"""Forms of the three purposes for which a set is copied."""

from django import forms
from django.utils import timezone

from core.fields import CleanTextField
from criteria.actions import copying
from criteria.forms.information import YearField
from criteria.models import CriteriaSet
from criteria.titles import title_for_kind, title_for_year
from organisation.forms.layout import ActionForm
from organisation.models import UnitKind, User

LONGEST_TITLE = 300


class CopyForm(ActionForm, forms.Form):
    """One purpose: its `name` in the address, the `words` that explain it, its button."""

    do_not_call_in_templates = True  # templates list the classes themselves
    name = heading = words = button = ""

    def __init__(self, *args, criteria_set: CriteriaSet, **kwargs):
        super().__init__(*args, **kwargs)
        self.criteria_set = criteria_set


class NextYearForm(CopyForm):
    """The same units, a later year."""

    name, heading = "nam-sau", "Sang năm sau"
    words = (
        "Giữ nguyên toàn bộ nội dung và điểm để Ban chỉnh lại cho năm mới. Bộ của năm nay vẫn"
        " dùng bình thường."
    )
    button = "Lập bản thảo cho năm sau"
    layout = ("title", "year")

    title = CleanTextField(label="Tên bộ tiêu chí", max_length=LONGEST_TITLE)
    year = YearField(label="Dùng từ năm")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        origin = self.criteria_set
        following = max(origin.year + 1, timezone.localdate().year)  # an old set serves this year
        self.initial = {"year": following} | self.initial
        self.initial["title"] = title_for_year(origin.title, origin.year, following)

    def clean_year(self) -> int:
        """Only a later year, said beside the field."""
        copying.require_later(self.criteria_set, self.cleaned_data["year"])
        return self.cleaned_data["year"]

    def act(self, by: User) -> CriteriaSet:
        return copying.copy_to_year(self.criteria_set, by=by, **self.cleaned_data)


class OtherKindForm(CopyForm):
    """The same year, other units."""

    name, heading = "loai-khac", "Cho loại đơn vị khác"
    words = (
        "Lấy bộ này làm khung cho một loại đơn vị khác, ví dụ từ xã, thị trấn sang cơ quan, rồi"
        " sửa những tiêu chí không phù hợp."
    )
    button = "Lập bản thảo cho loại đơn vị này"
    layout = ("kind", "title")

    kind = forms.ModelChoiceField(
        UnitKind.objects.none(),
        label="Loại đơn vị",
        empty_label="Chọn loại đơn vị",
        error_messages={"required": "Chưa chọn loại đơn vị."},
    )
    title = CleanTextField(
        label="Tên bộ tiêu chí", max_length=LONGEST_TITLE, required=False,
        help_text="Để trống thì hệ thống đặt tên theo bộ gốc và loại đơn vị đã chọn.",
    )  # fmt: skip

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        kinds = UnitKind.objects.exclude(pk=self.criteria_set.unit_kind_id)
        self.fields["kind"].queryset = kinds.filter(is_assessed=True)

    def clean(self) -> None:
        """Propose the title that was left empty."""
        super().clean()
        kind, origin = self.cleaned_data.get("kind"), self.criteria_set
        if kind and not self.cleaned_data.get("title") and "title" not in self.errors:
            title = title_for_kind(origin.title, origin.unit_kind.name, kind.name)
            self.cleaned_data["title"] = title[:LONGEST_TITLE]

    def act(self, by: User) -> CriteriaSet:
        return copying.copy_to_kind(self.criteria_set, by=by, **self.cleaned_data)


class NewVersionForm(CopyForm):
    """The same units, the same year, something to put right."""

    name, heading = "phien-ban", "Sửa sau khi ban hành"
    words = (
        "Bộ đã ban hành không sửa được. Hệ thống lập phiên bản mới cùng tên, cùng năm để sửa; khi"
        " ban hành, Ban quyết định những bản tự chấm đang mở có chuyển sang phiên bản mới không."
    )
    button = "Lập phiên bản mới"
    layout = ("reason",)

    reason = CleanTextField(
        label="Lý do sửa", multiline=True, widget=forms.Textarea({"rows": 3}),
        min_length=copying.SHORTEST_REASON, max_length=1000,
        help_text="Lưu cùng phiên bản mới. Ví dụ: Điểm tối đa tiêu chí II.2 in nhầm.",
    )  # fmt: skip

    def act(self, by: User) -> CriteriaSet:
        return copying.start_version(self.criteria_set, by=by, **self.cleaned_data)


PURPOSES: tuple[type[CopyForm], ...] = (NextYearForm, OtherKindForm, NewVersionForm)
