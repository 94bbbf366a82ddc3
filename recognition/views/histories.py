"""All years of a unit on one page."""

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_GET

from organisation.models import Unit
from recognition.histories import year_lines
from recognition.permissions.registrations import can_view_history
from recognition.presenters.histories import chart


@require_GET
@login_required
def unit_history(request: HttpRequest, unit_pk: int) -> HttpResponse:
    """Results, models and reports of every year, those of merged units under their old names."""
    units = Unit.objects.select_related("parent", "merged_into")
    unit = get_object_or_404(units, pk=unit_pk)
    if not can_view_history(request.user, unit):
        raise Http404
    lines = year_lines(unit)
    merged = {line.file.unit_id: line for line in lines if line.merged_on}
    context = {
        "trail": [
            {"label": "Đăng ký", "url": reverse("recognition:registrations")},
            {"label": "Các năm của đơn vị", "url": ""},
        ],
        "unit": unit, "lines": lines, "chart": chart(lines), "merged": merged.values(),
    }  # fmt: skip
    return render(request, "recognition/unit_history.html", context)
