"""Inspections: the list of a year, planning, visiting, concluding, cancelling, the paper."""

from collections.abc import Callable

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from assessments.actions import inspections as actions
from assessments.calendars import year_now
from assessments.documents.inspections import conclusion_paper
from assessments.exports.inspections import inspections_workbook
from assessments.forms.inspections import (
    CancellationForm,
    ConclusionForm,
    InspectionFilter,
    InspectionFilterForm,
    PlanForm,
    VisitForm,
    values_of,
)
from assessments.models import Inspection, Round
from assessments.permissions.following import (
    can_change_plan,
    can_move_inspection,
    can_plan_inspections,
    can_record_visit,
    sees_findings,
)
from assessments.presenters.inspections import (
    followed_units,
    inspection_lines,
    inspection_page,
    list_page,
    trail,
    trail_below,
)
from assessments.views.form_pages import carried_out, form_page
from assessments.views.rounds import visible_round
from assessments.workflow import InspectionState
from core.downloads import excel, printed
from core.permissions import Verdict, require

PAGE_SIZE = 50
CONCLUSION = "assessments/documents/inspection_conclusion.html"
FORM_METHODS = require_http_methods(["GET", "HEAD", "POST"])


def visible_inspection(request: HttpRequest, pk: int) -> Inspection:
    """The inspection with unit and round; 404 for those who may not see it."""
    rows = Inspection.objects.visible_to(request.user)
    return get_object_or_404(rows.select_related("unit", "round__organiser", "created_by"), pk=pk)


@login_required
@require_safe
def inspection_list(request: HttpRequest) -> HttpResponse:
    """The inspections of one year: this one's unless another is chosen."""
    wanted = InspectionFilter(request.GET)
    rounds = list(Round.objects.visible_to(request.user).exclude(state="planned"))
    named = (row for row in rounds if row.pk == wanted.round)
    chosen = next(named, None) or year_now(rounds)
    lines = inspection_lines(chosen, request.user, wanted) if chosen else []
    context = {
        **list_page(rounds, chosen, request.user),
        "filter": wanted,
        "filter_form": InspectionFilterForm(wanted, chosen.pk) if chosen else None,
        "page": Paginator(lines, PAGE_SIZE).get_page(request.GET.get("page")),
    }
    return render(request, "assessments/inspection_list.html", context)


@login_required
@require_safe
def inspection_export(request: HttpRequest, pk: int) -> HttpResponse:
    """The list as a workbook: exactly what the person sees."""
    round_ = visible_round(request, pk)
    lines = inspection_lines(round_, request.user, InspectionFilter(request.GET))
    return excel(inspections_workbook(round_, lines), f"kiem-tra-giam-sat-{round_.year}")


@login_required
@FORM_METHODS
def inspection_plan(request: HttpRequest, pk: int) -> HttpResponse:
    """Put an inspection of a followed unit on the plan."""
    round_ = visible_round(request, pk)
    require(can_plan_inspections(request.user, round_))
    form = PlanForm(request.POST or None, units=followed_units(round_, request.user))
    if form.is_valid():
        unit = form.cleaned_data["unit"]
        if carried_out(form, lambda: actions.plan(round_, unit, form.details, by=request.user)):
            messages.success(request, f"Đã đưa vào kế hoạch: {unit}.")
            return redirect(f"{trail(round_)[0]['url']}")
    return form_page(
        request, form, title="Lập kế hoạch kiểm tra, giám sát", button="Lưu kế hoạch",
        back=trail(round_)[0]["url"], trail=trail(round_, "Lập kế hoạch"),
        lead="Đơn vị chưa thấy kế hoạch này; đơn vị thấy khi đoàn đã làm việc tại đơn vị.",
    )  # fmt: skip


@login_required
@require_safe
def inspection_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """One inspection: what was planned, seen, concluded, and what became of the shortcomings."""
    context = inspection_page(visible_inspection(request, pk), request.user)
    return render(request, "assessments/inspection_detail.html", context)


