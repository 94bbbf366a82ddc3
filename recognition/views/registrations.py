"""The unit's pages of its registration: begin, fill in, hand in; and who reads it."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from assessments.models import Round
from core import audit, event_words
from core.confirmations import (
    CHANGED,
    FIELD,
    OtherThanShown,
    Statement,
    differences,
    seal,
    unseal,
)
from core.keys import parse_key
from core.permissions import require
from core.versions import StaleVersion
from recognition.actions import model_registrations
from recognition.actions import registrations as actions
from recognition.confirmations import registration_statement
from recognition.forms.decisions import show_errors
from recognition.forms.registrations import RegistrationForm
from recognition.models import UnitRegistration
from recognition.permissions import registrations as permissions
from recognition.presenters.registrations import registration_page
from recognition.registrations import lacking, missing, with_targets
from recognition.views.answers import form_version


@require_POST
@login_required
def start(request: HttpRequest, round_pk: int, unit_pk: int) -> HttpResponse:
    """Begin the registration of a unit, or go to the one that somebody has begun."""
    round_ = get_object_or_404(Round.objects.visible_to(request.user), pk=round_pk)
    unit = get_object_or_404(round_.organiser.children, pk=unit_pk)
    return redirect(actions.begin(round_, unit, by=request.user))


@require_GET
@login_required
def registration(request: HttpRequest, pk: int) -> HttpResponse:
    """One registration with its models, what is missing, what may be done."""
    row = visible_registration(request, pk)
    context = registration_page(row, request.user) | {
        "trail": registration_trail(row),
        "form": RegistrationForm(initial=RegistrationForm.values_of(row)),
        "history": event_words.described(audit.history(row)),
    }
    return render(request, "recognition/registration.html", context)


@login_required
def edit(request: HttpRequest, pk: int) -> HttpResponse:
    """What the unit aims at and pledges."""
    row = visible_registration(request, pk)
    require(permissions.can_fill_registration(request.user, row))
    form = RegistrationForm(request.POST or None, initial=RegistrationForm.values_of(row))
    stale = None
    if request.method == "POST" and form.is_valid():
        try:
            actions.change(row, **form.cleaned_data, by=request.user, version=form_version(request))
        except StaleVersion as error:
            row.refresh_from_db()
            stale = RegistrationForm.values_of(row)
            show_errors(form, error)
        else:
            messages.success(request, "Đã lưu bản đăng ký.")
            return redirect(row)
    context = {
        "trail": registration_trail(row, "Danh hiệu, cam kết"),
        "registration": row, "form": form, "stale": stale,
    }  # fmt: skip
    return render(request, "recognition/registration_edit.html", context, status=_status(form))


@login_required
def hand_in(request: HttpRequest, pk: int) -> HttpResponse:
    """Show what is missing or what will be handed in; then hand it in, once."""
    row = visible_registration(request, pk)
    seen = unseal(request.POST.get(FIELD))
    if request.method == "POST":
        try:
            actions.submit(row, seen=seen, by=request.user)
        except OtherThanShown:
            row.refresh_from_db(fields=["title_sought", "pledge", "due_on", "first_submitted_at"])
            return _confirm(request, row, seen)
        except ValidationError as error:
            for text in error.messages:
                messages.error(request, text)
        else:
            messages.success(request, "Đã nộp bản đăng ký. Ban Dân vận đã được báo.")
        return redirect(row)
    require(permissions.can_hand_in(request.user, row))
    return _confirm(request, row)


def _confirm(
    request: HttpRequest, row: UnitRegistration, seen: Statement | None = None
) -> HttpResponse:
    """What will be handed in; after a change what differs from the page that was confirmed."""
    models = list(with_targets(row.model_registrations.all()))
    statement = registration_statement(row, models)
    context = {
        "shown": seal(statement),
        "problem": "" if seen is None else CHANGED,
        "changes": differences(seen, statement),
        "trail": registration_trail(row, "Nộp"),
        "registration": row,
        "models": models,
        "faults": missing(row, models),
        "lacking": [(model, words) for model in models if (words := lacking(model))],
    }
    status = 200 if seen is None else 409
    return render(request, "recognition/registration_submit.html", context, status=status)


@require_POST
@login_required
def carry(request: HttpRequest, pk: int) -> HttpResponse:
    """Take one model of last year over, or all of them."""
    row = visible_registration(request, pk)
    key = parse_key(request.POST.get("model"))
    wanted = None if "all" in request.POST else [key or 0]
    carried = model_registrations.carry(row, wanted, by=request.user)
    names = ", ".join(f"“{model.name}”" for model in carried)
    if carried:
        messages.success(request, f"Đã lấy sang: {names}. Xem lại mục tiêu của năm nay.")
    else:
        messages.info(request, "Không có mô hình nào được lấy sang: tên đã có trong năm nay.")
    return redirect(f"{row.get_absolute_url()}#mo-hinh")


def visible_registration(request: HttpRequest, pk: int) -> UnitRegistration:
    """The registration, or 404 for whoever may not see it."""
    rows = UnitRegistration.objects.visible_to(request.user)
    related = ("round", "unit", "submitted_by", "commented_by", "decided_by")
    return get_object_or_404(rows.select_related(*related), pk=pk)


def registration_trail(row: UnitRegistration, *labels: str) -> list[dict[str, str]]:
    """The breadcrumb down to a registration and a page below it."""
    first = {"label": "Đăng ký", "url": reverse("recognition:registrations")}
    own = {"label": f"{row.unit.short_name} {row.round.year}",
           "url": row.get_absolute_url() if labels else ""}  # fmt: skip
    return [first, own, *({"label": label, "url": ""} for label in labels)]


def _status(form: RegistrationForm) -> int:
    return 422 if form.errors else 200
