"""The board's pages: who has registered, comments, approval, giving back; the unit's own list."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET

from assessments.deadlines import resend_due
from assessments.models import Round
from assessments.permissions.files import sees_overview
from core.downloads import excel
from core.permissions import Verdict, require
from recognition.actions import registration_reviews as actions
from recognition.exports import registrations_workbook
from recognition.forms.decisions import show_errors
from recognition.forms.registration_filters import RegistrationFilterForm
from recognition.forms.registration_reviews import ApprovalForm, CommentForm, ReasonForm
from recognition.models import UnitRegistration
from recognition.permissions import registrations as permissions
from recognition.permissions.outcomes import can_conclude_rounds
from recognition.presenters.registrations import (
    matching,
    model_cards,
    own_registrations,
    registration_lines,
)
from recognition.views.answers import form_version
from recognition.views.registrations import registration_trail, visible_registration
from recognition.workflow import RegistrationState

PAGE_LENGTH = 50


@require_GET
@login_required
def registrations(request: HttpRequest) -> HttpResponse:
    """All units of a round for the organiser's people; one's own years for a unit."""
    rounds = rounds_of(request)
    chosen = _chosen(rounds, request.GET.get("dot", ""))
    own = own_registrations(request.user)
    own_units = list({row["file"].unit_id: row["file"].unit for row in own}.values())
    context: dict[str, object] = {"own": own, "own_units": own_units, "round": chosen}
    if chosen:
        lines = registration_lines(chosen)
        form = RegistrationFilterForm(request.GET, rounds=rounds, round_=chosen, lines=lines)
        found = matching(lines, form.chosen)
        context |= {
            "form": form,
            "page": Paginator(found, PAGE_LENGTH).get_page(request.GET.get("page")),
            "counts": _counts(lines),
            "may_conclude": can_conclude_rounds(request.user),
            "search": form.chosen.get("q", ""),
        }
    return render(request, "recognition/registration_list.html", context)


@require_GET
@login_required
def export(request: HttpRequest) -> HttpResponse:
    """The models on the list of the chosen round as an Excel file."""
    chosen = chosen_round(request)
    if chosen is None:
        return no_round(request)
    return excel(registrations_workbook(chosen), f"danh-muc-mo-hinh-dang-ky-{chosen.year}")


@login_required
def comment(request: HttpRequest, pk: int) -> HttpResponse:
    """The officer's words on the whole and on each model."""
    row = visible_registration(request, pk)
    require(permissions.can_comment(request.user, row))
    cards = model_cards(row, request.user)
    form = CommentForm(
        request.POST or None, registration=row, models=[card.model for card in cards]
    )
    is_done = request.method == "POST" and form.is_valid() and _done(
        request, form, "Đã lưu ý kiến.",
        lambda version: actions.comment(
            row, form.cleaned_data["comment"], form.on_models, by=request.user, version=version
        ),
    )  # fmt: skip
    boxes = [(card, form[f"comment-{card.model.pk}"]) for card in cards]
    context = {"boxes": boxes, "label": "Ý kiến"}
    return redirect(row) if is_done else _page(request, "registration_comment", row, form, context)


@login_required
def approve(request: HttpRequest, pk: int) -> HttpResponse:
    """The board's word on each registered model."""
    row = visible_registration(request, pk)
    require(permissions.can_approve(request.user, row))
    cards = {card.model.pk: card for card in model_cards(row, request.user)}
    waiting = [c.model for c in cards.values() if c.model.state == RegistrationState.REGISTERED]
    form = ApprovalForm(request.POST or None, models=waiting)
    is_done = request.method == "POST" and form.is_valid() and _done(
        request, form, "Đã phê duyệt danh mục; đơn vị đã được báo.",
        lambda version: actions.approve(row, form.words, by=request.user, version=version),
    )  # fmt: skip
    lines = [(cards[model.pk], word, note) for model, word, note in form.lines]
    context = {"lines": lines, "label": "Phê duyệt"}
    return redirect(row) if is_done else _page(request, "registration_approve", row, form, context)


@login_required
def send_back(request: HttpRequest, pk: int) -> HttpResponse:
    """Return a registration that waits."""
    row = visible_registration(request, pk)
    allowed = permissions.can_return(request.user, row)
    return _give_back(request, row, allowed, actions.send_back, "Trả lại bản đăng ký")


@login_required
def reopen(request: HttpRequest, pk: int) -> HttpResponse:
    """Give an approved registration back."""
    row = visible_registration(request, pk)
    allowed = permissions.can_reopen(request.user, row)
    return _give_back(request, row, allowed, actions.reopen, "Mở lại bản đăng ký")


def chosen_round(request: HttpRequest) -> Round | None:
    """The round that the address names, of those whose lists the person may see; 403 for others.

    None: the person may, but no year has been opened yet.
    """
    require(permissions.can_print_lists(request.user))
    return _chosen(rounds_of(request), request.GET.get("dot", ""))


def no_round(request: HttpRequest) -> HttpResponse:
    """Back to the list, with the reason."""
    messages.info(request, "Chưa có năm thi đua nào được mở nên chưa có danh mục.")
    return redirect("recognition:registrations")


def _give_back(
    request: HttpRequest, row: UnitRegistration, allowed: Verdict, action, label: str
) -> HttpResponse:
    require(allowed)
    form = ReasonForm(request.POST or None)
    is_done = request.method == "POST" and form.is_valid() and _done(
        request, form, "Đã chuyển lại cho đơn vị; đơn vị đã được báo kèm lý do.",
        lambda version: action(
            row, reason=form.cleaned_data["reason"], by=request.user, version=version
        ),
    )  # fmt: skip
    if is_done:
        return redirect(row)
    context = {"label": label, "resend_due": resend_due(timezone.now(), row.due_on)}
    return _page(request, "registration_return", row, form, context)


def _done(request: HttpRequest, form: Form, success: str, move) -> bool:
    """Make the move and say so; what is wrong stands beside its field."""
    try:
        move(form_version(request))
    except ValidationError as error:
        show_errors(form, error)
        return False
    messages.success(request, success)
    return True


def _page(
    request: HttpRequest, template: str, row: UnitRegistration, form: Form, more: dict
) -> HttpResponse:
    row.refresh_from_db(fields=["version", "state"])
    context = {
        "trail": registration_trail(row, more["label"]), "registration": row, "form": form, **more,
    }  # fmt: skip
    status = 422 if form.errors else 200
    return render(request, f"recognition/{template}.html", context, status=status)


def rounds_of(request: HttpRequest) -> list[Round]:
    """Rounds that have begun and whose lists the person may see, newest first."""
    rounds = Round.objects.visible_to(request.user).exclude(state="planned")
    return [row for row in rounds if sees_overview(request.user, row)]


def _chosen(rounds: list[Round], key: str) -> Round | None:
    named = (row for row in rounds if str(row.pk) == key)
    return next(named, rounds[0] if rounds else None)


def _counts(lines) -> dict[str, int | str]:
    return {
        "of_units": f"trên {len(lines)} đơn vị",
        "handed_in": sum(line.can_be_read for line in lines),
        "waiting": sum(line.state == "submitted" for line in lines),
        "approved": sum(line.state == "approved" for line in lines),
        "late": sum(bool(line.days_late) for line in lines),
        "models": sum(line.model_count for line in lines),
    }
