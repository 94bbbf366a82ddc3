"""Kinds of units: a short list and one form."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db.models import Count
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from core.permissions import require
from organisation.forms.units import UnitKindForm
from organisation.models import UnitKind
from organisation.permissions import can_manage_units, can_view_organisation
from organisation.views.form_pages import form_page
from organisation.views.lists import TABS


@login_required
@require_GET
def kind_list(request: HttpRequest) -> HttpResponse:
    """Every kind and how many units are of it."""
    require(can_view_organisation(request.user))
    kinds = UnitKind.objects.annotate(unit_count=Count("units"))
    context = {"kinds": kinds, "tabs": TABS, "can_manage": can_manage_units(request.user)}
    return render(request, "organisation/kind_list.html", context)


@login_required
@require_http_methods(["GET", "POST"])
def kind_create(request: HttpRequest) -> HttpResponse:
    """A new kind."""
    return _edited(request, UnitKind(), "Thêm loại đơn vị")


@login_required
@require_http_methods(["GET", "POST"])
def kind_edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Another name or place for a kind."""
    return _edited(request, get_object_or_404(UnitKind, pk=pk), "Sửa loại đơn vị")


def _edited(request: HttpRequest, kind: UnitKind, heading: str) -> HttpResponse:
    require(can_manage_units(request.user))
    form = UnitKindForm(request.POST or None, instance=kind)
    if saved := form.carry_out(request.user):
        messages.success(request, f"Đã lưu loại đơn vị “{saved}”.")
        return redirect("organisation:kinds")
    trail = [{"label": "Loại đơn vị", "url": reverse("organisation:kinds")}]
    return form_page(request, form, trail=trail, heading=heading)
