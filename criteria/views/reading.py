"""The catalogue as officials read it."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_GET

from core import audit, event_words
from criteria.checks import set_problems
from criteria.definitions import definition_of
from criteria.filters import CriteriaSetFilter
from criteria.models import CriteriaSet
from criteria.permissions import can_copy, can_correct, can_publish, can_retire
from criteria.presenters.versions import lineage_for, set_lines
from criteria.reading import readable_groups
from criteria.workflow import CriteriaSetState
from organisation.views.lists import List

ORDERS = {
    "year": (
        "organiser__sort_key", "-year", "unit_kind__position", "unit_kind__name", "title",
        "-version",
    ),
}  # fmt: skip


@login_required
@require_GET
def set_list(request: HttpRequest) -> HttpResponse:
    """Every set the person may read, its versions together."""
    found = listed_sets(request)
    return render(request, "criteria/set_list.html", found.context(set_lines(found.rows)))


@login_required
@require_GET
def set_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """One set on one page, in the shape of the paper it replaces."""
    criteria_set = visible_set(request, pk)
    definition = definition_of(criteria_set)
    is_draft = criteria_set.state == CriteriaSetState.DRAFT
    context = {
        "trail": [
            {"label": "Bộ tiêu chí", "url": reverse("criteria:list")},
            {"label": criteria_set.title},
        ],
        "criteria_set": criteria_set,
        "definition": definition,
        "groups": readable_groups(definition),
        "can_publish": can_publish(request.user, criteria_set),
        "can_copy": can_copy(request.user, criteria_set),
        "can_correct": can_correct(request.user, criteria_set),
        "lineage": lineage_for(criteria_set, request.user),
        "can_retire": can_retire(request.user, criteria_set),
        "problems": set_problems(criteria_set) if is_draft else [],
        "history": event_words.described(audit.history(criteria_set)),
    }
    return render(request, "criteria/set_detail.html", context)


def listed_sets(request: HttpRequest) -> List:
    """The sets that the person asks for, newest year and version first."""
    rows = CriteriaSet.objects.visible_to(request.user)
    rows = rows.select_related("organiser", "unit_kind", "origin")
    return List(request, rows, CriteriaSetFilter, ORDERS)


def visible_set(request: HttpRequest, pk: int) -> CriteriaSet:
    """The set, or 404 for whoever may not see it."""
    sets = CriteriaSet.objects.visible_to(request.user)
    return get_object_or_404(sets.select_related("organiser", "unit_kind"), pk=pk)
