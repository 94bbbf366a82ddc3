"""One question to the program, undone afterwards: what it answered and what it changed."""

import hashlib
import re
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from copy import deepcopy
from dataclasses import dataclass, field
from typing import Any

from django.apps import apps
from django.conf import settings
from django.core.cache import cache
from django.db import connection, transaction
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from core.middleware import SessionLifetimeMiddleware
from criteria.definitions import forget_definitions
from organisation.models import User

# What reading a page may touch: who is signed in, who failed to, which messages were seen.
NOT_BUSINESS = ("django_session", "axes_", "django_content_type")
A_FORM = "application/x-www-form-urlencoded"
WRITE = re.compile(r'^\s*(?:INSERT INTO|UPDATE|DELETE FROM)\s+"?(\w+)', re.IGNORECASE)


@dataclass
class Answer:
    """The response, and whether rows that matter were written and stayed written."""

    response: HttpResponse
    changed: bool
    tables: frozenset[str] = field(default_factory=frozenset)

    @property
    def status(self) -> int:
        """The HTTP status."""
        return self.response.status_code

    @property
    def left_a_trace(self) -> bool:
        """Whether an audit event was recorded."""
        return "core_auditevent" in self.tables

    @property
    def to_login(self) -> bool:
        """Whether the visitor was sent to the login page."""
        login = reverse(settings.LOGIN_URL)
        return self.status == 302 and self.response.url.startswith(login)


class Caller:
    """Asks as different people, in savepoints that are always rolled back.

    Everybody signs in at once: a session made inside a test would end with it.
    """

    def __init__(self, people: Iterable[User]) -> None:
        self.clients: dict[int | None, Client] = {None: Browser(raise_request_exception=False)}
        for person in people:
            self.clients[person.pk] = client = Browser(raise_request_exception=False)
            client.force_login(person, backend=settings.AUTHENTICATION_BACKENDS[-1])
            _begin_session(client)
        self.untouched = state_of_database()

    def ask(
        self,
        person: User | None,
        method: str,
        address: str,
        body: Mapping[str, Any] | str | None = None,
        **headers: str,
    ) -> Answer:
        """Send one request as `person` (None: nobody signed in); a text is a form ready to go."""
        client = self.clients[person.pk if person else None]
        cache.clear()
        sent = {"data": body} if body is not None else {}
        if isinstance(body, str):
            sent["content_type"] = A_FORM
        with undone(), recorded_writes() as tables:
            response = client.generic_request(method, address, headers=headers, **sent)
            if response.streaming:
                response.getvalue()  # to its end, which closes the file behind it
            changed = bool(tables) and state_of_database() != self.untouched
        if tables:
            forget_definitions()
        return Answer(response, changed, frozenset(tables))


class Browser(Client):
    """Django's client, by the name of the method; its cookies stay as they are after login."""

    def generic_request(self, method: str, address: str, **kwargs: Any) -> HttpResponse:
        """Send a request and forget the cookies that the answer set."""
        kept = deepcopy(self.cookies)
        response = getattr(self, method.lower())(address, **kwargs)
        self.cookies = kept
        return response


def _begin_session(client: Client) -> None:
    """As the first page would: the pages asked for need not write the session again."""
    session = client.session
    session[SessionLifetimeMiddleware.KEY] = timezone.now().timestamp()
    session.save()


def state_of_database() -> str:
    """A fingerprint of every row of every table that matters."""
    digest = hashlib.sha256()
    for model in apps.get_models(include_auto_created=True):
        table = model._meta.db_table
        if not table.startswith(NOT_BUSINESS):
            rows = model._base_manager.order_by("pk").values_list()
            digest.update(f"{table} {list(rows)}".encode())
    return digest.hexdigest()


@contextmanager
def undone() -> Iterator[None]:
    """Roll back whatever happens inside."""
    with transaction.atomic():
        try:
            yield
        finally:
            transaction.set_rollback(True)


@contextmanager
def recorded_writes() -> Iterator[set[str]]:
    """Names of the business tables that statements inside wrote to."""
    tables: set[str] = set()

    def watch(execute, sql, params, many, context):
        found = WRITE.match(sql)
        if found and not found[1].startswith(NOT_BUSINESS):
            tables.add(found[1])
        return execute(sql, params, many, context)

    with connection.execute_wrapper(watch):
        yield tables
