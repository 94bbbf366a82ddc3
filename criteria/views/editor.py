"""The page in which a draft is written, and the form of what it says about itself."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from core.permissions import require
from criteria.definitions import definition_of
from criteria.forms.information import InformationForm
from criteria.models import CriteriaSet
from criteria.permissions import can_edit
from criteria.presenters.editor import page_values
from criteria.views.reading import or_gone, visible_set
from organisation.views.form_pages import form_page

FORM_PAGE = "criteria/editor/form_page.html"


@login_required
@require_GET
def edit(request: HttpRequest, pk: int) -> HttpResponse:
    """The whole draft on one page, each part with what can be done to it."""
    draft = editable_set(request, pk)
    context = page_values(draft, definition_of(draft)) | {"trail": trail_of(draft)[:-1]}
    context["trail"] += [{"label": "Soạn"}]
    return render(request, "criteria/editor/editor.html", context)


@login_required
@require_http_methods(["GET", "POST"])
@or_gone()
def edit_information(request: HttpRequest, pk: int) -> HttpResponse:
    """Title, year, kind of unit, issuer, basis, totals."""
    draft = editable_set(request, pk)
    form = InformationForm(request.POST or None, row=draft)
    if form.carry_out(request.user):
        messages.success(request, "Đã lưu thông tin bộ tiêu chí.")
        return redirect("criteria:edit", draft.pk)
    return editor_form(request, draft, form, "Thông tin bộ tiêu chí")


def editable_set(request: HttpRequest, pk: int) -> CriteriaSet:
    """The draft; 404 for whoever may not see it, 403 with the reason for whoever may not edit."""
    criteria_set = visible_set(request, pk)
    require(can_edit(request.user, criteria_set))
    return criteria_set


def editor_form(
    request: HttpRequest, draft: CriteriaSet, form: Any, heading: str, **context: Any
) -> HttpResponse:
    """A form on a page of its own that leads back to the editor."""
    context = {"template": FORM_PAGE, "back": reverse("criteria:edit", args=[draft.pk])} | context
    return form_page(request, form, trail=trail_of(draft), heading=heading, **context)


def trail_of(draft: CriteriaSet) -> list[dict[str, str]]:
    """The way to the editor of the draft."""
    return [
        {"label": "Bộ tiêu chí", "url": reverse("criteria:list")},
        {"label": draft.title, "url": draft.get_absolute_url()},
        {"label": "Soạn", "url": reverse("criteria:edit", args=[draft.pk])},
    ]
