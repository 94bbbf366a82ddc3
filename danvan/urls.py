"""Every address of the program."""

from django.conf import settings
from django.urls import include, path
from django.views.generic import TemplateView

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
    gallery = TemplateView.as_view(template_name="components/gallery.html")
    urlpatterns += [path("_gallery/", gallery, name="gallery")]
