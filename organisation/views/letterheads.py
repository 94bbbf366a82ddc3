"""What units print on their paper."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from core.downloads import excel
from core.permissions import require
from organisation.exports import letterheads_workbook
from organisation.filters import LetterheadFilter
from organisation.forms.letterheads import LetterheadForm
from organisation.models import Letterhead
from organisation.permissions import can_manage_letterheads, can_view_organisation
from organisation.presenters import history_of, letterhead_preview
from organisation.views.form_pages import form_page
from organisation.views.lists import List

ORDERS = {"unit": ("unit__sort_key", "-valid_from"), "from": ("-valid_from", "unit__sort_key")}


@login_required
@require_GET
def letterhead_list(request: HttpRequest) -> HttpResponse:
    """Letterheads of every unit."""
    context = _found(request).context() | {"can_manage": can_manage_letterheads(request.user)}
    return render(request, "organisation/letterhead_list.html", context)


@login_required
@require_GET
def letterhead_export(request: HttpRequest) -> HttpResponse:
    """The rows of the list as an Excel file."""
    return excel(letterheads_workbook(_found(request).rows), "the-thuc-van-ban")


@login_required
@require_GET
def letterhead_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """One letterhead as it will stand on paper."""
    require(can_view_organisation(request.user))
    letterhead = _visible(request, pk)
    context = {
        "trail": [*_trail(), {"label": letterhead.issuer_line}],
        "letterhead": letterhead,
        "preview": letterhead_preview(letterhead),
        "is_current": letterhead.is_valid_on(timezone.localdate()),
        "history": history_of(letterhead),
        "can_manage": can_manage_letterheads(request.user),
    }
    return render(request, "organisation/letterhead_detail.html", context)


@login_required
@require_http_methods(["GET", "POST"])
def letterhead_create(request: HttpRequest) -> HttpResponse:
    """A new letterhead; the unit may be given in the address."""
    form = LetterheadForm(request.POST or None, initial={"unit": request.GET.get("unit")})
    return _edited(request, form, _trail(), "Thêm thể thức văn bản")


@login_required
@require_http_methods(["GET", "POST"])
def letterhead_edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Change a letterhead; papers already issued keep theirs."""
    letterhead = _visible(request, pk)
    trail = _trail(letterhead)
    form = LetterheadForm(request.POST or None, instance=letterhead)
    return _edited(request, form, trail, "Sửa thể thức văn bản")


def _edited(
    request: HttpRequest, form: LetterheadForm, trail: list[dict], heading: str
) -> HttpResponse:
    require(can_manage_letterheads(request.user))
    only_looking = "preview" in request.POST
    if not only_looking and (letterhead := form.carry_out(request.user)):
        messages.success(request, "Đã lưu thể thức văn bản.")
        return redirect(letterhead)
    if form.is_bound:
        form.is_valid()  # fills the instance with what was typed
    context = {"heading": heading, "preview": letterhead_preview(form.instance)}
    template = "organisation/letterhead_form.html"
    return form_page(request, form, trail=trail, template=template, **context)


def _found(request: HttpRequest) -> List:
    require(can_view_organisation(request.user))
    rows = Letterhead.objects.visible_to(request.user).select_related("unit")
    return List(request, rows, LetterheadFilter, ORDERS)


def _visible(request: HttpRequest, pk: int) -> Letterhead:
    letterheads = Letterhead.objects.visible_to(request.user).select_related("unit")
    return get_object_or_404(letterheads, pk=pk)


def _trail(letterhead: Letterhead | None = None) -> list[dict[str, str]]:
    steps = [{"label": "Thể thức văn bản", "url": reverse("organisation:letterheads")}]
    if letterhead is None:
        return steps
    return [*steps, {"label": letterhead.issuer_line, "url": letterhead.get_absolute_url()}]
