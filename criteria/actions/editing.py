"""Adding, changing, moving, copying, deleting and bringing back the parts of a draft.

One set of verbs for groups, criteria, scoring parts, vetoes and class bands; what differs is in
`items`. Every verb locks the draft first, so that codes and places cannot be taken twice.
"""

from collections.abc import Callable, Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models, transaction

from core import audit
from core.models import AuditEvent
from core.versions import require_version
from criteria.actions import items, places
from criteria.actions.contents import lock_draft
from criteria.actions.copies import copied
from criteria.actions.items import CRITERION, ITEMS, PART, Item, parts_of
from criteria.actions.obstacles import require_room, require_sound, require_unasked
from criteria.actions.restoring import require_restorable, with_free_codes
from criteria.actions.subtrees import new_key, subtree_of, write
from criteria.models import CriteriaSet
from organisation.models import User

Values = Mapping[str, Any]

GONE = "Nội dung đã xoá này không còn khôi phục được."


@transaction.atomic
def add(criteria_set: CriteriaSet, item: Item, values: Values, *, by: User, group: str = "") -> Any:
    """A new row at the end of its list; `group`: key of the group that a criterion goes into.

    A group that counts stands before the bonus groups, a class band by its points.
    """
    draft = lock_draft(criteria_set.pk, by)
    parent = places.parent_of(draft, item, group)
    require_room(item, parent)
    require_sound(draft, item, values)
    row = item.model(**{item.parent: parent}, **values, key=new_key(), position=0)
    row.save()
    places.put(item, row, places.place_of_new(item, row))
    _record(items.ADDED, draft, item, by, after=_described(item, row, values))
    return row


@transaction.atomic
def change(
    criteria_set: CriteriaSet,
    item: Item,
    key: str,
    values: Values | Callable[[Any], Values],
    *,
    by: User,
    version: int | None = None,
) -> Any:
    """Other values for columns of a row, or what reads them under lock from the stored row.

    A stale form that says what is stored already changes nothing: its first answer was lost.
    Raises StaleVersion, DoesNotExist, ValidationError, and whatever the reader raises.
    """
    draft = lock_draft(criteria_set.pk, by)
    row = item.rows(draft).get(key=key)
    values = values(row) if callable(values) else values
    before = {name: getattr(row, name) for name in values}
    changed = [name for name in values if before[name] != values[name]]
    if not changed:
        return row
    require_version(row, version)
    require_sound(draft, item, values, row)
    label = item.label(row)
    for name in changed:
        setattr(row, name, values[name])
    row.version += 1
    row.save(update_fields=[*changed, "version"])
    _record(
        items.CHANGED, draft, item, by,
        before={"row": label, **{name: before[name] for name in changed}},
        after=_described(item, row, changed),
    )  # fmt: skip
    return row


@transaction.atomic
def move(
    criteria_set: CriteriaSet, item: Item, key: str, *, by: User, place: int, group: str = ""
) -> Any:
    """Put a row at another place of its list (0: first), a criterion also in another `group`."""
    draft = lock_draft(criteria_set.pk, by)
    row = item.rows(draft).get(key=key)
    return _put(draft, item, row, group, place, by)


@transaction.atomic
def step(criteria_set: CriteriaSet, item: Item, key: str, *, by: User, is_up: bool) -> Any:
    """One place up or down; over the edge of its group a criterion goes into the next one."""
    draft = lock_draft(criteria_set.pk, by)
    row = item.rows(draft).get(key=key)
    group, place = places.next_place(item, row, is_up)
    return _put(draft, item, row, group, place, by)


@transaction.atomic
def copy(criteria_set: CriteriaSet, item: Item, key: str, *, by: User) -> Any:
    """A copy below the original, with keys and codes of its own."""
    draft = lock_draft(criteria_set.pk, by)
    original = item.rows(draft).get(key=key)
    parent = getattr(original, item.parent)
    require_room(item, parent)
    row = write(item.model, parent, item.parent, copied(draft, item, original))
    places.put(item, row, places.place_of(item, original) + 1)
    _record(
        items.COPIED, draft, item, by,
        before={"row": item.label(original)}, after={"row": item.label(row), "key": row.key},
    )  # fmt: skip
    return row


@transaction.atomic
def delete(
    criteria_set: CriteriaSet, item: Item, key: str, *, by: User, version: int | None = None
) -> AuditEvent:
    """Take a row away with everything below it; the event keeps it for `restore`.

    Refused while the condition of a criterion that stays refers to what goes.
    """
    draft = lock_draft(criteria_set.pk, by)
    row = item.rows(draft).get(key=key)
    require_version(row, version)
    subtree = subtree_of(row)
    require_unasked(draft, row, subtree)
    gone = {"row": item.label(row), "key": row.key, "subtree": subtree}
    if item.parent != "criteria_set":
        gone[item.parent] = getattr(row, item.parent).key
    gone["place"] = places.place_of(item, row)
    row.delete()
    return _record(items.DELETED, draft, item, by, before=gone)


@transaction.atomic
def restore(criteria_set: CriteriaSet, sequence: int, *, by: User) -> Any:
    """Bring back what the deletion of that event took away, at its place, keys and all.

    A code that was given to something else meanwhile is replaced by the next free one.
    """
    draft = lock_draft(criteria_set.pk, by)
    event = deletions(draft).filter(sequence=sequence).first()
    if event is None:
        raise ValidationError(GONE)
    gone = event.before
    item = item_of(event)
    parent = require_restorable(draft, item, gone)
    require_room(item, parent)
    subtree = with_free_codes(draft, item, parent, gone["subtree"])
    row = write(item.model, parent, item.parent, subtree)
    places.put(item, row, gone["place"])
    _record(items.RESTORED, draft, item, by, after={"row": item.label(row), "key": row.key})
    return row


def deletions(criteria_set: CriteriaSet) -> models.QuerySet[AuditEvent]:
    """Events of what was deleted from the set, newest first."""
    kinds = [item.event(items.DELETED) for item in ITEMS.values()]
    return audit.history(criteria_set).filter(kind__in=kinds)


def item_of(deletion: AuditEvent) -> Item:
    """What kind of row an event of deletion speaks of."""
    item = next(each for each in ITEMS.values() if each.event(items.DELETED) == deletion.kind)
    return parts_of(deletion.before["criterion"]) if item is PART else item


def _put(draft: CriteriaSet, item: Item, row: Any, group: str, place: int, by: User) -> Any:
    before = places.place_words(item, row)
    if group and item is CRITERION and row.group.key != group:
        row.group = places.parent_of(draft, item, group)
        row.save(update_fields=["group"])
    places.put(item, row, place)
    after = places.place_words(item, row)
    if after != before:
        label = {"row": item.label(row)}
        _record(items.MOVED, draft, item, by, before=label | before, after=label | after)
    return row


def _described(item: Item, row: Any, names: Any) -> dict[str, Any]:
    return {"row": item.label(row), "key": row.key, **{name: getattr(row, name) for name in names}}


def _record(
    verb: str, draft: CriteriaSet, item: Item, by: User, *, before: Any = None, after: Any = None
) -> AuditEvent:
    return audit.record(
        item.event(verb), draft, by=by, before=before, after=after, unit=draft.organiser
    )
