"""Phiếu thẩm định: the appraisal of one file as plain values for its paper.

Rules of form: reference/party_documents.md. A draft until the appraisal has been finished.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import Q
from django.utils import timezone

from assessments.advices import advice_due
from assessments.appraisal_rows import AppraisalSheet, is_automatic
from assessments.contents import set_content
from assessments.documents.sheets import (
    NEW_FORM_FROM,
    NOT_ARISEN,
    NOT_ASKED,
    guidance_facts,
    scale_note,
)
from assessments.findings import COMPUTED_KINDS, finding
from assessments.inspections import criteria_of
from assessments.mended import speaker, with_evidence
from assessments.models import Advice, AppraisedScore, Assessment, VetoFinding
from assessments.sheets import SheetResult
from assessments.sourced_facts import corrected_words, correction_line
from core.calendar import today
from core.party_dates import place_and_date
from criteria.definitions import CriterionDefinition, GroupDefinition, definition_of
from criteria.models import Scorer
from criteria.scoring import points_text
from organisation.models import Letterhead, LetterheadFormat

TITLE = "PHIẾU THẨM ĐỊNH"
NOT_LOOKED_AT = "Chưa xem xét"
NOT_JUDGED = "Chưa đánh giá"


@dataclass(frozen=True)
class Results:
    """Both sides of the paper; `compared`: ours without what only the appraiser scores."""

    ours: SheetResult
    theirs: SheetResult
    compared: SheetResult


def appraisal_sheet(assessment: Assessment) -> dict[str, Any]:
    """Context of documents/appraisal_sheet.html."""
    sheet = AppraisalSheet.of(assessment)
    results = Results(sheet.result(), sheet.stated_result(), sheet.compared_result())
    result = results.ours
    old = advice_due(assessment)
    return _form(assessment) | {
        "old_advice": _old_advice(old, assessment),
        "old_advice_heading": f"Việc năm {_years(old)} đề nghị khắc phục",
        "new_advice": _new_advice(assessment),
        "vetoes": _vetoes(sheet, result),
        "groups": [_group(group, sheet, results) for group in sheet.definition.groups],
        "totals": [_total("TỔNG CỘNG", results)],
        "scale_notes": [*_kept_back(sheet, results), *_left_out(result)],
        "class_result": result.class_name,
        "conclusion": assessment.appraisal.conclusion,
    }


def _old_advice(rows: list[Advice], assessment: Assessment) -> list[dict[str, str]]:
    """What earlier appraisals asked for, the unit's word, and what this one makes of it."""
    criteria = criteria_of(assessment)
    return [
        {
            "place": _code_of(row, criteria),
            "text": row.text,
            "answer": _answer(row),
            "verdict": row.get_state_display() if row.judged_at else NOT_JUDGED,
            "note": row.verdict_note,
        }
        for row in with_evidence(rows)
    ]


def _answer(row: Advice) -> str:
    """The unit's word with the codes of its evidence, and who typed it for the unit."""
    if not row.answer:
        return "Chưa trả lời"
    codes = ", ".join(piece.code for piece in row.pieces)
    proof = f" (minh chứng {codes})" if codes else ""
    return f"{row.answer}{proof}" + (f" – {speaker(row)}" if row.entered_on_behalf else "")


def _new_advice(assessment: Assessment) -> list[dict[str, str]]:
    criteria = criteria_of(assessment)
    return [{"place": _code_of(row, criteria), "text": row.text} for row in assessment.advice.all()]


def _code_of(row: Advice, criteria: Mapping[str, CriterionDefinition]) -> str:
    criterion = criteria.get(row.criterion_key)
    return criterion.code if criterion else ""


def _years(rows: list[Advice]) -> str:
    return ", ".join(map(str, sorted({row.assessment.round.year for row in rows})))


def board_letterhead(assessment: Assessment, day: date) -> Letterhead | None:
    """Letterhead of the organiser's own body that is not assessed itself (Ban Dân vận)."""
    in_force = Q(valid_to__isnull=True) | Q(valid_to__gte=day)
    rows = Letterhead.objects.filter(
        in_force, unit__parent=assessment.round.organiser_id, valid_from__lte=day
    ).exclude(unit__assessments__round=assessment.round_id)
    return rows.order_by("-valid_from").first()


