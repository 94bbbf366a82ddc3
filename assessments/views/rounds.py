"""Rounds: the list, the overview of all units, moving on, Excel."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from assessments.actions import rounds
from assessments.exports.overview import overview_workbook
from assessments.forms.rounds import OverviewFilter
from assessments.models import Round
from assessments.permissions.files import sees_overview
from assessments.permissions.years import can_move_days
from assessments.presenters import round_pages, round_tools
from assessments.presenters.consolidation import quarter_links
from assessments.presenters.histories import round_lines
from assessments.presenters.overview import overview_rows
from assessments.workflow import ROUND_WORKFLOW, RoundState
from core import audit
from core.downloads import excel
from organisation.roles import Permission

PAGE_SIZE = 50
MOVED = {
    "start_appraising": "Đã chuyển đợt sang bước thẩm định.",
    "close": "Đã kết thúc đợt chấm điểm.",
}


@login_required
@require_GET
def round_list(request: HttpRequest) -> HttpResponse:
    """Every round that the person's organisers hold or that the person's units take part in."""
    found = Round.objects.visible_to(request.user).select_related("organiser")
    user = request.user
    context = {"rounds": found, "may_plan": user.has_permission(Permission.ROUND_MANAGE),
               "may_move_days": can_move_days(user)}  # fmt: skip
    return render(request, "assessments/round_list.html", context)


@login_required
@require_GET
def round_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """The year at a glance: for the board every unit, for a unit its own file."""
    round_ = visible_round(request, pk)
    sets = round_pages.sets_of(round_)
    may = round_tools.steering(round_, request.user, sets)
    context = {
        "trail": [*trail(), {"label": round_.title}],
        "round": round_,
        "calendar": round_pages.calendar_lines(round_),
        "sets": sets,
        "own_files": round_pages.own_files(round_, request.user),
        "extensions": round_pages.granted_extensions(round_),
        "moved_deadlines": round_pages.moved_deadlines(round_),
        "steering": may,
        "tools": round_tools.tools_of(round_, request.user, may),
        "summaries": quarter_links(round_, request.user),
    }
    if sees_overview(request.user, round_):
        context |= _overview(request, round_)
    return render(request, "assessments/round_detail.html", context)


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
    return excel(overview_workbook(round_, rows), f"tien-do-{round_.year}")


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


def trail(round_: Round | None = None) -> list[dict[str, str]]:
    """The way to a page below the list of rounds, or below one round."""
    steps = [{"label": "Đợt chấm điểm", "url": reverse("assessments:rounds")}]
    if round_:
        steps.append({"label": round_.title, "url": round_.get_absolute_url()})
    return steps
