"""Addresses of this app."""

from django.contrib.auth.views import LogoutView
from django.urls import path

from organisation.views import (
    account,
    imports,
    kinds,
    letterheads,
    people,
    person_moves,
    roles,
    units,
)

app_name = "organisation"

ACCOUNT = [
    path("tai-khoan/dang-nhap/", account.Login.as_view(), name="login"),
    path("tai-khoan/dung-thu/", account.DemoLogin.as_view(), name="demo-login"),
    path("tai-khoan/dang-xuat/", LogoutView.as_view(), name="logout"),
    path("tai-khoan/mat-khau/", account.OwnPassword.as_view(), name="password-change"),
    path("tai-khoan/thu-dien-tu/", account.OwnMail.as_view(), name="own-mail"),
    path("tai-khoan/quen-mat-khau/", account.ForgottenPassword.as_view(), name="password-reset"),
    path("tai-khoan/quen-mat-khau/da-gui/", account.PasswordSent.as_view(), name="password-sent"),
    path(
        "tai-khoan/mat-khau-moi/<uidb64>/<token>/", account.NewPassword.as_view(),
        name="password-new",
    ),
]  # fmt: skip

UNITS = [
    path("don-vi/", units.unit_list, name="units"),
    path("don-vi/xuat-excel/", units.unit_export, name="unit-export"),
    path("don-vi/them/", units.unit_create, name="unit-create"),
    path("don-vi/nhap/", imports.unit_import, name="unit-import"),
    path("don-vi/nhap/xac-nhan/", imports.unit_import_confirm, name="unit-import-confirm"),
    path("don-vi/nhap/tep-mau/", imports.unit_import_template, name="unit-import-template"),
    path("don-vi/<int:pk>/", units.unit_detail, name="unit"),
    path("don-vi/<int:pk>/sua/", units.unit_edit, name="unit-edit"),
    path("don-vi/<int:pk>/sap-nhap/", units.unit_merge, name="unit-merge"),
    path("loai-don-vi/", kinds.kind_list, name="kinds"),
    path("loai-don-vi/them/", kinds.kind_create, name="kind-create"),
    path("loai-don-vi/<int:pk>/sua/", kinds.kind_edit, name="kind-edit"),
]

PEOPLE = [
    path("nguoi-dung/", people.person_list, name="people"),
    path("nguoi-dung/xuat-excel/", people.person_export, name="person-export"),
    path("nguoi-dung/them/", people.person_create, name="person-create"),
    path("nguoi-dung/nhap/", imports.person_import, name="person-import"),
    path("nguoi-dung/nhap/xac-nhan/", imports.person_import_confirm, name="person-import-confirm"),
    path("nguoi-dung/nhap/tep-mau/", imports.person_import_template, name="person-import-template"),
    path("nguoi-dung/nhap/mat-khau/", imports.initial_passwords, name="initial-passwords"),
    path("nguoi-dung/<int:pk>/", people.person_detail, name="person"),
    path("nguoi-dung/<int:pk>/sua/", people.person_edit, name="person-edit"),
    path("nguoi-dung/<int:pk>/khoa/", person_moves.person_disable, name="person-disable"),
    path("nguoi-dung/<int:pk>/mo-lai/", person_moves.person_enable, name="person-enable"),
    path("nguoi-dung/<int:pk>/mo-khoa/", person_moves.person_unlock, name="person-unlock"),
    path("nguoi-dung/<int:pk>/mat-khau/", person_moves.password_reset, name="person-password"),
    path("nguoi-dung/<int:pk>/vai-tro/", person_moves.role_assign, name="role-assign"),
    path(
        "nguoi-dung/<int:pk>/vai-tro/<int:assignment_pk>/ket-thuc/", person_moves.role_end,
        name="role-end",
    ),
    path("vai-tro/", roles.role_table, name="roles"),
]  # fmt: skip

LETTERHEADS = [
    path("the-thuc/", letterheads.letterhead_list, name="letterheads"),
    path("the-thuc/xuat-excel/", letterheads.letterhead_export, name="letterhead-export"),
    path("the-thuc/them/", letterheads.letterhead_create, name="letterhead-create"),
    path("the-thuc/<int:pk>/", letterheads.letterhead_detail, name="letterhead"),
    path("the-thuc/<int:pk>/sua/", letterheads.letterhead_edit, name="letterhead-edit"),
]

urlpatterns = ACCOUNT + UNITS + PEOPLE + LETTERHEADS
