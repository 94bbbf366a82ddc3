"""What followed a unit through the year, beside the criteria that it concerns."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.urls import reverse

from assessments.advices import advice_due, former_unit, unanswered, unjudged
from assessments.inspections import criteria_of, days_overdue, findings_by_key
from assessments.mended import speaker, with_evidence
from assessments.models import Advice, Assessment, Evidence, Finding
from assessments.permissions.following import (
    can_answer_advice,
    can_judge_advice,
    can_view_inspection,
)
from assessments.workflow import RemedyState
from core.calendar import format_date
from organisation.models import User

TONES = {
    RemedyState.OPEN: "neutral",
    RemedyState.REPORTED: "info",
    RemedyState.PARTLY: "warning",
    RemedyState.DONE: "success",
    RemedyState.NOT_DONE: "danger",
}


@dataclass
class Beside:
    """`lines`: key of a criterion → what is known there; `advice`: all that the file answers."""

    advice: list[Advice] = field(default_factory=list)
    lines: dict[int, list[dict[str, Any]]] = field(default_factory=dict)


def beside(assessment: Assessment, user: User) -> Beside:
    """Concluded findings and earlier advice with their evidence; two to four queries."""
    findings, advice = findings_by_key(assessment), advice_due(assessment)
    with_evidence([row for rows in findings.values() for row in rows])
    with_evidence(advice)
    found: dict[int, list[dict[str, Any]]] = {}
    for key, criterion in criteria_of(assessment).items():
        lines = [finding_line(row, assessment, user) for row in findings.get(key, ())]
        lines += [_advice_line(row, assessment) for row in advice if row.criterion_key == key]
        if lines:
            found[criterion.pk] = lines
    return Beside(advice, found)


def finding_line(finding: Finding, assessment: Assessment, user: User) -> dict[str, Any]:
    """One finding as a line; who may not see the inspection gets no link to it."""
    inspection = finding.inspection
    day = format_date(inspection.visited_on)
    seen = can_view_inspection(user, inspection)
    is_own = inspection.unit_id == assessment.unit_id
    former = "" if is_own else f" tại {inspection.unit.name}"
    return {
        "label": f"{inspection.get_kind_display()} ngày {day}{former}",
        "text": finding.text,
        "url": inspection.get_absolute_url() if seen else "",
        **remedy_values(finding),
    }


def remedy_values(finding: Finding) -> dict[str, Any]:
    """What became of a finding, lateness first, and the unit's own words."""
    told = {"note": f"Đơn vị: {finding.remedy}" if finding.remedy else "",
            "pieces": remedy_pieces(finding)}  # fmt: skip
    if days := days_overdue(finding):
        return {"state": f"Quá hạn khắc phục {days} ngày", "tone": "danger", **told}
    return state_values(finding) | told


def state_values(finding: Finding) -> dict[str, str]:
    """What became of a shortcoming; "Ưu điểm" for anything else."""
    if not finding.is_shortcoming:
        return {"state": "Ưu điểm, kết quả", "tone": "success"}
    return {"state": finding.get_remedy_state_display(), "tone": TONES[finding.remedy_state]}


def answer_pieces(advice: Advice) -> list[dict[str, Any]]:
    """Evidence of an answer as short links, open to whoever sees the file."""
    return [_piece(row, row.get_absolute_url()) for row in advice.pieces]


def remedy_pieces(finding: Finding) -> list[dict[str, Any]]:
    """Evidence of a remedy as short links, open to whoever sees the inspection."""
    at = (finding.inspection_id, finding.pk)
    return [
        _piece(row, reverse("assessments:remedy-evidence", args=[*at, row.pk]))
        for row in finding.pieces
    ]


def removable(pieces: list[dict[str, Any]], route: str, *at: int) -> list[dict[str, Any]]:
    """The same with an address that takes each away."""
    return [
        piece | {"remove_url": reverse(f"assessments:{route}", args=[*at, piece["pk"]])}
        for piece in pieces
    ]


def _piece(evidence: Evidence, url: str) -> dict[str, Any]:
    return {"pk": evidence.pk, "code": evidence.code, "title": evidence.title, "url": url,
            "kind": evidence.document.kind if evidence.document else "link"}  # fmt: skip


def advice_banner(assessment: Assessment, rows: list[Advice], user: User) -> dict[str, Any] | None:
    """ "Năm 2025 đề nghị khắc phục 3 việc": how many, what is left to do for this person."""
    if not rows:
        return None
    left = len(unanswered(rows))
    waiting = len(unjudged(rows))
    criteria = criteria_of(assessment)
    return {
        "url": reverse("assessments:advice", args=[assessment.pk]),
        "years": years_words(rows),
        "count": len(rows),
        "left": left,
        "waiting": waiting,
        "rows": [_placed_line(row, assessment, criteria) for row in rows],
        "may_answer": bool(can_answer_advice(user, assessment)),
        "may_judge": bool(can_judge_advice(user, assessment)),
    }


def years_words(rows: list[Advice]) -> str:
    """ "2025", or "2024, 2025" where something older is still open."""
    return ", ".join(map(str, sorted({row.assessment.round.year for row in rows})))


def _advice_line(row: Advice, assessment: Assessment) -> dict[str, Any]:
    former = former_unit(row, assessment)
    named = f" ({former})" if former else ""
    return {
        "label": f"Năm {row.assessment.round.year} đề nghị khắc phục{named}",
        "text": row.text,
        "url": reverse("assessments:advice", args=[assessment.pk]),
        "state": advice_state(row),
        "tone": TONES[row.state],
        "note": f"{speaker(row)}: {row.answer}" if row.answer else "",
        "pieces": answer_pieces(row),
    }


def _placed_line(row: Advice, assessment: Assessment, criteria: Mapping) -> dict[str, Any]:
    """A line among others of the same year: led by its criterion."""
    criterion = criteria.get(row.criterion_key)
    label = f"Tiêu chí {criterion.code}" if criterion else "Việc chung"
    if former := former_unit(row, assessment):
        label += f" ({former})"
    return _advice_line(row, assessment) | {"label": label, "url": ""}


def advice_state(row: Advice) -> str:
    """The state in words; for advice the first two say what the unit has done so far."""
    words = {RemedyState.OPEN: "Đơn vị chưa trả lời", RemedyState.REPORTED: "Đơn vị đã trả lời"}
    return words.get(row.state) or row.get_state_display()
