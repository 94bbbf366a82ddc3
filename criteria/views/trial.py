"""The set as a unit meets it; numbers are tried, nothing is stored."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from criteria.definitions import definition_of
from criteria.presenters.trial import Trial
from criteria.reading import source_labels
from criteria.views.reading import set_trail, visible_set


@login_required
@require_http_methods(["GET", "POST"])
def set_preview(request: HttpRequest, pk: int) -> HttpResponse:
    """All criteria with their inputs; a POST tells the points, for htmx of one criterion."""
    criteria_set = visible_set(request, pk)
    definition = definition_of(criteria_set)
    trial = Trial.of(definition, request.POST, source_labels(definition, criteria_set.organiser))
    tried = trial.criterion(request.GET.get("tieu-chi", ""))
    if request.htmx and tried:
        context = {
            "criteria_set": criteria_set,
            "tried": tried,
            "moved": trial.moved(tried),
            "total": trial.total(),
        }
        return render(request, "criteria/_tried_answer.html", context)
    context = {
        "trail": set_trail(criteria_set, "Chấm thử như đơn vị"),
        "criteria_set": criteria_set,
        "trial": trial,
        "total": trial.total(),
    }
    return render(request, "criteria/set_preview.html", context)
