"""Steering a round: who follows which unit, and later deadlines."""

from functools import partial

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from assessments.actions import extensions, rounds
from assessments.forms.deadlines import DeadlinesForm, ExtensionForm
from assessments.models import Round
from assessments.permissions.files import can_assign
from assessments.permissions.years import can_extend, can_move_deadlines
from assessments.presenters.assignment import AssignmentSheet
from assessments.presenters.opening import opening_steps
from assessments.views.form_pages import carried_out
from assessments.views.opening import show_both
from assessments.views.rounds import trail, visible_round
from assessments.workflow import RoundState
from core.permissions import require
from core.versions import StaleVersion


@login_required
@require_http_methods(["GET", "POST"])
def round_assign(request: HttpRequest, pk: int) -> HttpResponse:
    """One line per unit, saved together; sharing out and bulk changes only fill the boxes."""
    round_ = visible_round(request, pk)
    require(can_assign(request.user, round_, None))
    sheet = AssignmentSheet(round_, request.POST if request.method == "POST" else None)
    is_planned = round_.state == RoundState.PLANNED
    filled = _filled(request, sheet)
    if request.method == "POST" and not filled and _assigned(request, round_, sheet):
        return redirect("assessments:round-open" if is_planned else "assessments:round", pk)
    context = {"round": round_, "sheet": sheet, "filled": filled, "is_planned": is_planned,
               "steps": opening_steps(round_, "assign") if is_planned else [],
               "trail": [*trail(round_), {"label": "Phân công"}]}  # fmt: skip
    return render(request, "assessments/round_assign.html", context)


@login_required
@require_http_methods(["GET", "POST"])
def round_extend(request: HttpRequest, pk: int) -> HttpResponse:
    """Give one unit a later deadline for a step; the address may name both ("don-vi", "buoc")."""
    round_ = visible_round(request, pk)
    require(can_move_deadlines(request.user, round_))
    named = {"unit": request.GET.get("don-vi"), "step": request.GET.get("buoc")}
    form = ExtensionForm(request.POST or None, round_=round_, initial=named)
    if form.is_valid() and _extended(request, round_, form):
        return redirect(round_)
    context = {"round": round_, "form": form,
               "trail": [*trail(round_), {"label": "Gia hạn"}]}  # fmt: skip
    return render(request, "assessments/round_extend.html", context)


@login_required
@require_http_methods(["GET", "POST"])
def round_deadlines(request: HttpRequest, pk: int) -> HttpResponse:
    """Give all units later deadlines, with a reason that they read."""
    round_ = visible_round(request, pk)
    require(can_move_deadlines(request.user, round_))
    form = DeadlinesForm(request.POST or None, round_=round_)
    if form.is_valid() and _deadlines_moved(request, round_, form):
        messages.success(request, "Đã dời hạn. Các đơn vị đã nhận được thông báo.")
        return redirect(round_)
    context = {"round": round_, "form": form,
               "trail": [*trail(round_), {"label": "Dời hạn"}]}  # fmt: skip
    return render(request, "assessments/round_deadlines.html", context)


def _filled(request: HttpRequest, sheet: AssignmentSheet) -> str:
    """What sharing out or a bulk change has done to the boxes, in words; empty when neither."""
    if "spread" in request.POST:
        sheet.spread()
        return "Đã chia đều những đơn vị chưa có người. Xem lại rồi bấm Lưu phân công."
    if "apply" in request.POST:
        count = sheet.change_together(request.POST)
        if not count:
            return "Chưa có đơn vị nào được chọn. Tích chọn đơn vị trong bảng rồi bấm lại."
        return f"Đã điền cho {count} đơn vị. Xem lại rồi bấm Lưu phân công."
    return ""


def _assigned(request: HttpRequest, round_: Round, sheet: AssignmentSheet) -> bool:
    if sheet.problems:
        return False
    changed = rounds.assign_officers(round_, sheet.choices(), by=request.user)
    messages.success(request, f"Đã lưu phân công ({changed} thay đổi).")
    return True


def _extended(request: HttpRequest, round_: Round, form: ExtensionForm) -> bool:
    cleaned = form.cleaned_data
    unit, step, due_on = cleaned["unit"], cleaned["step"], cleaned["due_on"]
    allowed = can_extend(request.user, round_, unit, step)
    if not allowed:
        form.add_error("step", allowed.reason)
        return False
    grant = partial(extensions.grant, round_, unit, step, due_on=due_on, by=request.user)
    if not carried_out(form, partial(grant, reason=cleaned["reason"])):
        return False
    messages.success(request, f"{unit}, {step.label}: gia hạn đến hết ngày {due_on:%d/%m/%Y}.")
    return True


def _deadlines_moved(request: HttpRequest, round_: Round, form: DeadlinesForm) -> bool:
    cleaned = form.cleaned_data
    try:
        extensions.move_deadlines(
            round_, form.dates, reason=cleaned["reason"], version=cleaned["version"],
            by=request.user,
        )  # fmt: skip
    except StaleVersion as error:
        show_both(form, round_, error)
        return False
    except ValidationError as error:
        form.add_error(None, error)
        return False
    return True
