"""Another method or source for a part, and rules tried out by hand."""

from decimal import Decimal

import pytest

from criteria.forms.rules.changing import changed, lost, source_label
from criteria.forms.rules.reading import RuleForm
from criteria.forms.rules.shapes import BY_CODE, SHAPES, shape_of
from criteria.forms.rules.trying import Trial, by_hand, whole_criterion
from criteria.presenters.rule_boxes import form_values, problems_of, verdict
from criteria.scoring import Part, part_problems
from tests.criteria import sample_rules as samples
from tests.criteria.rule_forms import fixture_parts, typed

MEASURE = "reports_on_time"


@pytest.mark.parametrize("shape", SHAPES, ids=lambda shape: shape.code)
@pytest.mark.parametrize("part", [p for _, p in fixture_parts()[::7]], ids=lambda p: p.key)
def test_label_and_maximum_stay_whatever_the_method_becomes(part, shape):
    other = changed(part, shape)

    assert (other.key, other.label, other.max_points) == (part.key, part.label, part.max_points)
    assert shape_of(other) is shape
    assert RuleForm(other, RuleForm(other).flat).part == other


def test_what_both_methods_ask_goes_over():
    other = changed(samples.ON_TIME, BY_CODE["proportional"])

    assert other.parameters == samples.SHARE
    assert part_problems(other) == []


def test_counted_items_go_over_without_what_only_deductions_know():
    other = changed(samples.MEETINGS, BY_CODE["count"])

    assert other.parameters["items"] == [
        {"name": "held", "label": "Quý có họp", "points_each": "0.25"}
    ]


def test_bands_of_a_share_become_bands_of_a_figure():
    other = changed(samples.ON_TIME, BY_CODE["figure_bands"])

    assert other.parameters["bands"] == samples.ON_TIME.parameters["bands"]
    assert "numerator" not in other.parameters


def test_the_condition_of_a_part_stays():
    other = changed(samples.LISTED, BY_CODE["yes_no"], "")

    assert other.parameters["requires"] == samples.LISTED.parameters["requires"]


def test_what_would_be_lost_is_named():
    assert lost(samples.ON_TIME, BY_CODE["proportional"]) == [
        "Mức 1: cận dưới (%) 98, điểm 4",
        "Mức 2: cận dưới (%) 95, điểm 3",
        "Mức 3: điểm 0",
    ]
    assert lost(samples.TARGET, BY_CODE["yes_no"]) == [
        "Số đạt được: Số hồ sơ đúng hạn",
        "Trên tổng số: Tổng số hồ sơ",
        "Số đạt được có thể lớn hơn tổng số (vượt chỉ tiêu, vượt kế hoạch): có",
    ]
    assert lost(samples.GAP, BY_CODE["manual"])[:2] == [
        "Con số cần nhập: Chênh lệch",
        "Con số là: Số có thể lẻ (triệu đồng, km)",
    ]
    assert lost(samples.MEETINGS, BY_CODE["count"]) == ["Nội dung 1: phải có 4"]


def test_nothing_is_lost_where_nothing_was_said():
    assert lost(samples.ON_TIME, BY_CODE["share_bands"]) == []
    assert lost(Part("p", "Phần", "magic", Decimal(1)), BY_CODE["count"]) == []
    assert changed(Part("p", "Phần", "magic", Decimal(1)), BY_CODE["yes_no"]).parameters == {}


def test_a_rule_is_wrapped_into_a_measure_and_out_of_it():
    measured = changed(samples.MODELS, BY_CODE["count"], MEASURE)
    back = changed(measured, BY_CODE["count"])

    assert measured.method == "measure"
    assert measured.parameters["measure"] == MEASURE
    assert back == samples.MODELS
    assert source_label(back, {}) == "Đơn vị nhập"
    assert source_label(measured, {MEASURE: "Báo cáo"}) == "Hệ thống tự lấy: Báo cáo"
    assert source_label(measured, {}) == "Hệ thống tự lấy: số liệu không còn nữa"


