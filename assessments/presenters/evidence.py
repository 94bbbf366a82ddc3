"""The list of evidence (mục lục), and what a row of the sheet shows after a change of evidence."""

from typing import Any

from assessments.models import Assessment, Evidence
from assessments.permissions.files import can_fill, locked_criteria
from assessments.presenters.sheet import chip
from assessments.presenters.sheet_page import load_sheet
from core.calendar import format_date, today
from criteria.definitions import definition_of
from organisation.models import User


def evidence_page(assessment: Assessment, user: User) -> dict[str, Any]:
    """Context of templates/assessments/evidence.html: kept pieces, then those taken away."""
    pieces = list(
        assessment.evidence.select_related("document", "removed_by").prefetch_related("uses")
    )
    allowed = can_fill(user, assessment)
    locked = locked_criteria(assessment) if allowed else frozenset()
    items = [_item(piece, assessment, locked) for piece in pieces]
    return {
        "assessment": assessment,
        "items": [item for item in items if not item["removed_at"]],
        "removed": [item for item in items if item["removed_at"]] if allowed else [],
        "allowed": allowed,
    }


def panel(assessment: Assessment, criterion_pk: int | None) -> dict[str, Any]:
    """What is offered to add evidence: files, a link, pieces that serve other criteria."""
    kept = assessment.evidence.filter(removed_at=None).select_related("document")
    others = kept.exclude(uses__criterion=criterion_pk) if criterion_pk else kept.none()
    criteria = definition_of(assessment.criteria_set).criteria
    place = str(criterion_pk or "list")
    return {
        "assessment": assessment,
        "criterion": criteria.get(criterion_pk),
        "place": place,
        "file_id": f"file-{place}",
        "answer_selector": f"#evidence-answer-{place}",
        "hidden": {"tieu_chi": criterion_pk} if criterion_pk else {},
        "others": [chip(piece) for piece in others],
    }


def changed_row(assessment: Assessment, criterion_pk: int, user: User) -> dict[str, Any]:
    """The parts of the sheet that follow a change of evidence for one criterion."""
    sheet = load_sheet(assessment, user)
    return {
        "assessment": assessment,
        "row": sheet.row(criterion_pk).values(),
        "totals": sheet.totals_values(after=criterion_pk),
    }


def date_warning(evidence: Evidence, assessment: Assessment) -> str:
    """Why the date of a paper looks wrong for this year's file; a warning, never a refusal."""
    day, year = evidence.dated_on, assessment.round.year
    if day is None:
        return ""
    if day.year != year:
        return f"Ngày {format_date(day)} không thuộc năm {year}: xin kiểm tra lại."
    return f"Ngày {format_date(day)} ở tương lai: xin kiểm tra lại." if day > today() else ""


def _item(piece: Evidence, assessment: Assessment, locked: frozenset[int]) -> dict[str, Any]:
    used = {use.criterion_id for use in piece.uses.all()}
    criteria = definition_of(assessment.criteria_set).criteria
    return {
        **chip(piece),
        "reference_number": piece.reference_number,
        "dated_on": piece.dated_on,
        "issuer": piece.issuer,
        "warning": date_warning(piece, assessment),
        "criteria": [c for pk, c in criteria.items() if pk in used],
        "is_locked": bool(used & locked),
        "removed_at": piece.removed_at,
        "removed_by": piece.removed_by,
    }
