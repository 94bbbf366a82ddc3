"""The unit begins its quarterly report and fills it in; each part saves by itself."""

from dataclasses import replace

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from assessments.actions import reports
from assessments.actions.reports import indicator_of
from assessments.forms.reports import PartForm, part_form
from assessments.models import Assessment, Indicator, QuarterlyReport
from assessments.permissions.reports import can_fill
from assessments.presenters.report_history import conflict_rows, last_writer
from assessments.presenters.report_page import ReportPage, written
from assessments.reporting.entries import FIGURE, SECTION, Figure, mark, stored
from assessments.reporting.gaps import earlier_plans
from assessments.views.reports import visible_report
from assessments.views.sheet import denied
from core.versions import StaleVersion

ANCHORS = {"so-lieu": "so-lieu", "nhom": "nhom", "noi-dung": "phan"}


@login_required
@require_POST
def report_start(request: HttpRequest, pk: int, quarter: int, unit_pk: int) -> HttpResponse:
    """Begin the report of a unit, or go on with the one that is there."""
    files = Assessment.objects.visible_to(request.user).select_related("unit", "round")
    file = get_object_or_404(files, round__pk=pk, unit__pk=unit_pk)
    report = reports.start(file, quarter, by=request.user)
    return redirect("assessments:report-edit", pk=report.pk)


@login_required
@require_safe
def report_edit(request: HttpRequest, pk: int) -> HttpResponse:
    """The report to fill in; who may not any more reads it."""
    report = visible_report(request, pk)
    if not can_fill(request.user, report):
        return redirect(report)
    page = ReportPage(report, request.user)
    return render(request, "assessments/report_edit.html", page.editing())


@login_required
@require_POST
def report_save(request: HttpRequest, pk: int, kind: str, key: str) -> HttpResponse:
    """Save one part; answers with what changed, or goes back to the page without scripts."""
    report, typed = visible_report(request, pk), request.POST.dict()
    form = _form(report, kind, key, typed)
    anchor = f"{ANCHORS[kind]}-{key}"
    if form.errors:
        return _refused(request, report, anchor, form)
    try:
        saved = reports.save(report, form.entry, seen=typed.get("version", ""), by=request.user)
    except StaleVersion:
        return _conflict(request, report, anchor, form)
    except ValidationError as error:
        form.errors["value"] = " ".join(error.messages)
        return _refused(request, report, anchor, form)
    except PermissionDenied as denial:
        return denied(request, denial)
    if not request.htmx:
        return redirect(f"{reverse('assessments:report-edit', args=[pk])}#{anchor}")
    return _saved(request, saved, kind, anchor, form)


def _form(report: QuarterlyReport, kind: str, key: str, typed: dict[str, str]) -> PartForm:
    try:
        form = part_form(report, kind, key, typed, indicator_of)
    except Indicator.DoesNotExist as error:
        raise Http404 from error
    if form is None:
        raise Http404
    return form


def _saved(
    request: HttpRequest, report: QuarterlyReport, kind: str, anchor: str, form: PartForm
) -> HttpResponse:
    entry, context = stored(report, form.entry), {}
    if kind == FIGURE:
        page = ReportPage(report, request.user)
        context["figure"] = page.figure(page.figures.of(form.entry.code))
    else:
        planned = earlier_plans(report).get(entry.key, "") if kind == SECTION else ""
        context["part"] = written(entry, planned) | {"anchor": anchor}
    response = _fragment("_report_part_saved.html", context)
    response["X-Record-Version"] = mark(entry)
    return response


def _refused(
    request: HttpRequest, report: QuarterlyReport, anchor: str, form: PartForm
) -> HttpResponse:
    """What is wrong, beside the boxes; what was typed stays where it is."""
    if not can_fill(request.user, report):
        raise PermissionDenied(can_fill(request.user, report).reason)
    if request.htmx:
        return _fragment("_report_part_refused.html", {"errors": form.errors.values()}, 422)
    page = ReportPage(report, request.user, {anchor: form})
    return render(request, "assessments/report_edit.html", page.editing(), status=422)


def _conflict(
    request: HttpRequest, report: QuarterlyReport, anchor: str, form: PartForm
) -> HttpResponse:
    """Both texts side by side: the person picks; nothing is lost."""
    theirs = stored(report, form.entry)
    key = anchor.removeprefix("so-lieu-").removeprefix("nhom-").removeprefix("phan-")
    event = last_writer(report, key)
    who = event.actor_name if event else "Người khác"
    if request.htmx:
        context = {"who": who, "at": event and event.at, "version": mark(theirs),
                   "rows": conflict_rows(_comparable(form.entry, theirs), theirs)}  # fmt: skip
        return _fragment("_score_conflict.html", context, 409)
    name = next(iter(form.typed.keys() & {"value", "progress", "text"}), "text")
    form.errors[name] = (
        f"{who} vừa sửa chỗ này. Ô đang giữ nội dung đồng chí nhập; bấm Lưu nếu muốn lấy nội "
        "dung này."
    )
    page = ReportPage(report, request.user, {anchor: form})
    return render(request, "assessments/report_edit.html", page.editing(), status=409)


def _comparable(mine, theirs):
    """A tick that only belonged to another value is no difference of its own."""
    return replace(mine, is_confirmed=theirs.is_confirmed) if isinstance(mine, Figure) else mine


def _fragment(template: str, context: dict, status: int = 200) -> HttpResponse:
    return HttpResponse(render_to_string(f"assessments/{template}", context), status=status)
