"""What a rule asks for, how it reads, and what makes it unfit for publishing."""

from decimal import Decimal

import pytest

from criteria.scoring import (
    METHOD_LABELS,
    METHODS,
    criterion_problems,
    describe,
    fact_fields,
    part_problems,
)
from tests.criteria.sample_rules import (
    COMPLAINTS,
    GAP,
    ISSUED,
    JUDGED,
    LISTED,
    MEETINGS,
    MODELS,
    ON_TIME,
    PENALTY,
    QUIET,
    RATIO,
    REPORTS,
    REVIEW,
    SHARE,
    TARGET,
    part,
)


def test_fact_fields_say_what_to_enter():
    assert [(f.name, f.kind) for f in fact_fields(ON_TIME)] == [
        ("numerator", "count"),
        ("denominator", "count"),
    ]
    assert [(f.name, f.kind) for f in fact_fields(GAP)] == [("value", "number")]
    assert fact_fields(ISSUED)[0].choices[0] == ("early", "Trong quý I")
    assert [(f.name, f.kind) for f in fact_fields(LISTED)] == [
        ("listed", "yes_no"),
        ("incomplete", "count"),
    ]
    assert fact_fields(REPORTS) == ()


@pytest.mark.parametrize(
    ("rule", "text"),
    [
        (
            ON_TIME,
            "Số hồ sơ đúng hạn / Tổng số hồ sơ: từ 98 % trở lên: 4,00;"
            " từ 95 % đến dưới 98 %: 3,00; dưới 95 %: 0,00",
        ),
        (
            GAP,
            "Chênh lệch: không quá 5 điểm: 1,00; trên 5 điểm đến 10 điểm: 0,50; trên 10 điểm: 0,00",
        ),
        (RATIO, "(Số hồ sơ đúng hạn / Tổng số hồ sơ) × 1,00 điểm"),
        (TARGET, "(Số hồ sơ đúng hạn / Tổng số hồ sơ, không quá 100 %) × 2,00 điểm"),
        (
            MODELS,
            "Cấp huyện: 1,00 điểm mỗi trường hợp; Cấp tỉnh: 2,00 điểm mỗi trường hợp;"
            " tối đa 3,00 điểm",
        ),
        (ISSUED, "Ban hành: Trong quý I: 2,00; Sau quý I: 1,00; Không: 0,00"),
        (QUIET, "Có vụ việc phức tạp: có 0,00 điểm, không 1,00 điểm"),
        (COMPLAINTS, "2,00 điểm; Phản ánh đúng: mỗi trường hợp trừ 0,75; không dưới 0,00"),
        (PENALTY, "Hồ sơ chậm: mỗi trường hợp trừ 0,25; không dưới −1,00"),
        (
            MEETINGS,
            "1,00 điểm; Quý có họp: phải có 4, thiếu mỗi trường hợp trừ 0,25; không dưới 0,00",
        ),
        (JUDGED, "Chấm theo đánh giá, từ 0 đến 2,00 điểm"),
        (
            LISTED,
            "1,00 điểm; Thiếu thông tin: mỗi trường hợp trừ 0,10; không dưới 0,00"
            " (chỉ tính khi: Có danh mục)",
        ),
        (
            REPORTS,
            "Hệ thống tự tính. Đúng hạn: 0,40 điểm mỗi trường hợp; Chậm: 0,20 điểm mỗi"
            " trường hợp; tối đa 2,00 điểm",
        ),
        (
            part("proportional", "1", **SHARE, denominator_minimum=30, when_zero="zero"),
            "(Số hồ sơ đúng hạn / Tổng số hồ sơ (từ 30 trở lên)) × 1,00 điểm;"
            " “Tổng số hồ sơ” bằng 0: 0,00",
        ),
        (
            part("bands", "1", of="count", question="Số cuộc", bands=[{"points": "1"}]),
            "Số cuộc: mọi giá trị: 1,00",
        ),
    ],
)
def test_describe_reads_like_the_scoring_text(rule, text):
    assert describe(rule) == text


ITEM = {"name": "n", "label": "Số", "points_each": "1"}
YES = {"key": "yes", "label": "Có", "points": "1"}
NO = {"key": "no", "label": "Không", "points": "0"}


def bands(*rows, of="share", max_points="4"):
    return part("bands", max_points, of=of, **SHARE, bands=list(rows))


