"""Evidence collected with a quarterly report: add, open, take away."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ObjectDoesNotExist
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from assessments.actions import report_evidence as actions
from assessments.models import QuarterlyReport
from assessments.permissions.reports import can_fill
from assessments.presenters.report_evidence import evidence_lines, evidence_panel, read_use
from assessments.views.arrivals import Answer, add_files, add_link
from assessments.views.downloads import send_file
from assessments.views.reports import visible_report
from core.permissions import require
from organisation.roles import Permission


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def report_evidence_add(request: HttpRequest, pk: int) -> HttpResponse:
    """Offer ways to add evidence (for what: ?cho=), and add what was sent."""
    report = visible_report(request, pk)
    require(can_fill(request.user, report))
    use = request.POST.get("cho", request.GET.get("cho", ""))
    if request.method == "POST":
        try:
            answer = _add_all(request, report, use)
        except ObjectDoesNotExist as gone:
            raise Http404 from gone
        return _answered(request, report, answer)
    template = "_report_evidence_panel.html" if request.htmx else "report_evidence_add.html"
    return render(request, f"assessments/{template}", evidence_panel(report, use))


@login_required
@require_safe
def report_evidence_open(request: HttpRequest, pk: int, evidence_pk: int) -> HttpResponse:
    """A piece to everybody who may read the report, though the unit's file is its own affair."""
    report = visible_report(request, pk)
    rows = report.evidence.select_related("document", "assessment")
    evidence = get_object_or_404(rows, pk=evidence_pk)
    own = request.user.has_permission(Permission.OWN_FILES_VIEW, unit=report.unit_id)
    if evidence.removed_at and not own:
        raise Http404
    if evidence.document is None:
        return HttpResponseRedirect(evidence.url)
    return send_file(evidence, inline="xem" in request.GET)


@login_required
@require_POST
def report_evidence_remove(request: HttpRequest, pk: int, evidence_pk: int) -> HttpResponse:
    """Take a piece away from the report."""
    report = visible_report(request, pk)
    require(can_fill(request.user, report))
    evidence = get_object_or_404(report.evidence.all(), pk=evidence_pk)
    evidence = actions.remove(evidence, by=request.user)
    messages.success(request, f"Đã gỡ {evidence.code} khỏi báo cáo.")
    return redirect(_place(report))


def _add_all(request: HttpRequest, report: QuarterlyReport, use: str) -> Answer:
    answer, chosen = Answer(), read_use(use)

    def keep_file(file, inspection):
        return actions.add_file(report, file, inspection, **chosen, by=request.user)

    def keep_link(url, title):
        return actions.add_link(report, url, title, **chosen, by=request.user)

    add_files(request, answer, keep_file)
    if "url" in request.POST:
        add_link(request, answer, keep_link)
    answer.require_something()
    return answer


def _answered(request: HttpRequest, report: QuarterlyReport, answer: Answer) -> HttpResponse:
    """The renewed list for a script; a redirect with messages without."""
    if request.htmx:
        context = {"report": report, "evidence": evidence_lines(report), "answer": answer,
                   "may_change": True}  # fmt: skip
        return render(
            request, "assessments/_report_evidence_changed.html", context, status=answer.status
        )
    for text in answer.done:
        messages.success(request, text)
    for text in answer.refused:
        messages.error(request, text)
    return redirect(_place(report))


def _place(report: QuarterlyReport) -> str:
    return f"{reverse('assessments:report-edit', args=[report.pk])}#minh-chung"
