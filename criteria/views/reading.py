"""The catalogue as officials read it: all sets, one set, one criterion."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_GET

from core import audit
from criteria.definitions import definition_of
from criteria.documents import guidance_of
from criteria.filters import CriteriaSetFilter
from criteria.models import CriteriaSet
from criteria.permissions import can_copy, can_correct, can_edit, can_publish, can_retire, can_write
from criteria.presenters.criterion_reading import criterion_page
from criteria.presenters.histories import history_lines
from criteria.presenters.places import linked_findings
from criteria.presenters.versions import lineage_for, set_lines
from criteria.reading import readable_groups, source_labels
from criteria.uses import uses_of
from criteria.workflow import CriteriaSetState
from organisation.views.lists import List

ORDERS = {
    "year": (
        "organiser__sort_key", "-year", "unit_kind__position", "unit_kind__name", "title",
        "-version",
    ),
}  # fmt: skip
MOST_EVENTS = 200  # of the history; a draft leaves one with each step
LONGEST_SEARCH = 200  # characters; more is never a search


@login_required
@require_GET
def set_list(request: HttpRequest) -> HttpResponse:
    """Every set the person may read, its versions together."""
    found = listed_sets(request)
    context = found.context(set_lines(found.rows)) | {"may_write": can_write(request.user)}
    return render(request, "criteria/set_list.html", context)


@login_required
@require_GET
def set_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """One set on one page, in the shape of the paper it replaces; ?q= finds criteria by words."""
    criteria_set = visible_set(request, pk)
    definition = definition_of(criteria_set)
    is_draft = criteria_set.state == CriteriaSetState.DRAFT
    search = request.GET.get("q", "").strip()[:LONGEST_SEARCH]
    labels = source_labels(definition, criteria_set.organiser)
    groups = readable_groups(definition, search, labels)
    lineage = lineage_for(criteria_set, request.user)
    context = {
        "trail": set_trail(criteria_set),
        "criteria_set": criteria_set,
        "definition": definition,
        "guidance": guidance_of(criteria_set),
        "groups": groups,
        "search": search,
        "found": sum(len(group.criteria) for group in groups),
        "can_edit": can_edit(request.user, criteria_set),
        "can_publish": can_publish(request.user, criteria_set),
        "can_copy": can_copy(request.user, criteria_set),
        "can_correct": can_correct(request.user, criteria_set),
        "lineage": lineage,
        "uses": uses_of(criteria_set, [s.pk for s in lineage.origins], request.user),
        "can_retire": can_retire(request.user, criteria_set),
        "findings": linked_findings(definition, criteria_set) if is_draft else None,
        "history": history_lines(audit.history(criteria_set)[:MOST_EVENTS]),
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


def listed_sets(request: HttpRequest) -> List:
    """The sets that the person asks for, newest year and version first."""
    rows = CriteriaSet.objects.visible_to(request.user)
    rows = rows.select_related("organiser", "unit_kind").with_seen_origin(request.user)
    return List(request, rows, CriteriaSetFilter, ORDERS)


def visible_set(request: HttpRequest, pk: int) -> CriteriaSet:
    """The set, or 404 for whoever may not see it."""
    sets = CriteriaSet.objects.visible_to(request.user)
    sets = sets.select_related("organiser", "unit_kind", "appendix")
    return get_object_or_404(sets.with_seen_origin(request.user), pk=pk)


def new_trail(*steps: dict[str, str]) -> list[dict[str, str]]:
    """The breadcrumb to a way of beginning a set, by the page that explains all of them."""
    first = {"label": "Bộ tiêu chí", "url": reverse("criteria:list")}
    return [first, {"label": "Soạn bộ tiêu chí mới", "url": reverse("criteria:new")}, *steps]


@contextmanager
def or_gone() -> Iterator[None]:
    """Also a decorator: a set that somebody deletes while it is being worked on is a 404."""
    try:
        yield
    except CriteriaSet.DoesNotExist as error:
        raise Http404 from error


def set_trail(criteria_set: CriteriaSet, *labels: str) -> list[dict[str, str]]:
    """The breadcrumb down to a set and a page below it."""
    own = {"label": criteria_set.title}
    if labels:
        own["url"] = criteria_set.get_absolute_url()
    first = {"label": "Bộ tiêu chí", "url": reverse("criteria:list")}
    return [first, own, *({"label": label} for label in labels)]
