"""Addresses of the public verification page."""

from django.urls import path

from recognition.views import verification

app_name = "verification"
urlpatterns = [
    path("", verification.enter, name="enter"),
    path("<path:code>/", verification.show, name="show"),
]
