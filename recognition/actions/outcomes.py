"""How registered models end: recognised or not, stopped, taken up again; mistakes corrected."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction

from core import audit
from core.calendar import today
from core.party_dates import citation_date
from core.permissions import require
from core.versions import require_version
from organisation.models import User
from recognition import notifications
from recognition.actions.registration_reviews import SHORTEST_REASON
from recognition.models import ModelRegistration, RecognisedModel, UnitRegistration
from recognition.permissions.outcomes import (
    can_correct,
    can_judge,
    can_stop,
    can_take_up_again,
)
from recognition.workflow import REGISTRATION_WORKFLOW, RegistrationState

NO_NUMBER = "Hãy ghi số, ký hiệu của quyết định công nhận."
NO_DAY = "Hãy ghi ngày của quyết định công nhận."
IN_THE_FUTURE = "Ngày quyết định không được sau hôm nay."
NEEDS_REASON = f"Hãy ghi lý do, ít nhất {SHORTEST_REASON} ký tự."
NOT_WAITING = "“{}”: {}. Chỉ ghi kết quả của mô hình đã phê duyệt và chưa có kết quả."


@dataclass(frozen=True)
class Word:
    """What was decided about one model."""

    is_recognised: bool
    note: str = ""

    @property
    def move(self) -> str:
        """Its name in the table of moves."""
        return "recognise" if self.is_recognised else "not_recognise"


@dataclass(frozen=True)
class DecisionPaper:
    """Number with symbol and day of the decision, as the register cites it."""

    number: str = ""
    day: date | None = None

    @property
    def reference(self) -> str:
        """ "12-QĐ/ĐU, 05/12/2026"; "" without a paper."""
        day = citation_date(self.day) if self.day else ""
        return ", ".join(part for part in (self.number, day) if part)


@transaction.atomic
def conclude(
    words: Mapping[int, Word], paper: DecisionPaper, *, by: User
) -> list[ModelRegistration]:
    """Record the outcome of several models (by key) at once: all of them, or none.

    Recognised ones enter the register. The other side is told: the board of what a commune
    recognised, the unit of what was decided above. Raises ValidationError by field, and for a
    model that does not wait any more (somebody else was quicker).
    """
    rows = _locked(words)
    for row in rows:
        require(can_judge(by, row))
    _require_waiting(rows)
    _require_complete(rows, words, paper)
    before = {row.pk: row.get_state_display() for row in rows}
    for row in rows:
        word = words[row.pk]
        _move(row, word.move, "" if word.is_recognised else word.note)
    recognised = [row for row in rows if words[row.pk].is_recognised]
    RecognisedModel.objects.bulk_create(_registered(row, paper.reference) for row in recognised)
    notifications.models_concluded(rows)
    for row in rows:
        audit.record(
            f"model_registration.{row.state}", row, by=by, before=before[row.pk],
            after={"state": row.get_state_display(), "decision": paper.reference},
            note=row.decision_note, unit=row.unit_id,
        )  # fmt: skip
    return rows


@transaction.atomic
def correct(
    model: ModelRegistration, *, reason: str, by: User, version: int | None = None
) -> ModelRegistration:
    """Take back an outcome that was recorded by mistake; its row leaves the register.

    The event keeps what stood there.
    """
    [model] = _locked([model.pk])
    require(can_correct(by, model))
    require_version(model, version)
    _require_reason(reason)
    register = RecognisedModel.objects.filter(registration=model)
    cited = list(register.values_list("decision_reference", flat=True))
    before = {"state": model.get_state_display(), "decision": cited, "note": model.decision_note}
    register.delete()
    _move(model, "correct")
    notifications.outcome_corrected(model, reason)
    _record("model_registration.outcome_corrected", model, by, before, reason)
    return model


@transaction.atomic
def stop(
    model: ModelRegistration, *, reason: str, by: User, version: int | None = None
) -> ModelRegistration:
    """The unit gives a model up; it is not reported on any more. The unit's officer is told."""
    [model] = _locked([model.pk])
    require(can_stop(by, model))
    require_version(model, version)
    _require_reason(reason)
    before = model.get_state_display()
    _move(model, "stop", reason)
    notifications.model_stopped(model)
    _record("model_registration.stopped", model, by, before, reason)
    return model


@transaction.atomic
def take_up_again(
    model: ModelRegistration, *, reason: str, by: User, version: int | None = None
) -> ModelRegistration:
    """The unit goes on with a model that it had stopped. The unit's officer is told."""
    [model] = _locked([model.pk])
    require(can_take_up_again(by, model))
    require_version(model, version)
    _require_reason(reason)
    before = model.get_state_display()
    _move(model, "take_up_again")
    notifications.model_taken_up_again(model, reason)
    _record("model_registration.taken_up_again", model, by, before, reason)
    return model


def _locked(keys: Collection[int]) -> list[ModelRegistration]:
    """The models, their registrations locked first and by key: no two orders, no deadlock."""
    models = ModelRegistration.objects.filter(pk__in=list(keys))
    whole = UnitRegistration.objects.filter(pk__in=models.values("registration"))
    list(whole.select_for_update().order_by("pk"))
    rows = models.select_for_update(of=("self",)).order_by("pk")
    return list(rows.select_related("registration", "round", "unit"))


def _move(model: ModelRegistration, move: str, note: str = "") -> None:
    model.state = REGISTRATION_WORKFLOW.target(move, model.state)
    model.decision_note = note
    model.version += 1
    model.save(update_fields=["state", "decision_note", "version"])


def _registered(model: ModelRegistration, reference: str) -> RecognisedModel:
    row = RecognisedModel(
        organiser_id=model.round.organiser_id, unit=model.unit, registration=model,
        name=model.name, field=model.field, owner=model.owner, level=model.level,
        year=model.round.year, decision_reference=reference,
    )  # fmt: skip
    row.search_key = row.folded()
    return row


def _require_waiting(rows: list[ModelRegistration]) -> None:
    others = [row for row in rows if row.state != RegistrationState.APPROVED]
    if others:
        raise ValidationError(
            [NOT_WAITING.format(row.name, row.get_state_display().lower()) for row in others]
        )


def _require_complete(
    rows: list[ModelRegistration], words: Mapping[int, Word], paper: DecisionPaper
) -> None:
    problems = {
        f"note-{row.pk}": NEEDS_REASON
        for row in rows
        if not words[row.pk].is_recognised and len(words[row.pk].note) < SHORTEST_REASON
    }
    if any(word.is_recognised for word in words.values()):
        problems |= {"number": NO_NUMBER} if not paper.number else {}
        problems |= {"decided_on": NO_DAY} if not paper.day else {}
    if paper.day and rows:
        problems |= _day_faults(paper.day, rows[0].round.year)
    if problems:
        raise ValidationError(problems)


def _day_faults(day: date, year: int) -> dict[str, str]:
    if day > today():
        return {"decided_on": IN_THE_FUTURE}
    if day.year < year:
        return {"decided_on": f"Quyết định công nhận mô hình năm {year} không thể có từ trước đó."}
    return {}


def _require_reason(reason: str) -> None:
    if len(reason) < SHORTEST_REASON:
        raise ValidationError({"reason": NEEDS_REASON})


def _record(kind: str, model: ModelRegistration, by: User, before, reason: str) -> None:
    audit.record(
        kind, model, by=by, before=before, after=model.get_state_display(), note=reason,
        unit=model.unit_id,
    )  # fmt: skip
