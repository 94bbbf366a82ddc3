"""The officer's notebook: what is noted, put right, ticked off, with photos.

Its events are kept under the organiser: no list of a unit's own events may tell of them.
"""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date
from typing import BinaryIO

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from assessments.actions.evidence import keep_file
from assessments.models import NotebookEntry, NotebookPhoto, NoteKind, Round
from assessments.permissions.following import can_correct_entry, can_write_notebook
from core import audit
from core.calendar import format_date, today
from core.file_inspection import Inspection
from core.permissions import require
from core.versions import require_version
from organisation.models import Unit, User

WITH_DEADLINE = frozenset({NoteKind.PROMISE, NoteKind.NEXT_STEP})
PICTURES = frozenset({"jpeg", "png"})
MOST_PHOTOS = 12  # of one entry
NOT_IN_ROUND = "Đơn vị không tham gia đợt này."
NO_DEADLINE = "Chỉ lời hứa và việc tiếp theo mới có hạn."
DEADLINE_BEFORE = "Hạn không được trước ngày ghi."
NOT_BEGUN = "Quý này chưa bắt đầu."
ONLY_PICTURES = "Chỉ nhận ảnh JPG hoặc PNG."
TOO_MANY = f"Mỗi ghi chép có tối đa {MOST_PHOTOS} ảnh."

Picture = tuple[BinaryIO, Inspection]


@dataclass(frozen=True)
class Note:
    """What is noted about a unit in a quarter."""

    quarter: int
    kind: str
    happened_on: date
    text: str
    due_on: date | None = None


@transaction.atomic
def write_entry(round_: Round, unit: Unit, note: Note, *, by: User) -> NotebookEntry:
    """Note something about a unit of the round; the unit is never told."""
    round_ = Round.objects.get(pk=round_.pk)
    require(can_write_notebook(by, round_, unit.pk))
    if not round_.assessments.filter(unit=unit).exists():
        raise ValidationError(NOT_IN_ROUND)
    _require_sound(round_, note)
    entry = NotebookEntry.objects.create(round=round_, unit=unit, written_by=by, **asdict(note))
    _record("written", entry, by, after=asdict(note))
    return entry


@transaction.atomic
def correct_entry(
    entry: NotebookEntry, note: Note, *, version: int | None = None, by: User
) -> NotebookEntry:
    """Put one's own words right; the audit trail keeps what stood there before."""
    entry = _locked(entry)
    require(can_correct_entry(by, entry))
    require_version(entry, version)
    _require_sound(entry.round, note)
    after = asdict(note)
    before = {name: getattr(entry, name) for name in after}
    for name, value in after.items():
        setattr(entry, name, value)
    if note.kind not in WITH_DEADLINE:
        entry.done_at = entry.done_by = None
    _save(entry, *after, "done_at", "done_by")
    _record("corrected", entry, by, before=before, after=after)
    return entry


@transaction.atomic
def tick_entry(
    entry: NotebookEntry, *, is_done: bool, version: int | None = None, by: User
) -> NotebookEntry:
    """Tick a promise or a next step off, or open it again; twice is the same as once."""
    entry = _locked(entry)
    require(can_write_notebook(by, entry.round, entry.unit_id))
    require_version(entry, version)
    if entry.kind not in WITH_DEADLINE:
        raise ValidationError("Ghi chép này không phải việc cần làm.")
    if is_done == (entry.done_at is not None):
        return entry
    entry.done_at, entry.done_by = (timezone.now(), by) if is_done else (None, None)
    _save(entry, "done_at", "done_by")
    _record("ticked", entry, by, after={"done": is_done})
    return entry


@transaction.atomic
def add_photos(entry: NotebookEntry, pictures: Sequence[Picture], *, by: User) -> list[str]:
    """Keep inspected pictures with one's own entry, each once; what was refused, in words."""
    entry = _locked(entry)
    require(can_correct_entry(by, entry))
    known = set(entry.photos.values_list("document__sha256", flat=True))
    refused, added = [], []
    for file, inspection in pictures:
        if problem := _picture_problem(inspection, len(known)):
            refused.append(f"{inspection.clean_name}: {problem}")
        elif inspection.sha256 not in known:
            document = keep_file(file, inspection, by)
            NotebookPhoto.objects.create(entry=entry, document=document)
            known.add(inspection.sha256)
            added.append(inspection.sha256)
    if added:
        _record("photo_added", entry, by, after={"sha256": added})
    return refused


@transaction.atomic
def remove_photo(photo: NotebookPhoto, *, by: User) -> None:
    """Take a picture out of one's own entry."""
    entry = _locked(photo.entry)
    require(can_correct_entry(by, entry))
    sha256 = photo.document.sha256
    entry.photos.filter(pk=photo.pk).delete()
    _record("photo_removed", entry, by, before={"sha256": sha256})


def _picture_problem(inspection: Inspection, count: int) -> str:
    if inspection.kind not in PICTURES:
        return ONLY_PICTURES
    return TOO_MANY if count >= MOST_PHOTOS else ""


def quarter_begins(year: int, quarter: int) -> date:
    """The first day of a quarter."""
    return date(year, 3 * quarter - 2, 1)


def _require_sound(round_: Round, note: Note) -> None:
    problems = {}
    first = date(round_.year, 1, 1)
    if quarter_begins(round_.year, note.quarter) > today():
        problems["quarter"] = NOT_BEGUN
    if not first <= note.happened_on <= today():
        problems["happened_on"] = f"Chọn ngày từ {format_date(first)} đến hôm nay."
    if note.due_on and note.kind not in WITH_DEADLINE:
        problems["due_on"] = NO_DEADLINE
    elif note.due_on and note.due_on < note.happened_on:
        problems["due_on"] = DEADLINE_BEFORE
    if problems:
        raise ValidationError(problems)


def _locked(entry: NotebookEntry) -> NotebookEntry:
    rows = NotebookEntry.objects.select_for_update(of=("self",)).select_related("round", "unit")
    return rows.get(pk=entry.pk)


def _save(entry: NotebookEntry, *fields: str) -> None:
    entry.version += 1
    entry.save(update_fields=[*fields, "version"])


def _record(event: str, entry: NotebookEntry, by: User, **change) -> None:
    audit.record(f"notebook.{event}", entry, by=by, unit=entry.round.organiser_id, **change)
