"""What the unit's head confirms by handing in: the sheet's points with their arithmetic."""

import hashlib
import json
from collections.abc import Mapping
from typing import Any

from assessments.models import Assessment, Evidence, Score
from assessments.sheets import result_of
from assessments.sourced_facts import seen
from core.confirmations import Said
from criteria.definitions import SetDefinition
from criteria.scoring import points_text

TOTAL, EVIDENCE = "Tổng điểm tự chấm", "Số minh chứng trong hồ sơ"


def sheet_statement(
    assessment: Assessment, definition: SetDefinition, rows: Mapping[int, Score]
) -> dict[str, Said]:
    """The total, the evidence, then every criterion that says something; one query.

    What is missing follows from it: the rest is typed, and counted by the file's version.
    """
    result = result_of(definition, rows.values(), by_unit=True)
    total = Said(f"{points_text(result.totals.total)} điểm, {result.class_name}")
    return {TOTAL: total, EVIDENCE: _evidence(assessment)} | {
        f"{criterion.code}. {criterion.title}": Said(_words(rows[pk]), _mark(rows[pk]))
        for pk, criterion in definition.criteria.items()
        if rows[pk].facts or rows[pk].not_applicable or rows[pk].points is not None
    }


def _evidence(assessment: Assessment) -> Said:
    """What reports and answers of the year add goes into the file as well."""
    pieces = Evidence.objects.filter(assessment=assessment, removed_at=None).order_by("pk")
    keys = list(pieces.values_list("pk", flat=True))
    return Said(str(len(keys)), _digest(keys))


def _words(row: Score) -> str:
    points = "chưa chấm" if row.points is None else f"{points_text(row.points)} điểm"
    state = "không phát sinh" if row.not_applicable else points
    return "; ".join([state, *map(str, row.working)])


def _mark(row: Score) -> str:
    return _digest([row.facts, seen(row.sourced), row.corrections])


def _digest(values: list[Any]) -> str:
    text = json.dumps(values, sort_keys=True, default=str)
    return hashlib.sha256(text.encode()).hexdigest()[:12]
