"""Who is recognised: points and conditions together, each refusal with its reason."""

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessments.totals import GroupRule, Line, total
from recognition.eligibility import VetoFinding, outcome, settled_vetoes
from tests.assessments.test_totals import CLASSES, even_sheet, sheet
from tests.strategies import steady

DISCIPLINE = VetoFinding("L1", "Người đứng đầu bị kỷ luật")
FLOOR = VetoFinding("L2", "Có nhóm dưới 50 % điểm tối đa", kind="group_floor")
REPORTS = VetoFinding("L4", "Thiếu từ 2 báo cáo quý trở lên", kind="reports_missing")
VETOES = (DISCIPLINE, FLOOR, REPORTS)


@pytest.mark.parametrize(
    ("value", "class_name", "qualified"),
    [
        ("90", "Xuất sắc", True),
        ("89.99", "Tốt", True),
        ("80", "Tốt", True),
        ("79.99", "Khá", False),
        ("50", "Trung bình", False),
        ("49.99", "Chưa đạt", False),
    ],
)
def test_unit_without_vetoes_is_judged_by_its_points(value, class_name, qualified):
    result = outcome(even_sheet(value), CLASSES, VETOES)

    assert (result.class_name, result.qualified) == (class_name, qualified)


def test_qualified_unit_is_told_what_it_reached():
    assert outcome(even_sheet("92.5"), CLASSES, VETOES).reasons == (
        "Đạt 92,50 điểm, xếp loại Xuất sắc.",
    )


def test_qualified_unit_is_told_why_not_higher():
    result = outcome(sheet(("30", "30"), ("14", "13.9"), bonus="5"), CLASSES, VETOES)

    assert result.qualified
    assert result.reasons == (
        "Đạt 92,90 điểm, xếp loại Tốt.",
        "Đủ điểm Xuất sắc nhưng nhóm II chỉ đạt 69,75 % (cần 70 %) nên xét mức Tốt.",
    )


def test_points_short_of_a_recognised_class_are_a_reason():
    assert outcome(even_sheet("79.99"), CLASSES, VETOES).reasons == (
        "Xếp loại Khá với 79,99 điểm; chỉ công nhận từ mức Tốt"
        " (từ 80,00 điểm và đủ điều kiện kèm theo).",
    )


@pytest.mark.parametrize("veto", [DISCIPLINE, REPORTS])
def test_a_veto_stops_recognition_but_leaves_the_class(veto):
    found = replace(veto, found=True, note="Kết luận số 12")

    result = outcome(even_sheet(95), CLASSES, [found])

    assert (result.class_name, result.qualified) == ("Xuất sắc", False)
    assert result.reasons == (
        f"Vi phạm điều kiện loại trừ {veto.code}: {veto.title} (Kết luận số 12).",
    )


def test_every_veto_found_is_named():
    found = [replace(DISCIPLINE, found=True), replace(REPORTS, found=True)]

    assert outcome(even_sheet(95), CLASSES, found).reasons == (
        "Vi phạm điều kiện loại trừ L1: Người đứng đầu bị kỷ luật.",
        "Vi phạm điều kiện loại trừ L4: Thiếu từ 2 báo cáo quý trở lên.",
    )


def test_group_under_its_floor_stops_recognition_and_holds_the_class():
    result = outcome(sheet(("30", "30"), ("19.5", "0"), bonus="5"), CLASSES, VETOES)

    assert (result.class_name, result.qualified) == ("Khá", False)
    assert result.reasons[0] == (
        "Vi phạm điều kiện loại trừ L2: Có nhóm dưới 50 % điểm tối đa"
        " (nhóm II đạt 48,75 %, cần từ 50 %)."
    )


def test_group_floor_holds_the_class_even_where_classes_ask_nothing_of_groups():
    lenient = [replace(rule, minimum_group_share=Decimal(0)) for rule in CLASSES]

    result = outcome(sheet(("30", "30"), ("19.9", "0"), bonus="5"), lenient, VETOES)

    assert (result.class_name, result.qualified) == ("Khá", False)


@pytest.mark.parametrize(("value", "found"), [("19.99", True), ("20", False), ("20.01", False)])
def test_group_floor_is_found_from_the_totals_alone(value, found):
    totals = sheet(("30", "30"), (value, "0"))

    floor = settled_vetoes([replace(FLOOR, found=not found)], totals)[0]

    assert floor.found is found


def test_file_with_a_criterion_not_scored_is_not_qualified():
    result = outcome(sheet(("30", "30"), ("20", None), bonus="5"), CLASSES, VETOES)

    assert not result.qualified
    assert result.reasons[0] == "Còn 1 tiêu chí chưa chấm: II.2."


def test_set_without_recognised_classes_recognises_nobody():
    none = [replace(rule, recognised=False) for rule in CLASSES]

    result = outcome(even_sheet(100), none, ())

    assert not result.qualified
    assert result.reasons == (
        "Xếp loại Xuất sắc với 100,00 điểm; bộ tiêu chí không có mức nào được công nhận.",
    )


@given(
    st.lists(st.decimals(0, 50, places=2), min_size=2, max_size=2),
    st.lists(st.booleans(), min_size=3, max_size=3),
)
@steady
def test_refusals_always_have_a_reason_and_recognition_never_hides_one(values, flags):
    groups = [GroupRule(code, Decimal(50), Decimal("0.5")) for code in ("I", "II")]
    lines = [Line(g.code, g.code, g.max_points, v) for g, v in zip(groups, values, strict=True)]
    found = [replace(veto, found=flag) for veto, flag in zip(VETOES, flags, strict=True)]

    result = outcome(total(lines, groups, Decimal(0), "full"), CLASSES, found)

    clean = sum(values) >= 80 and min(values) >= 25 and not (flags[0] or flags[2])
    assert result.qualified == clean
    assert result.reasons
