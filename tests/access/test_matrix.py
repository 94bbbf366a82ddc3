"""Every address × everybody × every state × every method, held against the policy."""

import pytest

from tests.access import policy
from tests.access.calls import Caller
from tests.access.expectations import NOT_SUPPORTED, Call, complaint
from tests.access.payloads import body_for
from tests.access.routes import address, all_routes
from tests.access.world import GUEST, World

pytestmark = pytest.mark.django_db
METHODS = ("GET", "POST")


@pytest.mark.parametrize("route", sorted(all_routes()))
def test_the_program_answers_as_the_policy_says(route: str, world: World, caller: Caller):
    noun = policy.noun_of(route)

    problems = [
        f"{call}: {wrong} (was {answer.status})"
        for state in world.states(noun)
        for call, answer in _answers(route, noun, state, world, caller)
        if (wrong := complaint(call, answer))
    ]

    assert not problems, "\n".join(problems)


def _answers(route: str, noun: str, state: str, world: World, caller: Caller):
    """Each call of a route on one row; a method that the route refuses outright is asked once."""
    row = world.thing(noun, state)
    target = address(route, noun, row, world)
    body = body_for(route, row, world)
    for method in METHODS:
        sent = body if method == "POST" else None
        for person, user in _askers(world):
            answer = caller.ask(user, method, target, sent)
            yield Call(route, method, person, noun, state), answer
            if answer.status == NOT_SUPPORTED and not policy.offers(route, method):
                break


def _askers(world: World):
    """Everybody, the guest first."""
    return [(GUEST, None), *world.people.items()]
