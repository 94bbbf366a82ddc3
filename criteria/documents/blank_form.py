"""Bản tự chấm điểm to be filled in by hand; criteria/documents/blank_form.html."""

from typing import Any

from core.calendar import today
from core.text import printed_quotes
from criteria.conditions import condition_of
from criteria.definitions import CriterionDefinition, GroupDefinition, SetDefinition
from criteria.documents.guidance import (
    DOTS,
    author_of,
    basis_lines,
    format_on,
    issuing_letterhead,
    lower_first,
)
from criteria.models import CriteriaSet, Scorer
from criteria.scoring import FactField, Part, fact_fields, part_problems, points_text
from criteria.workflow import CriteriaSetState

BLANK_FORM = "criteria/documents/blank_form.html"
BOX, HARD_SPACE = "□", "\u00a0"
YES_OR_NO = f"{BOX} Có   {BOX} Không".replace(" ", HARD_SPACE)


def blank_form(criteria_set: CriteriaSet, definition: SetDefinition) -> dict[str, Any]:
    """Context of the self-scoring form to be filled in by hand."""
    letterhead = issuing_letterhead(criteria_set.organiser, today())
    return {
        "format": letterhead.format if letterhead else format_on(today()),
        "pdf_title": f"Bản tự chấm điểm (mẫu trống): {definition.title}",
        "pdf_author": author_of(criteria_set, None, letterhead),
        "draft": criteria_set.state == CriteriaSetState.DRAFT,
        "heading": {
            "parent": criteria_set.organiser.name.upper(),
            "issuer": DOTS * 3,
            "label": "",
            "title": "BẢN TỰ CHẤM ĐIỂM",
            "abstract": f"theo {lower_first(definition.title)} năm {definition.year}",
            "attached": "",
        },
        "groups": [_blank_group(g, definition) for g in definition.groups if not g.is_bonus],
        "total": points_text(definition.total_points),
        "bonus_groups": [_blank_group(g, definition) for g in definition.groups if g.is_bonus],
        "vetoes": [{"code": v.code, "title": printed_quotes(v.title)} for v in definition.vetoes],
        "basis": basis_lines(definition),
        "dateline": f"{DOTS}, ngày …… tháng …… năm ………",
        "signatures": {
            "left": {"authority": "", "title": "NGƯỜI LẬP", "name": ""},
            "right": {"authority": "", "title": "THỦ TRƯỞNG ĐƠN VỊ", "name": ""},
        },
    }


def _blank_group(group: GroupDefinition, definition: SetDefinition) -> dict[str, Any]:
    return {
        "code": group.code,
        "title": printed_quotes(group.title),
        "max": points_text(group.max_points),
        "rows": [_blank_row(criterion, definition) for criterion in group.criteria],
    }


def _blank_row(criterion: CriterionDefinition, definition: SetDefinition) -> dict[str, Any]:
    condition = condition_of(definition, criterion)
    several = len(criterion.parts) > 1
    by_appraiser = criterion.scored_by == Scorer.APPRAISER
    return {
        "code": criterion.code,
        "title": printed_quotes(criterion.title),
        "max": points_text(criterion.max_points),
        "by_appraiser": by_appraiser,
        "condition": f"Chỉ điền {printed_quotes(condition)}." if condition else "",
        "parts": [] if by_appraiser else [_blank_part(part, several) for part in criterion.parts],
        "not_arisen": f"{BOX} Không phát sinh, vì: {DOTS}{DOTS}" if criterion.may_not_arise else "",
        "evidence": printed_quotes(criterion.evidence_hint),
    }


def _blank_part(part: Part, several: bool) -> dict[str, Any]:
    most = f"tối đa {points_text(part.max_points)}" if part.max_points else "chỉ trừ điểm"
    label = f"{printed_quotes(part.label)} ({most})"
    fields = () if part_problems(part) else fact_fields(part)
    return {
        "label": label if several else "",
        "is_computed": part.method == "measure",
        "facts": [_blank_fact(field) for field in fields],
    }


def _blank_fact(field: FactField) -> dict[str, Any]:
    """One line to fill in: figures get dots, answers get boxes."""
    boxes = {"yes_no": [YES_OR_NO], "choice": [_box(label) for _key, label in field.choices]}
    chosen = boxes.get(field.kind, [])
    label = "Điểm" if field.kind == "points" else printed_quotes(field.label)
    room = "" if chosen else f"{DOTS} {field.unit}".rstrip().replace(" ", HARD_SPACE)
    return {"label": label, "boxes": chosen, "room": room}


def _box(label: str) -> str:
    """An option to tick; on paper it goes to the next line as a whole."""
    return f"{BOX}{HARD_SPACE}{printed_quotes(label)}"
