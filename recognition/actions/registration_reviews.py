"""The board's side of a registration: comment on it, approve its models, give it back."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from core import audit
from core.permissions import require
from core.versions import require_version
from organisation.models import User
from recognition import notifications
from recognition.actions.registrations import locked, save
from recognition.models import ModelRegistration, UnitRegistration
from recognition.permissions.registrations import (
    can_approve,
    can_comment,
    can_reopen,
    can_return,
)
from recognition.workflow import (
    REGISTRATION_WORKFLOW,
    UNIT_REGISTRATION_WORKFLOW,
    RegistrationState,
)

SHORTEST_REASON = 10
NEEDS_REASON = f"Hãy ghi lý do, ít nhất {SHORTEST_REASON} ký tự. Đơn vị đọc được lý do này."
ALL_REFUSED = (
    "Chưa phê duyệt mô hình nào. Nếu cả danh mục chưa đạt, hãy trả lại bản đăng ký để đơn vị sửa."
)
UNDECIDED = "Hãy chọn phê duyệt hay không phê duyệt cho mô hình này."


@dataclass(frozen=True)
class Word:
    """The board's word on one model."""

    is_approved: bool
    note: str = ""


@transaction.atomic
def comment(
    registration: UnitRegistration,
    text: str,
    on_models: Mapping[int, str],
    *,
    by: User,
    version: int | None = None,
) -> UnitRegistration:
    """Say something about the whole and about single models (by key); nothing is decided by it."""
    registration = locked(registration)
    require(can_comment(by, registration))
    require_version(registration, version)
    before = registration.officer_comment
    registration.officer_comment = text
    registration.commented_at, registration.commented_by = timezone.now(), by
    save(registration, "officer_comment", "commented_at", "commented_by")
    rows = list(registration.model_registrations.filter(pk__in=on_models))
    for row in rows:
        row.officer_comment = on_models[row.pk]
    ModelRegistration.objects.bulk_update(rows, ["officer_comment"])
    audit.record(
        "unit_registration.commented", registration, by=by, before=before,
        after={"comment": text, "models": {row.name: row.officer_comment for row in rows}},
        unit=registration.unit_id,
    )  # fmt: skip
    return registration


@transaction.atomic
def approve(
    registration: UnitRegistration,
    words: Mapping[int, Word],
    *,
    by: User,
    version: int | None = None,
) -> UnitRegistration:
    """Approve the list; each registered model is approved or refused with a reason.

    What an earlier approval said stays. The unit is told. Raises ValidationError by the field
    "model-KEY" where a word or a reason is missing.
    """
    registration = locked(registration)
    require(can_approve(by, registration))
    require_version(registration, version)
    rows = list(registration.model_registrations.filter(state=RegistrationState.REGISTERED))
    _require_words(registration, rows, words)
    for row in rows:
        _decide(row, words[row.pk])
    ModelRegistration.objects.bulk_update(rows, ["state", "decision_note"])
    _move(registration, "approve", by, "")
    notifications.registration_approved(registration, rows)
    _record(registration, "unit_registration.approved", by, _outcome(rows))
    return registration


@transaction.atomic
def send_back(
    registration: UnitRegistration, *, reason: str, by: User, version: int | None = None
) -> UnitRegistration:
    """Return the registration to be completed; being late or not stays as it was."""
    registration = locked(registration)
    require(can_return(by, registration))
    require_version(registration, version)
    _require_reason(reason)
    _move(registration, "return", by, reason)
    notifications.registration_returned(registration)
    _record(
        registration, "unit_registration.returned", by, registration.get_state_display(), reason
    )
    return registration


@transaction.atomic
def reopen(
    registration: UnitRegistration, *, reason: str, by: User, version: int | None = None
) -> UnitRegistration:
    """Give an approved registration back; models that were approved stay approved."""
    registration = locked(registration)
    require(can_reopen(by, registration))
    require_version(registration, version)
    _require_reason(reason)
    _move(registration, "reopen", by, reason)
    notifications.registration_returned(registration)
    _record(
        registration, "unit_registration.reopened", by, registration.get_state_display(), reason
    )
    return registration


def _move(registration: UnitRegistration, move: str, by: User, note: str) -> None:
    registration.state = UNIT_REGISTRATION_WORKFLOW.target(move, registration.state)
    registration.decision_note = note
    registration.decided_at, registration.decided_by = timezone.now(), by
    save(registration, "state", "decision_note", "decided_at", "decided_by")


def _decide(row: ModelRegistration, word: Word) -> None:
    move = "approve" if word.is_approved else "refuse"
    row.state = REGISTRATION_WORKFLOW.target(move, row.state)
    row.decision_note = word.note


def _require_words(
    registration: UnitRegistration, rows: list[ModelRegistration], words: Mapping[int, Word]
) -> None:
    problems = {f"model-{row.pk}": UNDECIDED for row in rows if row.pk not in words}
    problems |= {
        f"model-{row.pk}": NEEDS_REASON
        for row in rows
        if (word := words.get(row.pk)) and not word.is_approved and len(word.note) < SHORTEST_REASON
    }
    if problems:
        raise ValidationError(problems)
    decided = registration.model_registrations.exclude(state=RegistrationState.REFUSED)
    earlier = decided.exclude(pk__in=[row.pk for row in rows]).exists()
    if not earlier and not any(words[row.pk].is_approved for row in rows):
        raise ValidationError(ALL_REFUSED)


def _require_reason(reason: str) -> None:
    if len(reason) < SHORTEST_REASON:
        raise ValidationError({"reason": NEEDS_REASON})


def _outcome(rows: list[ModelRegistration]) -> dict[str, list[str]]:
    approved = [row.name for row in rows if row.state == RegistrationState.APPROVED]
    refused = [row.name for row in rows if row.state == RegistrationState.REFUSED]
    return {"approved": approved, "refused": refused}


def _record(registration: UnitRegistration, kind: str, by: User, after, note: str = "") -> None:
    audit.record(kind, registration, by=by, after=after, note=note, unit=registration.unit_id)