@pytest.mark.parametrize(
    ("rule", "problem"),
    [
        (part("magic", "1"), "Không có cách tính “magic”."),
        (part("measure", "1", measure="x"), "Không có cách tính “”."),
        (part("measure", "1", measure={"code": "x"}), "Thiếu mã số liệu của hệ thống (“measure”)."),
        (part("measure", "1"), "Thiếu mã số liệu của hệ thống (“measure”)."),
        (part("manual", "0"), "Điểm tối đa phải lớn hơn 0."),
        (
            part("manual", "1.005"),
            "Điểm tối đa phải không âm và có nhiều nhất hai chữ số thập phân.",
        ),
        (part("manual", "-1"), "Điểm tối đa phải không âm và có nhiều nhất hai chữ số thập phân."),
        (part("proportional", "1", numerator="Đạt"), "Thiếu tham số “denominator”."),
        (
            part("proportional", "1", **SHARE, when_zero="guess"),
            "Cách tính khi mẫu số bằng 0 không hợp lệ.",
        ),
        (
            part("proportional", "1", **SHARE, kind="text"),
            "Loại số liệu phải là số đếm hoặc số thập phân.",
        ),
        (bands(), "Mỗi mức cần có cận và điểm là số."),
        (bands({"from": "x", "points": "4"}), "Mỗi mức cần có cận và điểm là số."),
        (bands({"from": "5", "above": "5", "points": "4"}), "Mỗi mức cần có cận và điểm là số."),
        (bands({"from": "5"}), "Mỗi mức cần có cận và điểm là số."),
        (bands({"points": "5"}), "Mức cao nhất (5,00) khác điểm tối đa (4,00)."),
        (bands({"points": "3"}), "Mức cao nhất (3,00) khác điểm tối đa (4,00)."),
        (
            bands({"from": "5", "points": "4"}, {"below": "5", "points": "-1"}),
            "Điểm của một mức không được âm.",
        ),
        (bands({"from": "5", "points": "4"}), "Còn khoảng trống dưới mức thấp nhất."),
        (bands({"above": "0", "points": "4"}), "Còn khoảng trống dưới mức thấp nhất."),
        (bands({"to": "5", "points": "4"}), "Còn khoảng trống trên mức cao nhất."),
        (
            bands({"from": "5", "points": "4"}, {"below": "4", "points": "0"}),
            "Còn khoảng trống giữa hai mức.",
        ),
        (
            bands({"above": "5", "points": "4"}, {"below": "5", "points": "0"}),
            "Còn khoảng trống giữa hai mức.",
        ),
        (
            bands({"from": "5", "points": "4"}, {"to": "5", "points": "0"}),
            "Hai mức chồng lên nhau.",
        ),
        (
            bands({"from": "5", "points": "4"}, {"below": "6", "points": "0"}),
            "Hai mức chồng lên nhau.",
        ),
        (bands({"points": "4"}, {"points": "0"}), "Hai mức chồng lên nhau."),
        (bands({"points": "4"}, of="count"), "Thiếu tham số “question”."),
        (
            bands({"points": "4"}, of="mood"),
            "Mức điểm phải tính theo tỷ lệ, số đếm hoặc số thập phân.",
        ),
        (part("count", "2"), "Thiếu nội dung đếm (“items”)."),
        (part("count", "2", items=[ITEM, ITEM]), "Tên số liệu bị trùng."),
        (
            part("count", "2", items=[ITEM | {"points_each": "0"}]),
            "Điểm cho mỗi trường hợp phải lớn hơn 0.",
        ),
        (part("count", "2", items=[ITEM | {"label": ""}]), "Nội dung đếm thiếu tên hoặc nhãn."),
        (
            part("count", "2", items=[ITEM | {"points_each": "3"}]),
            "Điểm cho một trường hợp lớn hơn điểm tối đa.",
        ),
        (
            part("count", "2", items=[ITEM], at_most="many"),
            "Tổng số tối đa (“at_most”) phải lớn hơn 0.",
        ),
        (
            part("deduction", "2", items=[ITEM | {"expected": 0}]),
            "Số phải có (“expected”) phải lớn hơn 0.",
        ),
        (
            part("deduction", "0", items=[ITEM]),
            "Điểm sàn phải là số và thấp hơn điểm tối đa.",
        ),
        (part("choice", "1", options=[YES, NO]), "Thiếu tham số “question”."),
        (
            part("choice", "1", question="Q", options=[YES]),
            "Cần ít nhất hai lựa chọn có mã khác nhau.",
        ),
        (
            part("choice", "1", question="Q", options=[YES, NO | {"points": "-1"}]),
            "Mỗi lựa chọn cần mã, nhãn và điểm không âm.",
        ),
        (
            part("choice", "2", question="Q", options=[YES, NO]),
            "Lựa chọn cao nhất phải bằng điểm tối đa.",
        ),
        (
            part("yes_no", "1", question="Q", earns="maybe"),
            "Câu trả lời được điểm phải là có hoặc không.",
        ),
        (part("yes_no", "0", question="Q"), "Điểm tối đa phải lớn hơn 0."),
        (
            part("manual", "1", requires={"name": "x"}),
            "Điều kiện để tính điểm (“requires”) thiếu tên hoặc nhãn.",
        ),
    ],
)
def test_part_problems_name_what_is_unfit(rule, problem):
    assert problem in part_problems(rule)


def test_every_method_has_a_label():
    assert set(METHOD_LABELS) == {*METHODS, "measure"}


def test_criterion_problems_cover_its_parts_their_keys_and_the_sum():
    broken = part("yes_no", "0", question="Q")

    assert criterion_problems([REVIEW, QUIET], Decimal("2.5")) == ["Mã của các phần điểm bị trùng."]
    assert criterion_problems([broken], Decimal(1)) == [
        "Phần điểm: Điểm tối đa phải lớn hơn 0.",
        "Tổng điểm các phần (0,00) khác điểm tối đa của tiêu chí (1,00).",
    ]


@pytest.mark.parametrize(
    ("low", "high", "is_gapless"),
    [
        ({"to": "5"}, {"from": "6"}, True),
        ({"to": "5"}, {"from": "7"}, False),
        ({"below": "5"}, {"from": "6"}, False),
        ({"below": "2.5"}, {"above": "2.5"}, True),
        ({"to": "5"}, {"above": "5"}, True),
    ],
)
def test_bands_of_whole_figures_may_go_on_at_the_next_whole_figure(low, high, is_gapless):
    rows = [{**low, "points": "0"}, {**high, "points": "4"}]
    counted = part("bands", "4", of="count", question="Số cuộc", bands=rows)
    measured = part("bands", "4", of="number", question="Số cuộc", bands=rows)

    assert (part_problems(counted) == []) is is_gapless
    touching = low.get("to", "") == high.get("above")
    assert (part_problems(measured) == []) is touching
