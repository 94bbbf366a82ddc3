"""The appraiser's screens: open a file, decide row by row, send back, conclude."""

from functools import partial

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from assessments.actions import appraisals, appraised_scores
from assessments.forms.appraisals import (
    FinishForm,
    JudgementForm,
    SendBackForm,
    read_judgement,
)
from assessments.forms.scores import version_of
from assessments.models import AppraisedScore, Assessment
from assessments.permissions.files import (
    can_appraise,
    can_open_file,
    can_send_back,
    can_view_appraisal,
)
from assessments.presenters.appraisal import AppraisalPage
from assessments.presenters.appraisal_page import (
    appraisal_page,
    finish_page,
    judgement_conflict,
    load_page,
    opening_page,
    saved_values,
    send_back_page,
    send_back_start,
)
from assessments.views.form_pages import carried_out
from assessments.views.sheet import visible_assessment
from assessments.workflow import AssessmentState
from core.permissions import require
from core.versions import StaleVersion

GONE = (Assessment.DoesNotExist, AppraisedScore.DoesNotExist)


@login_required
def open_file(request: HttpRequest, pk: int) -> HttpResponse:
    """Say what opening means; then open."""
    assessment = visible_assessment(request, pk)
    require(can_open_file(request.user, assessment))
    if request.method == "POST":
        appraisals.open_file(assessment, by=request.user)
        return redirect("assessments:appraisal", pk=pk)
    if assessment.opened_at:
        return redirect("assessments:appraisal", pk=pk)
    return render(request, "assessments/appraisal_open.html", opening_page(assessment))


@login_required
def appraisal(request: HttpRequest, pk: int) -> HttpResponse:
    """The appraisal sheet: to decide for the appraiser, to read for others who may."""
    assessment = visible_assessment(request, pk)
    waits = assessment.state == AssessmentState.SUBMITTED and not assessment.opened_at
    if waits and can_open_file(request.user, assessment):
        return redirect("assessments:open-file", pk=pk)
    if not hasattr(assessment, "appraisal") or not can_view_appraisal(request.user, assessment):
        return redirect("assessments:detail", pk=pk)
    return _page(request, load_page(assessment, request.user))


@login_required
@require_POST
def save_appraised(request: HttpRequest, pk: int, criterion_pk: int) -> HttpResponse:
    """Decide one criterion; answers with what changed, or goes back without scripts."""
    typed = request.POST.dict()
    judge = partial(read_judgement, typed=typed)
    try:
        sheet = appraised_scores.decide_score(
            pk, criterion_pk, judge, version=version_of(typed), by=request.user
        )
    except GONE as error:
        raise Http404 from error
    except StaleVersion:
        return _conflict(request, pk, criterion_pk)
    except ValidationError as error:
        errors = {name: " ".join(words) for name, words in error.message_dict.items()}
        return _refused(request, pk, criterion_pk, errors)
    except PermissionDenied as denial:
        return _denied(request, denial)
    if not request.htmx:
        return redirect(f"{reverse('assessments:appraisal', args=[pk])}#tc-{criterion_pk}")
    context = saved_values(sheet, criterion_pk, request.user)
    response = render(request, "assessments/_appraisal_saved.html", context)
    response["X-Record-Version"] = str(sheet.rows[criterion_pk].version)
    return response


@login_required
@require_POST
def accept_rest(request: HttpRequest, pk: int) -> HttpResponse:
    """Agree to every criterion that is not decided yet."""
    rows = appraised_scores.accept_rest(visible_assessment(request, pk), by=request.user)
    messages.success(request, f"Đã đồng ý với điểm tự chấm của {len(rows)} tiêu chí.")
    return redirect("assessments:appraisal", pk=pk)


@login_required
def finish(request: HttpRequest, pk: int) -> HttpResponse:
    """What is still open, or the result with the conclusion to write."""
    assessment = visible_assessment(request, pk)
    require(can_appraise(request.user, assessment))
    form = FinishForm(request.POST or None, initial={"version": assessment.version})
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        if carried_out(form, lambda: appraisals.finish(assessment, by=request.user, **given)):
            messages.success(request, "Đã gửi kết quả thẩm định dự kiến cho đơn vị.")
            return redirect("assessments:appraisal", pk=pk)
    context = finish_page(assessment, form)
    return render(request, "assessments/appraisal_finish.html", context, status=_status(form))


@login_required
def send_back(request: HttpRequest, pk: int) -> HttpResponse:
    """Choose what the unit has to supplement, why and until when."""
    assessment = visible_assessment(request, pk)
    require(can_send_back(request.user, assessment))
    chosen = request.GET.getlist("tieu_chi")
    start, criteria = send_back_start(assessment, chosen)
    form = SendBackForm(request.POST or None, initial=start, criteria=criteria)
    if form.is_valid() and carried_out(form, lambda: _send_back(assessment, form, request)):
        messages.success(request, "Đã trả lại hồ sơ để đơn vị bổ sung.")
        return redirect("assessments:detail", pk=pk)
    context = send_back_page(assessment, form)
    return render(request, "assessments/send_back.html", context, status=_status(form))


def _send_back(assessment: Assessment, form: SendBackForm, request: HttpRequest) -> None:
    given = form.cleaned_data
    appraisals.send_back(
        assessment, reason=given["reason"], criteria=form.chosen, due_on=given["due_on"],
        version=given["version"], by=request.user,
    )  # fmt: skip


def _page(request: HttpRequest, page: AppraisalPage, status: int = 200) -> HttpResponse:
    context = appraisal_page(page, request.user)
    return render(request, "assessments/appraisal.html", context, status=status)


def _typed_again(
    request: HttpRequest, pk: int, criterion_pk: int, errors: dict[str, str]
) -> AppraisalPage:
    """The page with what was typed for one criterion still in its boxes."""
    page = load_page(visible_assessment(request, pk), request.user)
    form = JudgementForm(page.sheet.definition.criteria[criterion_pk], request.POST.dict())
    form.errors |= errors
    page.forms[criterion_pk] = form
    return page


def _refused(
    request: HttpRequest, pk: int, criterion_pk: int, errors: dict[str, str]
) -> HttpResponse:
    """What is wrong, beside the boxes; what was typed stays where it is."""
    page = _typed_again(request, pk, criterion_pk, errors)
    if not request.htmx:
        return _page(request, page, status=422)
    row = page.row(criterion_pk)
    context = {
        "row": row.judged_values(), "field_errors": row.field_errors(), "preview": row.preview(),
    }  # fmt: skip
    return render(request, "assessments/_appraisal_refused.html", context, status=422)


def _conflict(request: HttpRequest, pk: int, criterion_pk: int) -> HttpResponse:
    """Both texts side by side: the person picks; nothing is lost."""
    page = _typed_again(request, pk, criterion_pk, {})
    row = page.row(criterion_pk)
    if request.htmx:
        context = judgement_conflict(row)
        return render(request, "components/version_conflict.html", context, status=409)
    row.form.errors["reason"] = (
        f"{row.row.decided_by} vừa sửa tiêu chí này. Các ô đang giữ nội dung đồng chí nhập; "
        "bấm Lưu nếu muốn lấy nội dung này."
    )
    return _page(request, page, status=409)


def _denied(request: HttpRequest, denial: PermissionDenied) -> HttpResponse:
    """A short refusal for the script; the ordinary page otherwise."""
    if not request.htmx:
        raise denial
    context = {"reason": str(denial)}
    return render(request, "assessments/_score_denied.html", context, status=403)


def _status(form) -> int:
    return 422 if form.errors else 200
