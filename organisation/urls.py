"""Addresses of this app."""

from django.contrib.auth.views import LogoutView
from django.urls import path

from organisation.views import account

app_name = "organisation"

urlpatterns = [
    path("tai-khoan/dang-nhap/", account.Login.as_view(), name="login"),
    path("tai-khoan/dung-thu/", account.DemoLogin.as_view(), name="demo-login"),
    path("tai-khoan/dang-xuat/", LogoutView.as_view(), name="logout"),
    path("tai-khoan/mat-khau/", account.OwnPassword.as_view(), name="password-change"),
    path("tai-khoan/quen-mat-khau/", account.ForgottenPassword.as_view(), name="password-reset"),
    path("tai-khoan/quen-mat-khau/da-gui/", account.PasswordSent.as_view(), name="password-sent"),
    path(
        "tai-khoan/mat-khau-moi/<uidb64>/<token>/", account.NewPassword.as_view(),
        name="password-new",
    ),
]  # fmt: skip
