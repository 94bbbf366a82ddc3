"""Small tables kept in memory: they change a few times a year, and every page asks them.

Read once per process. A change is seen at once by the process that made it, and by the others
when their memory is a minute old.
"""

from collections.abc import Callable
from time import monotonic
from typing import Generic, TypeVar

from django.db import transaction

LIFETIME = 60  # seconds

Value = TypeVar("Value")


class Remembered(Generic[Value]):
    """The answer of `read`, asked again when it is a minute old or was forgotten."""

    def __init__(self, read: Callable[[], Value]) -> None:
        self._read = read
        self._memory: tuple[float, Value] | None = None

    def known(self) -> Value:
        """What the table holds, at most a minute ago."""
        memory = self._memory  # another thread may forget it meanwhile
        if memory is not None and monotonic() - memory[0] < LIFETIME:
            return memory[1]
        return self.remember(self._read())

    def remember(self, value: Value) -> Value:
        """Take this for what the table holds, until the memory is old."""
        self._memory = (monotonic(), value)
        return value

    def forget(self) -> None:
        """Ask the table again next time."""
        self._memory = None

    def forget_on_commit(self) -> None:
        """What an action that changed a row calls: others see the old row until the commit."""
        transaction.on_commit(self.forget)
