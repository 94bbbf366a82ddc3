"""Addresses of criteria sets."""

from django.urls import path

from criteria.views import library, moves, reading
from criteria.views import moves, reading, versions

app_name = "criteria"

urlpatterns = [
    path("", reading.set_list, name="list"),
    path("mau/", library.library, name="library"),
    path("mau/<slug:name>/", library.library_sample, name="library-sample"),
    path("xuat-excel/", versions.list_export, name="list-export"),
    path("<int:pk>/", reading.set_detail, name="detail"),
    path("<int:pk>/ban-hanh/", moves.set_publish, name="publish"),
    path("<int:pk>/ngung-su-dung/", moves.set_retire, name="retire"),
    path("<int:pk>/sao-chep/", versions.set_copy, name="copy"),
    path("<int:pk>/so-sanh/", versions.set_compare, name="compare"),
    path("<int:pk>/so-sanh/xuat-excel/", versions.compare_export, name="compare-excel"),
]
