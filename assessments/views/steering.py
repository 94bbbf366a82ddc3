"""Steering a round: who follows which unit, and later deadlines."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods

from assessments.actions import rounds
from assessments.forms.rounds import ExtensionForm
from assessments.models import Assessment
from assessments.permissions import can_assign, can_extend_file, sees_overview
from assessments.presenters.assignment import AssignmentSheet
from assessments.views.rounds import trail, visible_round
from core.permissions import require


@login_required
@require_http_methods(["GET", "POST"])
def round_assign(request: HttpRequest, pk: int) -> HttpResponse:
    """One choice per unit, saved together; "chia đều" only fills the boxes."""
    round_ = visible_round(request, pk)
    require(can_assign(request.user, round_, None))
    sheet = AssignmentSheet(round_, request.POST if request.method == "POST" else None)
    is_spread = "spread" in request.POST
    if request.method == "POST" and not is_spread:
        changed = rounds.assign_officers(round_, sheet.choices(), by=request.user)
        messages.success(request, f"Đã lưu phân công ({changed} thay đổi).")
        return redirect(round_)
    if is_spread:
        sheet.spread()
    context = {"round": round_, "sheet": sheet, "is_spread": is_spread,
               "trail": [*trail(round_), {"label": "Phân công"}]}  # fmt: skip
    return render(request, "assessments/round_assign.html", context)


@login_required
@require_http_methods(["GET", "POST"])
def extend(request: HttpRequest, pk: int) -> HttpResponse:
    """Give one unit a later deadline."""
    assessment = _steered_file(request, pk)
    form = ExtensionForm(request.POST or None)
    if form.is_valid() and _extended(request, assessment, form):
        return redirect(assessment.round)
    context = {"assessment": assessment, "form": form,
               "trail": [*trail(assessment.round), {"label": "Gia hạn"}]}  # fmt: skip
    return render(request, "assessments/extend.html", context)


def _steered_file(request: HttpRequest, pk: int) -> Assessment:
    """A file whose state the person sees; a draft is steered without being looked into."""
    files = Assessment.objects.with_context().select_related("round__organiser")
    file = get_object_or_404(files, pk=pk)
    if not sees_overview(request.user, file.round):
        file = get_object_or_404(files.visible_to(request.user), pk=pk)
    require(can_extend_file(request.user, file))
    return file


def _extended(request: HttpRequest, assessment: Assessment, form: ExtensionForm) -> bool:
    cleaned = form.cleaned_data
    try:
        extended = rounds.grant_extension(
            assessment, due_on=cleaned["due_on"], reason=cleaned["reason"], by=request.user
        )
    except ValidationError as error:
        form.add_error(None, error)
        return False
    messages.success(
        request, f"Đã gia hạn cho {extended.unit_name} đến hết ngày {extended.due_on:%d/%m/%Y}."
    )
    return True
