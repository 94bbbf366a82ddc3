"""Addresses of criteria sets."""

from django.urls import path

from criteria.views import moves, reading, table_import

app_name = "criteria"

urlpatterns = [
    path("", reading.set_list, name="list"),
    path("nhap-bang/", table_import.table_import, name="import-table"),
    path("nhap-bang/xac-nhan/", table_import.table_import_confirm, name="import-table-confirm"),
    path("<int:pk>/", reading.set_detail, name="detail"),
    path("<int:pk>/ban-hanh/", moves.set_publish, name="publish"),
    path("<int:pk>/ngung-su-dung/", moves.set_retire, name="retire"),
]
