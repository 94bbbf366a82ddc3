"""Login, logout and one's own password; Django's views with our words."""

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import login
from django.contrib.auth import views as auth_views
from django.contrib.auth.mixins import LoginRequiredMixin
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse_lazy
from django.views import View
from django.views.generic import FormView

from organisation import actions
from organisation.demo_accounts import accounts_by_role, shown_accounts
from organisation.forms.account import (
    ForgottenPasswordForm,
    NewPasswordForm,
    OwnMailForm,
    OwnPasswordForm,
    SignInForm,
)

BACKEND = "django.contrib.auth.backends.ModelBackend"


class Login(auth_views.LoginView):
    """User name and password; in demonstration mode also one button per offered person."""

    form_class = SignInForm
    template_name = "registration/login.html"
    redirect_authenticated_user = True

    def get_context_data(self, **kwargs) -> dict:
        offered = accounts_by_role() if settings.DEMO else []
        return super().get_context_data(**kwargs) | {"offered_roles": offered}


class DemoLogin(auth_views.RedirectURLMixin, View):
    """Signs in as one of the offered people; does not exist outside demonstration mode."""

    http_method_names = ["post"]
    next_page = settings.LOGIN_REDIRECT_URL

    def post(self, request: HttpRequest) -> HttpResponse:
        people = {person.username: person for person in shown_accounts()} if settings.DEMO else {}
        person = people.get(request.POST.get("username", ""))
        if person is None:
            raise Http404
        login(request, person, backend=BACKEND)
        return HttpResponseRedirect(self.get_success_url())


class OwnPassword(auth_views.PasswordChangeView):
    """Change of one's own password: this session goes on, every other one ends."""

    form_class = OwnPasswordForm
    template_name = "registration/password_change.html"
    success_url = reverse_lazy("home")

    def form_valid(self, form) -> HttpResponse:
        response = super().form_valid(form)
        messages.success(
            self.request, "Đã đổi mật khẩu. Các thiết bị khác đang đăng nhập đã bị đăng xuất."
        )
        return response


class OwnMail(LoginRequiredMixin, FormView):
    """Whether the person also gets messages by mail; messages in the program come anyway."""

    http_method_names = ["get", "head", "post", "options"]  # an empty PUT would opt out

    form_class = OwnMailForm
    template_name = "registration/own_mail.html"
    success_url = reverse_lazy("organisation:own-mail")

    def get_initial(self) -> dict:
        return {"wants_mail": self.request.user.wants_mail}

    def form_valid(self, form) -> HttpResponse:
        wants_mail = form.cleaned_data["wants_mail"]
        actions.choose_mail(self.request.user, wants_mail)
        words = "Từ nay thông báo cũng đến qua thư điện tử." if wants_mail else (
            "Đã thôi gửi thư điện tử. Đồng chí vẫn thấy đủ thông báo trong chương trình."
        )  # fmt: skip
        messages.success(self.request, words)
        return super().form_valid(form)


class ForgottenPassword(auth_views.PasswordResetView):
    """Sends a link to the address, if an account has it; the answer is the same either way."""

    form_class = ForgottenPasswordForm
    template_name = "registration/password_forgotten.html"
    email_template_name = "emails/password_reset.txt"
    subject_template_name = "emails/password_reset_subject.txt"
    success_url = reverse_lazy("organisation:password-sent")
    # Never the Host header: whoever asks could then choose where the link leads.
    extra_email_context = {"public_url": settings.PUBLIC_URL}


class PasswordSent(auth_views.PasswordResetDoneView):
    """Says where to look for the e-mail."""

    template_name = "registration/password_sent.html"


class NewPassword(auth_views.PasswordResetConfirmView):
    """The page behind the link: works once, within PASSWORD_RESET_TIMEOUT seconds."""

    form_class = NewPasswordForm
    template_name = "registration/password_new.html"
    success_url = reverse_lazy("organisation:login")

    def form_valid(self, form) -> HttpResponse:
        response = super().form_valid(form)
        messages.success(self.request, "Đã đặt mật khẩu mới. Mời đồng chí đăng nhập.")
        return response
