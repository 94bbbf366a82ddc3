"""Everybody sends nonsense to everything that they may reach: refused in words, never a failure."""

from random import Random

import pytest

from tests.access import policy
from tests.access.calls import Answer, Caller
from tests.access.garbage import MARKUP, addresses_of, encoded, forms_of
from tests.access.payloads import body_for
from tests.access.policy import Line
from tests.access.routes import address
from tests.access.world import ALWAYS, NOTHING, World

pytestmark = pytest.mark.django_db
FORMS, ADDRESSES = 2, 1  # for each person and each line of the policy
PEOPLE = sorted({person for line in policy.lines() for person in line.allowed})


@pytest.fixture(autouse=True)
def unwatched(monkeypatch) -> None:
    """What is written does not matter here, and taking stock of it after each form takes time."""
    monkeypatch.setattr("tests.access.calls.state_of_database", lambda: "")


@pytest.mark.parametrize("person", PEOPLE)
def test_nonsense_is_refused_in_words(person: str, world: World, caller: Caller):
    random = Random(person)

    faults = [
        f"{line.method} {line.route} {line.noun} {state}: {fault}: {sent[:300]!r}"
        for line, state in _calls(person, world, random)
        for sent, answer in _spoiled(line, state, person, world, caller, random)
        if (fault := _fault(answer))
    ]

    assert not faults, "\n".join(faults)


def _calls(person: str, world: World, random: Random):
    """Lines that allow the person something, each in some state of what it is about."""
    for line in policy.lines():
        states = [s for s in world.states(line.noun) if line.states & {s, ALWAYS}]
        states = [s for s in states if _reaches(person, line, s)]
        if states and person in line.allowed:
            yield line, random.choice(states)


def _reaches(person: str, line: Line, state: str) -> bool:
    return line.noun == NOTHING or policy.sees(person, line.noun, state)


def _spoiled(
    line: Line, state: str, person: str, world: World, caller: Caller, random: Random
):  # fmt: skip
    row = world.thing(line.noun, state)
    target = address(line.route, line.noun, row, world)
    user = world.people.get(person)
    if line.method == "GET":
        for spoiled in addresses_of(target, random, ADDRESSES):
            yield spoiled, caller.ask(user, "GET", spoiled)
        return
    for pairs in forms_of(body_for(line.route, row, world), random, FORMS):
        sent = encoded(pairs)
        yield sent, caller.ask(user, "POST", target, sent)


def _fault(answer: Answer) -> str:
    """What is wrong with the answer; nothing where it is a page, a redirect or a refusal."""
    if answer.status >= 500:
        return f"status {answer.status}"
    is_page = "html" in answer.response.headers.get("Content-Type", "")
    return "unescaped" if is_page and MARKUP.encode() in answer.response.content else ""
