"""Papers of a set as plain values: the appendix to its guiding document, the empty score form.

Rules of form: reference/party_documents.md. Templates: templates/criteria/documents.
"""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Q

from core.calendar import today
from core.party_dates import NEW_FORM_FROM, citation_date
from core.text import printed_quotes
from criteria.definitions import (
    BandDefinition,
    CriterionDefinition,
    GroupDefinition,
    SetDefinition,
)
from criteria.models import CriteriaSet, NotApplicablePolicy, Scorer
from criteria.scoring import (
    FactField,
    Part,
    describe,
    fact_fields,
    number_text,
    part_problems,
    points_text,
)
from criteria.workflow import CriteriaSetState
from organisation.models import Letterhead, LetterheadFormat, Unit

APPENDIX = "criteria/documents/appendix.html"
BLANK_FORM = "criteria/documents/blank_form.html"
DOTS = "……………"
BOX, HARD_SPACE = "□", "\u00a0"
ROMAN = {"1": "I", "2": "II", "3": "III", "4": "IV", "5": "V"}


@dataclass(frozen=True)
class Guidance:
    """The guiding document that a set is an appendix to; `appendix`: its number among several."""

    kind: str
    number: str
    date: date
    issuer: str
    appendix: str = ""

    @property
    def citation(self) -> str:
        """ "Hướng dẫn số 05-HD/BDVHU, ngày 15/01/2026 của Ban Dân vận Huyện uỷ"."""
        return f"{self.kind} số {self.number}, ngày {citation_date(self.date)} của {self.issuer}"


def guidance_of(criteria_set: CriteriaSet) -> Guidance | None:
    """The document that a published set came with; None where none was named."""
    if not criteria_set.guidance_number or criteria_set.guidance_date is None:
        return None
    return Guidance(
        criteria_set.guidance_kind, criteria_set.guidance_number, criteria_set.guidance_date,
        criteria_set.guidance_issuer,
    )  # fmt: skip


def issuing_letterhead(organiser: Unit, day: date) -> Letterhead | None:
    """That of the organiser's own board where it has just one, else the organiser's."""
    boards = Q(unit__parent=organiser, unit__kind__is_assessed=False)
    in_force = Letterhead.objects.filter(Q(unit=organiser) | boards).valid_on(day)
    found = list(in_force.order_by("-valid_from"))
    of_boards = [row for row in found if row.unit_id != organiser.pk]
    if len(of_boards) == 1:
        return of_boards[0]
    return next((row for row in found if row.unit_id == organiser.pk), None)


def appendix(
    criteria_set: CriteriaSet, definition: SetDefinition, guidance: Guidance | None = None
) -> dict[str, Any]:
    """Context of the appendix; without a guiding document a draft that leaves its number open."""
    day = guidance.date if guidance else today()
    letterhead = issuing_letterhead(criteria_set.organiser, day)
    form = letterhead.format if letterhead else _format_on(day)
    return {
        "format": form,
        "pdf_title": f"Phụ lục: {definition.title}, năm {definition.year}",
        "pdf_author": _issuer(criteria_set, guidance, letterhead),
        "draft": guidance is None,
        "label": _label(form, guidance.appendix if guidance else ""),
        "title": _title(definition),
        "attached": _attached(guidance),
        **_tables(definition),
    }


def blank_form(criteria_set: CriteriaSet, definition: SetDefinition) -> dict[str, Any]:
    """Context of the self-scoring form to be filled in by hand."""
    letterhead = issuing_letterhead(criteria_set.organiser, today())
    return {
        "format": letterhead.format if letterhead else _format_on(today()),
        "pdf_title": f"Bản tự chấm điểm (mẫu trống): {definition.title}",
        "pdf_author": _issuer(criteria_set, None, letterhead),
        "draft": criteria_set.state == CriteriaSetState.DRAFT,
        "heading": {
            "parent": criteria_set.organiser.name.upper(),
            "issuer": DOTS * 3,
            "label": "",
            "title": "BẢN TỰ CHẤM ĐIỂM",
            "abstract": f"theo {_lower_first(definition.title)} năm {definition.year}",
            "attached": "",
        },
        "groups": [_blank_group(g) for g in definition.groups if not g.is_bonus],
        "total": points_text(definition.total_points),
        "bonus_groups": [_blank_group(g) for g in definition.groups if g.is_bonus],
        "vetoes": [{"code": v.code, "title": printed_quotes(v.title)} for v in definition.vetoes],
        "dateline": f"{DOTS}, ngày …… tháng …… năm ………",
        "signatures": {
            "left": {"authority": "", "title": "NGƯỜI LẬP", "name": ""},
            "right": {"authority": "", "title": "THỦ TRƯỞNG ĐƠN VỊ", "name": ""},
        },
    }


def _format_on(day: date) -> str:
    return LetterheadFormat.HD05 if day >= NEW_FORM_FROM else LetterheadFormat.HD36


def _issuer(
    criteria_set: CriteriaSet, guidance: Guidance | None, letterhead: Letterhead | None
) -> str:
    if guidance:
        return guidance.issuer
    return letterhead.author if letterhead else criteria_set.organiser.name


def _label(form: str, number: str) -> str:
    """ "PHỤ LỤC 1"; State papers number in Roman figures."""
    if form == LetterheadFormat.ND30:
        return f"Phụ lục {ROMAN.get(number, number)}".strip()
    return f"PHỤ LỤC {number}".strip()


