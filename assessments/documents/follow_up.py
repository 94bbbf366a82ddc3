"""What was followed through the year, at the end of the phiếu thẩm định: findings and advice."""

from collections.abc import Mapping
from typing import Any

from assessments.advices import advice_due
from assessments.inspections import concluded, criteria_of
from assessments.mended import speaker, with_evidence
from assessments.models import Advice, Assessment, Finding, Inspection
from core.party_dates import citation_date
from criteria.definitions import CriterionDefinition

NOT_JUDGED = "Chưa đánh giá"
NUMERALS = ("III", "IV", "V", "VI")  # vetoes and points come before
Criteria = Mapping[str, CriterionDefinition]


def follow_up(assessment: Assessment) -> dict[str, Any]:
    """Keys of documents/appraisal_sheet.html; what there is nothing of takes no number."""
    criteria, old = criteria_of(assessment), advice_due(assessment)
    parts = {
        "found": [
            _found(finding, inspection, criteria)
            for inspection in concluded(assessment)
            for finding in inspection.findings.all()
        ],
        "old_advice": [_old(row, criteria) for row in with_evidence(old)],
        "conclusion": [True],
        "new_advice": [
            {"place": _code_of(row, criteria), "text": row.text} for row in assessment.advice.all()
        ],
    }
    present = [name for name, rows in parts.items() if rows]
    return {
        "found": parts["found"],
        "old_advice": parts["old_advice"],
        "old_advice_heading": f"Việc năm {_years(old)} đề nghị khắc phục",
        "new_advice": parts["new_advice"],
        "numerals": dict(zip(present, NUMERALS, strict=False)),
    }


def _found(finding: Finding, inspection: Inspection, criteria: Criteria) -> dict[str, str]:
    """What an inspection found, and for a shortcoming by when it was to be mended and is."""
    due = f"hạn {citation_date(finding.remedy_due)}" if finding.remedy_due else ""
    state = finding.get_remedy_state_display() if finding.is_shortcoming else "Ưu điểm"
    number = f" (Thông báo số {inspection.reference})" if inspection.reference else ""
    return {
        "place": _code_of(finding, criteria),
        "text": finding.text,
        "inspection": f"{inspection.get_kind_display()}, ngày "
        f"{citation_date(inspection.visited_on)}{number}",
        "state": "; ".join(filter(None, (state, due))),
        "note": finding.verdict_note,
    }


def _old(row: Advice, criteria: Criteria) -> dict[str, str]:
    """What an earlier appraisal asked for, the unit's word, and what this one makes of it."""
    return {
        "place": _code_of(row, criteria),
        "text": row.text,
        "answer": _answer(row),
        "verdict": row.get_state_display() if row.judged_at else NOT_JUDGED,
        "note": row.verdict_note,
    }


def _answer(row: Advice) -> str:
    """The unit's word with the codes of its evidence, and who typed it for the unit."""
    if not row.answer:
        return "Chưa trả lời"
    codes = ", ".join(piece.code for piece in row.pieces)
    proof = f" (minh chứng {codes})" if codes else ""
    return f"{row.answer}{proof}" + (f" – {speaker(row)}" if row.entered_on_behalf else "")


def _code_of(row: Advice | Finding, criteria: Criteria) -> str:
    criterion = criteria.get(row.criterion_key)
    return criterion.code if criterion else ""


def _years(rows: list[Advice]) -> str:
    return ", ".join(map(str, sorted({row.assessment.round.year for row in rows})))
