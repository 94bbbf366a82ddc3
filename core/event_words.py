"""What audit events say to people: kind → Vietnamese words, declared by the app that records them.

Each app has an `event_words.py` with one dictionary and declares it in its AppConfig.ready().
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

if TYPE_CHECKING:  # AppConfig modules import this file before models may be imported
    from core.models import AuditEvent

_words: dict[str, str] = {}


@dataclass(frozen=True)
class DescribedEvent:
    """One line of a history, ready for components/history_list.html."""

    at: datetime
    actor_name: str
    words: str
    target_label: str
    before_words: str
    after_words: str
    note: str


def declare(words: Mapping[str, str]) -> None:
    """Add the words of an app's event kinds."""
    _words.update(words)


def declared_kinds() -> frozenset[str]:
    """Every kind that has words; a test compares them with the kinds that actions record."""
    return frozenset(_words)


def described(events: "Iterable[AuditEvent]") -> list[DescribedEvent]:
    """Events as people read them; plain values only, structures are left to the caller."""
    return [
        DescribedEvent(
            event.at, event.actor_name, _words.get(event.kind, event.kind), event.target_label,
            _plain(event.before), _plain(event.after), event.note,
        )
        for event in events
    ]  # fmt: skip


def _plain(value: object) -> str:
    return str(value) if isinstance(value, str | int) and not isinstance(value, bool) else ""
