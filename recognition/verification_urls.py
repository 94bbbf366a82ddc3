"""Addresses of the public verification page."""

app_name = "verification"
urlpatterns = []
