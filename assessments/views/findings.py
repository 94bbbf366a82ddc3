"""Findings of an inspection: written by the board, mended by the unit, judged by the board."""

from functools import partial

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_POST, require_safe

from assessments.actions import findings as actions
from assessments.actions import mended
from assessments.forms.inspections import FindingForm, RemedyForm, VerdictForm
from assessments.forms.scores import version_of
from assessments.inspections import criteria_of, file_of
from assessments.mended import with_evidence
from assessments.models import Evidence, Finding, Inspection
from assessments.permissions.following import (
    can_confirm_remedies,
    can_confirm_remedy,
    can_report_remedies,
    can_report_remedy,
    can_write_findings,
    sees_findings,
)
from assessments.presenters.following import remedy_pieces, removable
from assessments.presenters.inspections import trail_below
from assessments.views.arrivals import keep_files
from assessments.views.downloads import send_file
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
        keep_files(request, partial(mended.add_to_remedy, finding, by=request.user))
        return redirect(inspection)
    return _page(
        request, inspection, form, title="Báo cáo khắc phục", button="Gửi báo cáo khắc phục",
        finding=finding, takes_files=True,
        pieces=removable(remedy_pieces(finding), "remedy-evidence-remove", pk, finding_pk),
        lead="Gửi xong, Ban Dân vận được báo và đánh giá; chưa được đánh giá "
        "“Đã khắc phục” thì còn báo cáo lại được.",
    )  # fmt: skip


@login_required
@require_safe
def remedy_evidence(
    request: HttpRequest, pk: int, finding_pk: int, evidence_pk: int
) -> HttpResponse:
    """A piece to everybody who sees the remedy, though the unit's file is its own affair."""
    inspection = visible_inspection(request, pk)
    if not sees_findings(request.user, inspection):
        raise Http404
    pieces = Evidence.objects.filter(findings__inspection=inspection, findings=finding_pk)
    piece = get_object_or_404(
        pieces.filter(removed_at=None).select_related("document"), pk=evidence_pk
    )
    if piece.document is None:
        return redirect(piece.url)
    return send_file(piece, inline="xem" in request.GET)


@login_required
@require_POST
def remedy_evidence_remove(
    request: HttpRequest, pk: int, finding_pk: int, evidence_pk: int
) -> HttpResponse:
    """Take a piece away from what the unit says it did."""
    inspection = visible_inspection(request, pk)
    finding = _finding(inspection, finding_pk, can_report_remedies(request.user, inspection))
    piece = get_object_or_404(finding.evidence, pk=evidence_pk)
    mended.remove_from_remedy(finding, piece, by=request.user)
    messages.success(request, f"Đã gỡ {piece.code} khỏi báo cáo khắc phục.")
    return redirect("assessments:remedy-report", pk=pk, finding_pk=finding_pk)


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
        finding=finding, pieces=remedy_pieces(finding),
        lead="Đơn vị được báo ngay; đánh giá hiện bên cạnh tiêu chí khi thẩm "
        "định.",
    )  # fmt: skip


def _finding(inspection: Inspection, pk: int, allowed: Verdict) -> Finding:
    require(allowed)
    finding = with_evidence([get_object_or_404(inspection.findings, pk=pk)])[0]
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
