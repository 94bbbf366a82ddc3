"""What is worth a second look is told and blocks nothing."""

from dataclasses import replace
from decimal import Decimal

import pytest

from criteria.checks import Finding, Place, Severity, findings
from tests.criteria.changing import with_band, with_criterion, with_group, with_only_part, with_veto
from tests.criteria.checks.planting import (
    SET,
    TOP,
    bands,
    conditioned,
    criterion_place,
    item,
    part_place,
)

ADVICE = {
    "nothing for the units": (
        replace(SET, groups=tuple(
            replace(g, criteria=tuple(replace(c, scored_by="appraiser") for c in g.criteria))
            for g in SET.groups)),
        "Mọi tiêu chí đều do cơ quan thẩm định chấm: đơn vị không có gì để tự chấm.", Place()),
    "bonus without group": (
        replace(SET, groups=SET.groups[:-1]),
        "Điểm thưởng được tính đến 5,00 nhưng chưa có nhóm điểm thưởng nào.",
        Place(field="bonus_max")),
    "bonus above its cap": (
        replace(SET, bonus_max=Decimal(3)),
        "Các nhóm điểm thưởng có 5,00 điểm nhưng chỉ được tính đến 3,00.",
        Place(field="bonus_max")),
    "bonus group that is not filled": (
        with_group(SET, "t", max_points=Decimal(6)),
        "Nhóm T: tổng điểm các tiêu chí là 5,00, không đạt tới 6,00.",
        Place("group", "t", field="max_points")),
    "bonus group with a minimum": (
        with_group(SET, "t", minimum_share=Decimal("0.5")),
        "Nhóm T là điểm thưởng nên không xét mức tối thiểu.",
        Place("group", "t", field="minimum_share")),
    "minimum that the unit cannot reach by itself": (
        with_group(SET, "vii", minimum_share=Decimal("0.9")),
        "Nhóm VII: mức tối thiểu 90 % là 4,50 điểm, nhưng phần đơn vị tự chấm chỉ có 4,00: đạt"
        " hay không tuỳ cơ quan thẩm định.",
        Place("group", "vii", field="minimum_share")),
    "no evidence hint": (
        with_criterion(SET, "i-1", evidence_hint=" "),
        "Tiêu chí I.1 bắt buộc có minh chứng nhưng chưa gợi ý minh chứng nào.",
        criterion_place("evidence_hint")),
    "not arising where only the appraiser scores": (
        with_criterion(SET, "vii-3", may_not_arise=True),
        "Tiêu chí VII.3 do cơ quan thẩm định chấm: đơn vị không ghi “không phát sinh” được.",
        criterion_place("may_not_arise", "vii-3")),
    "criterion under the code of a group": (
        with_criterion(SET, "i-1", code="I"),
        "“I” vừa là mã của nhóm, vừa là của tiêu chí.", criterion_place("code")),
    "bands up and down": (
        bands(TOP, {"from": "50", "below": "90", "points": "0"}, {"below": "50", "points": "1"}),
        "Tiêu chí I.1: Phần thử: Điểm của các mức lúc tăng lúc giảm; hãy xem lại thứ tự.",
        part_place()),
    "deduction that stops above its floor": (
        with_only_part(SET, "i-1", "deduction", items=[item("0.5", expected="2")]),
        "Tiêu chí I.1: Phần thử: Trừ nhiều nhất 1,00 nên không bao giờ xuống tới điểm sàn 0,00.",
        part_place()),
    "penalty beyond the criterion": (
        with_only_part(SET, "i-1", "deduction", items=[item("1")], floor="-2"),
        "Tiêu chí I.1: Phần thử: Điểm sàn −2,00 trừ quá số điểm của các phần khác (0,00); điểm"
        " của tiêu chí không xuống dưới 0.",
        part_place()),
    "case lost in rounding": (
        with_only_part(SET, "i-1", "count", items=[item("0.001")]),
        "Tiêu chí I.1: Phần thử: “Số việc”: 0,001 điểm mỗi trường hợp quá nhỏ, làm tròn thì mất.",
        part_place()),
    "two choices of one name": (
        with_only_part(SET, "i-1", "choice", question="Mức", options=[
            {"key": "a", "label": "Có", "points": "3"},
            {"key": "b", "label": "Có", "points": "0"}]),
        "Tiêu chí I.1: Phần thử: Có hai lựa chọn cùng tên.", part_place()),
    "choice without difference": (
        with_only_part(SET, "i-1", "choice", question="Mức", options=[
            {"key": "a", "label": "A", "points": "3"},
            {"key": "b", "label": "B", "points": "3"}]),
        "Tiêu chí I.1: Phần thử: Chọn gì cũng được số điểm như nhau.", part_place()),
    "condition that always holds": (
        conditioned("i-2", "i-1", "programme", "quarter_one", "later", "none"),
        "Tiêu chí I.2: điều kiện đúng với mọi câu trả lời nên thừa.",
        criterion_place("condition", "i-2")),
    "condition on what the appraiser answers": (
        with_criterion(
            conditioned("i-2", "i-1", "programme", "none"), "i-1", scored_by="appraiser"),
        "Tiêu chí I.2: điều kiện dựa vào tiêu chí I.1 do cơ quan thẩm định chấm, khi tự chấm chưa"
        " có câu trả lời.",
        criterion_place("condition", "i-2")),
    "floor told otherwise": (
        with_veto(SET, "l2", parameters={"minimum_share": "0.6"}),
        "Điều kiện loại trừ L2: mức tối thiểu ghi ở đây khác mức tối thiểu của các nhóm; hệ thống"
        " tính theo nhóm.",
        Place("veto", "l2", field="minimum_share")),
    "same automatic veto twice": (
        with_veto(SET, "l4", kind="registration"),
        "Điều kiện loại trừ L4: hệ thống đã tự xét loại “Không đăng ký, không nộp hồ sơ đúng hạn”"
        " ở điều kiện khác.",
        Place("veto", "l4", field="kind")),
    "minimum without consequence": (
        with_group(
            replace(SET, vetoes=tuple(v for v in SET.vetoes if v.key != "l2")), "i",
            minimum_share=Decimal("0.8")),
        "Nhóm I có mức tối thiểu nhưng không điều kiện loại trừ hay mức xếp loại nào dựa vào đó.",
        Place("group", "i", field="minimum_share")),
    "classes out of order": (
        replace(SET, bands=(SET.bands[1], SET.bands[0], *SET.bands[2:])),
        "Các mức xếp loại nên xếp từ cao xuống thấp: “Xuất sắc” đứng sau.",
        Place("band", "xuat-sac", field="minimum_points")),
    "lower class asks more of groups": (
        with_band(SET, "Khá", minimum_group_share=Decimal("0.6")),
        "“Khá” đòi hỏi ở mỗi nhóm nhiều hơn mức cao hơn là “Tốt”.",
        Place("band", "kha", field="minimum_group_share")),
    "no recognised class": (
        replace(SET, bands=tuple(replace(b, is_recognised=False) for b in SET.bands)),
        "Không mức xếp loại nào được công nhận.", Place(field="class_bands")),
}  # fmt: skip


@pytest.mark.parametrize(("definition", "message", "place"), ADVICE.values(), ids=ADVICE)
def test_what_is_worth_a_second_look_does_not_block(definition, message, place):
    assert Finding(message, place, Severity.ADVICE) in findings(definition)
    assert not any(found.severity == Severity.FAULT for found in findings(definition))
