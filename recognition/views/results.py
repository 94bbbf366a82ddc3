"""What became of a unit's file."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_GET

from assessments.models import Assessment
from recognition.results import result_of
from recognition.views.answers import trail


@require_GET
@login_required
def result(request: HttpRequest, assessment_pk: int) -> HttpResponse:
    """The unit's result: class, points, decision, or the reasons."""
    rows = Assessment.objects.visible_to(request.user).with_context()
    assessment = get_object_or_404(rows, pk=assessment_pk)
    context = {"trail": trail(("Kết quả", "")), "result": result_of(assessment)}
    return render(request, "recognition/result.html", context)
