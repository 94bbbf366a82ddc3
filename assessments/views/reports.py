"""Quarterly reports, to read."""

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_GET

from assessments.models import QuarterlyReport, Round
from assessments.presenters.consolidation import quarter_links
from assessments.presenters.reports import QUARTER_NAMES, report_lines, sent_on, status_of

PAGE_SIZE = 50


@login_required
@require_GET
def report_list(request: HttpRequest) -> HttpResponse:
    """Units by quarter in one round: the newest unless another is chosen."""
    rounds = list(Round.objects.visible_to(request.user).exclude(state="planned"))
    chosen = _chosen(rounds, request.GET.get("round", ""))
    words = request.GET.get("q", "").strip()
    lines = report_lines(chosen, request.user, words) if chosen else []
    context = {
        "rounds": rounds,
        "round": chosen,
        "dates": _dates(chosen) if chosen else [],
        "search": words,
        "summaries": quarter_links(chosen, request.user) if chosen else [],
        "page": Paginator(lines, PAGE_SIZE).get_page(request.GET.get("page")),
    }
    return render(request, "assessments/report_list.html", context)


@login_required
@require_GET
def report_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """One report: figures, what was done, proposals, the officer's comment."""
    seen = QuarterlyReport.objects.visible_to(request.user)
    report = get_object_or_404(seen.select_related("unit", "round", "submitted_by"), pk=pk)
    words, tone = status_of(report)
    reports_url = f"{reverse('assessments:reports')}?round={report.round_id}"
    context = {
        "trail": [
            {"label": "Báo cáo quý", "url": reports_url},
            {"label": str(report)},
        ],
        "report": report,
        "quarter": QUARTER_NAMES[report.quarter],
        "words": words,
        "tone": tone,
        "sent_on": sent_on(report),
        "figures": report.values.select_related("indicator"),
    }
    return render(request, "assessments/report_detail.html", context)


def _chosen(rounds: list[Round], key: str) -> Round | None:
    named = (row for row in rounds if str(row.pk) == key)
    return next(named, rounds[0] if rounds else None)


def _dates(round_: Round) -> list[tuple]:
    return [(QUARTER_NAMES[quarter], day) for quarter, day in round_.report_due_dates.items()]
