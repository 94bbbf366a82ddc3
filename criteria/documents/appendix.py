"""A set as appendix to its guiding document; criteria/documents/appendix.html."""

import re
from collections.abc import Iterator
from typing import Any

from core.calendar import today
from core.text import printed_quotes
from criteria.conditions import condition_of
from criteria.definitions import (
    BandDefinition,
    CriterionDefinition,
    GroupDefinition,
    SetDefinition,
)
from criteria.documents.guidance import (
    DOTS,
    Guidance,
    author_of,
    basis_lines,
    format_on,
    issuing_letterhead,
    lower_first,
)
from criteria.models import CriteriaSet, NotApplicablePolicy, Scorer
from criteria.scoring import describe, number_text, points_text
from criteria.workflow import CriteriaSetState
from organisation.models import LetterheadFormat

APPENDIX = "criteria/documents/appendix.html"
ROMAN = dict(enumerate(("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X"), start=1))


def appendix(
    criteria_set: CriteriaSet, definition: SetDefinition, guidance: Guidance | None = None
) -> dict[str, Any]:
    """Context of the appendix; without a guiding document it leaves the number open."""
    day = guidance.date if guidance else today()
    letterhead = issuing_letterhead(criteria_set.organiser, day)
    form = letterhead.format if letterhead else format_on(day)
    return {
        "format": form,
        "pdf_title": f"Phụ lục: {definition.title}, năm {definition.year}",
        "pdf_author": author_of(criteria_set, guidance, letterhead),
        "draft": guidance is None and criteria_set.state == CriteriaSetState.DRAFT,
        "label": _label(form, guidance.appendix if guidance else ""),
        "title": _title(definition),
        "attached": _attached(guidance),
        "basis": basis_lines(definition),
        **_tables(definition),
    }


def _label(form: str, number: str) -> str:
    """ "PHỤ LỤC 1"; State papers number in Roman figures."""
    if form == LetterheadFormat.ND30:
        return f"Phụ lục {ROMAN[int(number)]}" if number else "Phụ lục"
    return f"PHỤ LỤC {number}".strip()


def _title(definition: SetDefinition) -> str:
    """In capitals; the quoted name of the movement, or what is in brackets, stays with the year."""
    title = printed_quotes(definition.title).upper()
    year = str(definition.year)
    if year in title:
        return title
    name, mark, rest = re.split(r"( [“(]|$)", title, maxsplit=1)
    return f"{name}{mark.replace(' ', chr(10))}{rest} NĂM {year}"


def _attached(guidance: Guidance | None) -> str:
    if guidance:
        return f"Kèm theo {guidance.citation}"
    return f"Kèm theo {DOTS} số {DOTS}, ngày …… của {DOTS}"


def _tables(definition: SetDefinition) -> dict[str, Any]:
    """What stands below the heading of the appendix."""
    return {
        "groups": [_group(g, definition) for g in definition.groups if not g.is_bonus],
        "total": points_text(definition.total_points),
        "bonus_groups": [_group(g, definition) for g in definition.groups if g.is_bonus],
        "bonus_max": points_text(definition.bonus_max),
        "vetoes": [
            {"code": v.code, "title": printed_quotes(v.title), "effect": printed_quotes(v.effect)}
            for v in definition.vetoes
        ],
        "bands": [_band(band) for band in definition.bands],
        "notes": list(_notes(definition)),
    }


def _group(group: GroupDefinition, definition: SetDefinition) -> dict[str, Any]:
    share = group.minimum_share
    return {
        "code": group.code,
        "title": printed_quotes(group.title),
        "max": points_text(group.max_points),
        "minimum": f"Tối thiểu {number_text(share * 100)} % số điểm của nhóm" if share else "",
        "rows": [_criterion(criterion, definition) for criterion in group.criteria],
    }


def _criterion(criterion: CriterionDefinition, definition: SetDefinition) -> dict[str, Any]:
    hint = printed_quotes(criterion.evidence_hint)
    return {
        "code": criterion.code,
        "title": printed_quotes(criterion.title),
        "guidance": printed_quotes(criterion.guidance),
        "legal_basis": printed_quotes(criterion.legal_basis),
        "max": points_text(criterion.max_points),
        "scoring": _scoring(criterion),
        "remarks": _remarks(criterion, definition),
        "evidence": hint or ("Có minh chứng kèm theo." if criterion.evidence_required else ""),
    }


def _scoring(criterion: CriterionDefinition) -> list[str]:
    """The rule as its author put it, else as the program runs it."""
    if criterion.scoring_text.strip():
        return printed_quotes(criterion.scoring_text).splitlines()
    several = len(criterion.parts) > 1
    return [f"{p.label}: {describe(p)}" if several else describe(p) for p in criterion.parts]


def _remarks(criterion: CriterionDefinition, definition: SetDefinition) -> list[str]:
    remarks = []
    if condition := condition_of(definition, criterion):
        remarks.append(f"Chỉ áp dụng {printed_quotes(condition)}.")
    if criterion.scored_by == Scorer.APPRAISER:
        remarks.append("Cơ quan thẩm định chấm.")
    if criterion.may_not_arise:
        remarks.append("Không phát sinh thì ghi rõ lý do.")
    return remarks


def _band(band: BandDefinition) -> dict[str, str]:
    share = band.minimum_group_share
    return {
        "name": band.name,
        "points": points_text(band.minimum_points),
        "share": f"{number_text(share * 100)} %" if share else "",
        "recognised": "Có" if band.is_recognised else "Không",
        "conditions": printed_quotes(band.conditions),
    }


def _notes(definition: SetDefinition) -> Iterator[str]:
    criteria = [criterion for group in definition.groups for criterion in group.criteria]
    absent = [
        *(["không phát sinh nhiệm vụ trong năm"] if any(c.may_not_arise for c in criteria) else []),
        *(["không áp dụng với đơn vị"] if definition.conditional else []),
    ]
    if absent:
        policy = NotApplicablePolicy(definition.not_applicable_policy).label
        yield f"Tiêu chí {' hoặc '.join(absent)}: {lower_first(policy)}."
    if definition.bonus_max:
        yield (
            "Điểm thưởng cộng ngoài thang điểm chung, tổng cộng không quá"
            f" {points_text(definition.bonus_max)} điểm."
        )
