"""Rounds: the list, planning, the overview of all units, opening, moving on, Excel."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from assessments.actions import rounds
from assessments.exports import overview_workbook
from assessments.forms.rounds import OverviewFilter, RoundPlanForm
from assessments.models import Round
from assessments.permissions import can_move_round, sees_overview
from assessments.presenters import round_pages
from assessments.presenters.consolidation import quarter_links
from assessments.presenters.histories import round_lines
from assessments.presenters.overview import overview_rows
from assessments.workflow import ROUND_WORKFLOW, RoundState
from core import audit
from core.keys import parse_key
from core.permissions import require
from organisation.models import Unit
from organisation.roles import Permission

PAGE_SIZE = 50
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
MOVED = {
    "start_appraising": "Đã chuyển đợt sang bước thẩm định.",
    "close": "Đã kết thúc đợt chấm điểm.",
}


@login_required
@require_GET
def round_list(request: HttpRequest) -> HttpResponse:
    """Every round that the person's organisers hold or that the person's units take part in."""
    found = Round.objects.visible_to(request.user).select_related("organiser")
    context = {"rounds": found, "may_plan": request.user.has_permission(Permission.ROUND_MANAGE)}
    return render(request, "assessments/round_list.html", context)


@login_required
@require_http_methods(["GET", "POST"])
def round_plan(request: HttpRequest) -> HttpResponse:
    """Write down a new year with its calendar and sets."""
    organiser = _organiser(request)
    year = _year(request, organiser)
    form = RoundPlanForm(request.POST or None, organiser=organiser, year=year)
    if form.is_valid() and (round_ := _planned(request, form)):
        messages.success(request, "Đã lập đợt. Hãy kiểm tra danh sách đơn vị rồi mở đợt.")
        return redirect(round_)
    years = [timezone.localdate().year + later for later in (0, 1)]
    context = {"form": form, "organiser": organiser, "year": year, "years": years}
    return render(request, "assessments/round_plan.html", context)


@login_required
@require_GET
def round_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """The year at a glance: for the board every unit, for a unit its own file."""
    round_ = visible_round(request, pk)
    sets = round_pages.sets_of(round_)
    context = {
        "trail": [*trail(), {"label": round_.title}],
        "round": round_,
        "calendar": round_pages.calendar_lines(round_),
        "sets": sets,
        "own_files": round_pages.own_files(round_, request.user),
        "extensions": round_pages.granted_extensions(round_),
        "steering": round_pages.steering(round_, request.user, sets),
        "summaries": quarter_links(round_, request.user),
    }
    if sees_overview(request.user, round_):
        context |= _overview(request, round_)
    return render(request, "assessments/round_detail.html", context)


@login_required
@require_http_methods(["GET", "POST"])
def round_open(request: HttpRequest, pk: int) -> HttpResponse:
    """Say what opening does and who is left out; then open."""
    round_ = visible_round(request, pk)
    require(can_move_round(request.user, round_, "open"))
    if request.method == "POST" and _done(request, rounds.open_round, round_):
        messages.success(request, "Đã mở đợt. Các đơn vị đã nhận được thông báo.")
        return redirect(round_)
    context = {
        "trail": [*trail(round_), {"label": "Mở đợt"}],
        "round": round_,
        **round_pages.participants(round_),
    }
    return render(request, "assessments/round_open.html", context)


@login_required
@require_POST
def round_move(request: HttpRequest, pk: int, move: str) -> HttpResponse:
    """Start appraising, or close the year."""
    if move not in MOVED or move not in ROUND_WORKFLOW.transitions:
        raise Http404
    round_ = rounds.move_round(visible_round(request, pk), move, by=request.user)
    messages.success(request, MOVED[move])
    return redirect(round_)


@login_required
@require_GET
def round_export(request: HttpRequest, pk: int) -> HttpResponse:
    """The overview as Excel, with the same rows, order and rights as on the screen."""
    round_ = visible_round(request, pk)
    if not sees_overview(request.user, round_):
        raise PermissionDenied("Chỉ cơ quan theo dõi đợt chấm điểm được xuất bảng tiến độ.")
    rows = overview_rows(round_, request.user, OverviewFilter(request.GET))
    response = HttpResponse(overview_workbook(round_, rows), content_type=XLSX)
    response["Content-Disposition"] = f'attachment; filename="tien-do-{round_.year}.xlsx"'
    return response


def visible_round(request: HttpRequest, pk: int) -> Round:
    """The round; 404 for those who have nothing to do with it."""
    found = Round.objects.visible_to(request.user).select_related("organiser")
    return get_object_or_404(found, pk=pk)


def _overview(request: HttpRequest, round_: Round) -> dict:
    """The table of all units; before opening, the units that will take part."""
    history = round_lines(list(audit.history(round_)))
    if round_.state == RoundState.PLANNED:
        return {"sees_overview": True, "history": history, **round_pages.participants(round_)}
    wanted = OverviewFilter(request.GET)
    rows = overview_rows(round_, request.user, wanted)
    return {
        "sees_overview": True,
        "history": history,
        "page": Paginator(rows, PAGE_SIZE).get_page(request.GET.get("page")),
        "search": wanted.words,
        "filter_form": round_pages.filter_form(round_, wanted),
        "chips": round_pages.state_chips(round_, wanted),
        "clear_url": round_.get_absolute_url() if wanted.is_active else "",
        "without_set": list(rounds.units_without_set(round_).select_related("kind")),
    }


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


def _done(request: HttpRequest, action, round_: Round) -> bool:
    try:
        action(round_, by=request.user)
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
    """The year whose usual calendar is proposed: as asked for, else the next without a round."""
    this = timezone.localdate().year
    if request.GET.get("nam") in (str(this), str(this + 1)):
        return int(request.GET["nam"])
    return this + organiser.rounds.filter(year=this).exists()


def trail(round_: Round | None = None) -> list[dict[str, str]]:
    """The way to a page below the list of rounds, or below one round."""
    steps = [{"label": "Đợt chấm điểm", "url": reverse("assessments:rounds")}]
    if round_:
        steps.append({"label": round_.title, "url": round_.get_absolute_url()})
    return steps