# A measured part: its items take the names of the measure's facts.


def test_items_of_a_measure_are_chosen_among_its_facts():
    measured = changed(samples.MODELS, BY_CODE["count"], MEASURE)
    assert problems_of(measured) == [
        "Chưa chọn số liệu của hệ thống cho “Cấp huyện”.",
        "Chưa chọn số liệu của hệ thống cho “Cấp tỉnh”.",
    ]

    form = typed(measured, items__0__name="on_time", items__1__name="late")

    assert form.errors == {}
    assert [i["name"] for i in form.part.parameters["rule"]["parameters"]["items"]] == [
        "on_time", "late",
    ]  # fmt: skip
    assert problems_of(form.part) == []
    assert verdict(form.part)["sentence"].startswith("Hệ thống tự tính. ")


def test_a_fact_that_the_measure_does_not_have_is_not_taken():
    form = typed(samples.REPORTS, items__0__name="made_up")

    assert form.part == samples.REPORTS


def test_a_measure_that_is_gone_is_said():
    part = changed(samples.MODELS, BY_CODE["count"], "gone")

    assert problems_of(part) == ["Hệ thống không còn số liệu này. Hãy đổi nguồn số liệu."]


def test_a_measured_part_keeps_the_condition_that_it_has():
    part = changed(samples.LISTED, BY_CODE["deduction"], MEASURE)
    form = typed(part, requires="Có danh mục", items__0__name="late")

    assert form.part.parameters["requires"] == {"name": "listed", "label": "Có danh mục"}
    assert problems_of(form.part) == []


def test_problems_are_told_in_the_words_of_the_form():
    assert problems_of(Part("p", "Phần", "proportional", Decimal(1))) == [
        "Chưa nhập “Số đạt được”.", "Chưa nhập “Trên tổng số”.",
    ]  # fmt: skip
    assert problems_of(Part("p", "Phần", "count", Decimal(1))) == ["Thiếu nội dung đếm."]


def test_a_new_rule_has_blank_rows_and_a_filled_one_a_single_spare():
    empty = Part("p", "Phần", "choice", Decimal(1), {"options": []})

    assert len(form_values(RuleForm(empty))["rows"]) == 3
    assert len(form_values(RuleForm(samples.ISSUED))["rows"]) == 4
    assert form_values(RuleForm(samples.JUDGED))["rows_of"] is None


# Trying out.


@pytest.mark.parametrize(
    ("part", "facts", "points", "line"),
    [
        (samples.ON_TIME, {"numerator": "1.234", "denominator": "1250"}, "4",
         "1.234/1.250 = 98,72 % → 4,00"),
        (samples.GAP, {"value": "5,5"}, "0.5", "5,5 điểm → 0,50"),
        (samples.RATIO, {"numerator": "11", "denominator": "12"}, "0.92",
         "11/12 = 91,67 % × 1,00 → 0,92"),
        (samples.MODELS, {"district": "2", "province": "1"}, "3",
         "2 × 1,00 + 1 × 2,00 = 4,00, tối đa 3,00 → 3,00"),
        (samples.ISSUED, {"choice": "late"}, "1", "Sau quý I → 1,00"),
        (samples.REVIEW, {"answer": "yes"}, "1.5", "Có → 1,50"),
        (samples.COMPLAINTS, {"cases": "1"}, "1.25", "2,00 − 1 × 0,75 → 1,25"),
        (samples.JUDGED, {"points": "1,5"}, "1.5", "Chấm 1,50 trên 2,00"),
        (samples.REPORTS, {"on_time": "4", "late": "1"}, "1.8",
         "4 × 0,40 + 1 × 0,20 → 1,80"),
        (samples.LISTED, {"listed": "no", "incomplete": "0"}, "0", "Có danh mục: không → 0,00"),
    ],
    ids=lambda value: value.method if isinstance(value, Part) else None,
)  # fmt: skip
def test_every_method_is_tried_out_with_figures_typed_by_hand(part, facts, points, line):
    trial = Trial(part, {f"part.{name}": text for name, text in facts.items()})

    assert trial.errors == {}
    assert (trial.score.points, trial.score.explanation) == (Decimal(points), line)


