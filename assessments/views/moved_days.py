"""Days that the government moves: read and written by the board's head and the administrator."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from assessments.actions import moved_days
from assessments.forms.indicators import MovedDayForm
from assessments.models import Round
from assessments.permissions.years import can_move_days
from assessments.presenters.moved_days import moved_day_lines
from assessments.presenters.opening import planned_rounds
from assessments.views.rounds import trail
from core.calendar import format_date
from core.keys import parse_key
from core.models import MovedDay
from core.permissions import require
from core.public_holidays import ANNOUNCED
from organisation.roles import Permission


@login_required
@require_http_methods(["GET", "POST"])
def moved_day_list(request: HttpRequest) -> HttpResponse:
    """Every moved day, newest year first, and one more."""
    require(can_move_days(request.user))
    form = MovedDayForm(request.POST or None)
    if form.is_valid() and (row := _added(request, form)):
        messages.success(request, f"Đã ghi ngày {format_date(row.day)}.")
        return redirect(request.get_full_path())
    context = {"form": form, "days": moved_day_lines(), "planned": _planned(request),
               "announced_until": max(ANNOUNCED),
               "trail": [*trail(), {"label": "Ngày nghỉ, ngày làm bù"}]}  # fmt: skip
    return render(request, "assessments/moved_day_list.html", context)


@login_required
@require_POST
def moved_day_remove(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a day back."""
    require(can_move_days(request.user))
    row = get_object_or_404(MovedDay, pk=pk)
    try:
        moved_days.remove_moved_day(row, by=request.user)
        messages.success(request, f"Đã bỏ ngày {format_date(row.day)}.")
    except ValidationError as error:
        messages.error(request, error.messages[0])
    planned = _planned(request)
    named = f"?dot={planned.pk}" if planned else ""
    return redirect(f"{reverse('assessments:moved-days')}{named}")


def _planned(request: HttpRequest) -> Round | None:
    """The year whose opening has led here ("dot"), so that there is a way back."""
    if not (wanted := parse_key(request.GET.get("dot"))):
        return None
    steered = request.user.units_with(Permission.ROUND_MANAGE)
    return planned_rounds(steered).filter(pk=wanted).first()


def _added(request: HttpRequest, form: MovedDayForm) -> MovedDay | None:
    cleaned = form.cleaned_data
    try:
        return moved_days.add_moved_day(
            cleaned["day"], is_off=form.is_off, note=cleaned["note"],
            reference=cleaned["reference"], reference_on=cleaned["reference_on"], by=request.user,
        )  # fmt: skip
    except ValidationError as error:
        form.add_error(None, error)
        return None
