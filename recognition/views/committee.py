"""The Standing Committee's pages: a word on each unit, the rest at once, the conclusion."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from core.keys import parse_key
from core.permissions import require
from recognition.actions import committee as actions
from recognition.forms.decisions import ItemForm, show_errors
from recognition.models import Proposal, ProposalItem
from recognition.permissions.decisions import can_decide_item
from recognition.views.answers import attempt, form_version, trail


@login_required
def item(request: HttpRequest, pk: int, item_pk: int) -> HttpResponse:
    """One unit of the proposal: its points, its reasons, the committee's word."""
    row = _visible_item(request, pk, item_pk)
    require(can_decide_item(request.user, row))
    values = {"outcome": row.outcome, "note": row.note}
    form = ItemForm(request.POST or None, initial=values, is_qualified=row.is_qualified)
    if request.method == "POST" and form.is_valid():
        try:
            actions.decide_item(row, **form.cleaned_data, by=request.user)
        except ValidationError as error:
            show_errors(form, error)
        else:
            messages.success(request, f"Đã ghi ý kiến về {row.unit_name}.")
            return redirect(row.proposal)
    steps = ((f"Tờ trình năm {row.proposal.round.year}", row.proposal.get_absolute_url()),)
    context = {"trail": trail(*steps, (row.unit_name, "")), "item": row, "form": form}
    return render(request, "recognition/proposal_item.html", context)


@require_POST
@login_required
def approve_rest(request: HttpRequest, pk: int) -> HttpResponse:
    """Agree to every qualified unit that is left, as the confirmation named them."""
    row = _visible(request, pk)
    expected = [key for text in request.POST.getlist("item") if (key := parse_key(text))]
    attempt(
        request,
        lambda: actions.approve_rest(row, expected=expected, by=request.user),
        f"Đã đồng ý với {len(expected)} đơn vị.",
    )
    return redirect(row)


@require_POST
@login_required
def conclude(request: HttpRequest, pk: int) -> HttpResponse:
    """End the committee's work on the proposal."""
    row = _visible(request, pk)
    version = form_version(request)
    attempt(
        request,
        lambda: actions.conclude(row, by=request.user, version=version),
        "Đã kết luận. Dự thảo quyết định được chuyển cho Văn phòng.",
    )
    return redirect(row)


def _visible(request: HttpRequest, pk: int) -> Proposal:
    rows = Proposal.objects.visible_to(request.user).select_related("round__organiser")
    return get_object_or_404(rows, pk=pk)


def _visible_item(request: HttpRequest, pk: int, item_pk: int) -> ProposalItem:
    proposal = _visible(request, pk)
    row = get_object_or_404(proposal.items.select_related("assessment__unit"), pk=item_pk)
    row.proposal = proposal
    return row
