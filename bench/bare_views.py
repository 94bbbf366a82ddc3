"""The plainest views that do the same kind of work: what our own pages are compared with."""

from decimal import Decimal
from pathlib import Path

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.template import engines
from django.urls import include, path
from django.views.decorators.http import require_POST

from assessments.models import Score

SHEET = engines["django"].from_string(
    (Path(__file__).parent / "bare_sheet.html").read_text(encoding="utf-8")
)


@login_required
@require_POST
def bare_save(request: HttpRequest, pk: int) -> HttpResponse:
    """Fetch one row, change one column, say so."""
    score = Score.objects.get(pk=pk)
    score.points = Decimal(request.POST["points"])
    score.save(update_fields=["points"])
    return HttpResponse("Đã lưu")


@login_required
def bare_sheet(request: HttpRequest, pk: int) -> HttpResponse:
    """One queryset through one template: each criterion with its texts and the facts' inputs."""
    scores = (
        Score.objects.filter(assessment=pk)
        .select_related("criterion__group")
        .prefetch_related("criterion__parts")
    )
    return HttpResponse(SHEET.render({"scores": scores}, request))


urlpatterns = [
    path("bare/<int:pk>/save/", bare_save),
    path("bare/<int:pk>/", bare_sheet),
    path("", include("danvan.urls")),
]
