"""That a sheet's set was replaced: what the unit must look at, and what earlier events meant."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from assessments.carrying import ADJUSTED, MUST_REENTER, successors
from assessments.models import Assessment
from assessments.presenters.sheet import Sheet
from assessments.workflow import UNIT_EDITABLE
from core import audit
from core.models import AuditEvent
from criteria.definitions import CriterionDefinition, definition_of
from criteria.models import CriteriaSet
from criteria.scoring import points_text

MOVED = "assessment.moved_to_version"


def moves_of(assessment: Assessment) -> list[AuditEvent]:
    """Every move of the file to a later version, newest first; none is looked for without need."""
    if assessment.criteria_set.origin_id is None:
        return []
    return list(audit.history(assessment).filter(kind=MOVED))


def version_notices(sheet: Sheet) -> list[dict[str, Any]]:
    """What the unit is told at the top of its sheet until it hands in, newest move first."""
    assessment = sheet.assessment
    if assessment.state not in UNIT_EDITABLE:
        return []
    moves = moves_of(assessment)
    last = assessment.submissions.first() if moves else None
    return [_notice(e, sheet) for e in moves if last is None or e.at > last.submitted_at]


def criterion_forms(
    assessment: Assessment, criterion: CriterionDefinition, moves: list[AuditEvent]
) -> list[tuple[int, CriterionDefinition]]:
    """(sequence of a move, the criterion as it was before it), newest first."""
    sets = CriteriaSet.objects.in_bulk({event.before["set"] for event in moves}) if moves else {}
    present = definition_of(assessment.criteria_set)
    found = []
    for event in moves:
        before = definition_of(sets[event.before["set"]])
        continued = {now.pk: pk for pk, now in successors(before, present).items()}
        if criterion.pk in continued:
            found.append((event.sequence, before.criteria[continued[criterion.pk]]))
    return found


def told_of(event: AuditEvent, criterion: CriterionDefinition) -> list[dict[str, str]]:
    """What one move did to one criterion: label, before, after."""
    return [
        {"label": line["label"], "before": _was(line), "after": _became(line)}
        for line in event.after["lines"]
        if line["criterion"] == criterion.key
    ]


def told_lines(lines: list[Mapping[str, Any]]) -> str:
    """The lines of a move in one sentence, for the history of the file."""
    return "; ".join(
        f"{line['code']} {line['label']}: {_was(line)} → {_became(line)}" for line in lines
    )


def taken_out(removed: list[Mapping[str, Any]]) -> str:
    """Criteria that a move took out, with all that they held."""
    texts = [
        f"{row['code']}. {row['title']}" + (f" ({held})" if (held := _held(row)) else "")
        for row in removed
    ]
    return f"tiêu chí đã bỏ: {'; '.join(texts)}" if texts else ""


def named(added: list[Mapping[str, Any]]) -> str:
    """Criteria that came with a move."""
    texts = [f"{row['code']}. {row['title']}" for row in added]
    return f"tiêu chí mới: {'; '.join(texts)}" if texts else ""


def _notice(event: AuditEvent, sheet: Sheet) -> dict[str, Any]:
    lines = [_line(line, sheet) for line in event.after["lines"]]
    again = [line for line in lines if line["fate"] in MUST_REENTER]
    return {
        "number": event.after["number"],
        "at": event.at,
        "reason": event.note,
        "again": again,
        "is_open": not all(line["is_done"] for line in again),  # on a narrow screen
        "adjusted": [line for line in lines if line["fate"] in ADJUSTED],
        "reworded": [line for line in lines if line["is_reworded"]],
        "added": [row | {"anchor": _anchor(row, sheet)} for row in event.after["added"]],
        "removed": [row | {"held": _held(row)} for row in event.after["removed"]],
    }


def _line(line: dict[str, Any], sheet: Sheet) -> dict[str, Any]:
    place = _present(line, sheet)
    facts = sheet.rows[place.pk].facts if place else {}
    return line | {
        "anchor": _anchor(line, sheet),
        "was_words": _was(line),
        "became": _became(line),
        "is_done": bool(facts.get(line["part"])),
    }


def _present(row: Mapping[str, Any], sheet: Sheet) -> CriterionDefinition | None:
    found = (c for c in sheet.definition.criteria.values() if c.key == row["criterion"])
    return next(found, None)


def _anchor(row: Mapping[str, Any], sheet: Sheet) -> str:
    """Where the criterion now stands on the page; empty once a later version has dropped it."""
    place = _present(row, sheet)
    return f"tc-{place.pk}" if place else ""


def _was(line: Mapping[str, Any]) -> str:
    return f"{', '.join(line['was'])} ({_points(line['before'])})"


def _became(line: Mapping[str, Any]) -> str:
    if line["fate"] in MUST_REENTER:
        return f"phải nhập lại: {line['reason']}"
    if line["fate"] in ADJUSTED:
        return _points(line["after"])
    return "giữ nguyên; câu hỏi đã đổi lời"


def _held(row: Mapping[str, Any]) -> str:
    """ "Số cuộc: 2; 10,00 điểm; thuyết minh: …; minh chứng MC01"."""
    parts = [
        *row["was"],
        *([_points(row["points"])] if row["points"] is not None else []),
        *([f"thuyết minh: {row['explanation']}"] if row["explanation"] else []),
        *([f"minh chứng {', '.join(row['evidence'])}"] if row["evidence"] else []),
    ]
    return "; ".join(parts)


def _points(value: str | None) -> str:
    return "chưa có điểm" if value is None else f"{points_text(Decimal(value))} điểm"
