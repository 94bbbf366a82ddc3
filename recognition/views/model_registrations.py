"""One registered model: read, added, changed, taken out; names like it while one is typed."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from core import audit, event_words
from core.keys import parse_key
from core.permissions import require
from core.text import clean_line
from core.versions import StaleVersion
from recognition.actions import model_registrations as actions
from recognition.forms.decisions import show_errors
from recognition.forms.registrations import ModelForm
from recognition.forms.targets import redrawn
from recognition.models import ModelRegistration, UnitRegistration
from recognition.permissions import outcomes
from recognition.permissions import registrations as permissions
from recognition.presenters.biographies import biography
from recognition.presenters.registrations import MODEL_TONES
from recognition.registrations import (
    Radar,
    known_names,
    lacking,
    radar,
    same_practice,
    target_faults,
    with_targets,
)
from recognition.views.answers import attempt, form_version
from recognition.views.registrations import registration_trail, visible_registration

LONGEST_NAME = 300
TARGET_ROWS = "recognition/_model_targets.html"


@require_GET
@login_required
def model(request: HttpRequest, pk: int, model_pk: int) -> HttpResponse:
    """One model: what is planned, how far it has come, its earlier years."""
    row = visible_model(request, pk, model_pk)
    context = {
        "trail": registration_trail(row.registration, row.name),
        "model": row,
        "tone": MODEL_TONES[row.state],
        "faults": target_faults(row),
        "lacking": lacking(row),
        "radar": _radar(row.registration, row.name, row),
        "biography": biography(row),
        "history": event_words.described(audit.history(row)),
        "may_change": permissions.can_change_model(request.user, row),
        "may_stop": outcomes.can_stop(request.user, row),
        "may_take_up": outcomes.can_take_up_again(request.user, row),
        "may_correct": outcomes.can_correct(request.user, row),
    }
    return render(request, "recognition/model_registration.html", context)


@login_required
def add(request: HttpRequest, pk: int) -> HttpResponse:
    """A further model."""
    registration = visible_registration(request, pk)
    require(permissions.can_fill_registration(request.user, registration))
    form = _form(request, registration)
    if _is_sent(request) and form.is_valid():
        try:
            added = actions.add(registration, form.content_typed, by=request.user)
        except ValidationError as error:
            show_errors(form, error)
        else:
            messages.success(request, f"Đã thêm “{added.name}”.")
            return redirect(f"{registration.get_absolute_url()}#mo-hinh-{added.pk}")
    return _answered(request, registration, form, "Thêm mô hình")


@login_required
def edit(request: HttpRequest, pk: int, model_pk: int) -> HttpResponse:
    """Change a model; who comes second sees what the other wrote and keeps their own words."""
    row = visible_model(request, pk, model_pk)
    require(permissions.can_change_model(request.user, row))
    form = _form(request, row.registration, row)
    stale = None
    if _is_sent(request) and form.is_valid():
        try:
            version = form_version(request)
            actions.change(row, form.content_typed, by=request.user, version=version)
        except StaleVersion as error:
            registration = row.registration
            row.refresh_from_db()
            row.registration = registration
            stale = form.differences(actions.content_of(row))
            show_errors(form, error)
        except ValidationError as error:
            show_errors(form, error)
        else:
            messages.success(request, f"Đã lưu “{form.cleaned_data['name']}”.")
            return redirect(f"{row.registration.get_absolute_url()}#mo-hinh-{row.pk}")
    return _answered(request, row.registration, form, "Sửa mô hình", row, stale)


@require_POST
@login_required
def remove(request: HttpRequest, pk: int, model_pk: int) -> HttpResponse:
    """Take a model out of the registration."""
    row = visible_model(request, pk, model_pk)
    version = form_version(request)
    attempt(
        request,
        lambda: actions.remove(row, by=request.user, version=version),
        f"Đã bỏ “{row.name}” khỏi bản đăng ký.",
    )
    return redirect(f"{row.registration.get_absolute_url()}#mo-hinh")


@require_GET
@login_required
def similar(request: HttpRequest, pk: int) -> HttpResponse:
    """Names like the one being typed, as a fragment."""
    registration = visible_registration(request, pk)
    name = clean_line(request.GET.get("name", ""))[:LONGEST_NAME]
    models = registration.model_registrations
    row = models.filter(pk=parse_key(request.GET.get("model")) or 0).first()
    return render(
        request, "recognition/_similar_names.html", {"radar": _radar(registration, name, row)}
    )


def visible_model(request: HttpRequest, pk: int, model_pk: int) -> ModelRegistration:
    """The model with its registration, or 404 for whoever may not see it."""
    rows = ModelRegistration.objects.visible_to(request.user)
    related = ("registration__round", "registration__unit", "round", "unit", "kept_from__round")
    rows = with_targets(rows.select_related(*related))
    return get_object_or_404(rows, registration__pk=pk, pk=model_pk)


def _form(
    request: HttpRequest, registration: UnitRegistration, row: ModelRegistration | None = None
) -> ModelForm:
    """The form as stored or as typed, with a row of targets more or less when that is asked."""
    content = actions.content_of(row) if row else None
    if request.method != "POST":
        return ModelForm(round_=registration.round, content=content)
    if wish := request.POST.get("draw"):
        drawn = redrawn(request.POST, wish)
        return ModelForm(round_=registration.round, content=content, drawn=drawn)
    return ModelForm(request.POST, round_=registration.round, content=content)


def _is_sent(request: HttpRequest) -> bool:
    """Sent to be saved, not to be drawn with another row."""
    return request.method == "POST" and "draw" not in request.POST


def _answered(
    request: HttpRequest,
    registration: UnitRegistration,
    form: ModelForm,
    label: str,
    row: ModelRegistration | None = None,
    stale: list | None = None,
) -> HttpResponse:
    """The page, or only the rows of targets when a script asked for one more or less."""
    if request.htmx and "draw" in request.POST:
        return render(request, TARGET_ROWS, {"form": form})
    name = form["name"].value() or ""
    address = reverse("recognition:similar-names", args=[registration.pk])
    form.look_up_names(f"{address}?model={row.pk}" if row else address)
    context = {
        "trail": registration_trail(registration, label), "registration": registration,
        "model": row, "form": form, "stale": stale, "label": label,
        "radar": _radar(registration, name, row) if name else None,
    }  # fmt: skip
    status = 422 if _is_sent(request) else 200
    return render(request, "recognition/model_edit.html", context, status=status)


def _radar(registration: UnitRegistration, name: str, row: ModelRegistration | None) -> Radar:
    known = known_names(registration.round, registration.unit_id)
    apart = same_practice(row, known) if row else ()
    return radar(name, registration.round, registration.unit_id, known, apart=apart)
