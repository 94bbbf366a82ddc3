"""Forms about units and their kinds."""

from django import forms
from django.db.models import BooleanField, ExpressionWrapper, Q
from django.utils import timezone

from core.fields import CleanTextField, VietnameseDateField
from organisation import actions, checks
from organisation.forms.layout import ActionForm, RowForm
from organisation.models import Unit, UnitKind, User

REASON_LENGTH = {"min_length": 10, "max_length": 1000}


class UnitForm(RowForm):
    """Name, kind, place in the tree and dates of a unit."""

    layout = (
        "seen", "name", ("short_name", "official_code"), ("kind", "parent"),
        ("valid_from", "valid_to"),
    )  # fmt: skip

    name = CleanTextField(
        label="Tên đơn vị", max_length=200,
        help_text="Tên đầy đủ như trên văn bản, ví dụ: Đảng bộ xã Đồng Tâm.",
    )  # fmt: skip
    short_name = CleanTextField(
        label="Tên ngắn", max_length=120, help_text="Dùng trong bảng biểu, ví dụ: Đồng Tâm."
    )
    official_code = CleanTextField(
        label="Mã hành chính", max_length=20, required=False, help_text="Ví dụ: 07297."
    )
    kind = forms.ModelChoiceField(UnitKind.objects, label="Loại đơn vị")
    parent = forms.ModelChoiceField(
        Unit.objects, label="Trực thuộc", required=False, empty_label="(không có cấp trên)"
    )
    valid_from = VietnameseDateField(label="Từ ngày")
    valid_to = VietnameseDateField(label="Đến ngày", required=False)

    class Meta:
        model = Unit
        fields = [
            "name", "short_name", "official_code", "kind", "parent", "valid_from", "valid_to",
        ]  # fmt: skip

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        living = Q(pk__in=Unit.objects.valid_on(timezone.localdate()))
        chosen = Q(pk=self.instance.parent_id)
        units = Unit.objects.filter(living | chosen).exclude(pk=self.instance.pk)
        self.fields["parent"].queryset = units
        self.fields["kind"].empty_label = "Chọn loại đơn vị"

    def act(self, by: User) -> Unit:
        return actions.save_unit(self.instance, by=by, seen=self.cleaned_data["seen"])


class MergeForm(ActionForm, forms.Form):
    """Which unit absorbs this one, from which day, and why."""

    layout = (("into", "on"), "reason")

    into = forms.ModelChoiceField(
        Unit.objects, label="Sáp nhập vào", empty_label="Chọn đơn vị tiếp nhận"
    )
    on = VietnameseDateField(label="Từ ngày", help_text="Ngày đầu tiên thuộc đơn vị mới.")
    reason = CleanTextField(
        label="Căn cứ, lý do", multiline=True, widget=forms.Textarea({"rows": 3}),
        help_text="Ví dụ: Nghị quyết số 1191/NQ-UBTVQH15.", **REASON_LENGTH,
    )  # fmt: skip

    def __init__(self, *args, unit: Unit, **kwargs):
        super().__init__(*args, **kwargs)
        self.unit = unit
        living = Unit.objects.lasting_beyond(timezone.localdate()).exclude(pk=unit.pk)
        other_kind = ExpressionWrapper(~Q(kind=unit.kind), BooleanField())
        self.fields["into"].queryset = living.order_by(other_kind, "sort_key")

    def proposes_sound_merger(self) -> bool:
        """Tell whether the merger could be carried out, before anything is asked."""
        if not self.is_valid():
            return False
        try:
            checks.require_mergeable(self.unit, self.cleaned_data["into"], self.cleaned_data["on"])
        except forms.ValidationError as error:
            self.refuse(error)
        return self.is_valid()

    def act(self, by: User) -> Unit:
        return actions.merge_unit(self.unit, **self.cleaned_data, by=by)


class UnitKindForm(RowForm):
    """A kind of unit, and its place in lists."""

    layout = ("seen", ("name", "position"), "is_assessed")

    name = CleanTextField(label="Tên loại", max_length=120, help_text="Ví dụ: Xã, thị trấn.")
    position = forms.IntegerField(
        label="Thứ tự", min_value=0, max_value=999, initial=0,
        help_text="Số nhỏ đứng trước trong danh sách.",
    )  # fmt: skip
    is_assessed = forms.BooleanField(
        label="Được chấm điểm hằng năm", required=False, initial=True,
        help_text="Bỏ chọn với cấp tổ chức và các ban tham mưu, giúp việc.",
    )  # fmt: skip

    class Meta:
        model = UnitKind
        fields = ["name", "position", "is_assessed"]

    def act(self, by: User) -> UnitKind:
        return actions.save_unit_kind(self.instance, by=by, seen=self.cleaned_data["seen"])
