"""One criterion of a draft: its texts, its scoring parts; every verb locks the draft first."""

import secrets
from collections.abc import Callable, Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from core import audit
from core.models import AuditEvent
from core.versions import require_version
from criteria.actions.codes import require_free
from criteria.actions.contents import lock_draft
from criteria.models import CriteriaSet, Criterion, ScoringPart
from criteria.scoring import Part
from organisation.models import User

DELETED = "part.deleted"
GONE = "Phần điểm đã xoá này không còn khôi phục được."
BACK_ALREADY = "Phần điểm này đã được khôi phục rồi."
MOST_PARTS = 30  # of one criterion; far above any real one

Values = Mapping[str, Any]


@transaction.atomic
def describe(
    set_pk: int,
    key: str,
    read: Callable[[Criterion], Values],
    *,
    by: User,
    version: int | None = None,
) -> Criterion:
    """Other values for columns of the criterion. `read` may raise what its caller understands.

    Raises DoesNotExist, PermissionDenied, StaleVersion, ValidationError (a code that is taken). A
    stale form that says what is stored already changes nothing: its first answer was lost.
    """
    draft = lock_draft(set_pk, by)
    row = _criterion(draft, key)
    values = read(row)
    before = {name: getattr(row, name) for name in values if getattr(row, name) != values[name]}
    if not before:
        return row
    require_version(row, version)
    if "code" in before:
        require_free(draft, values["code"], row)
    label = str(row)
    for name in before:
        setattr(row, name, values[name])
    row.version += 1
    row.save(update_fields=[*before, "version"])
    after = {"row": str(row), "key": row.key, **{name: values[name] for name in before}}
    _record("criterion.changed", draft, by, before={"row": label, **before}, after=after)
    return row


@transaction.atomic
def add(set_pk: int, key: str, part: Part, *, by: User) -> ScoringPart:
    """A new part at the end of the criterion, with a key of its own."""
    draft = lock_draft(set_pk, by)
    criterion = _criterion(draft, key)
    row = _write(criterion, part, _rows(criterion))
    _record("part.added", draft, by, after=_trace(row))
    return row


@transaction.atomic
def save(
    set_pk: int,
    key: str,
    part_key: str,
    read: Callable[[Part], Part],
    *,
    by: User,
    version: int | None = None,
) -> ScoringPart:
    """Another label, maximum or rule for a part; unfinished rules are stored, too.

    `read` turns the stored part into the one that is wanted, and may raise. Raises DoesNotExist,
    PermissionDenied, StaleVersion; what is stored already is no change, however old the form.
    """
    draft = lock_draft(set_pk, by)
    row = _criterion(draft, key).parts.get(key=part_key)
    before, stored = _trace(row), as_part(row)
    wanted = read(stored)
    if wanted == stored:
        return row
    require_version(row, version)
    row.label, row.max_points = wanted.label, wanted.max_points
    row.method, row.parameters = wanted.method, dict(wanted.parameters)
    row.version += 1
    row.save(update_fields=["label", "max_points", "method", "parameters", "version"])
    after = _trace(row)
    _record("part.changed", draft, by, before=_differing(before, after),
            after=_differing(after, before))  # fmt: skip
    return row


@transaction.atomic
def move(
    set_pk: int, key: str, part_key: str, *, by: User, is_up: bool = False, place: int | None = None
) -> ScoringPart:
    """One step up or down, or to any place (0: first); beyond either end is that end."""
    draft = lock_draft(set_pk, by)
    rows = _rows(_criterion(draft, key))
    row = _found(rows, part_key)
    start = rows.index(row)
    wanted = start + (-1 if is_up else 1) if place is None else place
    target = min(max(wanted, 0), len(rows) - 1)
    if target != start:
        rows.insert(target, rows.pop(start))
        _number(rows)
        named = {"row": _named(row), "key": row.key}
        _record("part.moved", draft, by, before={**named, "place": start + 1},
                after={**named, "place": target + 1})  # fmt: skip
    return row


@transaction.atomic
def copy(set_pk: int, key: str, part_key: str, *, by: User) -> ScoringPart:
    """A copy right below the original; it gets a key of its own, names of facts stay."""
    draft = lock_draft(set_pk, by)
    criterion = _criterion(draft, key)
    rows = _rows(criterion)
    original = _found(rows, part_key)
    row = _write(criterion, as_part(original), rows, rows.index(original) + 1)
    _record("part.copied", draft, by, before={"row": _named(original), "key": original.key},
            after=_trace(row))  # fmt: skip
    return row


