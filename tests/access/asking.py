"""Picks, for a line of the policy, a file in a fitting state and somebody who may."""

from collections.abc import Iterator, Mapping
from typing import Any

from organisation.models import User
from tests.access import policy
from tests.access.calls import Answer, Caller
from tests.access.payloads import body_for
from tests.access.policy import Line
from tests.access.routes import address
from tests.access.world import ALWAYS, DISABLED, GUEST, NOTHING, World


def spoken_of(method: str) -> list[Line]:
    """One line of every address that somebody may call with the method."""
    found = {line.route: line for line in policy.lines() if line.method == method and line.allowed}
    return list(found.values())


def states_of(line: Line, world: World) -> Iterator[str]:
    """States of the world that the line speaks of."""
    return (state for state in world.states(line.noun) if line.states & {state, ALWAYS})


def somebody(line: Line, state: str) -> str:
    """A person whom the line allows it, by name; one with an account where possible."""
    may = {p for p in line.allowed if line.noun == NOTHING or policy.sees(p, line.noun, state)}
    return min(may - {GUEST, DISABLED} or may)


def ask(
    line: Line, world: World, caller: Caller, *, state: str = "", extra: Mapping[str, Any] = {}
) -> Answer:  # fmt: skip
    """The call of a line, by somebody who may, with `extra` added to its form."""
    state = state or next(states_of(line, world))
    row = world.thing(line.noun, state)
    body = {**body_for(line.route, row, world), **extra} if line.method == "POST" else None
    target = address(line.route, line.noun, row, world)
    return caller.ask(user_of(line, state, world), line.method, target, body)


def user_of(line: Line, state: str, world: World) -> User:
    """The account of somebody who may."""
    return world.people[somebody(line, state)]