@login_required
@FORM_METHODS
def inspection_change(request: HttpRequest, pk: int) -> HttpResponse:
    """Change the plan."""
    inspection = visible_inspection(request, pk)
    form = PlanForm(request.POST or None, row=inspection)
    return _step(
        request, inspection, form, can_change_plan(request.user, inspection),
        lambda given: actions.change_plan(
            inspection, form.details, version=given["version"], by=request.user
        ),
        title="Sửa kế hoạch", button="Lưu kế hoạch",
    )  # fmt: skip


@login_required
@FORM_METHODS
def inspection_visit(request: HttpRequest, pk: int) -> HttpResponse:
    """Write down what was seen at the unit."""
    inspection = visible_inspection(request, pk)
    start = values_of(inspection, "visited_on", "minutes", "version")
    return _step(
        request, inspection, VisitForm(request.POST or None, initial=start),
        can_record_visit(request.user, inspection),
        lambda given: actions.record_visit(inspection, **given, by=request.user),
        title="Ghi kết quả làm việc tại đơn vị", button="Lưu kết quả làm việc",
    )  # fmt: skip


@login_required
@FORM_METHODS
def inspection_conclude(request: HttpRequest, pk: int) -> HttpResponse:
    """Give the conclusion; the unit is told."""
    inspection = visible_inspection(request, pk)
    return _step(
        request, inspection,
        ConclusionForm(request.POST or None, initial={"version": inspection.version}),
        can_move_inspection(request.user, inspection, "conclude"),
        lambda given: actions.conclude(inspection, **given, by=request.user),
        title="Kết luận", button="Ban hành kết luận", said="Đã ban hành kết luận, báo cho đơn vị.",
        lead=f"{inspection.unit}: {inspection.subject}. Sau khi ban hành, nhận xét không sửa được "
        "nữa; đơn vị được báo ngay và báo cáo khắc phục từng hạn chế theo hạn đã ghi.",
    )  # fmt: skip


@login_required
@FORM_METHODS
def inspection_cancel(request: HttpRequest, pk: int) -> HttpResponse:
    """Take it off the plan, with the reason."""
    inspection = visible_inspection(request, pk)
    return _step(
        request, inspection,
        CancellationForm(request.POST or None, initial={"version": inspection.version}),
        can_move_inspection(request.user, inspection, "cancel"),
        lambda given: actions.cancel(inspection, **given, by=request.user),
        title="Huỷ cuộc kiểm tra, giám sát", button="Huỷ cuộc này", said="Đã huỷ.",
        lead=f"{inspection.unit}: {inspection.subject}. Cuộc đã huỷ vẫn còn trong danh sách cùng "
        "lý do; không mở lại được, cần thì lập kế hoạch mới.",
    )  # fmt: skip


@login_required
@require_safe
def inspection_paper(request: HttpRequest, pk: int) -> HttpResponse:
    """Thông báo kết luận as PDF; a draft until it has been concluded."""
    inspection = visible_inspection(request, pk)
    has_paper = inspection.state in (InspectionState.VISITED, InspectionState.CONCLUDED)
    if not has_paper or not sees_findings(request.user, inspection):
        raise Http404
    name = f"Thông báo kết luận - {inspection.unit}.pdf"
    return printed(request, CONCLUSION, conclusion_paper(inspection), name)


def _step(
    request: HttpRequest,
    inspection: Inspection,
    form: forms.Form,
    allowed: Verdict,
    act: Callable[[dict], object],
    *,
    said: str = "Đã lưu.",
    **words: str,
) -> HttpResponse:
    """One form of an inspection: shown, refused with what is wrong, or carried out."""
    require(allowed)
    if form.is_valid() and carried_out(form, lambda: act(form.cleaned_data), inspection):
        messages.success(request, said)
        return redirect(inspection)
    words.setdefault("lead", f"{inspection.unit}: {inspection.subject}")
    here = trail_below(inspection, words["title"])
    return form_page(request, form, back=inspection.get_absolute_url(), trail=here, **words)
