"""The advice ledger of a file: earlier advice answered and judged, new advice given."""

from functools import partial

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from assessments.actions import advice as actions
from assessments.actions import mended
from assessments.advices import advice_due
from assessments.forms.following import AdviceForm, AnswerForm
from assessments.forms.inspections import VerdictForm
from assessments.forms.scores import version_of
from assessments.inspections import criteria_of
from assessments.mended import with_evidence
from assessments.models import Advice, Assessment
from assessments.permissions.following import can_advise, can_answer_advice, can_judge_advice
from assessments.presenters.advice import advice_page
from assessments.presenters.following import answer_pieces, removable
from assessments.views.arrivals import keep_files
from assessments.views.form_pages import REFUSED, carried_out, form_page, pressed
from assessments.views.inspections import FORM_METHODS
from assessments.views.sheet import visible_assessment
from core.permissions import require
from criteria.definitions import definition_of


@login_required
@FORM_METHODS
def advice(request: HttpRequest, pk: int) -> HttpResponse:
    """What the file answers, what it asks for; the appraiser writes one more thing to mend."""
    assessment = visible_assessment(request, pk)
    form = _advice_form(request, assessment, chosen=request.GET.get("tieu_chi", ""))
    if request.method == "POST":
        require(can_advise(request.user, assessment))
        if form.is_valid() and carried_out(form, lambda: _give(request, assessment, form)):
            messages.success(request, "Đã ghi đề nghị khắc phục.")
            return redirect("assessments:advice", pk=pk)
    context = advice_page(assessment, request.user) | {"form": form}
    status = REFUSED if form.errors else 200
    return render(request, "assessments/advice.html", context, status=status)


@login_required
@require_POST
def advice_take(request: HttpRequest, pk: int, criterion_pk: int) -> HttpResponse:
    """One click makes advice of the reason for which a criterion lost points."""
    assessment = visible_assessment(request, pk)
    require(can_advise(request.user, assessment))
    if criterion_pk not in definition_of(assessment.criteria_set).criteria:
        raise Http404
    pressed(
        request,
        lambda: actions.take_reason(assessment, criterion_pk, by=request.user),
        "Đã lấy lý do làm đề nghị khắc phục.",
    )
    return redirect("assessments:advice", pk=pk)


@login_required
@FORM_METHODS
def advice_change(request: HttpRequest, pk: int, advice_pk: int) -> HttpResponse:
    """Put advice right before the result is settled."""
    assessment = visible_assessment(request, pk)
    require(can_advise(request.user, assessment))
    row = get_object_or_404(assessment.advice, pk=advice_pk)
    form = _advice_form(request, assessment, row=row)
    if form.is_valid() and carried_out(
        form, lambda: actions.change(row, **form.cleaned_data, by=request.user), row
    ):
        messages.success(request, "Đã lưu đề nghị khắc phục.")
        return redirect("assessments:advice", pk=pk)
    return _page(request, assessment, form, title="Sửa đề nghị khắc phục", button="Lưu đề nghị")


@login_required
@require_POST
def advice_withdraw(request: HttpRequest, pk: int, advice_pk: int) -> HttpResponse:
    """Take advice back before the result is settled."""
    assessment = visible_assessment(request, pk)
    require(can_advise(request.user, assessment))
    row = get_object_or_404(assessment.advice, pk=advice_pk)
    version = version_of(request.POST.dict())
    pressed(
        request,
        lambda: actions.withdraw(row, version=version, by=request.user),
        "Đã rút đề nghị.",
    )
    return redirect("assessments:advice", pk=pk)


@login_required
@FORM_METHODS
def advice_answer(request: HttpRequest, pk: int, advice_pk: int) -> HttpResponse:
    """The unit says what it did about earlier advice."""
    assessment = visible_assessment(request, pk)
    require(can_answer_advice(request.user, assessment))
    row = _due(assessment, advice_pk)
    form = AnswerForm(request.POST or None, initial={"text": row.answer, "version": row.version})
    if form.is_valid() and carried_out(
        form,
        lambda: actions.answer(assessment, row, **form.cleaned_data, by=request.user),
        row,
    ):
        messages.success(request, "Đã ghi câu trả lời.")
        keep_files(request, partial(mended.add_to_answer, assessment, row, by=request.user))
        return redirect("assessments:advice", pk=pk)
    return _page(
        request, assessment, form, title="Trả lời việc đề nghị khắc phục", button="Lưu trả lời",
        advice=row, pieces=removable(answer_pieces(row), "answer-evidence-remove", pk, advice_pk),
        takes_files=True,
    )  # fmt: skip


@login_required
@require_POST
def answer_evidence_remove(
    request: HttpRequest, pk: int, advice_pk: int, evidence_pk: int
) -> HttpResponse:
    """Take a piece away from the unit's answer."""
    assessment = visible_assessment(request, pk)
    require(can_answer_advice(request.user, assessment))
    row = _due(assessment, advice_pk)
    piece = get_object_or_404(row.evidence, pk=evidence_pk)
    pressed(
        request,
        lambda: mended.remove_from_answer(assessment, row, piece, by=request.user),
        f"Đã gỡ {piece.code} khỏi câu trả lời.",
    )
    return redirect("assessments:advice-answer", pk=pk, advice_pk=advice_pk)


@login_required
@FORM_METHODS
def advice_judge(request: HttpRequest, pk: int, advice_pk: int) -> HttpResponse:
    """The appraiser judges what became of earlier advice."""
    assessment = visible_assessment(request, pk)
    require(can_judge_advice(request.user, assessment))
    row = _due(assessment, advice_pk)
    require(can_judge_advice(request.user, assessment, row))
    form = VerdictForm(request.POST or None, initial={"version": row.version})
    if form.is_valid() and carried_out(
        form,
        lambda: actions.judge(assessment, row, **form.cleaned_data, by=request.user),
        row,
    ):
        messages.success(request, "Đã đánh giá, báo cho đơn vị.")
        return redirect("assessments:advice", pk=pk)
    return _page(
        request, assessment, form, title="Đánh giá việc khắc phục", button="Lưu đánh giá",
        advice=row, pieces=answer_pieces(row),
    )  # fmt: skip


def _due(assessment: Assessment, pk: int) -> Advice:
    keys = {row.pk for row in advice_due(assessment)}
    rows = Advice.objects.filter(pk__in=keys).select_related("assessment__round", "answered_by")
    return with_evidence([get_object_or_404(rows, pk=pk)])[0]


def _advice_form(request: HttpRequest, assessment: Assessment, **start) -> AdviceForm:
    criteria = criteria_of(assessment).values()
    return AdviceForm(request.POST or None, criteria=criteria, **start)


def _give(request: HttpRequest, assessment: Assessment, form: AdviceForm) -> None:
    given = form.cleaned_data
    actions.give(
        assessment, text=given["text"], criterion_key=given["criterion_key"], by=request.user
    )


def _page(request: HttpRequest, assessment: Assessment, form, **words: object) -> HttpResponse:
    back = reverse("assessments:advice", args=[assessment.pk])
    trail = [
        {"label": f"Hồ sơ: {assessment.unit_name}", "url": assessment.get_absolute_url()},
        {"label": "Việc cần khắc phục", "url": back},
        {"label": words["title"]},
    ]
    return form_page(request, form, lead=assessment.unit_name, back=back, trail=trail, **words)