@pytest.mark.parametrize(
    ("part", "facts", "place"),
    [
        (samples.ON_TIME, {"numerator": "nhiều", "denominator": "5"}, "numerator"),
        (samples.ON_TIME, {"numerator": "6", "denominator": "5"}, "numerator"),
        (samples.ON_TIME, {"numerator": "1,5", "denominator": "5"}, "numerator"),
        (samples.RATIO, {"denominator": "-5"}, "denominator"),
        (samples.RATIO, {"denominator": "9" * 30}, "denominator"),
        (samples.JUDGED, {"points": "3"}, "points"),
        (samples.ISSUED, {"choice": "<b>"}, "choice"),
        (samples.REVIEW, {"answer": "maybe"}, "answer"),
        (samples.MODELS, {"district": "ba", "province": "1"}, "district"),
        (samples.COMPLAINTS, {"cases": "1e9"}, "cases"),
        (samples.REPORTS, {"on_time": "4", "late": "2"}, "on_time"),
    ],
    ids=lambda value: value.method if isinstance(value, Part) else None,
)
def test_a_wrong_fact_is_said_at_its_box(part, facts, place):
    trial = Trial(part, {f"part.{name}": text for name, text in facts.items()})

    assert list(trial.errors) == [f"part.{place}"]
    assert trial.score.points is None
    assert [box["error"] != "" for box in trial.boxes()].count(True) == 1


def test_a_missing_fact_is_named():
    trial = Trial(samples.RATIO, {"part.numerator": "1"})

    assert trial.score.explanation == "Chưa chấm, còn thiếu: Tổng số hồ sơ."


def test_an_unfinished_rule_asks_for_nothing():
    trial = Trial(Part("p", "Phần", "proportional", Decimal(1)), {"p.numerator": "1"})

    assert trial.boxes() == []
    assert trial.score.points is None


def test_boxes_are_drawn_anew_only_when_the_rule_asks_for_other_facts():
    first = Trial(samples.RATIO, {}).signature

    assert Trial(typed(samples.RATIO, max_points="2").part, {}).signature == first
    assert Trial(typed(samples.RATIO, numerator="Khác").part, {}).signature != first


def test_a_part_typed_by_hand_is_left_as_it_is():
    assert by_hand(samples.RATIO) is samples.RATIO


def trials(*facts):
    first = Trial(samples.REVIEW, {"part.answer": facts[0]})
    second = Part("two", "Hai", "yes_no", Decimal(1), {"question": "Có"})
    return [first, Trial(second, {"two.answer": facts[1]})]


@pytest.mark.parametrize(
    ("facts", "most", "line"),
    [
        (("yes", "yes"), "2.5", "Cả tiêu chí: 1,50 + 1,00 → 2,50 trên 2,50 điểm."),
        (("yes", "yes"), "2",
         "Cả tiêu chí: 1,50 + 1,00, giữ trong khoảng 0 đến 2,00 → 2,00 trên 2,00 điểm."),
        (("yes", ""), "2", "Cả tiêu chí: mới thử 1/2 phần (tối đa 2,00 điểm)."),
        (("yes", "x"), "2",
         "Cả tiêu chí: chưa tính được, còn phần chưa hoàn chỉnh hoặc số liệu thử chưa đúng."),
    ],
)  # fmt: skip
def test_the_whole_criterion_in_one_line(facts, most, line):
    assert whole_criterion(trials(*facts), Decimal(most)) == line
    assert whole_criterion([], Decimal(most)) == "Tiêu chí chưa có phần điểm nào."
