"""Addresses of criteria sets."""

from django.urls import path

from criteria.views import moves, papers, reading, trial

app_name = "criteria"

urlpatterns = [
    path("", reading.set_list, name="list"),
    path("<int:pk>/", reading.set_detail, name="detail"),
    path("<int:pk>/tieu-chi/<slug:criterion_key>/", reading.criterion_detail, name="criterion"),
    path("<int:pk>/xem-nhu-don-vi/", trial.set_preview, name="preview"),
    path("<int:pk>/phu-luc.pdf", papers.set_appendix, name="appendix"),
    path("<int:pk>/mau-tu-cham.pdf", papers.set_blank_form, name="blank-form"),
    path("<int:pk>/ban-hanh/", moves.set_publish, name="publish"),
    path("<int:pk>/ngung-su-dung/", moves.set_retire, name="retire"),
]
