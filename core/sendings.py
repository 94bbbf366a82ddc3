"""A form that arrives twice does once what it asks for.

A form that creates something carries a one-time key ({% once %}). The change that is made under it
leaves a mark in its own transaction, since every action records itself (core.audit.record), and
the database takes each mark once. A double click, a browser's resend or a second try after a lost
answer finds the mark and is led where the first one was led. The mark covers everything that was
typed: who goes back and sends something else means something else.
"""

import hashlib
import json
import time
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import timedelta

from django.db import IntegrityError
from django.http import HttpRequest
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme

from core.models import Sending

FIELD = "once"
KEPT = timedelta(days=30)  # a form that was left open longer counts as a new one
PATIENCE, PAUSE = 2.0, 0.05  # seconds: the first answer is on its way


class SentBefore(Exception):
    """The same form has made its change already; this one must not."""


@dataclass
class Arriving:
    """The form of the request being answered; `has_changed`: it has left its mark."""

    mark: str
    has_changed: bool = False


_arriving: ContextVar[Arriving | None] = ContextVar("arriving", default=None)


def arriving() -> Arriving | None:
    """The form being answered, if it carries a key."""
    return _arriving.get()


def arrive(form: Arriving | None) -> None:
    """Begin (or, with None, end) answering a form."""
    _arriving.set(form)


def claim() -> None:
    """Leave the mark with a change, in its transaction; raises SentBefore for a second one."""
    form = _arriving.get()
    if form is None or form.has_changed:
        return
    try:
        Sending.objects.create(mark=form.mark)
    except IntegrityError as twice:
        raise SentBefore from twice
    form.has_changed = True


def mark_of(request: HttpRequest) -> str:
    """What tells one form of one person from every other; "" without a key."""
    if not request.POST.get(FIELD):
        return ""
    typed = [(n, v) for n, v in request.POST.lists() if n != "csrfmiddlewaretoken"]
    files = [(n, f.name, f.size) for n, sent in request.FILES.lists() for f in sent]
    known = [request.user.pk, request.get_full_path(), sorted(typed), sorted(files)]
    return hashlib.sha256(json.dumps(known).encode()).hexdigest()


def first_answer(request: HttpRequest, mark: str) -> str:
    """Where the first of the same forms was led; "" when this is the first.

    Waits a moment for it: the change is there before its answer. Then the page of the form will do.
    """
    until = time.monotonic() + PATIENCE
    while True:
        found = Sending.objects.filter(mark=mark).values_list("location", flat=True).first()
        if found is None:
            return ""
        if found or time.monotonic() > until:
            return found or _page_of_form(request)
        time.sleep(PAUSE)


def answered(form: Arriving, location: str) -> None:
    """Remember where the first one was led. A form that was answered by a page is not over yet."""
    mine = Sending.objects.filter(mark=form.mark)
    if location:
        mine.update(location=location)
    else:
        mine.delete()


def forget_old() -> None:
    """Let go of marks that no open page can send again."""
    Sending.objects.filter(sent_at__lt=timezone.now() - KEPT).delete()


def _page_of_form(request: HttpRequest) -> str:
    page = request.headers.get("Referer", "")
    is_ours = url_has_allowed_host_and_scheme(
        page, {request.get_host()}, require_https=request.is_secure()
    )
    return page if is_ours else "/"
