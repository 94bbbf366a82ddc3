"""A correction in mid-year: version 2 of the communal set, and the drafts that move to it.

What was handed in keeps the version of its day; two drafts are left for whoever tries the page.
"""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from functools import partial
from typing import Any

from assessments.actions import scores, versions
from assessments.carrying import Choice
from criteria.actions import contents
from criteria.definitions import CriterionDefinition, SetDefinition, definition_of
from danvan.demo.clock import working_day_before
from danvan.demo.criteria_sets import put_into_force
from danvan.demo.district import District
from danvan.demo.year import Year

NUMBER = "06-HD/BDVHU"
COMMUNAL = 0  # its place among the sets of the district
PUBLISHED, DECIDED = 3, 1  # working days before today
CHANGE = (
    "Theo góp ý của các đơn vị: tách số cuộc giám sát và số hội nghị phản biện (IV.1), nói rõ cuộc"
    " giám sát nào được tính (III.5), thêm mức điểm ở tiêu chí giảm nghèo (VI.3)."
)
DECISION = "Ban Dân vận đã sửa các tiêu chí III.5, IV.1, VI.3 theo góp ý của các đơn vị."

Parameters = Mapping[str, Any]


def schedule(year: Year, today: date) -> None:
    """The units have begun to fill in when it turns out what was not clear."""
    add, ago = year.agenda.add, partial(working_day_before, today)
    add(ago(PUBLISHED), 10, lambda: _publish(year.district))
    add(ago(DECIDED), 10, lambda: _decide(year))


def corrected(definition: SetDefinition) -> SetDefinition:
    """The set with three criteria put right: asked anew, in other words, in finer steps."""
    groups = (
        replace(group, criteria=tuple(_corrected(c) for c in group.criteria))
        for group in definition.groups
    )
    return replace(definition, groups=tuple(groups))


def _publish(district: District) -> None:
    origin = district.sets[COMMUNAL]
    draft = contents.create(
        corrected(definition_of(origin)), organiser=district.organiser, origin=origin,
        reason=CHANGE, by=district.board_head,
    )  # fmt: skip
    district.sets[COMMUNAL] = put_into_force(district, draft, NUMBER)


def _decide(year: Year) -> None:
    moving = [case.file for case in year.cases if case.plan.moves]
    district = year.district
    versions.move_to_version(
        year.round, district.sets[COMMUNAL], moving, Choice.KEEP, reason=DECISION, for_later=True,
        by=district.board_head,
    )  # fmt: skip
    for file in moving:  # they look at once what has changed
        district.clock.tick(3600)
        scores.refresh_measures(file, by=district.editor(file.unit))


def _corrected(criterion: CriterionDefinition) -> CriterionDefinition:
    correction = _CORRECTIONS.get(criterion.code)
    if correction is None:
        return criterion
    key, change, old, new = correction
    parts = [
        replace(p, parameters={**p.parameters, **change}) if p.key == key else p
        for p in criterion.parts
    ]
    text = criterion.scoring_text.replace(old, new)
    return replace(criterion, parts=tuple(parts), scoring_text=text)


# Code of the criterion → key of the part, its new parameters, words of the rule before and after.
_CORRECTIONS: dict[str, tuple[str, Parameters, str, str]] = {
    "III.5": (
        "supervisions", {"question": "Số cuộc giám sát đã có kết luận bằng văn bản"},
        "Có ít nhất 2 cuộc giám sát: 1", "Có ít nhất 2 cuộc giám sát có kết luận: 1",
    ),
    "IV.1": (
        "supervisions",
        # Of the two kinds, the reports of the year count the debates by themselves.
        {"sources": {"debates": "indicator_year:phan-bien"}, "items": [
            {"name": "inspections", "label": "Số cuộc giám sát đã hoàn thành", "points_each": "1"},
            {"name": "debates", "label": "Số hội nghị phản biện đã tổ chức", "points_each": "1"},
        ]},
        "Mỗi cuộc giám sát hoặc phản biện hoàn thành: 1 điểm",
        "Mỗi cuộc giám sát, mỗi hội nghị phản biện: 1 điểm",
    ),
    "VI.3": (
        "poverty",
        {"bands": [
            {"from": "100", "points": "2"}, {"from": "90", "below": "100", "points": "1.5"},
            {"from": "80", "below": "90", "points": "1"}, {"below": "80", "points": "0"},
        ]},
        "đạt từ 80% chỉ tiêu: 1", "từ 90% đến dưới 100%: 1,5; từ 80% đến dưới 90%: 1",
    ),
}  # fmt: skip
