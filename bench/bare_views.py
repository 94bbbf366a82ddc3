"""The plainest views that do the same kind of work: what our own pages are compared with."""

from decimal import Decimal
from pathlib import Path

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.template import engines
from django.urls import include, path
from django.views.decorators.http import require_POST

from assessments.models import Score
from criteria.models import CriterionGroup


def _template(name: str):
    text = (Path(__file__).parent / name).read_text(encoding="utf-8")
    return engines["django"].from_string(text)


SHEET, EDITOR = _template("bare_sheet.html"), _template("bare_editor.html")


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


@login_required
def bare_editor(request: HttpRequest, pk: int) -> HttpResponse:
    """One queryset through one template: each criterion with its parts and three buttons."""
    groups = CriterionGroup.objects.filter(criteria_set=pk).prefetch_related("criteria__parts")
    return HttpResponse(EDITOR.render({"groups": groups}, request))


urlpatterns = [
    path("bare/<int:pk>/editor/", bare_editor),
    path("bare/<int:pk>/save/", bare_save),
    path("bare/<int:pk>/", bare_sheet),
    path("", include("danvan.urls")),
]
