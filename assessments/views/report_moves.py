"""A quarterly report goes to the board and back: hand in, recall, accept, return, reopen."""

from collections.abc import Callable
from uuid import uuid4

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from assessments.actions import report_moves
from assessments.deadlines import resend_due
from assessments.figures import QUARTER_NAMES
from assessments.forms.reports import AcceptForm, ReturnForm
from assessments.forms.scores import version_of
from assessments.forms.submissions import key_of
from assessments.models import QuarterlyReport
from assessments.permissions.reports import answers_for, can_decide, can_reopen, can_submit
from assessments.presenters.report_page import report_trail
from assessments.reporting.gaps import blocking, gaps
from assessments.reporting.rows import ReportFigures
from assessments.reporting.statements import report_statement
from assessments.views.reports import visible_report
from assessments.workflow import REPORT_SENT
from core.calendar import today
from core.confirmations import FIELD, OtherThanShown, differences, seal, unseal
from core.permissions import Verdict, require
from core.versions import StaleVersion

EDITED = "Chưa gửi: báo cáo vừa được sửa sau khi đồng chí mở trang này."
MOVED = "Chưa gửi: số liệu liên quan vừa thay đổi sau khi đồng chí mở trang này."
RECALLED = "Đã rút lại báo cáo. Sửa xong, nhớ gửi lại trước hạn."


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def report_submit(request: HttpRequest, pk: int) -> HttpResponse:
    """Show what is missing and what happens; hand in on confirmation."""
    report = visible_report(request, pk)
    if request.method != "POST":
        require(can_submit(request.user, report))
        return _confirm(request, report)
    version = version_of(request.POST.dict())
    try:
        report_moves.submit(
            report, key=key_of(request.POST), version=version,
            seen=unseal(request.POST.get(FIELD)), by=request.user,
        )  # fmt: skip
    except StaleVersion:
        return _confirm(request, _renewed(report), EDITED, 409)
    except OtherThanShown:
        return _confirm(request, report, MOVED, 409)
    except ValidationError:
        return _confirm(request, report, "Chưa gửi: còn mục phải sửa ở dưới đây.", 422)
    except PermissionDenied as refusal:
        return _too_late(request, _renewed(report), refusal)
    messages.success(request, "Đã gửi báo cáo về Ban Dân vận.")
    return redirect(report)


@login_required
@require_POST
def report_recall(request: HttpRequest, pk: int) -> HttpResponse:
    """Take the report back to mend it."""
    report = report_moves.recall(visible_report(request, pk), by=request.user)
    messages.success(request, RECALLED)
    return redirect("assessments:report-edit", pk=report.pk)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def report_accept(request: HttpRequest, pk: int) -> HttpResponse:
    """Accept the report, with a comment where there is something to say."""
    return _decision(request, pk, "accept", can_decide, AcceptForm, report_moves.accept)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def report_return(request: HttpRequest, pk: int) -> HttpResponse:
    """Give the report back to its unit with the reason."""
    return _decision(request, pk, "return", can_decide, ReturnForm, report_moves.send_back)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def report_reopen(request: HttpRequest, pk: int) -> HttpResponse:
    """Give an accepted report back to its unit with the reason."""
    return _decision(request, pk, "reopen", can_reopen, ReturnForm, report_moves.reopen)


WORDS = {
    "accept": ("Tiếp nhận báo cáo", "Đã tiếp nhận báo cáo."),
    "return": ("Trả lại báo cáo", "Đã trả lại báo cáo cho đơn vị."),
    "reopen": ("Mở lại báo cáo đã tiếp nhận", "Đã mở lại báo cáo cho đơn vị sửa."),
}


def _decision(
    request: HttpRequest,
    pk: int,
    move: str,
    may: Callable[..., Verdict],
    form_class: type[forms.Form],
    act: Callable[..., QuarterlyReport],
) -> HttpResponse:
    report = visible_report(request, pk)
    require(may(request.user, report))
    form = form_class(request.POST or None, initial={"version": report.version})
    title, done = WORDS[move]
    if request.method == "POST" and form.is_valid() and _acted(request, report, form, act):
        messages.success(request, done)
        return redirect(report)
    context = {"report": report, "form": form, "title": title, "move": move,
               "quarter": QUARTER_NAMES[report.quarter],
               "resend_due": resend_due(timezone.now(), report.due_on),
               "trail": report_trail(report, title)}  # fmt: skip
    status = 422 if form.errors else 200
    return render(request, "assessments/report_decision.html", context, status=status)


def _acted(
    request: HttpRequest, report: QuarterlyReport, form: forms.Form, act: Callable[..., object]
) -> bool:
    """Whether the action went through; its refusal goes to the form otherwise."""
    try:
        act(report, by=request.user, **form.cleaned_data)
    except StaleVersion as stale:
        form.data = {**form.data.dict(), "version": str(_renewed(report).version)}
        form.add_error(None, stale)
        return False
    except ValidationError as error:
        form.add_error(None, error)
        return False
    return True


def _confirm(
    request: HttpRequest, report: QuarterlyReport, problem: str = "", status: int = 200
) -> HttpResponse:
    figures = ReportFigures(report)
    found, statement = gaps(report, figures), report_statement(report, figures)
    context = {
        "shown": seal(statement),
        "changes": differences(unseal(request.POST.get(FIELD)), statement),
        "report": report,
        "quarter": QUARTER_NAMES[report.quarter],
        "blocking": blocking(found),
        "warnings": [gap for gap in found if not gap.is_blocking],
        "problem": problem,
        "is_late": report.first_submitted_at is None and today() > report.due_on,
        "key": request.POST.get("key") or uuid4(),
        "trail": report_trail(report, "Gửi báo cáo"),
    }
    return render(request, "assessments/report_submit.html", context, status=status)


def _renewed(report: QuarterlyReport) -> QuarterlyReport:
    """The report as it is after somebody else was first."""
    report.refresh_from_db(fields=["version", "state"])
    return report


def _too_late(
    request: HttpRequest, report: QuarterlyReport, refusal: PermissionDenied
) -> HttpResponse:
    """Who comes second is told who was first, and sees the report; anybody else is refused."""
    if report.state not in REPORT_SENT or not answers_for(request.user, report):
        raise refusal
    messages.info(request, str(refusal))
    return redirect(report)
