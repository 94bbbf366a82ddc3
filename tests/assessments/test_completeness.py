"""What a sheet still lacks, and which floors can no longer be reached."""

from dataclasses import dataclass, field
from decimal import Decimal

import pytest

from assessments.completeness import (
    Lack,
    floors_at_risk,
    floors_missed,
    gaps,
    lacks_of,
    next_class_text,
)
from assessments.sheets import class_rules, result_of
from criteria.definitions import (
    BandDefinition,
    CriterionDefinition,
    GroupDefinition,
    SetDefinition,
)
from criteria.scoring import Part

YES_NO = Part("p1", "Nội dung", "yes_no", Decimal(10), {"question": "Có không"})
MEASURE = Part("p1", "Nội dung", "measure", Decimal(10), {"measure": "reports_on_time"})


@dataclass
class Row:
    criterion_id: int = 1
    points: Decimal | None = None
    not_applicable: bool = False
    explanation: str = ""
    facts: dict = field(default_factory=dict)


def criterion(pk=1, *, group="I", points=10, part=YES_NO, by="unit", bonus=False, evidence=True):
    return CriterionDefinition(
        pk=pk, group_code=group, code=f"{group}.{pk}", title="Tiêu chí",
        max_points=Decimal(points), guidance="", scoring_text="", evidence_required=evidence,
        evidence_hint="", may_not_arise=True, scored_by=by, is_bonus=bonus, parts=(part,),
    )  # fmt: skip


def group(code, criteria):
    whole = sum(c.max_points for c in criteria)
    return GroupDefinition(1, code, "Nhóm", whole, Decimal("0.5"), False, tuple(criteria))


def definition(*criteria):
    codes = dict.fromkeys(c.group_code for c in criteria)
    groups = tuple(group(code, [c for c in criteria if c.group_code == code]) for code in codes)
    bands = (
        BandDefinition("Tốt", Decimal(15), Decimal("0.5"), True, ""),
        BandDefinition("Chưa đạt", Decimal(0), Decimal(0), False, ""),
    )
    return SetDefinition(1, "Bộ", 1, Decimal(20), Decimal(0), "full", groups, (), bands)


def totals(sheet, *rows):
    return result_of(sheet, rows, by_unit=True).totals


@pytest.mark.parametrize(
    ("row", "has_evidence", "lacks"),
    [
        (Row(), False, (Lack.NOT_SCORED,)),
        (Row(points=Decimal(0)), False, ()),
        (Row(points=Decimal(5)), False, (Lack.NO_EVIDENCE,)),
        (Row(points=Decimal(5)), True, ()),
        (Row(not_applicable=True), False, (Lack.NO_EXPLANATION,)),
        (Row(not_applicable=True, explanation="Không có dự án"), False, ()),
    ],
)
def test_lacks_of_a_criterion(row, has_evidence, lacks):
    assert lacks_of(criterion(), row, has_evidence) == lacks


@pytest.mark.parametrize(
    "free",
    [criterion(by="appraiser"), criterion(part=MEASURE), criterion(bonus=True)],
    ids=["appraiser's own", "computed", "unclaimed bonus"],
)
def test_unit_owes_nothing_for(free):
    assert lacks_of(free, Row(), has_evidence=False) == ()


def test_evidence_is_not_asked_for_where_the_set_does_not():
    assert lacks_of(criterion(evidence=False), Row(points=Decimal(5)), has_evidence=False) == ()


def test_gaps_come_in_reading_order():
    sheet = definition(criterion(1), criterion(2, group="II"))
    rows = {1: Row(1), 2: Row(2, points=Decimal(5))}

    found = gaps(sheet, rows, with_evidence=frozenset())

    assert [(gap.criterion.code, gap.lack) for gap in found] == [
        ("I.1", Lack.NOT_SCORED),
        ("II.2", Lack.NO_EVIDENCE),
    ]


def test_floor_is_at_risk_only_when_nothing_open_can_save_it():
    sheet = definition(criterion(1), criterion(2))
    open_yet = totals(sheet, Row(1, points=Decimal(0)), Row(2))
    lost = totals(sheet, Row(1, points=Decimal(0)), Row(2, points=Decimal(4)))

    assert floors_at_risk(sheet, open_yet) == []
    assert floors_at_risk(sheet, lost) == ["Nhóm I mới đạt 20,00 %, cần ít nhất 50 %"]


def test_points_of_the_appraiser_may_still_save_a_floor():
    sheet = definition(criterion(1), criterion(2, by="appraiser"))
    now = totals(sheet, Row(1, points=Decimal(4)))

    assert floors_at_risk(sheet, now) == []
    assert floors_missed(sheet, now)[0].endswith("(chưa kể điểm do cơ quan thẩm định chấm)")


def test_distance_to_the_next_class_is_said_until_the_highest_is_reached():
    sheet = definition(criterion(1), criterion(2))
    low = totals(sheet, Row(1, points=Decimal("4.5")), Row(2))
    high = totals(sheet, Row(1, points=Decimal(10)), Row(2, points=Decimal(10)))

    assert next_class_text(low, class_rules(sheet)) == "Còn 10,50 điểm nữa đến mức Tốt."
    assert next_class_text(high, class_rules(sheet)) == ""
