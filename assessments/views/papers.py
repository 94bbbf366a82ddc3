"""Papers of one file as PDF."""

from collections.abc import Callable
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from assessments.contents import content_of
from assessments.documents import sheets as documents
from assessments.documents.appraisals import appraisal_sheet
from assessments.models import Assessment, Submission
from assessments.permissions.files import can_view_appraisal
from assessments.presenters.sheet_page import load_sheet
from assessments.views.sheet import visible_assessment
from assessments.workflow import UNIT_EDITABLE
from core.downloads import printed

DOCUMENTS = "assessments/documents"
Builder = Callable[[Assessment, dict[str, Any], Submission | None], dict[str, Any]]

UNIT_PAPERS: dict[str, tuple[str, Builder, str]] = {
    "tu-cham": ("self_assessment", documents.self_assessment, "Bản tự chấm điểm"),
    "minh-chung": ("evidence_index", documents.evidence_index, "Danh mục minh chứng"),
}


@login_required
@require_safe
def paper(request: HttpRequest, pk: int, kind: str) -> HttpResponse:
    """Bản tự chấm điểm, danh mục minh chứng (?lan=: of an earlier hand-in), phiếu thẩm định."""
    assessment = visible_assessment(request, pk)
    if kind == "tham-dinh":
        return _appraisal_sheet(request, assessment)
    if kind not in UNIT_PAPERS:
        raise Http404
    template, build, title = UNIT_PAPERS[kind]
    submission = _submission(request, assessment)
    content = submission.content if submission else _draft(request, assessment)
    context = build(assessment, content, submission)
    name = f"{title} - {assessment.unit_name}.pdf"
    return printed(request, f"{DOCUMENTS}/{template}.html", context, name)


def _submission(request: HttpRequest, assessment: Assessment) -> Submission | None:
    """The hand-in that ?lan= names, else the present one; none while the unit has the file."""
    number = request.GET.get("lan", "")
    if number:
        known = number.isascii() and number.isdigit() and len(number) < 5
        return get_object_or_404(assessment.submissions, number=int(number) if known else 0)
    if assessment.state in UNIT_EDITABLE:
        return None
    return assessment.submissions.filter(recalled_at=None).first()


def _draft(request: HttpRequest, assessment: Assessment) -> dict[str, Any]:
    return content_of(assessment, load_sheet(assessment, request.user).rows)


def _appraisal_sheet(request: HttpRequest, assessment: Assessment) -> HttpResponse:
    if not can_view_appraisal(request.user, assessment) or not hasattr(assessment, "appraisal"):
        raise Http404
    name = f"Phiếu thẩm định - {assessment.unit_name}.pdf"
    return printed(request, f"{DOCUMENTS}/appraisal_sheet.html", appraisal_sheet(assessment), name)
