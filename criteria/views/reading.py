"""The catalogue as officials read it: all sets, one set, one criterion."""

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_GET

from core import audit, event_words
from criteria.definitions import definition_of
from criteria.documents import guidance_of
from criteria.models import CriteriaSet
from criteria.permissions import can_publish, can_retire
from criteria.presenters.criterion_page import criterion_page
from criteria.presenters.findings import shown_findings
from criteria.reading import readable_groups
from criteria.workflow import CriteriaSetState

LONGEST_SEARCH = 200  # characters; more is never a search


@login_required
@require_GET
def set_list(request: HttpRequest) -> HttpResponse:
    """Every set the person may read."""
    sets = CriteriaSet.objects.visible_to(request.user).select_related("organiser", "unit_kind")
    return render(request, "criteria/set_list.html", {"sets": sets})


@login_required
@require_GET
def set_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """One set on one page, in the shape of the paper it replaces; ?q= finds criteria by words."""
    criteria_set = visible_set(request, pk)
    definition = definition_of(criteria_set)
    is_draft = criteria_set.state == CriteriaSetState.DRAFT
    search = request.GET.get("q", "").strip()[:LONGEST_SEARCH]
    groups = readable_groups(definition, search)
    context = {
        "trail": set_trail(criteria_set),
        "criteria_set": criteria_set,
        "definition": definition,
        "guidance": guidance_of(criteria_set),
        "groups": groups,
        "search": search,
        "found": sum(len(group.criteria) for group in groups),
        "can_publish": can_publish(request.user, criteria_set),
        "can_retire": can_retire(request.user, criteria_set),
        "findings": shown_findings(criteria_set, definition) if is_draft else None,
        "history": event_words.described(audit.history(criteria_set)),
    }
    return render(request, "criteria/set_detail.html", context)


@login_required
@require_GET
def criterion_detail(request: HttpRequest, pk: int, criterion_key: str) -> HttpResponse:
    """One criterion at its own address."""
    criteria_set = visible_set(request, pk)
    page = criterion_page(criteria_set, definition_of(criteria_set), criterion_key)
    if page is None:
        raise Http404
    context = {
        "trail": set_trail(criteria_set, f"Tiêu chí {page.readable.definition.code}"),
        "criteria_set": criteria_set,
        "page": page,
        "own_address": request.build_absolute_uri(request.path),
    }
    return render(request, "criteria/criterion_detail.html", context)


def visible_set(request: HttpRequest, pk: int) -> CriteriaSet:
    """The set, or 404 for whoever may not see it."""
    sets = CriteriaSet.objects.visible_to(request.user)
    related = ("organiser", "unit_kind", "origin", "appendix")
    return get_object_or_404(sets.select_related(*related), pk=pk)


def set_trail(criteria_set: CriteriaSet, *labels: str) -> list[dict[str, str]]:
    """The breadcrumb down to a set and a page below it."""
    own = {"label": criteria_set.title}
    if labels:
        own["url"] = criteria_set.get_absolute_url()
    first = {"label": "Bộ tiêu chí", "url": reverse("criteria:list")}
    return [first, own, *({"label": label} for label in labels)]
