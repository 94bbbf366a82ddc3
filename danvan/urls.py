"""Every address of the program."""

from django.conf import settings
from django.urls import include, path

from danvan.calendars import year_calendar
from danvan.gallery import gallery
from danvan.guide import guide
from danvan.health import healthz
from danvan.home import home, own_file
from danvan.notifications import notification_open, notifications, notifications_read

urlpatterns = [
    path("", home, name="home"),
    path("ho-so-cua-don-vi/", own_file, name="own-file"),
    path("thong-bao/", notifications, name="notifications"),
    path("thong-bao/da-doc/", notifications_read, name="notifications-read"),
    path("thong-bao/<int:pk>/mo/", notification_open, name="notification-open"),
    path("lich-nam.ics", year_calendar, name="calendar-ics"),
    path("tro-giup/", guide, name="help"),
    path("", include("organisation.urls")),
    path("bo-tieu-chi/", include("criteria.urls")),
    path("cham-diem/", include("assessments.urls")),
    path("cong-nhan/", include("recognition.urls")),
    path("xac-minh/", include("recognition.verification_urls")),
    path("healthz", healthz, name="healthz"),
]

if settings.DEBUG:
    urlpatterns += [path("_gallery/", gallery, name="gallery")]
