"""What a person reads before and after handing in."""

from decimal import Decimal
from itertools import groupby
from typing import Any
from uuid import uuid4

from assessments.advices import unanswered
from assessments.completeness import LACK_LABELS, floors_missed
from assessments.confirmations import sheet_statement
from assessments.contents import changes
from assessments.event_words import EVENT_WORDS
from assessments.models import Assessment, Submission
from assessments.presenters.sheet import Sheet
from core.confirmations import Statement, differences, seal
from core.models import AuditEvent
from criteria.scoring import points_text

# Whose events count as writes to the file: nothing else that concerns the unit.
PARTS_OF_FILE = ("assessments.assessment", "assessments.score", "assessments.evidence")


def confirmation(sheet: Sheet, seen: Statement | None = None) -> dict[str, Any]:
    """What will be handed in, what it lacks, and where it differs from what was `seen` before."""
    totals = sheet.totals_values()
    statement = sheet_statement(sheet.assessment, sheet.definition, sheet.rows)
    kept_back = totals["by_appraiser"]
    rest = f"; {kept_back} điểm do cơ quan thẩm định chấm" if kept_back else ""
    return {
        "assessment": sheet.assessment,
        "key": uuid4(),
        "shown": seal(statement),
        "changes": differences(seen, statement),
        "totals": totals,
        "scale": f"trên thang {totals['maximum']}{rest}",
        "gaps": [
            {"label": LACK_LABELS[lack], "criteria": [gap.criterion for gap in gaps]}
            for lack, gaps in groupby(
                sorted(sheet.gaps, key=lambda gap: list(LACK_LABELS).index(gap.lack)),
                key=lambda gap: gap.lack,
            )
        ],
        "unanswered": unanswered(sheet.beside.advice),
        "floors": floors_missed(sheet.definition, sheet.result.totals),
        "evidence_count": len({c["pk"] for chips in sheet.evidence.values() for c in chips}),
    }


def changes_since(assessment: Assessment, version: int) -> list[dict[str, Any]]:
    """The writes that somebody made after the form with `version` had been opened."""
    events = AuditEvent.objects.filter(
        unit_id=assessment.unit_id, target_type__in=PARTS_OF_FILE
    ).exclude(kind="score.measured")
    later = events.order_by("-sequence")[: max(assessment.version - version, 0)]
    return [
        {
            "at": event.at,
            "who": event.actor_name,
            "words": EVENT_WORDS.get(event.kind, event.kind),
            "what": event.target_label.split(" – ")[0],
        }
        for event in later
    ]


def frozen_sheet(submission: Submission) -> dict[str, Any]:
    """The frozen content laid out for reading, and what differs from the hand-in before it."""
    content = submission.content
    return {
        "submission": submission,
        "content": content,
        "sheet_groups": [
            {**group, "points": shown(group["points"]), "max": shown(group["max"]),
             "rows": [_row(r) for r in content["scores"] if r["group"] == group["code"]]}
            for group in content["groups"]
        ],
        "changes": _changes(submission),
    }  # fmt: skip


def shown(points: str | None) -> str:
    """Frozen points as people read them; not scored is a dash."""
    return "–" if points is None else points_text(Decimal(points))


def _row(row: dict[str, Any]) -> dict[str, Any]:
    return {**row, "points": shown(row["points"]), "max": shown(row["max"])}


def _changes(submission: Submission) -> list[dict[str, Any]]:
    """Criterion by criterion against the last hand-in that was not taken back."""
    earlier = submission.assessment.submissions.filter(
        number__lt=submission.number, recalled_at=None
    ).first()
    if earlier is None:
        return []
    found = changes(earlier.content, submission.content)
    return [{"before": _row(pair["before"]), "after": _row(pair["after"])} for pair in found]
