"""The board's pages of a proposal."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_POST

from assessments.models import Assessment, Round
from assessments.workflow import AssessmentState
from core import audit, event_words
from core.downloads import excel
from core.permissions import require
from core.versions import StaleVersion
from recognition.actions import proposals as actions
from recognition.actions.committee import undecided_qualified
from recognition.exports import proposal_workbook
from recognition.forms.decisions import ReferenceForm, show_errors
from recognition.models import Proposal
from recognition.permissions import decisions as permissions
from recognition.presenters.decisions import item_rows, state_of
from recognition.views.answers import attempt, form_version, trail


@require_POST
@login_required
def draw_up(request: HttpRequest, round_pk: int) -> HttpResponse:
    """Begin the next proposal of a round."""
    round_ = get_object_or_404(Round.objects.visible_to(request.user), pk=round_pk)
    started = actions.draw_up(round_, by=request.user)
    messages.success(request, "Đã lập danh sách từ các kết quả đã chốt.")
    return redirect(started)


@login_required
def proposal(request: HttpRequest, pk: int) -> HttpResponse:
    """The list with what may be done: the board before, the committee after submission."""
    row = _visible(request, pk)
    rows = item_rows(row, request.user)
    context = {
        "trail": trail((f"Tờ trình năm {row.round.year}", "")),
        "proposal": row,
        "state": state_of(row),
        "qualified": [r for r in rows if r.item.is_qualified],
        "not_qualified": [r for r in rows if not r.item.is_qualified],
        "undecided_count": sum(not r.item.outcome for r in rows),
        "not_settled": _not_settled(row),
        "history": event_words.described(audit.history(row)),
        "decisions": row.decisions.visible_to(request.user),
        **_verdicts(request, row),
    }
    return render(request, "recognition/proposal.html", context)


@login_required
def edit_reference(request: HttpRequest, pk: int) -> HttpResponse:
    """Enter number, date and minutes."""
    row = _visible(request, pk)
    require(permissions.can_edit_proposal(request.user, row))
    initial = ReferenceForm.values_of(row)
    form = ReferenceForm(request.POST or None, initial=initial)
    is_stale = False
    if request.method == "POST" and form.is_valid():
        try:
            version = form_version(request)
            actions.edit_reference(row, **form.cleaned_data, by=request.user, version=version)
        except ValidationError as error:
            is_stale = isinstance(error, StaleVersion)
            show_errors(form, error)
        else:
            messages.success(request, "Đã lưu số, ngày tờ trình.")
            return redirect(row)
    context = {
        "trail": _trail_below(row, "Số, ngày tờ trình"),
        "proposal": row,
        "form": form,
        "is_stale": is_stale,
    }
    return render(request, "recognition/proposal_reference.html", context)


@require_POST
@login_required
def refresh(request: HttpRequest, pk: int) -> HttpResponse:
    """Write the list anew."""
    row = _visible(request, pk)
    version = form_version(request)
    attempt(
        request,
        lambda: actions.refresh(row, by=request.user, version=version),
        "Đã cập nhật danh sách theo kết quả hiện tại.",
    )
    return redirect(row)


@login_required
def submit(request: HttpRequest, pk: int) -> HttpResponse:
    """Say what will be submitted, then submit it."""
    row = _visible(request, pk)
    if request.method == "POST":
        version = form_version(request)
        attempt(
            request,
            lambda: actions.submit(row, by=request.user, version=version),
            "Đã trình Ban Thường vụ.",
        )
        return redirect(row)
    require(permissions.can_submit_proposal(request.user, row))
    items = list(row.items.all())
    context = {
        "trail": _trail_below(row, "Trình"),
        "proposal": row,
        "qualified": [item for item in items if item.is_qualified],
        "not_qualified": [item for item in items if not item.is_qualified],
        "count": len(items),
        "is_current": actions.is_current(row),
        "not_settled": _not_settled(row),
    }
    return render(request, "recognition/proposal_submit.html", context)


@require_POST
@login_required
def withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    """Take the proposal back."""
    row = _visible(request, pk)
    version = form_version(request)
    attempt(
        request,
        lambda: actions.withdraw(row, by=request.user, version=version),
        "Đã rút lại tờ trình.",
    )
    return redirect(row)


@require_GET
@login_required
def export(request: HttpRequest, pk: int) -> HttpResponse:
    """The list as an Excel file."""
    row = _visible(request, pk)
    return excel(proposal_workbook(row), f"to-trinh-{row.round.year}-{row.number}")


def _visible(request: HttpRequest, pk: int) -> Proposal:
    rows = Proposal.objects.visible_to(request.user).select_related("round__organiser")
    return get_object_or_404(rows, pk=pk)


def _trail_below(row: Proposal, label: str) -> list[dict[str, str]]:
    return trail((f"Tờ trình năm {row.round.year}", row.get_absolute_url()), (label, ""))


def _not_settled(row: Proposal) -> list[Assessment]:
    """Units whose files are still on the way: they cannot enter this proposal."""
    done = [AssessmentState.SETTLED, AssessmentState.PROPOSED, AssessmentState.CLOSED]
    rows = Assessment.objects.filter(round=row.round_id).exclude(state__in=done)
    return list(rows.order_by("unit__sort_key"))


def _verdicts(request: HttpRequest, row: Proposal) -> dict[str, object]:
    user = request.user
    may_decide = permissions.can_decide(user, row)
    return {
        "may_edit": permissions.can_edit_proposal(user, row),
        "may_submit": permissions.can_submit_proposal(user, row),
        "may_withdraw": permissions.can_withdraw_proposal(user, row),
        "may_decide": may_decide,
        "rest": undecided_qualified(row, user) if may_decide else [],
    }
