"""The catalogue as officials read it; publishing and retiring."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from core import audit, event_words
from criteria import actions
from criteria.checks import set_problems
from criteria.definitions import definition_of
from criteria.models import CriteriaSet
from criteria.permissions import can_publish, can_retire
from criteria.reading import readable_groups
from criteria.workflow import CriteriaSetState


@login_required
@require_GET
def set_list(request: HttpRequest) -> HttpResponse:
    """Every set the person may read."""
    sets = CriteriaSet.objects.visible_to(request.user).select_related("organiser", "unit_kind")
    return render(request, "criteria/set_list.html", {"sets": sets})


@login_required
@require_GET
def set_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """One set on one page, in the shape of the paper it replaces."""
    criteria_set = _visible(request, pk)
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
        "can_retire": can_retire(request.user, criteria_set),
        "problems": set_problems(criteria_set) if is_draft else [],
        "history": event_words.described(audit.history(criteria_set)),
    }
    return render(request, "criteria/set_detail.html", context)


@login_required
@require_POST
def set_publish(request: HttpRequest, pk: int) -> HttpResponse:
    """Put a draft into force."""
    criteria_set = _visible(request, pk)
    try:
        actions.publish(criteria_set, by=request.user)
    except ValidationError as error:
        for text in error.messages:
            messages.error(request, text)
    else:
        messages.success(request, "Đã ban hành bộ tiêu chí. Từ nay nội dung không sửa được nữa.")
    return redirect(criteria_set)


@login_required
@require_POST
def set_retire(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a set out of use for new rounds."""
    criteria_set = actions.retire(_visible(request, pk), by=request.user)
    messages.success(request, "Đã ngừng sử dụng bộ tiêu chí cho các đợt mới.")
    return redirect(criteria_set)


def _visible(request: HttpRequest, pk: int) -> CriteriaSet:
    sets = CriteriaSet.objects.visible_to(request.user)
    return get_object_or_404(sets.select_related("organiser", "unit_kind"), pk=pk)
