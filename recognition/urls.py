"""Addresses of this app."""

app_name = "recognition"
urlpatterns = []
