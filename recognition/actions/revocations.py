"""Revoking a decision, in whole or for single units: adds to it, deletes nothing."""

from collections.abc import Collection

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from core import audit
from core.permissions import require
from core.versions import require_version
from organisation.models import User
from recognition import notifications
from recognition.actions.committee import REASON_LENGTH, SHORT_REASON
from recognition.models import Decision, DecisionEntry
from recognition.permissions.decisions import can_revoke
from recognition.workflow import DECISION_WORKFLOW

REVOCATION = ("revoked_at", "revoked_by", "revocation_reason")


@transaction.atomic
def revoke(decision: Decision, *, reason: str, by: User, version: int | None = None) -> Decision:
    """Revoke the whole decision; the verification page says so from the next request on."""
    decision = _locked(decision, by, version)
    _require_reason(reason)
    before = decision.state
    decision.state = DECISION_WORKFLOW.target("revoke", before)
    _mark(decision, reason, by)
    decision.version += 1
    decision.save(update_fields=["state", *REVOCATION, "version"])
    notifications.decision_revoked(decision)
    audit.record(
        "decision.revoked", decision, by=by, note=reason, unit=decision.organiser,
        before={"state": before}, after={"state": decision.state},
    )  # fmt: skip
    return decision


@transaction.atomic
def revoke_entries(
    decision: Decision,
    entries: Collection[int],
    *,
    reason: str,
    by: User,
    version: int | None = None,
) -> list[DecisionEntry]:
    """Revoke the recognition of some units (keys of entries); the decision stays for the others.

    Raises ValidationError when nothing would be left: then the whole decision is to be revoked.
    """
    decision = _locked(decision, by, version)
    _require_reason(reason)
    in_force = {entry.pk: entry for entry in _in_force(decision)}
    chosen = [in_force[pk] for pk in entries if pk in in_force]
    if not chosen:
        raise ValidationError({"entries": "Hãy chọn ít nhất một đơn vị còn hiệu lực công nhận."})
    if len(chosen) == len(in_force):
        text = "Thu hồi hết các đơn vị nghĩa là thu hồi cả quyết định: hãy chọn thu hồi toàn bộ."
        raise ValidationError({"entries": text})
    for entry in chosen:
        _mark(entry, reason, by)
        entry.save(update_fields=REVOCATION)
    decision.version += 1
    decision.save(update_fields=["version"])
    notifications.entries_revoked(decision, chosen, reason)
    names = [entry.unit_name for entry in chosen]
    audit.record(
        "decision.entries_revoked", decision, by=by, after=names, note=reason,
        unit=decision.organiser,
    )  # fmt: skip
    return chosen


def _locked(decision: Decision, by: User, version: int | None) -> Decision:
    rows = Decision.objects.select_for_update(of=("self",)).select_related("organiser")
    decision = rows.get(pk=decision.pk)
    require(can_revoke(by, decision))
    require_version(decision, version)
    return decision


def _in_force(decision: Decision):
    return decision.entries.filter(revoked_at=None).select_related("assessment")


def _mark(row: Decision | DecisionEntry, reason: str, by: User) -> None:
    row.revoked_at, row.revoked_by, row.revocation_reason = timezone.now(), by, reason


def _require_reason(reason: str) -> None:
    if len(reason) < REASON_LENGTH:
        raise ValidationError({"reason": SHORT_REASON})
