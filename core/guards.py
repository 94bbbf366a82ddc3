"""Triggers on this app's tables: what was recorded or stored stays as it is."""

from core.triggers import Refusal, declare

GUARDS = declare(
    Refusal(
        f"core_{table}_no_{operation.lower()}",
        f"core_{table}",
        operation,
        f"core_{table} is append-only",
    )
    for table in ("auditevent", "storeddocument")
    for operation in ("UPDATE", "DELETE")
)