@transaction.atomic
def delete(
    set_pk: int, key: str, part_key: str, *, by: User, version: int | None = None
) -> AuditEvent:
    """Take a part away; the event keeps all of it for `restore`.

    Refused while a criterion is asked only after an answer to this part.
    """
    draft = lock_draft(set_pk, by)
    criterion = _criterion(draft, key)
    rows = _rows(criterion)
    row = _found(rows, part_key)
    require_version(row, version)
    _require_unasked(draft, criterion, row)
    gone = {**_trace(row), "criterion": criterion.key, "place": rows.index(row)}
    row.delete()
    return _record(DELETED, draft, by, before=gone)


@transaction.atomic
def restore(set_pk: int, key: str, sequence: int, *, by: User) -> ScoringPart:
    """Bring back the part that the deletion of that event took away, at its place, key and all."""
    draft = lock_draft(set_pk, by)
    criterion = _criterion(draft, key)
    event = deletion(draft, criterion, sequence)
    if event is None:
        raise ValidationError(GONE)
    gone, rows = event.before, _rows(criterion)
    if any(row.key == gone["key"] for row in rows):
        raise ValidationError(BACK_ALREADY)
    named = (gone[name] for name in ("key", "label", "method", "max_points", "parameters"))
    row = _write(criterion, Part(*named), rows, gone["place"], gone["key"])
    row.refresh_from_db(fields=["max_points"])  # the event holds figures as text
    _record("part.restored", draft, by, after=_trace(row))
    return row


def deletion(draft: CriteriaSet, criterion: Criterion, sequence: int) -> AuditEvent | None:
    """The event by which a part of this criterion was deleted, if that is what it was."""
    event = audit.history(draft).filter(kind=DELETED, sequence=sequence).first()
    return event if event and event.before["criterion"] == criterion.key else None


def as_part(row: ScoringPart) -> Part:
    """The row as scoring takes it."""
    return Part(row.key, row.label, row.method, row.max_points, row.parameters)


def _criterion(draft: CriteriaSet, key: str) -> Criterion:
    row = Criterion.objects.select_related("group").get(group__criteria_set=draft, key=key)
    row.group.criteria_set = draft
    return row


def _rows(criterion: Criterion) -> list[ScoringPart]:
    return list(criterion.parts.all())


def _found(rows: list[ScoringPart], key: str) -> ScoringPart:
    row = next((row for row in rows if row.key == key), None)
    if row is None:
        raise ScoringPart.DoesNotExist
    return row


def _write(
    criterion: Criterion,
    part: Part,
    rows: list[ScoringPart],
    place: int | None = None,
    key: str = "",
) -> ScoringPart:
    """A new row among `rows`, which are numbered anew."""
    if len(rows) >= MOST_PARTS:
        raise ValidationError(f"Một tiêu chí có nhiều nhất {MOST_PARTS} phần điểm.")
    place = len(rows) if place is None else place
    row = ScoringPart.objects.create(
        criterion=criterion, key=key or secrets.token_hex(4), label=part.label,
        method=part.method, max_points=part.max_points, parameters=dict(part.parameters),
        position=place + 1,
    )  # fmt: skip
    rows.insert(place, row)
    _number(rows)
    return row


def _number(rows: list[ScoringPart]) -> None:
    moved = [row for position, row in enumerate(rows, start=1) if row.position != position]
    for position, row in enumerate(rows, start=1):
        row.position = position
    ScoringPart.objects.bulk_update(moved, ["position"])


def _require_unasked(draft: CriteriaSet, criterion: Criterion, part: ScoringPart) -> None:
    for other in Criterion.objects.filter(group__criteria_set=draft):
        asked = (other.condition.get("criterion"), other.condition.get("part"))
        if asked == (criterion.key, part.key):
            raise ValidationError(
                f"Không xoá được: tiêu chí {other.code} chỉ hỏi khi phần này được trả lời theo"
                f" điều kiện đã đặt. Hãy bỏ điều kiện ở tiêu chí {other.code} trước."
            )


def _named(row: ScoringPart) -> str:
    return f"phần điểm “{row.label}” của tiêu chí {row.criterion.code}"


def _trace(row: ScoringPart) -> dict[str, Any]:
    return {
        "row": _named(row),
        "key": row.key,
        "label": row.label,
        "method": row.method,
        "max_points": row.max_points,
        "parameters": row.parameters,
    }


def _differing(these: Values, those: Values) -> dict[str, Any]:
    """What tells the two apart, under the names of row and key."""
    return {
        name: value
        for name, value in these.items()
        if name in ("row", "key") or value != those[name]
    }


def _record(kind: str, draft: CriteriaSet, by: User, **details: Any) -> AuditEvent:
    return audit.record(kind, draft, by=by, unit=draft.organiser, **details)
