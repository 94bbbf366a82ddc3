"""Rows of an appraisal that follow the decision on another criterion: asked, or no longer.

A row that is closed this way has the reason as its working; one that the appraiser marked as
not arisen has none, and so is told apart without a column of its own.
"""

from django.utils import timezone

from assessments.appraisal_rows import AppraisalSheet, differs
from assessments.models import AppraisedScore
from assessments.sheets import not_asked_line
from criteria.conditions import Withheld, walk
from criteria.definitions import CriterionDefinition
from organisation.models import User


def follow(sheet: AppraisalSheet, by: User) -> list[AppraisedScore]:
    """Bring the rows in line with the decisions that govern them, in memory; those that changed.

    What is no longer asked is decided with its governing criterion; what is asked again waits
    for the appraiser with the facts that were there. Nothing happens in a set without conditions.
    """
    changed = []
    for criterion, why in walk(sheet.definition, sheet.rows):
        row = sheet.rows[criterion.pk]
        if why is None or why.is_waiting:
            has_changed = _ask(row, was_held=criterion.pk in sheet.stated_held)
        elif sheet.rows[why.governing.pk].decided_at:
            has_changed = _close(row, criterion, why, by)
        else:
            has_changed = False  # as the unit stated, until the governing criterion is decided
        if has_changed:
            changed.append(row)
    return changed


def _close(row: AppraisedScore, criterion: CriterionDefinition, why: Withheld, by: User) -> bool:
    working = [not_asked_line(why)]
    if row.decided_at and row.not_applicable and row.working == working:
        return False
    changed = differs(criterion, row, row.facts, None, not_applicable=True)
    row.points, row.not_applicable, row.working = None, True, working
    row.is_changed = changed
    row.reason = f"Không áp dụng theo kết quả thẩm định: {why.reason}." if changed else ""
    row.decided_at, row.decided_by = timezone.now(), by
    row.version += 1
    return True


def _ask(row: AppraisedScore, *, was_held: bool) -> bool:
    """Undo what `_close` did, or what the unit's answers had done; True if there was something."""
    is_closed = bool(row.decided_at and row.not_applicable and row.working)
    is_unanswered = bool(was_held and row.not_applicable and not row.decided_at)
    if not (is_closed or is_unanswered):
        return False
    row.points, row.working = None, []
    row.not_applicable = bool(row.unit_not_applicable and not was_held)
    row.is_changed, row.reason = False, ""
    row.decided_at = row.decided_by = None
    row.version += 1
    return True
