"""What the unit's head confirms by handing in: the sheet's points with their arithmetic."""

import hashlib
import json
from collections.abc import Mapping

from assessments.models import Score
from assessments.sheets import result_of
from assessments.sourced_facts import seen
from core.confirmations import Said
from criteria.definitions import SetDefinition
from criteria.scoring import points_text

TOTAL = "Tổng điểm tự chấm"


def sheet_statement(definition: SetDefinition, rows: Mapping[int, Score]) -> dict[str, Said]:
    """The total, then every criterion that says something.

    What is missing follows from it: the rest is typed, and counted by the file's version.
    """
    result = result_of(definition, rows.values(), by_unit=True)
    total = Said(f"{points_text(result.totals.total)} điểm, {result.class_name}")
    return {TOTAL: total} | {
        f"{criterion.code}. {criterion.title}": Said(_words(rows[pk]), _mark(rows[pk]))
        for pk, criterion in definition.criteria.items()
        if rows[pk].facts or rows[pk].not_applicable or rows[pk].points is not None
    }


def _words(row: Score) -> str:
    points = "chưa chấm" if row.points is None else f"{points_text(row.points)} điểm"
    state = "không phát sinh" if row.not_applicable else points
    return "; ".join([state, *map(str, row.working)])


def _mark(row: Score) -> str:
    kept = [row.facts, seen(row.sourced), row.corrections]
    text = json.dumps(kept, sort_keys=True, default=str)
    return hashlib.sha256(text.encode()).hexdigest()[:12]
