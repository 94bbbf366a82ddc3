"""Rules that no SQL may pass, written once for both databases as triggers.

A trigger refuses a row operation when its condition holds; OLD and NEW name the row. Conditions
must be SQL that SQLite and PostgreSQL both understand.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.migrations import RunPython


@dataclass(frozen=True)
class Refusal:
    """Refuse `operation` (INSERT, UPDATE, DELETE) on `table` whenever `condition` holds."""

    name: str
    table: str
    operation: str
    message: str
    condition: str = "1 = 1"

    def create_sql(self, vendor: str) -> list[str]:
        """Statements that install the trigger."""
        if vendor == "postgresql":
            return [self._postgres_function(), self._postgres_trigger()]
        return [
            f"CREATE TRIGGER {self.name} BEFORE {self.operation} ON {self.table} FOR EACH ROW "
            f"WHEN {self.condition} BEGIN SELECT RAISE(ABORT, '{self.message}'); END"
        ]

    def drop_sql(self, vendor: str) -> list[str]:
        """Statements that take the trigger away."""
        if vendor == "postgresql":
            return [
                f"DROP TRIGGER IF EXISTS {self.name} ON {self.table}",
                f"DROP FUNCTION IF EXISTS {self.name}_refuse()",
            ]
        return [f"DROP TRIGGER IF EXISTS {self.name}"]

    def _postgres_function(self) -> str:
        row = "OLD" if self.operation == "DELETE" else "NEW"
        return (
            f"CREATE OR REPLACE FUNCTION {self.name}_refuse() RETURNS trigger AS $$ BEGIN "
            f"IF {self.condition} THEN "
            f"RAISE EXCEPTION '{self.message}' USING ERRCODE = 'integrity_constraint_violation'; "
            f"END IF; RETURN {row}; END; $$ LANGUAGE plpgsql"
        )

    def _postgres_trigger(self) -> str:
        return (
            f"CREATE TRIGGER {self.name} BEFORE {self.operation} ON {self.table} "
            f"FOR EACH ROW EXECUTE FUNCTION {self.name}_refuse()"
        )


# Every trigger of the program; apps add theirs when their migration module is imported.
_installed: dict[str, Refusal] = {}


def registered() -> tuple[Refusal, ...]:
    """Every trigger known, for tests that must take them away to empty the tables."""
    return tuple(_installed.values())


def declare(refusals: Iterable[Refusal]) -> tuple[Refusal, ...]:
    """Remember triggers as part of the program and return them."""
    declared = tuple(refusals)
    _installed.update({refusal.name: refusal for refusal in declared})
    return declared


def install(refusals: Iterable[Refusal], connection) -> None:
    """Create the triggers on this connection's database."""
    with connection.cursor() as cursor:
        for refusal in refusals:
            for statement in refusal.create_sql(connection.vendor):
                cursor.execute(statement)


def remove(refusals: Iterable[Refusal], connection) -> None:
    """Drop the triggers on this connection's database."""
    with connection.cursor() as cursor:
        for refusal in refusals:
            for statement in refusal.drop_sql(connection.vendor):
                cursor.execute(statement)


def operation(refusals: Iterable[Refusal]):
    """The migration operation that installs the triggers (and removes them backwards)."""
    declared = declare(refusals)
    return RunPython(
        lambda _apps, editor: install(declared, editor.connection),
        lambda _apps, editor: remove(declared, editor.connection),
    )
