"""Findings of an inspection: written by the board, mended by the unit, judged by the board."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_POST

from assessments.actions import findings as actions
from assessments.forms.inspections import FindingForm, RemedyForm, VerdictForm
from assessments.forms.scores import version_of
from assessments.inspections import criteria_of, file_of
from assessments.models import Finding, Inspection
from assessments.permissions.following import (
    can_confirm_remedies,
    can_confirm_remedy,
    can_report_remedies,
    can_report_remedy,
    can_write_findings,
)
from assessments.presenters.inspections import trail_below
from assessments.views.form_pages import carried_out, form_page, pressed
from assessments.views.inspections import FORM_METHODS, visible_inspection
from core.permissions import Verdict, require


@login_required
@FORM_METHODS
def finding_add(request: HttpRequest, pk: int) -> HttpResponse:
    """Write one more finding; the page comes back empty for the next one."""
    inspection = visible_inspection(request, pk)
    require(can_write_findings(request.user, inspection))
    form = FindingForm(request.POST or None, criteria=criteria_of(file_of(inspection)).values())
    if form.is_valid() and carried_out(
        form, lambda: actions.add_finding(inspection, form.seen, by=request.user)
    ):
        messages.success(request, "Đã thêm nhận xét.")
        return redirect(request.path if "more" in request.POST else inspection)
    return _page(
        request, inspection, form, title="Thêm nhận xét", button="Lưu nhận xét",
        more="Lưu và thêm nhận xét nữa",
    )  # fmt: skip


@login_required
@FORM_METHODS
def finding_change(request: HttpRequest, pk: int, finding_pk: int) -> HttpResponse:
    """Put a finding right."""
    inspection = visible_inspection(request, pk)
    finding = _finding(inspection, finding_pk, can_write_findings(request.user, inspection))
    criteria = criteria_of(file_of(inspection)).values()
    form = FindingForm(request.POST or None, criteria=criteria, row=finding)
    if form.is_valid() and carried_out(form, lambda: _change(request, finding, form), finding):
        messages.success(request, "Đã lưu nhận xét.")
        return redirect(inspection)
    return _page(request, inspection, form, title="Sửa nhận xét", button="Lưu nhận xét")


@login_required
@require_POST
def finding_remove(request: HttpRequest, pk: int, finding_pk: int) -> HttpResponse:
    """Take a finding out."""
    inspection = visible_inspection(request, pk)
    finding = _finding(inspection, finding_pk, can_write_findings(request.user, inspection))
    version = version_of(request.POST.dict())
    pressed(
        request,
        lambda: actions.remove_finding(finding, version=version, by=request.user),
        "Đã bỏ nhận xét.",
    )
    return redirect(inspection)


@login_required
@FORM_METHODS
def remedy_report(request: HttpRequest, pk: int, finding_pk: int) -> HttpResponse:
    """The unit says what it did about a shortcoming."""
    inspection = visible_inspection(request, pk)
    finding = _finding(inspection, finding_pk, can_report_remedies(request.user, inspection))
    require(can_report_remedy(request.user, finding))
    start = {"remedy": finding.remedy, "version": finding.version}
    form = RemedyForm(request.POST or None, initial=start)
    if form.is_valid() and carried_out(
        form,
        lambda: actions.report_remedy(finding, **form.cleaned_data, by=request.user),
        finding,
    ):
        messages.success(request, "Đã gửi báo cáo khắc phục về Ban Dân vận.")
        return redirect(inspection)
    return _page(
        request, inspection, form, title="Báo cáo khắc phục", button="Gửi báo cáo khắc phục",
        finding=finding, lead="Gửi xong, Ban Dân vận được báo và đánh giá; chưa được đánh giá "
        "“Đã khắc phục” thì còn báo cáo lại được.",
    )  # fmt: skip


@login_required
@FORM_METHODS
def remedy_confirm(request: HttpRequest, pk: int, finding_pk: int) -> HttpResponse:
    """The board judges what was done about a shortcoming."""
    inspection = visible_inspection(request, pk)
    finding = _finding(inspection, finding_pk, can_confirm_remedies(request.user, inspection))
    require(can_confirm_remedy(request.user, finding))
    form = VerdictForm(request.POST or None, initial={"version": finding.version})
    if form.is_valid() and carried_out(
        form,
        lambda: actions.confirm_remedy(finding, **form.cleaned_data, by=request.user),
        finding,
    ):
        messages.success(request, "Đã đánh giá, báo cho đơn vị.")
        return redirect(inspection)
    return _page(
        request, inspection, form, title="Đánh giá việc khắc phục", button="Lưu đánh giá",
        finding=finding, lead="Đơn vị được báo ngay; đánh giá hiện bên cạnh tiêu chí khi thẩm "
        "định.",
    )  # fmt: skip


def _finding(inspection: Inspection, pk: int, allowed: Verdict) -> Finding:
    require(allowed)
    finding = get_object_or_404(inspection.findings, pk=pk)
    finding.inspection = inspection
    return finding


def _change(request: HttpRequest, finding: Finding, form: FindingForm) -> None:
    version = form.cleaned_data["version"]
    actions.change_finding(finding, form.seen, version=version, by=request.user)


def _page(request: HttpRequest, inspection: Inspection, form, **words) -> HttpResponse:
    words["lead"] = f"{inspection.unit}: {inspection.subject}. {words.get('lead', '')}".strip()
    return form_page(
        request, form,
        back=inspection.get_absolute_url(),
        trail=trail_below(inspection, words["title"]), **words,
    )  # fmt: skip