def _form(assessment: Assessment) -> dict[str, Any]:
    """Head, facts, signatures."""
    finished = assessment.appraisal.finished_at
    day = timezone.localdate(finished) if finished else today()
    letterhead = board_letterhead(assessment, day)
    year = assessment.round.year
    return {
        "format": letterhead.format if letterhead else _format_on(day),
        "pdf_title": f"Phiếu thẩm định – {assessment.unit_name}, năm {year}",
        "pdf_author": letterhead.author if letterhead else assessment.round.organiser.name,
        "draft": finished is None,
        "heading": _heading(assessment, letterhead),
        "facts": _facts(assessment),
        "basis": assessment.criteria_set.basis,
        "dateline": place_and_date(letterhead.place, day) if letterhead else "",
        "signatures": _signatures(assessment, letterhead),
    }


def _heading(assessment: Assessment, letterhead: Letterhead | None) -> dict[str, str]:
    organiser = assessment.round.organiser.name.upper()
    return {
        "parent": letterhead.parent_line if letterhead else "",
        "issuer": letterhead.issuer_line if letterhead else organiser,
        "label": "",
        "title": TITLE,
        "abstract": f"kết quả tự chấm điểm “Dân vận khéo” năm {assessment.round.year}",
        "attached": "",
    }


def _facts(assessment: Assessment) -> list[dict[str, str]]:
    submission = assessment.submissions.filter(recalled_at=None).latest("number")
    handed_in = timezone.localtime(submission.submitted_at)
    criteria_set = assessment.criteria_set
    values = {
        "Đơn vị được thẩm định": assessment.unit_name,
        "Bộ tiêu chí": f"{criteria_set.title}, phiên bản {criteria_set.version}",
        "Hồ sơ": f"biên nhận {submission.receipt_number}, nộp lúc {handed_in:%H:%M ngày %d/%m/%Y}",
    }
    lines = [{"label": label, "value": value} for label, value in values.items()]
    guidance = set_content(criteria_set, definition_of(criteria_set))["guidance"]
    return [*lines, *guidance_facts(guidance)]


def _signatures(assessment: Assessment, letterhead: Letterhead | None) -> dict[str, Any]:
    appraisal = assessment.appraisal
    appraiser = appraisal.finished_by or appraisal.started_by
    right = {"authority": "", "title": "LÃNH ĐẠO BAN DÂN VẬN", "name": ""}
    if letterhead:
        right = {
            "authority": letterhead.authority_line,
            "title": letterhead.signatory_title,
            "name": letterhead.signatory_name,
        }
    left = {"authority": "", "title": "NGƯỜI THẨM ĐỊNH", "name": str(appraiser)}
    return {"left": left, "right": right}


def _vetoes(sheet: AppraisalSheet, result: SheetResult) -> list[dict[str, str]]:
    definitions = {veto.pk: veto for veto in sheet.definition.vetoes}
    rows = sheet.assessment.appraisal.veto_findings.select_related("veto")
    return [_veto(row, sheet, result, definitions[row.veto_id]) for row in rows]


def _veto(
    row: VetoFinding, sheet: AppraisalSheet, result: SheetResult, veto: Any
) -> dict[str, str]:
    found, note = row.found, row.note
    if veto.kind in COMPUTED_KINDS and row.decided_at is None:
        live = finding(veto, sheet.assessment, result.totals)
        found, note = live.found, live.note
    elif row.decided_at is None:
        return {"code": veto.code, "title": veto.title, "answer": NOT_LOOKED_AT, "note": ""}
    answer = "Có" if found else "Không"
    return {"code": veto.code, "title": veto.title, "answer": answer, "note": note}


def _left_out(result: SheetResult) -> list[str]:
    note = scale_note(result.totals.scale_text)
    return [note] if note else []


