"""A lifecycle as an immutable table of moves: it knows states, not people or rows."""

from collections.abc import Iterable
from dataclasses import dataclass


class TransitionNotAllowed(Exception):
    """A move was asked for from a state that the table does not list."""


@dataclass(frozen=True)
class Transition:
    """One move: its name, the states it may start from, the state it ends in."""

    name: str
    sources: frozenset[str]
    target: str


class Workflow:
    """The life of one noun; build it from rows of (move, from, to)."""

    def __init__(self, *moves: tuple[str, Iterable[str], str]) -> None:
        self.transitions = {
            name: Transition(name, frozenset(sources), target) for name, sources, target in moves
        }

    def allows(self, move: str, state: str) -> bool:
        """Tell whether `move` may start in `state`."""
        return state in self.transitions[move].sources

    def target(self, move: str, state: str) -> str:
        """State after `move`; raises TransitionNotAllowed when it may not start in `state`."""
        if not self.allows(move, state):
            raise TransitionNotAllowed(f"{move!r} may not start from {state!r}")
        return self.transitions[move].target
