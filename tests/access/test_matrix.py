"""Every address × everybody × every state × every method, held against the policy."""

import pytest

from organisation.models import User
from tests.access import policy
from tests.access.calls import Caller
from tests.access.expectations import NOT_SUPPORTED, Call, complaint
from tests.access.payloads import body_for
from tests.access.routes import address, all_routes
from tests.access.world import ELSEWHERE, GUEST, World

pytestmark = pytest.mark.django_db
METHODS = ("GET", "POST")
MANY_STATES, MOST_TO_SAY = 5, f"lãnh đạo Ban {ELSEWHERE}"
# Looks only, changes what the session alone keeps, or has nothing to work with here.
CHANGES_NOTHING = frozenset({
    "organisation:login", "organisation:logout", "organisation:demo-login",
    "organisation:password-reset", "organisation:password-new",
    "organisation:unit-import", "organisation:unit-import-confirm", "organisation:person-import",
    "organisation:person-import-confirm", "organisation:initial-passwords",
    "criteria:part-rows", "criteria:try-out", "criteria:part-move",
    "criteria:import-table", "criteria:import-table-confirm",
    "recognition:issue-preview", "recognition:issue-reading", "verification:enter",
    "verification:show",
    "criteria:preview", "assessments:advice-take",
    "criteria:import-new", "criteria:import-new-confirm", "criteria:import",
    "criteria:import-confirm",
})  # fmt: skip


@pytest.mark.parametrize("route", sorted(all_routes()))
def test_the_program_answers_as_the_policy_says(route: str, world: World, caller: Caller):
    noun = policy.noun_of(route)

    answers = [
        given
        for state in world.states(noun)
        for given in _answers(route, noun, state, world, caller)
    ]

    problems = [f"{c}: {wrong} ({a.status})" for c, a in answers if (wrong := complaint(c, a))]
    assert not problems, "\n".join(problems)
    # A refusal proves something only where the same form, sent by another, has an effect.
    may_act = policy.offers(route, "POST") and route not in CHANGES_NOTHING
    assert any(answer.changed for _call, answer in answers) == may_act


def _answers(route: str, noun: str, state: str, world: World, caller: Caller):
    """Each call of a route on one row; a method that the route refuses outright is asked once."""
    row = world.thing(noun, state)
    target = address(route, noun, row, world)
    body = body_for(route, row, world)
    for method in METHODS:
        sent = body if method == "POST" else None
        for person, user in _askers(noun, state, world):
            answer = caller.ask(user, method, target, sent)
            yield Call(route, method, person, noun, state), answer
            if answer.status == NOT_SUPPORTED and not policy.offers(route, method):
                break


def _askers(noun: str, state: str, world: World) -> list[tuple[str, User | None]]:
    """The guest, everybody of the district, and the other district's people.

    To the other district every state looks alike: where there are many, its roles take turns
    (each is asked in some state), but for the one with the most to say, who is always asked.
    """
    states = world.states(noun)
    elsewhere = [name for name in world.people if name.endswith(ELSEWHERE)]
    if len(states) > MANY_STATES:
        turn = elsewhere[states.index(state) % len(elsewhere)]
        elsewhere = [turn, MOST_TO_SAY] if turn != MOST_TO_SAY else [turn]
    here = [name for name in world.people if not name.endswith(ELSEWHERE)]
    return [(GUEST, None), *((name, world.people[name]) for name in here + elsewhere)]
