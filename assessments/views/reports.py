"""Quarterly reports, to read: the list of a year, one report, its paper, Excel."""

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_safe

from assessments.calendars import year_now
from assessments.documents.reports import report_paper
from assessments.exports.reports import reports_workbook
from assessments.forms.reports import ReportFilter, ReportFilterForm
from assessments.models import Assessment, QuarterlyReport, Round
from assessments.permissions.files import sees_overview
from assessments.presenters.consolidation import quarter_links
from assessments.presenters.report_page import ReportPage
from assessments.presenters.reports import counts, own_steps, quarter_heads, report_lines
from assessments.querysets import mandates_of
from core.downloads import excel, printed
from organisation.roles import Permission

PAGE_SIZE = 50


@login_required
@require_GET
def report_list(request: HttpRequest) -> HttpResponse:
    """Units by quarter in one round: this year's unless another is chosen."""
    rounds, chosen = _rounds(request)
    context = {"rounds": rounds, "round": chosen}
    if chosen:
        context["summaries"] = quarter_links(chosen, request.user)
        context |= _listed(request, chosen)
    return render(request, "assessments/report_list.html", context)


@login_required
@require_GET
def report_export(request: HttpRequest) -> HttpResponse:
    """The lines that the person sees on the screen, as Excel."""
    _every, chosen = _rounds(request)
    if chosen is None:
        return redirect("assessments:reports")
    lines = report_lines(chosen, request.user, ReportFilter(request.GET))
    return excel(reports_workbook(chosen, lines), f"Báo cáo quý {chosen.year}")


@login_required
@require_GET
def report_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """One report: figures beside those of last year, what was done, the officer's comment."""
    page = ReportPage(visible_report(request, pk), request.user)
    return render(request, "assessments/report_detail.html", page.reading())


@login_required
@require_safe
def report_print(request: HttpRequest, pk: int) -> HttpResponse:
    """The report as paper; a draft carries its mark until it was handed in."""
    report = visible_report(request, pk)
    template = "assessments/documents/quarterly_report.html"
    return printed(request, template, report_paper(report), f"{report}.pdf")


def visible_report(request: HttpRequest, pk: int) -> QuarterlyReport:
    """The report with its unit and round; 404 for those who may not see it."""
    reports = QuarterlyReport.objects.visible_to(request.user).select_related(
        "unit__kind", "round__organiser", "submitted_by", "decided_by"
    )
    return get_object_or_404(reports, pk=pk)


def _listed(request: HttpRequest, round_: Round) -> dict:
    wanted, user = ReportFilter(request.GET), request.user
    lines = report_lines(round_, user, wanted)
    overview = sees_overview(user, round_)
    own = _typed_by(request, round_)
    every = lines if not wanted.is_active else report_lines(round_, user)
    return {
        "heads": quarter_heads(round_, wanted),
        "search": wanted.words,
        "filter_form": ReportFilterForm(round_, wanted) if overview else None,
        "clear_url": f"?round={round_.pk}" if wanted.is_active else "",
        "counts": counts(lines) if overview else [],
        "own": own_steps(round_, user, own, every) if own else [],
        "sees_overview": overview,
        "page": Paginator(lines, PAGE_SIZE).get_page(request.GET.get("page")),
    }


def _typed_by(request: HttpRequest, round_: Round) -> list[Assessment]:
    """Files of the units that the person may report for."""
    units = set(request.user.units_with(Permission.ASSESSMENT_FILL))
    held = mandates_of(request.user)
    units |= {row.unit_id for row in held if row.is_open and row.round_id == round_.pk}
    if not units:
        return []
    return list(Assessment.objects.filter(round=round_, unit__in=units))


def _rounds(request: HttpRequest) -> tuple[list[Round], Round | None]:
    rounds = list(Round.objects.visible_to(request.user).exclude(state="planned"))
    key = request.GET.get("round", "")
    named = (row for row in rounds if str(row.pk) == key)
    return rounds, next(named, None) or year_now(rounds)
