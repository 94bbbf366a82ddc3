"""The provisional result: the unit's word, a second look, settling, reopening."""

from collections.abc import Callable

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from assessments.actions import settlements
from assessments.forms.settlements import FeedbackForm, ReasonForm, SettleForm
from assessments.models import Assessment
from assessments.permissions.files import (
    can_give_feedback,
    can_reconsider,
    can_reopen,
    can_settle,
    can_view_appraisal,
)
from assessments.presenters.results import feedback_page, settle_page
from assessments.views.form_pages import carried_out
from assessments.views.sheet import visible_assessment
from assessments.workflow import RESULT_OUT
from core.permissions import Verdict, require


@login_required
def feedback(request: HttpRequest, pk: int) -> HttpResponse:
    """The result beside the unit's own figures; the unit answers here, others read."""
    assessment = visible_assessment(request, pk)
    if assessment.state not in RESULT_OUT or not can_view_appraisal(request.user, assessment):
        return redirect("assessments:detail", pk=pk)
    form = FeedbackForm(request.POST or None, initial={"version": assessment.version})
    if request.method == "POST":
        require(can_give_feedback(request.user, assessment))
        if form.is_valid() and carried_out(form, lambda: _give_feedback(request, assessment, form)):
            messages.success(request, "Đã gửi ý kiến của đơn vị về Ban Dân vận.")
            return redirect("assessments:feedback", pk=pk)
    context = feedback_page(assessment, request.user, form)
    return render(request, "assessments/feedback.html", context, status=_status(form))


@login_required
def settle(request: HttpRequest, pk: int) -> HttpResponse:
    """The board settles once the unit has answered or its time is over."""
    assessment = visible_assessment(request, pk)
    require(can_settle(request.user, assessment))
    initial = {"version": assessment.version}
    disputed = settlements.is_disputed(assessment)
    form = SettleForm(request.POST or None, initial=initial, is_disputed=disputed)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        if carried_out(form, lambda: settlements.settle(assessment, by=request.user, **given)):
            messages.success(request, "Đã chốt kết quả thẩm định.")
            return redirect("assessments:appraisal", pk=pk)
    context = settle_page(assessment, form)
    return render(request, "assessments/settle.html", context, status=_status(form))


@login_required
def reconsider(request: HttpRequest, pk: int) -> HttpResponse:
    """Withdraw the provisional result and go on appraising."""
    return _take_up_again(request, pk, can_reconsider, settlements.reconsider, "reconsider")


@login_required
def reopen(request: HttpRequest, pk: int) -> HttpResponse:
    """Open a settled file again."""
    return _take_up_again(request, pk, can_reopen, settlements.reopen, "reopen")


def _take_up_again(
    request: HttpRequest,
    pk: int,
    may: Callable[..., Verdict],
    move: Callable[..., Assessment],
    name: str,
) -> HttpResponse:
    assessment = visible_assessment(request, pk)
    require(may(request.user, assessment))
    form = ReasonForm(request.POST or None, initial={"version": assessment.version})
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        if carried_out(form, lambda: move(assessment, by=request.user, **given)):
            messages.success(request, "Hồ sơ đang được thẩm định lại.")
            return redirect("assessments:appraisal", pk=pk)
    context = {"assessment": assessment, "form": form, "back": _back(assessment)}
    return render(request, f"assessments/{name}.html", context, status=_status(form))


def _give_feedback(request: HttpRequest, assessment: Assessment, form: FeedbackForm) -> None:
    settlements.give_feedback(
        assessment, is_agreed=form.is_agreed, text=form.cleaned_data["text"],
        version=form.cleaned_data["version"], by=request.user,
    )  # fmt: skip


def _back(assessment: Assessment) -> str:
    return reverse("assessments:appraisal", args=[assessment.pk])


def _status(form) -> int:
    return 422 if form.errors else 200
