"""Addresses of this app."""

app_name = "organisation"
urlpatterns = []
