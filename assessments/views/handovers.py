"""Handing over a role and its open work: the list, the form, the minutes."""

import logging

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_safe

from assessments.actions import handovers as actions
from assessments.forms.handovers import HandoverForm, UnitChoiceForm
from assessments.models import Handover
from core.calendar import today
from core.downloads import stored
from core.pdf import PdfError
from core.permissions import require
from organisation.permissions import can_manage_people

logger = logging.getLogger(__name__)

PAGE_SIZE = 50
UNPROCESSABLE = 422


@login_required
@require_GET
def handover_list(request: HttpRequest) -> HttpResponse:
    """The handovers that the person may read, newest first."""
    rows = Handover.objects.visible_to(request.user).defer("content")
    rows = rows.select_related("unit", "from_person", "to_person")
    context = {
        "page": Paginator(rows, PAGE_SIZE).get_page(request.GET.get("page")),
        "can_manage": can_manage_people(request.user),
    }
    return render(request, "assessments/handover_list.html", context)


@login_required
@require_http_methods(["GET", "POST"])
def handover_make(request: HttpRequest) -> HttpResponse:
    """Choose the unit, then who hands over what to whom."""
    require(can_manage_people(request.user))
    chosen = UnitChoiceForm((request.POST or request.GET) or None)
    if not chosen.is_valid():
        return _page(request, {"unit_form": chosen})
    unit = chosen.cleaned_data["unit"]
    form = HandoverForm(request.POST or None, unit=unit, initial={"on": today()})
    if request.method == "POST" and form.is_valid() and _made(request, form):
        return redirect("assessments:handovers")
    return _page(request, {"unit": unit, "form": form}, UNPROCESSABLE if form.errors else 200)


@login_required
@require_safe
def handover_paper(request: HttpRequest, pk: int) -> HttpResponse:
    """The minutes as they were printed."""
    rows = Handover.objects.visible_to(request.user).select_related("document")
    handover = get_object_or_404(rows, pk=pk)
    if handover.document is None:
        raise Http404
    return stored(handover.document)


def _made(request: HttpRequest, form: HandoverForm) -> bool:
    try:
        made = actions.hand_over(**form.given, by=request.user)
    except ValidationError as error:
        form.add_error(None, error)
    except PdfError:
        form.add_error(None, "Chưa in được biên bản nên chưa bàn giao. Hãy thử lại sau ít phút.")
    except OSError:
        logger.exception("Minutes could not be stored.")
        form.add_error(None, "Máy chủ chưa lưu được biên bản nên chưa bàn giao. Hãy báo quản trị.")
    else:
        text = f"Đã bàn giao: {made.from_person} → {made.to_person}. Hãy in biên bản để ký."
        messages.success(request, text)
        return True
    return False


def _page(request: HttpRequest, context: dict, status: int = 200) -> HttpResponse:
    trail = [{"label": "Bàn giao", "url": reverse("assessments:handovers")},
             {"label": "Lập biên bản"}]  # fmt: skip
    return render(
        request, "assessments/handover_make.html", {"trail": trail, **context}, status=status
    )
