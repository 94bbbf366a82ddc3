"""Addresses of this app."""

app_name = "criteria"
urlpatterns = []
