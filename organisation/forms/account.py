"""Forms of login and of one's own password."""

from django import forms
from django.contrib.auth.forms import (
    AuthenticationForm,
    PasswordChangeForm,
    PasswordResetForm,
    SetPasswordForm,
)
from django.utils import timezone

from organisation import actions
from organisation.forms.layout import LaidOutForm

PASSWORD_ADVICE = (
    "Ít nhất 12 ký tự, không chỉ gồm chữ số, không chứa tên đăng nhập hay họ tên. "
    "Dễ nhớ mà khó đoán: ghép bốn từ không liên quan."
)
MISMATCH = {"password_mismatch": "Hai lần nhập mật khẩu mới không giống nhau. Hãy nhập lại."}


class SignInForm(LaidOutForm, AuthenticationForm):
    """User name in any case, and password."""

    error_messages = {
        "invalid_login": (
            "Tên đăng nhập hoặc mật khẩu chưa đúng. Hãy tắt Caps Lock và bộ gõ tiếng Việt rồi "
            "nhập lại; sau 5 lần sai phải chờ 15 phút."
        ),
        "inactive": "Tài khoản đã bị khoá. Hãy báo người quản trị.",
        "expired": (
            "Mật khẩu ban đầu đã quá hạn sử dụng. Hãy nhờ người quản trị cấp lại, hoặc đặt mật "
            "khẩu mới qua thư điện tử."
        ),
    }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["username"].label = "Tên đăng nhập"
        self.fields["username"].widget.attrs["spellcheck"] = "false"
        self.fields["password"].label = "Mật khẩu"
        for field in self.fields.values():
            field.error_messages["required"] = "Chưa nhập."

    def confirm_login_allowed(self, user) -> None:
        super().confirm_login_allowed(user)
        until = user.initial_password_until
        if until is not None and until < timezone.now():
            raise forms.ValidationError(self.error_messages["expired"], code="expired")


class _NewPasswordMixin(LaidOutForm):
    """The two boxes of a new password, in our words; saved through the action."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["new_password1"].label = "Mật khẩu mới"
        self.fields["new_password1"].help_text = PASSWORD_ADVICE
        self.fields["new_password2"].label = "Nhập lại mật khẩu mới"
        self.fields["new_password2"].help_text = ""

    def save(self, commit: bool = True):
        return actions.change_own_password(self.user, self.cleaned_data["new_password1"])


class OwnPasswordForm(_NewPasswordMixin, PasswordChangeForm):
    """Change of one's own password; asks for the present one."""

    error_messages = MISMATCH | {"password_incorrect": "Mật khẩu đang dùng chưa đúng."}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["old_password"].label = "Mật khẩu đang dùng"

    def clean_new_password1(self) -> str:
        password = self.cleaned_data.get("new_password1", "")
        if password and self.user.check_password(password):
            raise forms.ValidationError("Mật khẩu mới phải khác mật khẩu đang dùng.")
        return password


class NewPasswordForm(_NewPasswordMixin, SetPasswordForm):
    """New password after following the link of the e-mail."""

    error_messages = MISMATCH


class OwnMailForm(LaidOutForm, forms.Form):
    """Whether messages also come by mail."""

    wants_mail = forms.BooleanField(
        label="Nhận thông báo và nhắc việc qua thư điện tử", required=False,
        help_text="Thông báo trong chương trình vẫn có đủ, dù có nhận thư hay không.",
    )  # fmt: skip


class ForgottenPasswordForm(LaidOutForm, PasswordResetForm):
    """Asks for an address; the answer never tells whether an account has it."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        field = self.fields["email"]
        field.label = "Địa chỉ thư điện tử"
        field.error_messages = {
            "required": "Chưa nhập địa chỉ.",
            "invalid": "Địa chỉ chưa đúng. Ví dụ: ten@yenthe.vn.",
        }
        field.validators[0].message = field.error_messages["invalid"]
