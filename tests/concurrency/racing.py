"""Several people at the same moment: each in a thread with a database connection of its own."""

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

from django.db import connection


def at_once(steps: Sequence[Callable[[], object]]) -> list[object]:
    """Take all steps together; each answers with its result, or with the exception it met."""
    start = Barrier(len(steps))

    def take(step: Callable[[], object]) -> object:
        start.wait(timeout=30)
        try:
            return step()
        except Exception as refusal:
            return refusal
        finally:
            connection.close()

    with ThreadPoolExecutor(len(steps)) as people:
        return list(people.map(take, steps))


def refused(answers: Sequence[object], kind: type[Exception]) -> list[object]:
    """The answers that are refusals of this kind."""
    return [answer for answer in answers if isinstance(answer, kind)]


def accepted(answers: Sequence[object]) -> list[object]:
    """The answers that are no refusals."""
    return [answer for answer in answers if not isinstance(answer, Exception)]
