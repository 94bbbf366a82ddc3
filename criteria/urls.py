"""Addresses of criteria sets."""

from django.urls import path

from criteria import views

app_name = "criteria"

urlpatterns = [
    path("", views.set_list, name="list"),
    path("<int:pk>/", views.set_detail, name="detail"),
    path("<int:pk>/ban-hanh/", views.set_publish, name="publish"),
    path("<int:pk>/ngung-su-dung/", views.set_retire, name="retire"),
]
