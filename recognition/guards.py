"""Triggers on this app's tables: what was decided and issued stays, whoever writes the SQL.

Revoking adds to an issued decision: its three columns may be filled once, nothing else changes.
"""

from collections.abc import Iterable

from core.triggers import Refusal, declare

DECISION, ENTRY = "recognition_decision", "recognition_decisionentry"
PROPOSAL, ITEM = "recognition_proposal", "recognition_proposalitem"
NOTICE = "recognition_registrationnotice"
ISSUED = "an issued decision is immutable"
DECIDED = "a decided proposal is immutable"

DECISION_COLUMNS = (
    "organiser_id", "proposal_id", "round_id", "document_type", "term", "number", "symbol",
    "issued_on", "title", "search_key", "signatory_name", "signatory_title", "content",
    "document_id", "verification_code", "issued_at", "issued_by_id",
)  # fmt: skip
ENTRY_COLUMNS = (
    "decision_id", "assessment_id", "unit_name", "model_name", "total", "class_name", "note",
)  # fmt: skip
REVOCATION_COLUMNS = ("revoked_at", "revoked_by_id", "revocation_reason")


def _changed(columns: Iterable[str]) -> str:
    return " OR ".join(
        f"COALESCE(CAST(NEW.{column} AS text), '') <> COALESCE(CAST(OLD.{column} AS text), '')"
        for column in columns
    )


def _refused(table: str, operation: str, message: str, condition: str) -> Refusal:
    return Refusal(f"{table}_{operation.lower()}", table, operation, message, condition)


def _decision() -> Iterable[Refusal]:
    moved_wrongly = (
        "NEW.state NOT IN ('issued', 'revoked') OR (OLD.state = 'revoked' AND"
        f" (NEW.state <> 'revoked' OR {_changed(REVOCATION_COLUMNS)}))"
    )
    condition = f"OLD.state <> 'draft' AND ({_changed(DECISION_COLUMNS)} OR {moved_wrongly})"
    yield _refused(DECISION, "UPDATE", ISSUED, condition)
    yield _refused(DECISION, "DELETE", ISSUED, "OLD.state <> 'draft'")


def _entries() -> Iterable[Refusal]:
    def issued(row: str) -> str:
        key = f"{row}.decision_id"
        return f"EXISTS (SELECT 1 FROM {DECISION} d WHERE d.id = {key} AND d.state <> 'draft')"

    twice = f"OLD.revoked_at IS NOT NULL AND ({_changed(REVOCATION_COLUMNS)})"
    frozen = f"{_changed(ENTRY_COLUMNS)} OR ({twice})"
    yield _refused(ENTRY, "INSERT", ISSUED, issued("NEW"))
    yield _refused(ENTRY, "UPDATE", ISSUED, f"({issued('OLD')} OR {issued('NEW')}) AND ({frozen})")
    yield _refused(ENTRY, "DELETE", ISSUED, issued("OLD"))


def _proposals() -> Iterable[Refusal]:
    def decided(row: str) -> str:
        key = f"{row}.proposal_id"
        return f"EXISTS (SELECT 1 FROM {PROPOSAL} p WHERE p.id = {key} AND p.state = 'decided')"

    for operation in ("UPDATE", "DELETE"):
        yield _refused(PROPOSAL, operation, DECIDED, "OLD.state = 'decided'")
        yield _refused(ITEM, operation, DECIDED, decided("OLD"))
    yield _refused(ITEM, "INSERT", DECIDED, decided("NEW"))


def _notices() -> Iterable[Refusal]:
    for operation in ("UPDATE", "DELETE"):
        yield _refused(NOTICE, operation, "an issued notice is immutable", "1 = 1")


GUARDS = declare([*_decision(), *_entries(), *_proposals(), *_notices()])