def _title(definition: SetDefinition) -> str:
    """In capitals, the quoted name of the movement on a line with the year."""
    title = printed_quotes(definition.title).upper()
    year = str(definition.year)
    if year in title:
        return title
    return f"{title.replace(' “', chr(10) + '“', 1)} NĂM {year}"


def _attached(guidance: Guidance | None) -> str:
    if guidance:
        return f"Kèm theo {guidance.citation}"
    return f"Kèm theo {DOTS} số {DOTS}, ngày …… của {DOTS}"


def _lower_first(text: str) -> str:
    return text[:1].lower() + text[1:]


def _tables(definition: SetDefinition) -> dict[str, Any]:
    """What stands below the heading of the appendix."""
    return {
        "groups": [_group(group) for group in definition.groups if not group.is_bonus],
        "total": points_text(definition.total_points),
        "bonus_groups": [_group(group) for group in definition.groups if group.is_bonus],
        "bonus_max": points_text(definition.bonus_max),
        "vetoes": [
            {"code": v.code, "title": printed_quotes(v.title), "effect": printed_quotes(v.effect)}
            for v in definition.vetoes
        ],
        "bands": [_band(band) for band in definition.bands],
        "notes": list(_notes(definition)),
    }


def _group(group: GroupDefinition) -> dict[str, Any]:
    share = group.minimum_share
    return {
        "code": group.code,
        "title": printed_quotes(group.title),
        "max": points_text(group.max_points),
        "minimum": f"Tối thiểu {number_text(share * 100)} % số điểm của nhóm" if share else "",
        "rows": [_criterion(criterion) for criterion in group.criteria],
    }


def _criterion(criterion: CriterionDefinition) -> dict[str, Any]:
    hint = printed_quotes(criterion.evidence_hint)
    return {
        "code": criterion.code,
        "title": printed_quotes(criterion.title),
        "guidance": printed_quotes(criterion.guidance),
        "legal_basis": printed_quotes(criterion.legal_basis),
        "max": points_text(criterion.max_points),
        "scoring": _scoring(criterion),
        "remarks": _remarks(criterion),
        "evidence": hint or ("Có minh chứng kèm theo." if criterion.evidence_required else ""),
    }


def _scoring(criterion: CriterionDefinition) -> list[str]:
    """The rule as its author put it, else as the program runs it."""
    if criterion.scoring_text.strip():
        return printed_quotes(criterion.scoring_text).splitlines()
    several = len(criterion.parts) > 1
    return [f"{p.label}: {describe(p)}" if several else describe(p) for p in criterion.parts]


def _remarks(criterion: CriterionDefinition) -> list[str]:
    remarks = []
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


def _notes(definition: SetDefinition):
    criteria = [criterion for group in definition.groups for criterion in group.criteria]
    if any(criterion.may_not_arise for criterion in criteria):
        policy = NotApplicablePolicy(definition.not_applicable_policy).label
        yield f"Tiêu chí không phát sinh nhiệm vụ trong năm: {_lower_first(policy)}."
    if definition.bonus_max:
        yield (
            "Điểm thưởng cộng ngoài thang điểm chung, tổng cộng không quá"
            f" {points_text(definition.bonus_max)} điểm."
        )


def _blank_group(group: GroupDefinition) -> dict[str, Any]:
    return {
        "code": group.code,
        "title": printed_quotes(group.title),
        "max": points_text(group.max_points),
        "rows": [_blank_row(criterion) for criterion in group.criteria],
    }


def _blank_row(criterion: CriterionDefinition) -> dict[str, Any]:
    several = len(criterion.parts) > 1
    by_appraiser = criterion.scored_by == Scorer.APPRAISER
    return {
        "code": criterion.code,
        "title": printed_quotes(criterion.title),
        "max": points_text(criterion.max_points),
        "by_appraiser": by_appraiser,
        "parts": [] if by_appraiser else [_blank_part(part, several) for part in criterion.parts],
        "not_arisen": f"{BOX} Không phát sinh, vì: {DOTS}{DOTS}" if criterion.may_not_arise else "",
        "evidence": printed_quotes(criterion.evidence_hint),
    }


def _blank_part(part: Part, several: bool) -> dict[str, Any]:
    label = f"{printed_quotes(part.label)} (tối đa {points_text(part.max_points)})"
    fields = () if part_problems(part) else fact_fields(part)
    return {
        "label": label if several else "",
        "is_computed": part.method == "measure",
        "facts": [_blank_fact(field) for field in fields],
    }


def _blank_fact(field: FactField) -> dict[str, str]:
    """One line to fill in: figures get dots, answers get boxes."""
    choices = {"yes_no": ("Có", "Không"), "choice": tuple(label for _key, label in field.choices)}
    boxes = (_box(printed_quotes(label)) for label in choices.get(field.kind, ()))
    label = "Điểm" if field.kind == "points" else printed_quotes(field.label)
    between = HARD_SPACE * 3 if field.kind == "yes_no" else "\u2003"
    return {"label": label, "room": between.join(boxes) or f"{DOTS} {field.unit}".rstrip()}


def _box(label: str) -> str:
    """A box that stays with the first word of its label."""
    return f"{BOX}{HARD_SPACE}{label}"
