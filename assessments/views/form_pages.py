"""A page with one form: what may go wrong with it is said in it, and nothing typed is lost."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import Model
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from core.calendar import format_date
from core.versions import StaleVersion

REFUSED = 422


def carried_out(form: forms.Form, act: Callable[[], object], row: Model | None = None) -> bool:
    """Whether the action went through; its refusal goes to the form otherwise.

    With a `row`, a stale form keeps what was typed, shows what somebody else saved in the row, and
    takes the present version, so that saving again is a choice.
    """
    try:
        act()
    except ValidationError as error:
        if row is not None and isinstance(error, StaleVersion):
            _show_stored(form, row)
        known = getattr(error, "error_dict", {}).keys() <= form.fields.keys()
        form.add_error(None, error if known else ValidationError(error.messages))
        return False
    return True


def _show_stored(form: forms.Form, row: Model) -> None:
    row.refresh_from_db()
    form.data = form.data.copy()
    form.data["version"] = str(row.version)
    form.stored = stored_words(form, row)


def stored_words(form: forms.Form, row: Model) -> list[tuple[str, str]]:
    """Label and present content of the fields that the row keeps under the same name."""
    found = []
    for name, field in form.fields.items():
        if name == "version" or not hasattr(row, name):
            continue
        label = getattr(row, f"get_{name}_display", None)
        value = label() if label else getattr(row, name)
        found.append((field.label, format_date(value) if hasattr(value, "year") else value))
    return found


def form_page(request: HttpRequest, form: forms.Form, **context: Any) -> HttpResponse:
    """templates/assessments/form_page.html: title, lead, button, back, trail around the form."""
    status = REFUSED if form.errors else 200
    return render(request, "assessments/form_page.html", {"form": form, **context}, status=status)


def pressed(request: HttpRequest, act: Callable[[], object], done: str) -> None:
    """A button without a form: says what was done, or why not."""
    try:
        act()
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    else:
        messages.success(request, done)
