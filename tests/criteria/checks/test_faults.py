"""A sound set with one fault planted: the checks find it at its place."""

from dataclasses import replace
from decimal import Decimal

import pytest

from criteria.checks import Finding, Place, Severity, findings
from criteria.definitions import Condition
from tests.criteria.changing import (
    criterion_of,
    with_band,
    with_criterion,
    with_group,
    with_only_part,
    with_veto,
)
from tests.criteria.checks.planting import (
    SET,
    TOP,
    bands,
    conditioned,
    criterion_place,
    item,
    part_place,
)

COUNTED = {"of": "count", "question": "Số lần"}


def first_part(**changes):
    parts = criterion_of(SET, "i-1").parts
    return with_criterion(SET, "i-1", parts=(replace(parts[0], **changes), *parts[1:]))


def without(name):
    return replace(SET, bands=tuple(band for band in SET.bands if band.name != name))


def measured(code, method="count", **parameters):
    rule = {"method": method, "parameters": parameters}
    return with_only_part(SET, "i-1", "measure", measure=code, rule=rule)


RING = with_criterion(
    conditioned("i-2", "i-1", "programme", "none"),
    "i-1",
    condition=Condition("i-2", "registration", ("late",)),
)
CHAIN = with_criterion(
    with_criterion(RING, "i-1", condition=Condition("i-3", "p1", (True,))),
    "i-3",
    condition=Condition("i-2", "registration", ("late",)),
)
LOST = with_criterion(
    conditioned("i-3", "i-2", "registration", "late"), "i-2", condition=Condition("x-9", "p", ())
)
FAULTS = {
    "no title": (
        replace(SET, title=" "), "Bộ tiêu chí chưa có tên.", Place(field="title")),
    "no groups": (replace(SET, groups=()), "Chưa có nhóm tiêu chí nào.", Place(field="groups")),
    "sum of the groups": (
        replace(SET, total_points=Decimal(90)),
        "Tổng điểm các nhóm là 100,00, phải bằng 90,00.", Place(field="total_points")),
    "negative bonus": (
        replace(SET, bonus_max=Decimal(-1)),
        "Mức trần điểm thưởng không được âm.", Place(field="bonus_max")),
    "group without title": (
        with_group(SET, "i", title=""), "Nhóm I chưa có tên.", Place("group", "i", field="title")),
    "group without criteria": (
        with_group(SET, "i", criteria=()), "Nhóm I chưa có tiêu chí nào.", Place("group", "i")),
    "sum of a group": (
        with_criterion(SET, "i-1", max_points=Decimal(4)),
        "Nhóm I: tổng điểm các tiêu chí là 16,00, phải bằng 15,00.",
        Place("group", "i", field="max_points")),
    "minimum of a group": (
        with_group(SET, "i", minimum_share=Decimal("1.1")),
        "Nhóm I: mức tối thiểu 110 % là 16,50 điểm, nhưng nhóm chỉ đạt được cao nhất 15,00.",
        Place("group", "i", field="minimum_share")),
    "criterion without title": (
        with_criterion(SET, "i-1", title=""), "Tiêu chí I.1 chưa có tên.",
        criterion_place("title")),
    "criterion of no points": (
        with_criterion(SET, "i-1", max_points=Decimal(0)),
        "Tiêu chí I.1: điểm tối đa phải lớn hơn 0 và có nhiều nhất hai chữ số thập phân.",
        criterion_place("max_points")),
    "criterion of too fine points": (
        with_criterion(SET, "i-1", max_points=Decimal("3.005")),
        "Tiêu chí I.1: điểm tối đa phải lớn hơn 0 và có nhiều nhất hai chữ số thập phân.",
        criterion_place("max_points")),
    "criterion without parts": (
        with_criterion(SET, "i-1", parts=()), "Tiêu chí I.1 chưa có phần điểm nào.",
        criterion_place("")),
    "sum of the parts": (
        with_only_part(SET, "i-1", "manual", "2"),
        "Tiêu chí I.1: Tổng điểm các phần (2,00) khác điểm tối đa của tiêu chí (3,00).",
        criterion_place("max_points")),
    "group code twice": (
        with_group(SET, "ii", code="I"), "Mã nhóm “I” bị trùng.",
        Place("group", "ii", field="code")),
    "criterion code twice in two groups": (
        with_criterion(SET, "ii-1", code="I.1"), "Mã tiêu chí “I.1” bị trùng.",
        criterion_place("code", "ii-1")),
    "criterion without code": (
        with_criterion(SET, "ii-1", code=" "), "Có tiêu chí chưa có mã.",
        criterion_place("code", "ii-1")),
    "veto code twice": (
        with_veto(SET, "l2", code="L1"), "Mã điều kiện loại trừ “L1” bị trùng.",
        Place("veto", "l2", field="code")),
    "criterion key twice": (
        with_criterion(SET, "ii-1", key="i-1"), "Khoá nội bộ “i-1” của “II.1” bị trùng.",
        criterion_place("key")),
    "class key twice": (
        with_band(SET, "Tốt", key="xuat-sac"), "Khoá nội bộ “xuat-sac” của “Tốt” bị trùng.",
        Place("band", "xuat-sac", field="key")),
    "part key twice": (
        first_part(key="briefing"),
        "Tiêu chí I.1: Quán triệt đến các chi bộ: Khoá của các phần điểm bị trùng.",
        part_place(part="briefing", field="key")),
    "part without label": (
        first_part(label=""), "Tiêu chí I.1: phần “programme”: chưa có tên.",
        part_place(part="programme", field="label")),
    "unknown method": (
        first_part(method="magic"),
        "Tiêu chí I.1: Ban hành chương trình, kế hoạch năm: Không có cách tính “magic”.",
        part_place(part="programme", field="method")),
    "negative part": (
        first_part(max_points=Decimal(-1)),
        "Tiêu chí I.1: Ban hành chương trình, kế hoạch năm: Điểm tối đa phải không âm và có"
        " nhiều nhất hai chữ số thập phân.",
        part_place(part="programme", field="max_points")),
    "choice above the maximum": (
        first_part(max_points=Decimal(1)),
        "Tiêu chí I.1: Ban hành chương trình, kế hoạch năm: Lựa chọn cao nhất phải bằng điểm"
        " tối đa.",
        part_place(part="programme")),
    "overlapping bands": (
        bands(TOP, {"from": "50", "to": "95", "points": "1"}, {"below": "50", "points": "0"}),
        "Tiêu chí I.1: Phần thử: Hai mức chồng lên nhau.", part_place()),
    "bands with a gap": (
        bands(TOP, {"below": "80", "points": "0"}),
        "Tiêu chí I.1: Phần thử: Còn khoảng trống giữa hai mức.", part_place()),
    "bands with a gap below": (
        bands(TOP, {"from": "10", "below": "90", "points": "0"}),
        "Tiêu chí I.1: Phần thử: Còn khoảng trống dưới mức thấp nhất.", part_place()),
    "band above every share": (
        bands({"above": "100", "points": "3"}, {"to": "100", "points": "0"}),
        "Tiêu chí I.1: Phần thử: Mức “trên 100 %” không bao giờ đạt tới.", part_place()),
    "band below every share": (
        bands({"from": "0", "points": "3"}, {"below": "0", "points": "0"}),
        "Tiêu chí I.1: Phần thử: Mức “dưới 0 %” không bao giờ đạt tới.", part_place()),
    "band below 0": (
        bands({"from": "90", "points": "3"}, {"from": "-5", "below": "90", "points": "1"},
              {"below": "-5", "points": "0"}, of="number", question="Mức tăng"),
        "Tiêu chí I.1: Phần thử: Mức “dưới −5” không bao giờ đạt tới.", part_place()),
    "band without width": (
        bands({"from": "90", "below": "90", "points": "1"}, TOP, {"below": "90", "points": "0"}),
        "Tiêu chí I.1: Phần thử: Mức “từ 90 % đến dưới 90 %” không bao giờ đạt tới.",
        part_place()),
    "band between whole numbers": (
        bands({"from": "3", "points": "3"}, {"above": "2", "below": "3", "points": "1"},
              {"to": "2", "points": "0"}, **COUNTED),
        "Tiêu chí I.1: Phần thử: Mức “trên 2 đến dưới 3” không bao giờ đạt tới.", part_place()),
    "band above the greatest figure": (
        bands({"from": "13", "points": "3"}, {"below": "13", "points": "0"}, **COUNTED,
              unit="tháng", maximum="12"),
        "Tiêu chí I.1: Phần thử: Mức “từ 13 tháng trở lên” không bao giờ đạt tới.", part_place()),
    "denominator without values": (
        with_only_part(SET, "i-1", "proportional", numerator="Đạt", denominator="Tổng",
                       denominator_minimum="9", denominator_maximum="5"),
        "Tiêu chí I.1: Phần thử: Mẫu số phải từ 9 trở lên mà không quá 5: không số nào nhập được.",
        part_place()),
    "count that cannot reach": (
        with_only_part(SET, "i-1", "count", items=[item("0.5")], at_most="4"),
        "Tiêu chí I.1: Phần thử: Không bao giờ đạt 3,00: với nhiều nhất 4 trường hợp chỉ được"
        " 2,00.",
        part_place()),
    "deduction of nothing": (
        with_only_part(SET, "i-1", "deduction", items=[item("0")]),
        "Tiêu chí I.1: Phần thử: Điểm cho mỗi trường hợp phải lớn hơn 0.", part_place()),
    "deduction of nothing expected": (
        with_only_part(SET, "i-1", "deduction", items=[item("1", expected="0")]),
        "Tiêu chí I.1: Phần thử: Số phải có (“expected”) phải lớn hơn 0.", part_place()),
    "deduction above its floor only": (
        with_only_part(SET, "i-1", "deduction", items=[item("1")], floor="3"),
        "Tiêu chí I.1: Phần thử: Điểm sàn phải là số và thấp hơn điểm tối đa.", part_place()),
    "measure without code": (
        measured(""), "Tiêu chí I.1: Phần thử: Thiếu mã số liệu của hệ thống (“measure”).",
        part_place()),
    "unknown measure": (
        measured("weather", items=[item("1")]),
        "Tiêu chí I.1: Phần thử: Hệ thống không có số liệu “weather”.", part_place()),
    "measure with an unknown rule": (
        measured("appraisal_gap", "magic"),
        "Tiêu chí I.1: Phần thử: Không có cách tính “magic”.", part_place()),
    "fact that the measure does not answer": (
        measured("appraisal_gap", items=[item("1")]),
        "Tiêu chí I.1: Phần thử: Số liệu “Chênh lệch tự chấm và thẩm định” không có mục “n”"
        " (Số việc); chỉ có: gap.",
        part_place()),
    "condition on what is not there": (
        conditioned("i-2", "x-9", "p", True),
        "Tiêu chí I.2: điều kiện nhắc đến một tiêu chí không có trong bộ.",
        criterion_place("condition", "i-2")),
    "condition on itself": (
        conditioned("i-2", "i-2", "registration", "late"),
        "Tiêu chí I.2: điều kiện nhắc đến chính tiêu chí này.",
        criterion_place("condition", "i-2")),
    "condition on a later criterion": (
        conditioned("i-1", "i-2", "registration", "late"),
        "Tiêu chí I.1: điều kiện nhắc đến tiêu chí I.2 đứng sau.", criterion_place("condition")),
    "conditions in a ring": (
        RING, "Tiêu chí I.2: điều kiện vòng tròn với tiêu chí I.1.",
        criterion_place("condition", "i-2")),
    "conditions in a longer ring": (
        CHAIN, "Tiêu chí I.2: điều kiện vòng tròn với tiêu chí I.1.",
        criterion_place("condition", "i-2")),
    "condition behind one that leads nowhere": (
        LOST, "Tiêu chí I.2: điều kiện nhắc đến một tiêu chí không có trong bộ.",
        criterion_place("condition", "i-2")),
    "condition on a missing part": (
        conditioned("i-2", "i-1", "other", True),
        "Tiêu chí I.2: điều kiện nhắc đến phần điểm không có ở tiêu chí I.1.",
        criterion_place("condition", "i-2")),
    "condition on a figure": (
        conditioned("i-2", "i-1", "briefing", True),
        "Tiêu chí I.2: điều kiện cần một phần có/không hoặc chọn mức; “Quán triệt đến các chi bộ”"
        " không phải vậy.",
        criterion_place("condition", "i-2")),
    "condition on an answer that is not offered": (
        conditioned("i-2", "i-1", "programme", "none", "sometimes"),
        "Tiêu chí I.2: điều kiện nhắc đến câu trả lời mà phần “Ban hành chương trình, kế hoạch"
        " năm” không có.",
        criterion_place("condition", "i-2")),
    "condition on no answer": (
        conditioned("i-2", "i-1", "programme"),
        "Tiêu chí I.2: điều kiện nhắc đến câu trả lời mà phần “Ban hành chương trình, kế hoạch"
        " năm” không có.",
        criterion_place("condition", "i-2")),
    "veto without words": (
        with_veto(SET, "l1", title=" "), "Điều kiện loại trừ L1: chưa có nội dung.",
        Place("veto", "l1", field="title")),
    "veto without effect": (
        with_veto(SET, "l1", effect=""), "Điều kiện loại trừ L1: chưa ghi hệ quả.",
        Place("veto", "l1", field="effect")),
    "veto without its number": (
        with_veto(SET, "l4", parameters={}),
        "Điều kiện loại trừ L4: chưa ghi thiếu từ mấy báo cáo quý thì loại.",
        Place("veto", "l4", field="missing_from")),
    "veto that never applies": (
        with_veto(SET, "l4", parameters={"missing_from": 5}),
        "Điều kiện loại trừ L4: một năm chỉ có 4 báo cáo quý nên không bao giờ xảy ra.",
        Place("veto", "l4", field="missing_from")),
    "floor without minima": (
        replace(SET, groups=tuple(replace(g, minimum_share=Decimal(0)) for g in SET.groups)),
        "Điều kiện loại trừ L2: không nhóm nào có mức tối thiểu nên không bao giờ xảy ra.",
        Place("veto", "l2", field="kind")),
    "no classes": (replace(SET, bands=()), "Chưa có mức xếp loại nào.", Place(field="class_bands")),
    "no class from 0": (
        without("Chưa đạt"), "Mức xếp loại thấp nhất phải bắt đầu từ 0 điểm.",
        Place("band", "trung-binh", field="minimum_points")),
    "class without name": (
        with_band(SET, "Tốt", name=""), "Có mức xếp loại chưa có tên.",
        Place("band", "tot", field="name")),
    "class name twice": (
        with_band(SET, "Khá", name="Tốt"), "Tên mức xếp loại “Tốt” bị trùng.",
        Place("band", "kha", field="name")),
    "class points twice": (
        with_band(SET, "Khá", minimum_points=Decimal(80)),
        "“Khá” và “Tốt” cùng bắt đầu từ 80,00 điểm.", Place("band", "kha", field="minimum_points")),
    "class above the total": (
        with_band(SET, "Xuất sắc", minimum_points=Decimal(106)),
        "Không đơn vị nào đạt “Xuất sắc”: cần 106,00 điểm, cao nhất chỉ có 105,00.",
        Place("band", "xuat-sac", field="minimum_points")),
    "class above every share": (
        with_band(SET, "Xuất sắc", minimum_group_share=Decimal("1.5")),
        "“Xuất sắc”: tỷ lệ của mỗi nhóm vượt 100 %.",
        Place("band", "xuat-sac", field="minimum_group_share")),
    "class above what a group can give": (
        with_band(
            with_only_part(SET, "i-1", "count", items=[item("0.5")], at_most="1"),
            "Xuất sắc", minimum_group_share=Decimal("0.9")),
        "Không đơn vị nào đạt “Xuất sắc”: nhóm I không thể có 90 % điểm.",
        Place("band", "xuat-sac", field="minimum_group_share")),
    "recognised below unrecognised": (
        with_band(SET, "Xuất sắc", is_recognised=False),
        "“Tốt” được công nhận mà mức cao hơn là “Xuất sắc” thì không.",
        Place("band", "tot", field="is_recognised")),
}  # fmt: skip


@pytest.mark.parametrize(("definition", "message", "place"), FAULTS.values(), ids=FAULTS)
def test_a_planted_fault_is_found_at_its_place(definition, message, place):
    assert Finding(message, place, Severity.FAULT) in findings(definition)


def test_all_problems_are_told_at_once():
    definition = with_band(
        with_veto(with_criterion(SET, "i-1", parts=()), "l4", parameters={}),
        "Xuất sắc", is_recognised=False,
    )  # fmt: skip

    assert {found.place.kind for found in findings(definition)} == {"criterion", "veto", "band"}


def test_one_missing_part_does_not_make_every_class_a_fault():
    found = findings(with_criterion(SET, "i-1", parts=()))

    assert [each.message for each in found] == ["Tiêu chí I.1 chưa có phần điểm nào."]
