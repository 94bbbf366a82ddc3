"""The guided way from last year to a year that is open: plan, people, check list, opening."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from assessments.actions import rounds
from assessments.forms.rounds import RoundPlanForm
from assessments.models import Round
from assessments.permissions.files import can_move_round
from assessments.permissions.years import can_change_plan
from assessments.presenters import round_pages
from assessments.presenters.opening import checks, opening_steps
from assessments.views.rounds import trail, visible_round
from core.calendar import format_date
from core.keys import parse_key
from core.permissions import require
from core.versions import StaleVersion
from organisation.models import Unit
from organisation.roles import Permission


@login_required
@require_http_methods(["GET", "POST"])
def round_plan(request: HttpRequest) -> HttpResponse:
    """Write down a new year, proposed from the year before."""
    organiser = _organiser(request)
    year = _year(request, organiser)
    form = RoundPlanForm(request.POST or None, organiser=organiser, year=year)
    if form.is_valid() and (round_ := _planned(request, form)):
        messages.success(request, "Đã lập đợt. Tiếp theo: phân công cán bộ theo dõi.")
        return redirect("assessments:round-assign", round_.pk)
    this, taken = timezone.localdate().year, set(organiser.rounds.values_list("year", flat=True))
    years = [offered for offered in (this, this + 1) if offered not in taken]
    context = {"form": form, "organiser": organiser, "year": year, "years": years,
               "previous": form.proposal.previous, "steps": opening_steps(None, "plan"),
               "trail": [*trail(), {"label": "Mở năm mới"}]}  # fmt: skip
    return render(request, "assessments/round_plan.html", context)


@login_required
@require_http_methods(["GET", "POST"])
def round_change(request: HttpRequest, pk: int) -> HttpResponse:
    """Change title, dates and sets of a year before it is opened."""
    round_ = visible_round(request, pk)
    require(can_change_plan(request.user, round_))
    form = RoundPlanForm(
        request.POST or None, organiser=round_.organiser, year=round_.year, round_=round_
    )
    if form.is_valid() and _changed(request, form):
        messages.success(request, "Đã lưu kế hoạch của năm.")
        return redirect("assessments:round-open", round_.pk)
    context = {"form": form, "organiser": round_.organiser, "round": round_,
               "steps": opening_steps(round_, "plan"),
               "trail": [*trail(round_), {"label": "Lịch, bộ tiêu chí"}]}  # fmt: skip
    return render(request, "assessments/round_plan.html", context)


@login_required
@require_http_methods(["GET", "POST"])
def round_open(request: HttpRequest, pk: int) -> HttpResponse:
    """Say what is still missing, what opening does and who is left out; then open."""
    round_ = visible_round(request, pk)
    require(can_move_round(request.user, round_, "open"))
    if request.method == "POST" and _opened(request, round_):
        messages.success(request, "Đã mở năm. Các đơn vị đã nhận được thông báo.")
        return redirect(round_)
    found = checks(round_, request.user)
    context = {
        "trail": [*trail(round_), {"label": "Mở năm"}],
        "round": round_,
        "steps": opening_steps(round_, "open"),
        "checks": found,
        "missing_count": sum(not check.is_well for check in found),
        "is_blocked": any(check.blocks for check in found),
        **round_pages.participants(round_),
    }
    return render(request, "assessments/round_open.html", context)


def _planned(request: HttpRequest, form: RoundPlanForm) -> Round | None:
    cleaned = form.cleaned_data
    try:
        return rounds.plan_round(
            form.organiser, year=cleaned["year"], title=cleaned["title"],
            calendar=form.calendar, criteria_sets=form.criteria_sets, by=request.user,
        )  # fmt: skip
    except ValidationError as error:
        form.add_error(None, error)
        return None


def _changed(request: HttpRequest, form: RoundPlanForm) -> bool:
    cleaned = form.cleaned_data
    try:
        rounds.change_plan(
            form.round, title=cleaned["title"], calendar=form.calendar,
            criteria_sets=form.criteria_sets, version=cleaned["version"], by=request.user,
        )  # fmt: skip
    except StaleVersion as error:
        show_both(form, form.round, error)
        return False
    except ValidationError as error:
        form.add_error(None, error)
        return False
    return True


def show_both(form, round_: Round, error: StaleVersion) -> None:
    """Keep what was typed, say beside it what somebody else has saved; sent again, it counts."""
    round_.refresh_from_db()
    form.add_error(None, error)
    for name, typed in list(form.cleaned_data.items()):
        present = getattr(round_, name, typed)
        if name != "version" and present != typed:
            words = format_date(present) if hasattr(present, "year") else present
            form.add_error(name, f"Người khác vừa lưu: {words}.")
    form.data = {**form.data.dict(), "version": round_.version}


def _opened(request: HttpRequest, round_: Round) -> bool:
    try:
        rounds.open_round(round_, by=request.user)
    except ValidationError as error:
        for text in error.messages:
            messages.error(request, text)
        return False
    return True


def _organiser(request: HttpRequest) -> Unit:
    """The organiser named in the address, else the first that the person steers."""
    held = request.user.units_with(Permission.ROUND_MANAGE)
    if not held:
        raise PermissionDenied("Chỉ lãnh đạo Ban Dân vận được lập đợt chấm điểm.")
    units = Unit.objects.filter(pk__in=held)
    if wanted := parse_key(request.GET.get("don-vi")):
        return get_object_or_404(units, pk=wanted)
    return units.first()


def _year(request: HttpRequest, organiser: Unit) -> int:
    """The year whose calendar is proposed: as asked for, else the next without a round."""
    this = timezone.localdate().year
    if request.GET.get("nam") in (str(this), str(this + 1)):
        return int(request.GET["nam"])
    return this + organiser.rounds.filter(year=this).exists()
