"""Handing in, taking back, receipts, and earlier submissions as they were."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from assessments.actions import submissions
from assessments.forms.scores import version_of
from assessments.forms.submissions import key_of
from assessments.models import Assessment, Submission
from assessments.permissions.files import can_submit
from assessments.presenters.sheet_page import load_sheet
from assessments.presenters.submissions import changes_since, confirmation, frozen_sheet
from assessments.views.sheet import visible_assessment
from core.confirmations import FIELD, OtherThanShown, unseal
from core.permissions import require
from core.versions import StaleVersion

EDITED = "Chưa nộp: bản tự chấm điểm vừa được sửa sau khi đồng chí mở trang này."
MOVED = "Chưa nộp: số liệu của bản tự chấm điểm vừa thay đổi sau khi đồng chí mở trang này."


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def submit(request: HttpRequest, pk: int) -> HttpResponse:
    """Show what will be handed in and what is missing; hand in on confirmation."""
    assessment = visible_assessment(request, pk)
    if request.method != "POST":
        require(can_submit(request.user, assessment))
        return _confirm(request, assessment, status=200)
    version = version_of(request.POST.dict())
    try:
        receipt = submissions.submit(
            assessment, key=key_of(request.POST), version=version,
            seen=unseal(request.POST.get(FIELD)), by=request.user,
        )  # fmt: skip
    except StaleVersion:
        assessment.refresh_from_db(fields=["version"])
        return _confirm(request, assessment, EDITED, changes_since(assessment, version))
    except OtherThanShown:
        return _confirm(request, assessment, MOVED)
    except ValidationError:
        return _confirm(request, assessment, status=422)
    return redirect(receipt)


@login_required
@require_POST
def recall(request: HttpRequest, pk: int) -> HttpResponse:
    """Take the file back to edit it."""
    assessment = submissions.recall(visible_assessment(request, pk), by=request.user)
    messages.success(request, "Đã rút lại hồ sơ. Sửa xong, nhớ nộp lại trước hạn.")
    return redirect(assessment)


@login_required
@require_safe
def receipt(request: HttpRequest, pk: int, number: int) -> HttpResponse:
    """The receipt of one hand-in, ready to print."""
    return render(request, "assessments/receipt.html", {"submission": _find(request, pk, number)})


@login_required
@require_safe
def submission(request: HttpRequest, pk: int, number: int) -> HttpResponse:
    """What was handed in then, from its frozen content."""
    context = frozen_sheet(_find(request, pk, number))
    return render(request, "assessments/submission.html", context)


def _find(request: HttpRequest, pk: int, number: int) -> Submission:
    rows = Submission.objects.visible_to(request.user).select_related(
        "assessment__unit", "assessment__round__organiser", "submitted_by"
    )
    return get_object_or_404(rows, assessment__pk=pk, number=number)


def _confirm(
    request: HttpRequest,
    assessment: Assessment,
    problem: str = "",
    writes: list[dict] | None = None,
    status: int = 409,
) -> HttpResponse:
    sheet = load_sheet(assessment, request.user)
    context = confirmation(sheet, unseal(request.POST.get(FIELD)))
    context |= {"problem": problem, "writes": writes or []}
    return render(request, "assessments/submit.html", context, status=status)
