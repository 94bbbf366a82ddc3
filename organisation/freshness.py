"""Two administrators, one form: the later one is told what the earlier one changed.

These tables change only through actions, which leave an audit event each; so the last event of a
row tells whether it is still what a form (or the preview of a file) showed.
"""

from django.db.models import Max, Model

from core import audit
from core.models import AuditEvent
from core.versions import STALE, StaleVersion

# Whoever changes their own password disturbs nobody's preview.
HARMLESS_KINDS = ("person.password_changed", "person.password_reset", "person.unlocked")


def last_change(row: Model) -> int:
    """Sequence of the last event about the row; 0 for a row without history."""
    return audit.history(row).values_list("sequence", flat=True).first() or 0


def last_change_anywhere() -> int:
    """Sequence of the last event that changed any unit, person, role or letterhead."""
    events = AuditEvent.objects.filter(target_type__startswith="organisation.")
    return events.exclude(kind__in=HARMLESS_KINDS).aggregate(last=Max("sequence"))["last"] or 0


def require_fresh(row: Model, seen: int | None) -> None:
    """Raise StaleVersion if the row has changed since; None: the caller shows no form."""
    if seen is not None and row.pk and last_change(row) != seen:
        raise StaleVersion(STALE, code="stale")
