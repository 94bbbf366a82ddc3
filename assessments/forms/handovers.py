"""Who hands over which role to whom."""

from django import forms

from assessments.handovers import offered_assignments, offered_people
from core.calendar import today
from core.fields import CleanTextField, VietnameseDateField
from organisation.models import RoleAssignment, Unit, User


class UnitChoiceForm(forms.Form):
    """At which unit."""

    unit = forms.ModelChoiceField(
        Unit.objects, label="Đơn vị", empty_label="Chọn đơn vị",
        error_messages={"required": "Chọn đơn vị.", "invalid_choice": "Chọn đơn vị."},
    )  # fmt: skip

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        held = RoleAssignment.objects.active_on(today())
        self.fields["unit"].queryset = Unit.objects.filter(pk__in=held.values("unit"))


class HandoverForm(forms.Form):
    """The leaving person with the role, the coming person, the day, the reason, a witness."""

    assignment = forms.TypedChoiceField(
        label="Người bàn giao, vai trò", coerce=int, widget=forms.RadioSelect,
        error_messages={"required": "Chọn người bàn giao."},
    )  # fmt: skip
    to_person = forms.ModelChoiceField(
        User.objects, label="Người nhận", empty_label="Chọn người nhận",
        help_text="Người của đơn vị, hoặc tài khoản mới lập chưa có vai trò.",
        error_messages={"required": "Chọn người nhận."},
    )  # fmt: skip
    on = VietnameseDateField(label="Ngày bàn giao", help_text="Hôm nay hoặc trước đó.")
    reason = CleanTextField(
        label="Lý do", multiline=True, max_length=500, min_length=10,
        widget=forms.Textarea({"rows": 2}),
        help_text="Ví dụ: chuyển công tác theo Quyết định số 45-QĐ/HU.",
    )  # fmt: skip
    witness = CleanTextField(
        label="Người chứng kiến", required=False, max_length=160,
        help_text="Họ tên, chức vụ; in dưới chữ ký của hai bên.",
    )  # fmt: skip

    def __init__(self, *args, unit: Unit, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.held = {row.pk: row for row in offered_assignments(unit)}
        self.fields["assignment"].choices = [
            (pk, f"{row.user} – {row.get_role_display()}") for pk, row in self.held.items()
        ]
        self.fields["to_person"].queryset = offered_people(unit)

    @property
    def given(self) -> dict[str, object]:
        """The cleaned values as the action takes them."""
        return {**self.cleaned_data, "assignment": self.held[self.cleaned_data["assignment"]]}
