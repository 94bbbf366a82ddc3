"""Every form that leads on, sent twice from one page: one change, one answer."""

from collections.abc import Iterator
from contextlib import contextmanager
from urllib.parse import urlencode
from uuid import uuid4

import pytest
from django.core.cache import cache
from django.http import HttpResponse

from core.sendings import FIELD
from criteria.definitions import forget_definitions
from tests.access import policy
from tests.access.asking import spoken_of, states_of
from tests.access.calls import Caller, state_of_database, undone
from tests.access.payloads import body_for
from tests.access.policy import Line
from tests.access.routes import address
from tests.access.test_matrix import CHANGES_NOTHING
from tests.access.world import NOTHING, World

pytestmark = pytest.mark.django_db
# Where the form of an address stands, if not at the address itself.
PAGES = {
    "assessments:call": "assessments:calls",
    "assessments:advice-take": "assessments:advice",
    "organisation:role-assign": "organisation:person",
    "recognition:registration-carry": "recognition:registration",
    "recognition:draw-up": "recognition:list",
}
# What has to be chosen before the form is shown.
CHOSEN = {
    "assessments:handover-make": lambda world: {
        "unit": world.people["người đứng đầu đơn vị khác"].role_assignments.get().unit_id,
    },
}
# What writes a row that would be there twice if the form did its work twice.
CREATING = frozenset({
    "assessments:round-plan", "assessments:round-extend",
    "assessments:indicator-add", "assessments:moved-days", "assessments:call",
    "assessments:handover-make", "assessments:inspection-plan", "assessments:finding-add",
    "assessments:notebook", "assessments:advice", "assessments:mandates",
    "assessments:send-back", "assessments:feedback",
    "recognition:model-add", "recognition:registration-comment",
    "recognition:draw-up", "organisation:unit-create", "organisation:kind-create",
    "organisation:person-create", "organisation:role-assign", "organisation:letterhead-create",
})  # fmt: skip
# A new password is shown once, and asking again gives another one; an own one ends the session.
PASSWORDS = frozenset({
    "organisation:person-password", "organisation:initial-passwords",
    "organisation:password-change",
})  # fmt: skip
OWN = ("organisation:", "assessments:", "recognition:")


def _lines() -> Iterator[Line]:
    """One line of every address that changes something and is somebody's own work."""
    for line in spoken_of("POST"):
        if line.route.startswith(OWN) and line.route not in CHANGES_NOTHING | PASSWORDS:
            yield line


LINES = {line.route: line for line in _lines()}


@pytest.mark.parametrize("route", sorted(LINES))
def test_a_form_sent_twice_does_its_work_once(route: str, world: World, caller: Caller):
    with _first_answer(LINES[route], world, caller) as (first, again):
        before = state_of_database()

        second = again()

        assert second.status_code == 302
        assert second.url == first.headers.get("Content-Location", first.headers.get("Location"))
        assert state_of_database() == before


@pytest.mark.parametrize("route", sorted(CREATING))
def test_a_form_that_creates_something_carries_a_key(route: str, world: World, caller: Caller):
    page = PAGES.get(route, route)
    keyed = [f'name="{FIELD}"' in text for text in _pages(page, world, caller)]

    assert any(keyed), f"{page} shows no form with a key"


def test_what_creates_is_sent_twice_above():
    assert LINES.keys() >= CREATING


@contextmanager
def _first_answer(line: Line, world: World, caller: Caller):
    """The first answer that changed something, and how to send the same form again; undone."""
    for state, person in _callers(line, world):
        row = world.thing(line.noun, state)
        body = {**body_for(line.route, row, world), FIELD: uuid4().hex}
        target = address(line.route, line.noun, row, world)
        client = caller.clients[world.people[person].pk]

        def send(client=client, target=target, body=body) -> HttpResponse:
            cache.clear()
            forget_definitions()
            return client.generic_request("POST", target, data=body)

        with undone():
            first = send()
            if state_of_database() != caller.untouched:
                yield first, send
                return
    pytest.fail("no form of this address changes anything")


def _callers(line: Line, world: World) -> Iterator[tuple[str, str]]:
    """States that the line speaks of, each with everybody who may."""
    for state in states_of(line, world):
        for name in sorted(line.allowed & world.people.keys()):
            if line.noun == NOTHING or policy.sees(name, line.noun, state):
                yield state, name


def _pages(route: str, world: World, caller: Caller) -> Iterator[str]:
    """The page of an address as its people see it, in each state."""
    for line in policy.lines():
        if (line.route, line.method) != (route, "GET"):
            continue
        for state, name in _callers(line, world):
            target = address(route, line.noun, world.thing(line.noun, state), world)
            chosen = f"?{urlencode(CHOSEN[route](world))}" if route in CHOSEN else ""
            answer = caller.ask(world.people[name], "GET", f"{target}{chosen}")
            yield answer.response.content.decode()
