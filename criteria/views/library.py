"""Sample sets: look at one, begin a draft from it."""

from dataclasses import replace

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from core.permissions import require
from criteria.actions import contents
from criteria.forms.library import LibraryDraftForm
from criteria.library import LibrarySet, library_set, library_sets
from criteria.permissions import can_write
from criteria.reading import readable_groups
from criteria.views.organisers import writing_organiser
from criteria.views.reading import new_trail


@login_required
@require_GET
def library(request: HttpRequest) -> HttpResponse:
    """Every sample with what is special about it."""
    require(can_write(request.user))
    trail = new_trail({"label": "Bộ mẫu"})
    return render(request, "criteria/library.html", {"samples": library_sets(), "trail": trail})


@login_required
@require_http_methods(["GET", "POST"])
def library_sample(request: HttpRequest, name: str) -> HttpResponse:
    """One sample to read; posting makes a draft of it."""
    require(can_write(request.user))
    sample = library_set(name)
    if sample is None:
        raise Http404
    form = LibraryDraftForm(request.POST or None, sample=sample)
    if request.method == "POST" and form.is_valid():
        return _draft(request, sample, form.cleaned_data)
    context = {
        "sample": sample, "definition": sample.definition, "form": form,
        "groups": readable_groups(sample.definition),
        "trail": new_trail({"label": "Bộ mẫu", "url": reverse("criteria:library")},
                           {"label": sample.definition.title}),
    }  # fmt: skip
    status = 422 if form.is_bound else 200
    return render(request, "criteria/library_sample.html", context, status=status)


def _draft(request: HttpRequest, sample: LibrarySet, wanted: dict) -> HttpResponse:
    definition = replace(
        sample.definition, title=wanted["title"], year=wanted["year"],
        unit_kind=wanted["unit_kind"].code,
    )  # fmt: skip
    organiser = writing_organiser(request)
    draft = contents.create(definition, organiser=organiser, by=request.user)
    messages.success(request, "Đã lập bản thảo từ mẫu. Hãy sửa cho đúng với địa phương.")
    return redirect("criteria:edit", draft.pk)
