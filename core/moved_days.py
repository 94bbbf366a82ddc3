"""Days that the government moves each year, kept in memory: every count of working days asks.

Read once per process. A change is seen at once by the process that made it, and by the others
when their memory is a minute old.
"""

from collections.abc import Mapping
from datetime import date
from time import monotonic

from django.apps import apps
from django.db import transaction

LIFETIME = 60  # seconds

_memory: tuple[float, Mapping[date, bool]] | None = None


def known() -> Mapping[date, bool]:
    """Day → whether it is off; a day that is not moved is missing."""
    memory = _memory  # another thread may forget it meanwhile
    if memory is not None and monotonic() - memory[0] < LIFETIME:
        return memory[1]
    rows = apps.get_model("core", "MovedDay").objects.order_by()
    return remember(dict(rows.values_list("day", "is_off")))


def remember(days: Mapping[date, bool]) -> Mapping[date, bool]:
    """Take these for what the table holds, until the memory is old."""
    global _memory
    _memory = (monotonic(), days)
    return days


def forget() -> None:
    """Ask the table again next time."""
    global _memory
    _memory = None


def forget_on_commit() -> None:
    """What an action that changed a day calls: before the commit others still see the old days."""
    transaction.on_commit(forget)
