"""The list of figures that units report each quarter: read by the board, kept by its head."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from assessments.actions import indicators
from assessments.forms.indicators import IndicatorForm
from assessments.models import Indicator, Round
from assessments.permissions.files import OVERVIEW
from assessments.permissions.years import can_manage_indicators
from assessments.presenters.indicators import indicator_rows, nature_examples
from assessments.presenters.opening import opening_steps, planned_rounds
from assessments.views.rounds import trail
from core.keys import parse_key
from core.permissions import require
from core.versions import StaleVersion
from organisation.models import Unit
from organisation.roles import Permission

CHANGES = {
    "dung-hoi": (indicators.stop_asking, "Đã dừng hỏi chỉ tiêu. Số liệu đã báo cáo được giữ."),
    "hoi-lai": (indicators.ask_again, "Chỉ tiêu được hỏi lại từ báo cáo tới."),
    "xoa": (indicators.remove_indicator, "Đã xoá chỉ tiêu chưa dùng."),
}


@login_required
@require_GET
def indicator_list(request: HttpRequest) -> HttpResponse:
    """The list of the person's organiser; during the opening of a year with its steps."""
    organiser = _organiser(request)
    planned = _planned(request, organiser)
    context = {
        "organiser": organiser,
        "rows": indicator_rows(organiser),
        "natures": nature_examples(),
        "may_change": can_manage_indicators(request.user, organiser),
        "planned": planned,
        "steps": opening_steps(planned, "indicators") if planned else [],
        "trail": _trail(),
    }
    return render(request, "assessments/indicator_list.html", context)


@login_required
@require_http_methods(["GET", "POST"])
def indicator_add(request: HttpRequest) -> HttpResponse:
    """Ask for one more figure."""
    organiser = _organiser(request)
    require(can_manage_indicators(request.user, organiser))
    form = IndicatorForm(request.POST or None, organiser=organiser)
    if form.is_valid() and _added(request, organiser, form):
        messages.success(request, "Đã thêm chỉ tiêu vào cuối danh mục.")
        return redirect("assessments:indicators")
    return _form_page(request, form, "Thêm chỉ tiêu")


@login_required
@require_http_methods(["GET", "POST"])
def indicator_change(request: HttpRequest, pk: int) -> HttpResponse:
    """Describe a figure anew, as far as its values allow."""
    row = _row(request, pk)
    require(can_manage_indicators(request.user, row.organiser))
    form = IndicatorForm(request.POST or None, organiser=row.organiser, row=row)
    if form.is_valid() and _described(request, row, form):
        messages.success(request, "Đã lưu chỉ tiêu.")
        return redirect("assessments:indicators")
    return _form_page(request, form, "Sửa chỉ tiêu", row)


@login_required
@require_POST
def indicator_move(request: HttpRequest, pk: int) -> HttpResponse:
    """One place up or down in the list."""
    row = _row(request, pk)
    indicators.move_indicator(row, request.POST.get("to", ""), by=request.user)
    return redirect(f"{reverse('assessments:indicators')}#chi-tieu-{row.pk}")


@login_required
@require_POST
def indicator_set(request: HttpRequest, pk: int, change: str) -> HttpResponse:
    """Stop asking, ask again, or take away what was never used."""
    if change not in CHANGES:
        raise Http404
    row = _row(request, pk)
    action, words = CHANGES[change]
    try:
        action(row, by=request.user)
        messages.success(request, words)
    except ValidationError as error:
        messages.error(request, error.messages[0])
    return redirect("assessments:indicators")


def _row(request: HttpRequest, pk: int) -> Indicator:
    rows = Indicator.objects.select_related("organiser").filter(organiser__in=_seen(request))
    return get_object_or_404(rows, pk=pk)


def _seen(request: HttpRequest) -> set[int]:
    return set().union(*(request.user.units_with(permission) for permission in OVERVIEW))


def _organiser(request: HttpRequest) -> Unit:
    """The first organiser that the person steers, else whose units the person follows."""
    held = request.user.units_with(Permission.ROUND_MANAGE) or _seen(request)
    if not held:
        raise PermissionDenied("Chỉ cơ quan theo dõi đợt chấm điểm xem được danh mục chỉ tiêu.")
    return Unit.objects.filter(pk__in=held).first()


def _planned(request: HttpRequest, organiser: Unit) -> Round | None:
    """The year that is being opened: the one named in the address, else the first planned one."""
    if not can_manage_indicators(request.user, organiser):
        return None
    planned = list(planned_rounds([organiser.pk]))
    named = [round_ for round_ in planned if round_.pk == parse_key(request.GET.get("dot"))]
    return next(iter(named or planned), None)


def _added(request: HttpRequest, organiser: Unit, form: IndicatorForm) -> bool:
    try:
        indicators.add_indicator(organiser, form.description, by=request.user)
    except ValidationError as error:
        form.add_error(None, error)
        return False
    return True


def _described(request: HttpRequest, row: Indicator, form: IndicatorForm) -> bool:
    version = form.cleaned_data["version"]
    try:
        indicators.change_indicator(row, form.description, version=version, by=request.user)
    except StaleVersion as error:
        _show_both(form, row, error)
        return False
    except ValidationError as error:
        form.add_error(None, error)
        return False
    return True


def _show_both(form: IndicatorForm, row: Indicator, error: StaleVersion) -> None:
    """Keep what was typed, say beside it what somebody else has saved; sent again, it counts."""
    row = Indicator.objects.select_related("unit_kind").get(pk=row.pk)
    form.add_error(None, error)
    present = {
        "name": row.name, "unit_label": row.unit_label, "nature": row.nature,
        "decimal_places": row.decimal_places, "unit_kind": row.unit_kind,
    }  # fmt: skip
    words = {"nature": row.get_nature_display(), "unit_kind": row.unit_kind or "Mọi loại đơn vị"}
    for name, value in present.items():
        if form.cleaned_data.get(name) != value:
            form.add_error(name, f"Người khác vừa lưu: {words.get(name, value)}.")
    form.data = {**form.data.dict(), "version": row.version}


def _form_page(
    request: HttpRequest, form: IndicatorForm, title: str, row: Indicator | None = None
) -> HttpResponse:
    context = {"form": form, "title": title, "row": row, "natures": nature_examples(),
               "is_used": bool(row and indicators.is_used(row)),
               "trail": [*_trail(is_linked=True), {"label": title}]}  # fmt: skip
    return render(request, "assessments/indicator_form.html", context)


def _trail(*, is_linked: bool = False) -> list[dict[str, str]]:
    here = {"label": "Chỉ tiêu báo cáo"}
    return [*trail(), here | ({"url": reverse("assessments:indicators")} if is_linked else {})]
