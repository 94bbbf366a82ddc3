"""The register of recognised models."""

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from core.downloads import excel
from recognition.exports import models_workbook
from recognition.filters import RecognisedModelFilterSet
from recognition.models import RecognisedModel
from recognition.views.answers import trail

PAGE_LENGTH = 50


@require_GET
@login_required
def register(request: HttpRequest) -> HttpResponse:
    """Searched, filtered, page by page."""
    found = _filtered(request)
    page = Paginator(found.qs, PAGE_LENGTH).get_page(request.GET.get("page"))
    context = {"trail": trail(("Mô hình được công nhận", "")), "filters": found, "page": page}
    return render(request, "recognition/recognised_model_list.html", context)


@require_GET
@login_required
def export(request: HttpRequest) -> HttpResponse:
    """What is on the screen, as an Excel file."""
    return excel(models_workbook(_filtered(request).qs), "mo-hinh-duoc-cong-nhan")


def _filtered(request: HttpRequest) -> RecognisedModelFilterSet:
    rows = RecognisedModel.objects.visible_to(request.user).select_related("unit")
    return RecognisedModelFilterSet(request.GET, queryset=rows)
