"""The tree of units and its administration."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from core.downloads import excel
from core.permissions import require
from organisation.exports import units_workbook
from organisation.filters import UnitFilter
from organisation.forms.units import MergeForm, UnitForm
from organisation.models import RoleAssignment, Unit
from organisation.permissions import can_manage_letterheads, can_manage_units, can_view_organisation
from organisation.presenters import as_tree, history_of, merge_consequences
from organisation.views.form_pages import form_page
from organisation.views.lists import List

ORDERS = {
    "tree": ("sort_key",), "name": ("sort_key",), "kind": ("kind__position", "kind__name"),
    "code": ("official_code", "sort_key"), "from": ("valid_from", "sort_key"),
}  # fmt: skip


@login_required
@require_GET
def unit_list(request: HttpRequest) -> HttpResponse:
    """Units as a tree, or flat in another order."""
    found = _found(request)
    rows = as_tree(found.rows) if found.sort == "tree" else None
    context = found.context(rows) | {"can_manage": can_manage_units(request.user)}
    return render(request, "organisation/unit_list.html", context)


@login_required
@require_GET
def unit_export(request: HttpRequest) -> HttpResponse:
    """The rows of the list as an Excel file."""
    return excel(units_workbook(_found(request).rows), "don-vi")


@login_required
@require_GET
def unit_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """One unit: what it is, who works there, what it prints, what happened to it."""
    require(can_view_organisation(request.user))
    unit = _visible(request, pk)
    today = timezone.localdate()
    people = RoleAssignment.objects.active_on(today).filter(unit=unit).select_related("user")
    context = {
        "trail": [*_trail(), {"label": unit.short_name}],
        "unit": unit,
        "is_current": unit.is_valid_on(today),
        "people": people.order_by("user__sort_key"),
        "children": unit.children.lasting_beyond(today).select_related("kind"),
        "merged_units": unit.merged_units.all(),
        "letterheads": unit.letterheads.all(),
        "history": history_of(unit),
        "can_manage": can_manage_units(request.user),
        "can_manage_letterheads": can_manage_letterheads(request.user),
    }
    return render(request, "organisation/unit_detail.html", context)


@login_required
@require_http_methods(["GET", "POST"])
def unit_create(request: HttpRequest) -> HttpResponse:
    """A new unit."""
    require(can_manage_units(request.user))
    form = UnitForm(request.POST or None, initial={"parent": request.GET.get("parent")})
    if unit := form.carry_out(request.user):
        messages.success(request, f"Đã thêm {unit}.")
        return redirect(unit)
    return form_page(request, form, trail=_trail(), heading="Thêm đơn vị")


@login_required
@require_http_methods(["GET", "POST"])
def unit_edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Change what a unit is called and where it belongs."""
    require(can_manage_units(request.user))
    unit = _visible(request, pk)
    trail = _trail(unit)
    form = UnitForm(request.POST or None, instance=unit)
    if form.carry_out(request.user):
        messages.success(request, "Đã lưu thông tin đơn vị.")
        return redirect(unit)
    return form_page(request, form, trail=trail, heading="Sửa đơn vị")


@login_required
@require_http_methods(["GET", "POST"])
def unit_merge(request: HttpRequest, pk: int) -> HttpResponse:
    """End a unit in favour of another: first what will happen, then the deed."""
    require(can_manage_units(request.user))
    unit = _visible(request, pk)
    form = MergeForm(request.POST or None, unit=unit)
    confirmed = "confirmed" in request.POST
    if confirmed and form.carry_out(request.user):
        messages.success(request, f"Đã sáp nhập {unit} vào {form.cleaned_data['into']}.")
        return redirect(unit)
    context = {"trail": _trail(unit), "heading": f"Sáp nhập {unit}", "unit": unit}
    if not confirmed and form.proposes_sound_merger():
        context["consequences"] = merge_consequences(unit, **form.cleaned_data)
    return form_page(request, form, template="organisation/unit_merge.html", **context)


def _found(request: HttpRequest) -> List:
    require(can_view_organisation(request.user))
    rows = Unit.objects.visible_to(request.user).select_related("kind", "parent", "merged_into")
    return List(request, rows, UnitFilter, ORDERS)


def _visible(request: HttpRequest, pk: int) -> Unit:
    units = Unit.objects.visible_to(request.user).select_related("kind", "parent", "merged_into")
    return get_object_or_404(units, pk=pk)


def _trail(unit: Unit | None = None) -> list[dict[str, str]]:
    steps = [{"label": "Đơn vị", "url": reverse("organisation:units")}]
    return [*steps, {"label": str(unit), "url": unit.get_absolute_url()}] if unit else steps
