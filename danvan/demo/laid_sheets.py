"""A sheet of a closed year, entered in one go: the same rows, points and trail as from saving one
criterion after the other, with few statements."""

from collections.abc import Callable, Mapping

from django.db.models import F
from django.utils import timezone

from assessments.actions.scores import WRITTEN, Entry
from assessments.models import Assessment, Score
from assessments.score_rows import refresh, rescore, score_rows
from assessments.sourced_facts import completed, reasons_kept, seen
from core import audit
from criteria.definitions import CriterionDefinition, definition_of
from criteria.models import Criterion
from organisation.models import User


def enter(
    file: Assessment, entries: Mapping[int, Entry], *, by: User, tick: Callable[[], None]
) -> None:
    """Store what is on record and the entry of each criterion; `tick` lets time pass between."""
    rows, definition = score_rows(file), definition_of(file.criteria_set)
    refresh(rows, definition, file)
    for pk, entry in entries.items():
        _state(rows[pk], definition.criteria[pk], entry, file, by)
        tick()
    Score.objects.bulk_create(
        rows.values(), update_conflicts=True, unique_fields=["id"], update_fields=WRITTEN
    )
    Assessment.objects.filter(pk=file.pk).update(version=F("version") + len(entries))


def _state(
    row: Score, criterion: CriterionDefinition, entry: Entry, file: Assessment, by: User
) -> None:
    facts = completed(entry.facts, row.sourced)
    row.corrections = reasons_kept(entry.reasons, facts, row.sourced)
    row.sourced = seen(row.sourced)
    row.facts = {**row.facts, **facts}
    row.explanation, row.not_applicable = entry.explanation, entry.not_applicable
    rescore(row, criterion, file)
    row.version += 1
    row.updated_at, row.updated_by = timezone.now(), by
    row.assessment = file
    row.criterion = Criterion(pk=criterion.pk, code=criterion.code, title=criterion.title)
    after = {"facts": row.facts, "points": row.points, "explanation": row.explanation}
    audit.record("score.saved", row, by=by, unit=file.unit_id, after=after)