def _kept_back(sheet: AppraisalSheet, results: Results) -> list[str]:
    """What the unit's total and the difference leave out, where the superior gives points."""
    kept_back = sum(sheet.definition.appraiser_points.values())
    if not kept_back:
        return []
    given = results.ours.totals.total - results.compared.totals.total
    return [
        f"Đơn vị tự chấm trên thang {points_text(results.theirs.totals.maximum)} điểm. Cơ quan"
        f" thẩm định chấm thêm {points_text(given)}/{points_text(kept_back)} điểm; chênh lệch"
        " không tính phần này."
    ]


def _group(group: GroupDefinition, sheet: AppraisalSheet, results: Results) -> dict[str, Any]:
    most, ours, theirs, compared = _group_points(group, sheet, results)
    return {
        "code": group.code,
        "title": group.title,
        "max": points_text(most),
        "self": points_text(theirs) if _unit_scores(group) else "",
        "appraised": points_text(ours),
        "difference": _difference(compared, theirs),
        "rows": [_row(c, sheet.rows[c.pk], sheet) for c in group.criteria],
    }


def _unit_scores(group: GroupDefinition) -> bool:
    return any(criterion.scored_by == Scorer.UNIT for criterion in group.criteria)


def _group_points(
    group: GroupDefinition, sheet: AppraisalSheet, results: Results
) -> tuple[Decimal, Decimal, Decimal, Decimal]:
    """Maximum, appraised, stated, comparable points; the bonus group counts up to its cap."""
    sides = [side.totals for side in (results.ours, results.theirs, results.compared)]
    if group.is_bonus:
        ours, theirs, compared = (totals.bonus for totals in sides)
        return sheet.definition.bonus_max, ours, theirs, compared
    own, unit, shared = (
        next(total for total in totals.groups if total.code == group.code) for totals in sides
    )
    return own.max, own.points, unit.points, shared.points


def _row(
    criterion: CriterionDefinition, row: AppraisedScore, sheet: AppraisalSheet
) -> dict[str, str]:
    points = sheet.standing(row).points if is_automatic(criterion) else row.points
    stated, held = sheet.stated_held, sheet.held
    is_known = points is not None and row.self_points is not None
    return {
        "code": criterion.code,
        "title": criterion.title,
        "max": points_text(criterion.max_points),
        "legal_basis": criterion.legal_basis,
        "self": _shown(
            row.self_points, bool(row.unit_not_applicable), is_asked=row.criterion_id not in stated
        ),
        "appraised": _shown(
            points,
            row.not_applicable and row.decided_at is not None,
            is_asked=row.criterion_id not in held,
        ),
        "difference": _difference(points, row.self_points) if is_known else "",
        "basis": "" if criterion.is_bonus and points is None else _basis(criterion, row),
        "reason": row.reason,
    }


def _basis(criterion: CriterionDefinition, row: AppraisedScore) -> str:
    """The arithmetic, which holds the appraiser's figures; nothing while the row is undecided.

    Where the unit had corrected our own records, both values with its reason.
    """
    sides = (row.unit_facts or {}, row.unit_sourced or {}, row.unit_corrections or {})
    corrected = [correction_line(words) for words in corrected_words(criterion, *sides)]
    return "; ".join([*row.working, *corrected] if row.decided_at else corrected)


def _total(label: str, results: Results) -> dict[str, str]:
    ours, theirs = results.ours.totals.total, results.theirs.totals.total
    return {
        "code": "",
        "label": label,
        "max": points_text(results.ours.totals.maximum),
        "self": points_text(theirs),
        "appraised": points_text(ours),
        "difference": _difference(results.compared.totals.total, theirs),
    }


def _difference(ours: Decimal, theirs: Decimal) -> str:
    gap = ours - theirs
    if gap == 0:
        return ""
    return f"+{points_text(gap)}" if gap > 0 else points_text(gap)


def _shown(points: Decimal | None, not_applicable: bool, *, is_asked: bool) -> str:
    if not_applicable:
        return NOT_ARISEN if is_asked else NOT_ASKED
    return "" if points is None else points_text(points)


def _format_on(day: date) -> str:
    return LetterheadFormat.HD05 if day >= NEW_FORM_FROM else LetterheadFormat.HD36
