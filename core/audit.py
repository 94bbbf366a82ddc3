"""The append-only, hash-chained record of every change; called by actions, in their transaction."""

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from django.db import connection, models
from django.utils import timezone

from core.models import AuditEvent
from core.request_context import current_request_id
from core.sendings import claim

GENESIS = "0" * 64
CHAIN_LOCK = 20_260_101  # any fixed number: names the chain among PostgreSQL's advisory locks
HASHED_FIELDS = (
    "sequence", "at", "kind", "target_type", "target_id", "target_label", "actor_id", "actor_name",
    "unit_id", "before", "after", "note", "request_id", "previous_hash",
)  # fmt: skip


@dataclass(frozen=True)
class Change:
    """What happened to one object: the part of an event that differs when many are written.

    `before` and `after` are JSON-able; `unit` is a unit or its key.
    """

    target: models.Model
    before: Any = None
    after: Any = None
    note: str = ""
    unit: Any = None


def record(
    kind: str,
    target: models.Model,
    *,
    by: Any,
    before: Any = None,
    after: Any = None,
    note: str = "",
    unit: Any = None,
) -> AuditEvent:
    """Append one event; call it last in the action, inside its transaction.

    `by` is the acting user, or None for the system; the rest is as in Change. Raises SentBefore,
    and so undoes the action, when the form of this request has been through already.
    """
    change = Change(target, before=before, after=after, note=note, unit=unit)
    return record_all(kind, [change], by=by)[0]


def record_all(kind: str, changes: Iterable[Change], *, by: Any) -> list[AuditEvent]:
    """Append one event per change, all of one moment, in a few statements however many."""
    claim()
    last, previous_hash = _chain_head()
    at, events = timezone.now(), []
    for sequence, change in enumerate(changes, last + 1):
        event = _event(kind, change, by, at)
        event.sequence, event.previous_hash = sequence, previous_hash
        event.hash = event_hash({field: getattr(event, field) for field in HASHED_FIELDS})
        events.append(event)
        previous_hash = event.hash
    return AuditEvent.objects.bulk_create(events)


def history(target: models.Model) -> models.QuerySet[AuditEvent]:
    """Events of one object, newest first."""
    return AuditEvent.objects.filter(
        target_type=target._meta.label_lower, target_id=str(target.pk)
    ).order_by("-sequence")


def event_hash(fields: Mapping[str, Any]) -> str:
    """SHA-256 over the canonical JSON of the hashed fields (sorted keys, UTC microseconds)."""
    canonical = {**fields, "at": fields["at"].astimezone(UTC).isoformat()}
    text = json.dumps(canonical, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def chain_problems(events: Iterable[AuditEvent]) -> list[str]:
    """Verify events in order of sequence; one line for each broken link."""
    problems, previous, expected = [], GENESIS, 1
    for event in events:
        if event.sequence != expected:
            problems.append(f"sequence {expected} is missing (found {event.sequence})")
        if event.previous_hash != previous:
            problems.append(f"event {event.sequence} does not follow its predecessor")
        if event.hash != event_hash({name: getattr(event, name) for name in HASHED_FIELDS}):
            problems.append(f"event {event.sequence} was changed")
        previous, expected = event.hash, event.sequence + 1
    return problems


def _chain_head() -> tuple[int, str]:
    """Number and hash of the last event, held until the transaction ends (SQLite: one writer)."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [CHAIN_LOCK])
    events = AuditEvent.objects.order_by("-sequence")
    return events.values_list("sequence", "hash").first() or (0, GENESIS)


def _event(kind: str, change: Change, by: Any, at: datetime) -> AuditEvent:
    """The event without its place in the chain."""
    target, unit = change.target, change.unit
    return AuditEvent(
        at=at,
        kind=kind,
        target_type=target._meta.label_lower,
        target_id=str(target.pk),
        target_label=str(target)[:300],
        actor_id=by.pk if by else None,
        actor_name=str(by) if by else "Hệ thống",
        unit_id=unit if isinstance(unit, int) else unit and unit.pk,
        before=_plain(change.before),
        after=_plain(change.after),
        note=change.note,
        request_id=current_request_id(),
    )


def _plain(value: Any) -> Any:
    return None if value is None else json.loads(json.dumps(value, cls=DjangoJSONEncoder))
