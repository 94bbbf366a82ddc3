"""Forms about accounts and roles."""

from django import forms
from django.utils import timezone

from core.fields import CleanTextField, VietnameseDateField
from organisation import actions, checks
from organisation.forms.layout import ActionForm, RowForm
from organisation.forms.units import REASON_LENGTH
from organisation.models import RoleAssignment, Unit, User
from organisation.roles import Role
from organisation.user_names import normal_username

ROLE_CHOICES = [("", "Chọn vai trò"), *Role.choices]


class PersonForm(RowForm):
    """Name, position and addresses of a person who has an account."""

    layout = ("seen", ("full_name", "position"), ("email", "phone"))

    full_name = CleanTextField(label="Họ và tên", max_length=120)
    position = CleanTextField(
        label="Chức vụ", max_length=160, required=False, help_text="Ví dụ: Phó Bí thư Đảng uỷ xã."
    )
    email = CleanTextField(
        label="Thư điện tử", max_length=254, required=False,
        help_text="Nhận thông báo và liên kết đặt lại mật khẩu.",
    )  # fmt: skip
    phone = CleanTextField(label="Điện thoại", max_length=20, required=False)

    class Meta:
        model = User
        fields = ["full_name", "position", "email", "phone"]

    def clean_email(self) -> str:
        return self.cleaned_data["email"].lower()

    def clean(self) -> dict:
        """Find every problem at once, also those that the action would refuse."""
        cleaned = super().clean()
        typed = {name: cleaned.get(name, "") for name in ("email", "phone")}
        username = normal_username(cleaned.get("username", self.instance.username))
        probe = User(pk=self.instance.pk, username=username or "not-chosen", **typed)
        for name, text in checks.person_problems(probe).items():
            if name in self.fields and name not in self.errors:
                self.add_error(name, text)
        return cleaned

    def act(self, by: User) -> User:
        return actions.change_person(self.instance, by=by, seen=self.cleaned_data["seen"])


class NewPersonForm(PersonForm):
    """A new account, with its first role in the same step."""

    layout = (
        ("full_name", "position"), ("email", "phone"), "username", ("role", "unit"), "valid_from",
    )  # fmt: skip

    username = CleanTextField(
        label="Tên đăng nhập", max_length=60, required=False,
        help_text="Chữ thường không dấu, ví dụ: hoant. Để trống: lấy từ họ và tên.",
    )  # fmt: skip
    role = forms.ChoiceField(label="Vai trò", choices=ROLE_CHOICES, required=False)
    unit = forms.ModelChoiceField(
        Unit.objects, label="Tại đơn vị", required=False, empty_label="Chọn đơn vị"
    )
    valid_from = VietnameseDateField(
        label="Giữ vai trò từ ngày", required=False, help_text="Để trống: từ hôm nay."
    )

    class Meta(PersonForm.Meta):
        fields = ["full_name", "position", "email", "phone", "username"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["unit"].queryset = Unit.objects.lasting_beyond(timezone.localdate())

    def clean(self) -> dict:
        role, unit = self.cleaned_data.get("role"), self.cleaned_data.get("unit")
        if role and not unit:
            self.add_error("unit", "Chọn đơn vị nơi giữ vai trò này.")
        if unit and not role:
            self.add_error("role", "Chọn vai trò tại đơn vị này.")
        return super().clean()

    def act(self, by: User) -> str:
        """Create the account; the result is its initial password."""
        given = {name: self.cleaned_data[name] or None for name in ("role", "unit", "valid_from")}
        return actions.create_person(self.instance, by=by, **given)


class RoleForm(ActionForm, forms.Form):
    """A role at a unit, with its dates."""

    layout = (("role", "unit"), ("valid_from", "valid_to"))

    role = forms.ChoiceField(label="Vai trò", choices=ROLE_CHOICES)
    unit = forms.ModelChoiceField(Unit.objects, label="Tại đơn vị", empty_label="Chọn đơn vị")
    valid_from = VietnameseDateField(
        label="Từ ngày", required=False, help_text="Để trống: từ hôm nay."
    )
    valid_to = VietnameseDateField(
        label="Đến ngày", required=False, help_text="Để trống: chưa định ngày kết thúc."
    )

    def __init__(self, *args, person: User, **kwargs):
        super().__init__(*args, **kwargs)
        self.person = person
        self.fields["unit"].queryset = Unit.objects.lasting_beyond(timezone.localdate())

    def act(self, by: User) -> RoleAssignment:
        return actions.assign_role(self.person, **self.cleaned_data, by=by)


class EndRoleForm(ActionForm, forms.Form):
    """The last day of a role; empty means at once."""

    last_day = VietnameseDateField(
        label="Ngày cuối giữ vai trò", required=False, help_text="Để trống: kết thúc ngay."
    )

    def __init__(self, *args, assignment: RoleAssignment, **kwargs):
        super().__init__(*args, **kwargs)
        self.assignment = assignment

    def act(self, by: User) -> RoleAssignment:
        return actions.end_role(self.assignment, **self.cleaned_data, by=by)


class DisableForm(ActionForm, forms.Form):
    """Why an account is closed."""

    reason = CleanTextField(
        label="Lý do", multiline=True, widget=forms.Textarea({"rows": 3}),
        help_text="Ví dụ: chuyển công tác từ ngày 01/12/2026.", **REASON_LENGTH,
    )  # fmt: skip

    def __init__(self, *args, person: User, **kwargs):
        super().__init__(*args, **kwargs)
        self.person = person

    def act(self, by: User) -> User:
        return actions.disable_person(self.person, **self.cleaned_data, by=by)
