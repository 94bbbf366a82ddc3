"""Addresses of criteria sets."""

from django.urls import path

from criteria.views import library, moves, reading

app_name = "criteria"

urlpatterns = [
    path("", reading.set_list, name="list"),
    path("mau/", library.library, name="library"),
    path("mau/<slug:name>/", library.library_sample, name="library-sample"),
    path("<int:pk>/", reading.set_detail, name="detail"),
    path("<int:pk>/ban-hanh/", moves.set_publish, name="publish"),
    path("<int:pk>/ngung-su-dung/", moves.set_retire, name="retire"),
]
