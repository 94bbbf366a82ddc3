"""Every address of the program."""

from django.conf import settings
from django.urls import include, path

from danvan.gallery import gallery
from danvan.health import healthz
from danvan.home import home

urlpatterns = [
    path("", home, name="home"),
    path("", include("organisation.urls")),
    path("bo-tieu-chi/", include("criteria.urls")),
    path("cham-diem/", include("assessments.urls")),
    path("cong-nhan/", include("recognition.urls")),
    path("xac-minh/", include("recognition.verification_urls")),
    path("healthz", healthz, name="healthz"),
]

if settings.DEBUG:
    urlpatterns += [path("_gallery/", gallery, name="gallery")]
