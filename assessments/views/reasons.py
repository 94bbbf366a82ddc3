"""Where a figure comes from, and what happened to a file."""

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from assessments.presenters.histories import PER_PAGE, events_of, history_lines
from assessments.presenters.reasons import why_page
from assessments.versions import former_criterion
from assessments.views.sheet import visible_assessment


@login_required
def why(request: HttpRequest, pk: int, criterion_pk: int) -> HttpResponse:
    """Rule, facts, arithmetic, evidence and changes of one criterion; a fragment for htmx."""
    assessment = visible_assessment(request, pk)
    context = why_page(assessment, criterion_pk, request.user)
    if context is None:
        former = former_criterion(assessment, criterion_pk)
        if former is None or former.now is None:
            raise Http404
        return redirect("assessments:why", pk=pk, criterion_pk=former.now.pk)
    template = "_why.html" if request.htmx else "why.html"
    return render(request, f"assessments/{template}", context)


@login_required
def history(request: HttpRequest, pk: int) -> HttpResponse:
    """Every event of the file, newest first."""
    assessment = visible_assessment(request, pk)
    pages = Paginator(events_of(assessment, request.user), PER_PAGE)
    page = pages.get_page(request.GET.get("page"))
    context = {
        "assessment": assessment, "page": page, "events": history_lines(list(page.object_list)),
    }  # fmt: skip
    return render(request, "assessments/history.html", context)
