"""Each key of an address swapped alone: the parent is one's own, the child is somebody else's."""

from collections.abc import Iterator

import pytest
from django.urls import reverse

from tests.access import policy
from tests.access.calls import Caller
from tests.access.payloads import body_for
from tests.access.routes import all_routes, parameters, value_of
from tests.access.world import DECISION, FILE, NOTHING, PERSON, PROPOSAL, REGISTRATION, World

pytestmark = pytest.mark.django_db
CHILDREN = frozenset(
    {"criterion_pk", "evidence_pk", "number", "veto_pk", "item_pk", "assignment_pk", "model_pk"}
)
ALLOWED_BUT_ABSENT = 404
NOBODYS = (0, 2_000_000_000, 2**63)  # the last is more than a column holds


def _pairs() -> list[tuple[str, str]]:
    return [
        (route, name) for route in sorted(all_routes()) for name in parameters(route) & CHILDREN
    ]


@pytest.mark.parametrize(("route", "name"), _pairs())
def test_a_child_of_another_parent_is_not_found(route, name, world: World, caller: Caller):
    problems = [
        f"{line.method} {line.deed}, {state}, {name}={key}: {answer.status}"
        for line in policy.lines_of(route)
        for state in _states(line, world)
        for key in _foreign_keys(route, name, state, world)
        if (answer := _ask(route, name, key, line, state, world, caller)).status
        != ALLOWED_BUT_ABSENT
        or answer.changed
    ]

    assert not problems, "\n".join(problems)


@pytest.mark.parametrize("route", sorted(r for r in all_routes() if "pk" in parameters(r)))
@pytest.mark.parametrize("key", NOBODYS)
def test_a_key_that_names_nothing_is_not_found(route, key, world: World, caller: Caller):
    noun = policy.noun_of(route)
    state = world.states(noun)[0]
    row = world.thing(noun, state)
    kwargs = {name: value_of(name, route, noun, row, world) for name in parameters(route)}
    address = reverse(route, kwargs={**kwargs, "pk": key})

    for method in ("GET", "POST"):
        for person in ("lãnh đạo Ban", "quản trị", "người đứng đầu đơn vị"):
            answer = caller.ask(world.people[person], method, address)
            assert answer.status in (403, 404, 405), (person, method)
            assert not answer.changed


def _states(line: policy.Line, world: World) -> Iterator[str]:
    return (state for state in world.states(line.noun) if line.covers(line.method, state))


def _ask(route, name, key, line, state, world, caller):
    """Ask as somebody who may do it to the parent's own child."""
    row = world.thing(line.noun, state)
    kwargs = {part: value_of(part, route, line.noun, row, world) for part in parameters(route)}
    address = reverse(route, kwargs={**kwargs, name: key})
    body = body_for(route, row, world) if line.method == "POST" else None
    return caller.ask(world.people[_somebody(line, state)], line.method, address, body)


def _somebody(line: policy.Line, state: str) -> str:
    return min(
        person
        for person in line.allowed
        if line.noun == NOTHING or policy.sees(person, line.noun, state)
    )


def _foreign_keys(route: str, name: str, state: str, world: World) -> list[int]:
    """The same parameter as other parents would have it, and some that nothing has."""
    noun = policy.noun_of(route)
    own = world.thing(noun, state)
    others = [row for other, row in world.things[noun].items() if other != state]
    if name == "criterion_pk":
        return [*_criteria_of_other_sets(world), *NOBODYS]
    if name == "veto_pk":
        return [*_vetoes_of_other_sets(world), *NOBODYS]
    if name == "number":
        return [own.submissions.count() + 1, *NOBODYS]
    keys = [value_of(name, route, noun, row, world) for row in others if _has_child(noun, row)]
    return [*keys, *NOBODYS]


def _has_child(noun: str, row) -> bool:
    return noun in (FILE, PROPOSAL, DECISION, PERSON, REGISTRATION) and row is not None


def _criteria_of_other_sets(world: World) -> list[int]:
    draft = world.thing("bộ tiêu chí", "bản thảo")
    return [draft.groups.first().criteria.first().pk]


def _vetoes_of_other_sets(world: World) -> list[int]:
    return [world.thing("bộ tiêu chí", "bản thảo").vetoes.first().pk]
