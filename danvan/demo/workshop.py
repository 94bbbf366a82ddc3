"""What the board is working on: next year's set half done, and a sample taken up."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

from criteria.actions import contents
from criteria.definitions import CriterionDefinition, SetDefinition, definition_of
from criteria.library import library_set
from criteria.scoring import Part
from danvan.demo.clock import Agenda
from danvan.demo.correction import COMMUNAL
from danvan.demo.district import District

Edit = Callable[[CriterionDefinition], CriterionDefinition]

DAYS_AGO = 2  # the board sat down to it the day before yesterday
REASON = "Chuẩn bị bộ tiêu chí năm sau theo kết luận hội nghị tổng kết."


def schedule(agenda: Agenda, district: District, today: date, this_year: int) -> None:
    """Plan the two drafts shortly before the day of the demonstration."""
    day = today - timedelta(days=DAYS_AGO)
    agenda.add(day, 14, lambda: _next_year(district, this_year + 1))
    agenda.add(day, 16, lambda: _from_sample(district, this_year + 1))


def next_years(definition: SetDefinition, year: int) -> SetDefinition:
    """The set with what the board has changed so far: two criteria, and a new one too many."""
    first, *rest = definition.groups
    criteria = [_EDITS.get(c.code, _unchanged)(c) for c in first.criteria]
    return replace(
        definition, year=year, groups=(replace(first, criteria=(*criteria, _new(first))), *rest)
    )


def _next_year(district: District, year: int) -> None:
    origin = district.sets[COMMUNAL]
    contents.create(
        next_years(definition_of(origin), year), organiser=district.organiser, origin=origin,
        reason=REASON, by=district.board_head,
    )  # fmt: skip


def _from_sample(district: District, year: int) -> None:
    sample = library_set("dan-van-chinh-quyen").definition
    contents.create(
        replace(sample, year=year), organiser=district.organiser, by=district.board_head
    )


def _unchanged(criterion: CriterionDefinition) -> CriterionDefinition:
    return criterion


def _wider_briefing(criterion: CriterionDefinition) -> CriterionDefinition:
    """Only words change."""
    return replace(
        criterion,
        guidance=f"{criterion.guidance} Nội dung quán triệt được đăng trên trang tin của xã.",
    )


def _more_dialogues(criterion: CriterionDefinition) -> CriterionDefinition:
    """Full points ask for two dialogues instead of one."""
    bands = [
        {"from": "2", "points": "1"},
        {"from": "1", "below": "2", "points": "0.5"},
        {"below": "1", "points": "0"},
    ]
    parts = [
        replace(p, parameters={**p.parameters, "bands": bands}) if p.key == "dialogues" else p
        for p in criterion.parts
    ]
    text = criterion.scoring_text.replace(
        "Có ít nhất 1 cuộc đối thoại: 1.", "Từ 2 cuộc đối thoại trở lên: 1; 1 cuộc: 0,5."
    )
    return replace(criterion, parts=tuple(parts), scoring_text=text)


def _new(group) -> CriterionDefinition:
    """Not thought through yet: judged by hand, and the sum is no longer 100."""
    points = Decimal(2)
    return CriterionDefinition(
        pk=0, group_code=group.code, code=f"{group.code}.{len(group.criteria) + 1}",
        title="Cấp uỷ chỉ đạo chuyển đổi số trong công tác dân vận", max_points=points,
        guidance="", scoring_text="", evidence_required=True, evidence_hint="",
        may_not_arise=False, scored_by="unit", is_bonus=False, key="chuyen-doi-so",
        parts=(Part("danh-gia", "Đánh giá chung", "manual", points),),
    )  # fmt: skip


_EDITS: dict[str, Edit] = {"I.1": _wider_briefing, "I.4": _more_dialogues}
