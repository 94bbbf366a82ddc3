"""Addresses of criteria sets."""

from django.urls import path

from criteria.views import downloads, imports, moves, reading, versions

app_name = "criteria"

urlpatterns = [
    path("", reading.set_list, name="list"),
    path("xuat-excel/", versions.list_export, name="list-export"),
    path("nhap/", imports.import_new, name="import-new"),
    path("nhap/xac-nhan/", imports.import_new_confirm, name="import-new-confirm"),
    path("nhap/mau/", downloads.import_template, name="import-template"),
    path("<int:pk>/", reading.set_detail, name="detail"),
    path("<int:pk>/ban-hanh/", moves.set_publish, name="publish"),
    path("<int:pk>/ngung-su-dung/", moves.set_retire, name="retire"),
    path("<int:pk>/xuat-excel/", downloads.set_export, name="export"),
    path("<int:pk>/xuat-json/", downloads.set_export_json, name="export-json"),
    path("<int:pk>/nhap/", imports.set_import, name="import"),
    path("<int:pk>/nhap/xac-nhan/", imports.set_import_confirm, name="import-confirm"),
    path("<int:pk>/sao-chep/", versions.set_copy, name="copy"),
    path("<int:pk>/so-sanh/", versions.set_compare, name="compare"),
    path("<int:pk>/so-sanh/xuat-excel/", versions.compare_export, name="compare-excel"),
]
