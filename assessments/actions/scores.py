"""The unit enters one criterion at a time; its points follow from the facts."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from django.db import transaction
from django.utils import timezone

from assessments.models import Assessment, Score
from assessments.permissions.files import can_fill, can_fill_criterion, locked_criteria
from assessments.score_rows import COMPUTED, follow, refresh, rescore, score_rows
from assessments.sourced_facts import Answers, completed, reasons_kept, seen, unexplained
from core import audit
from core.permissions import deny, require
from core.versions import require_version
from criteria.conditions import Withheld, governed_by, withheld
from criteria.definitions import (
    CriterionDefinition,
    SetDefinition,
    definition_of,
    set_in_use,
)
from criteria.models import Criterion, Scorer
from organisation.models import User

WRITTEN = ["facts", "sourced", "corrections", "points", "working", "not_applicable",
           "explanation", "version", "updated_at", "updated_by"]  # fmt: skip


@dataclass(frozen=True)
class Entry:
    """What a person says about one criterion: part key → fact name → value, and in words.

    `reasons`: why a fact is not what our own records say, by part and fact as well.
    """

    facts: Mapping[str, Mapping[str, Any]]
    explanation: str = ""
    not_applicable: bool = False
    reasons: Mapping[str, Mapping[str, str]] = field(default_factory=dict)


class CorrectionRefused(ValueError):
    """Facts depart from our own records without a reason; `errors`: (part, fact) → message."""

    def __init__(
        self, criterion: CriterionDefinition, errors: Mapping[tuple[str, str], str]
    ) -> None:
        super().__init__(" ".join(errors.values()))
        self.criterion, self.errors = criterion, errors


@dataclass(frozen=True)
class SavedSheet:
    """The sheet after a write, all read under the same lock.

    `followed`: keys of the other criteria that are asked, or no longer asked, because of it.
    """

    assessment: Assessment
    rows: dict[int, Score]
    followed: frozenset[int] = field(default=frozenset())


def lock(pk: int, by: User, *joined: str) -> Assessment:
    """The assessment `by` may see, locked until the transaction ends; DoesNotExist otherwise."""
    return Assessment.objects.visible_to(by).locked(*joined).get(pk=pk)


@transaction.atomic
def save(
    pk: int,
    criterion_pk: int,
    read: Callable[[CriterionDefinition], Entry],
    *,
    version: int | None,
    by: User,
) -> SavedSheet:
    """Store one criterion of assessment `pk` and compute its points.

    Criteria that are asked only after a certain answer to this one follow at once.
    `read` turns what was typed into an entry once the criterion is known, and may raise. Raises
    DoesNotExist (not visible, or another set's criterion), PermissionDenied, StaleVersion,
    CorrectionRefused. A box left empty takes what our records say; another value than theirs
    needs a reason. A stale form that says what is stored already changes nothing: its first
    answer was lost.
    """
    assessment = lock(pk, by, "unit", "round")
    rows = score_rows(assessment)
    if criterion_pk not in rows:
        raise Score.DoesNotExist
    row, definition = rows[criterion_pk], _definition(assessment)
    criterion, held = definition.criteria[criterion_pk], withheld(definition, rows)
    _require_may_save(by, assessment, criterion, held.get(criterion_pk))
    entry = _reconciled(read(criterion), row)
    if _says(row, entry):
        # The first answer was lost, and with it how other criteria changed on the page.
        return SavedSheet(assessment, rows, governed_by(definition, [criterion_pk]))
    require_version(row, version)
    _require_reasons(criterion, row, entry)
    _store(rows, criterion, entry, assessment, by)
    now = withheld(definition, rows)
    followed = {pk for pk in held | now if held.get(pk) != now.get(pk)}
    return SavedSheet(assessment, rows, frozenset(followed))


@transaction.atomic
def refresh_measures(
    assessment: Assessment, *, by: User, answers: Answers | None = None
) -> list[Score]:
    """Store what our own records now say, so that page, totals and appraisal agree.

    Done by the system while the unit has the file; versions stay, since nobody typed anything.
    `answers`: what the sources say, where they have just been asked.
    """
    assessment = lock(assessment.pk, by)
    require(can_fill(by, assessment))
    rows, definition = score_rows(assessment), definition_of(assessment.criteria_set)
    before = {pk: (row.points, row.facts) for pk, row in rows.items()}
    changed = refresh(rows, definition, assessment, answers, locked_criteria(assessment))
    Score.objects.bulk_update(changed, COMPUTED)
    codes = {row.criterion_id: definition.criteria[row.criterion_id].code for row in changed}
    audit.record(
        "score.measured", assessment, by=None, unit=assessment.unit,
        before={code: before[pk][0] for pk, code in codes.items()},
        after={code: rows[pk].points for pk, code in codes.items()}
        | _replaced(changed, before, codes),
    )  # fmt: skip
    return changed


def _replaced(
    changed: list[Score], before: Mapping[int, tuple[Any, dict]], codes: Mapping[int, str]
) -> dict[str, Any]:
    """Facts that the records of the year took the place of, by code; nothing where none did."""
    lost = {
        codes[row.criterion_id]: before[row.criterion_id][1]
        for row in changed
        if any("was" in entry for facts in row.sourced.values() for entry in facts.values())
    }
    return {"replaced": lost} if lost else {}


def _definition(assessment: Assessment) -> SetDefinition:
    """That of the locked file, found by the key of its set."""
    assessment.criteria_set = set_in_use(assessment.criteria_set_id)
    return definition_of(assessment.criteria_set)


def bump(assessment: Assessment) -> None:
    """Count one accepted write; whoever holds an older version is told before handing in."""
    assessment.version += 1
    assessment.save(update_fields=["version"])


def _require_may_save(
    by: User, assessment: Assessment, criterion: CriterionDefinition, why: Withheld | None
) -> None:
    require(can_fill_criterion(by, assessment, criterion.pk))
    if why:
        require(deny(f"Chưa lưu tiêu chí {criterion.code}: {why.reason}."))
    if criterion.scored_by == Scorer.APPRAISER:
        require(deny("Tiêu chí này chỉ do cơ quan thẩm định chấm."))


def _reconciled(entry: Entry, row: Score) -> Entry:
    """The entry beside what our records said when the sheet was last opened."""
    facts = completed(entry.facts, row.sourced)
    return replace(entry, facts=facts, reasons=reasons_kept(entry.reasons, facts, row.sourced))


def _require_reasons(criterion: CriterionDefinition, row: Score, entry: Entry) -> None:
    facts, reasons = {**row.facts, **entry.facts}, _kept_corrections(row, entry)
    if errors := unexplained(criterion, facts, row.sourced, reasons):
        raise CorrectionRefused(criterion, errors)


def _says(row: Score, entry: Entry) -> bool:
    """Whether the row holds exactly this; facts of our own records are nobody's entry."""
    stored = {key: facts for key, facts in row.facts.items() if key in entry.facts}
    return (
        row.updated_at is not None
        and stored == entry.facts
        and _kept_corrections(row, entry) == row.corrections
        and row.explanation == entry.explanation
        and row.not_applicable == entry.not_applicable
    )


def _store(
    rows: dict[int, Score],
    criterion: CriterionDefinition,
    entry: Entry,
    assessment: Assessment,
    by: User,
) -> None:
    row = rows[criterion.pk]
    before = _trace(row)
    row.corrections = _kept_corrections(row, entry)
    row.sourced = seen(row.sourced)
    row.facts = {**row.facts, **entry.facts}
    row.explanation = entry.explanation
    row.not_applicable = entry.not_applicable and criterion.may_not_arise
    rescore(row, criterion, assessment)
    row.version += 1
    row.updated_at, row.updated_by = timezone.now(), by
    row.save(update_fields=WRITTEN)
    followed = _bring_along(rows, assessment)
    bump(assessment)
    # Named in the event without another query.
    row.assessment = assessment
    row.criterion = Criterion(pk=criterion.pk, code=criterion.code, title=criterion.title)
    after = _trace(row)
    audit.record(
        "score.saved", row, by=by, unit=assessment.unit_id,
        before=_differing(before, after), after=_differing(after, before) | followed,
    )  # fmt: skip


def _kept_corrections(row: Score, entry: Entry) -> dict[str, dict[str, str]]:
    """The reasons after the entry: those of parts that it says nothing about stay."""
    others = {key: reasons for key, reasons in row.corrections.items() if key not in entry.facts}
    return {**others, **entry.reasons}


def _bring_along(rows: dict[int, Score], assessment: Assessment) -> dict[str, Any]:
    """Store what follows from an answer for other criteria; what the event says about them.

    Their versions stay: nobody has typed anything there.
    """
    definition = definition_of(assessment.criteria_set)
    changed = follow(rows, definition, assessment)
    if not changed:
        return {}
    Score.objects.bulk_update(changed, COMPUTED)
    codes = {row.criterion_id: definition.criteria[row.criterion_id].code for row in changed}
    return {"followed": {codes[row.criterion_id]: _outcome(row) for row in changed}}


def _outcome(row: Score) -> dict[str, Any]:
    return {"points": row.points, "not_applicable": row.not_applicable}


def _trace(row: Score) -> dict[str, Any]:
    return {
        "facts": row.facts,
        "points": row.points,
        "not_applicable": row.not_applicable,
        "explanation": row.explanation,
        "corrections": row.corrections,
    }


def _differing(these: dict[str, Any], those: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in these.items() if value != those[name]}
