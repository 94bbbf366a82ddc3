"""Rule forms: nothing is lost by opening and saving, and what is typed becomes the rule."""

import json
from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given

from criteria.forms.rules.reading import MOST_ROWS, RuleForm
from criteria.forms.rules.redrawing import redrawn
from criteria.forms.rules.shapes import BY_CODE, SHAPES, shape_of
from criteria.scoring import METHODS, Part, describe, part_problems, score_part
from tests.criteria import sample_rules as samples
from tests.criteria.rule_forms import fixture_parts, typed
from tests.strategies import garbled_parts, parts, steady

FIXTURES = fixture_parts()
SAMPLES = {name: value for name, value in vars(samples).items() if isinstance(value, Part)}


def as_text(part):
    return json.dumps(part.parameters, sort_keys=True, ensure_ascii=False)


def assert_unchanged_by_saving(part):
    form = RuleForm(part, RuleForm(part).flat)

    assert form.errors == {}
    assert form.part == part
    assert as_text(form.part) == as_text(part)  # 4 and "4" are not the same entry


def test_both_fixture_sets_are_there():
    assert len(FIXTURES) > 100


@pytest.mark.parametrize("part", [p for _, p in FIXTURES], ids=[name for name, _ in FIXTURES])
def test_opening_and_saving_a_fixture_part_changes_nothing(part):
    assert_unchanged_by_saving(part)


@pytest.mark.parametrize("part", SAMPLES.values(), ids=SAMPLES)
def test_opening_and_saving_a_sample_changes_nothing(part):
    assert_unchanged_by_saving(part)


@steady
@given(parts)
def test_opening_and_saving_any_sound_part_changes_nothing(part):
    assert_unchanged_by_saving(part)


@steady
@given(garbled_parts())
def test_a_garbled_part_opens_and_says_what_is_wrong(part):
    form = RuleForm(part, RuleForm(part).flat)

    assert form.part.key == part.key
    assert isinstance(form.errors, dict)


@steady
@given(garbled_parts())
def test_saving_a_second_time_changes_nothing_more(part):
    once = RuleForm(part, RuleForm(part).flat)
    if not once.errors:
        again = RuleForm(once.part, RuleForm(once.part).flat)
        assert again.errors or again.part == once.part


def test_entries_that_no_box_shows_stay():
    part = replace(samples.RATIO, parameters={**samples.RATIO.parameters, "source": "sổ theo dõi"})

    assert typed(part, numerator="Khác").part.parameters["source"] == "sổ theo dõi"


def test_every_method_has_a_form_that_explains_itself():
    assert {shape.method for shape in SHAPES} == set(METHODS)
    assert all(shape.does and shape.example and shape.title for shape in SHAPES)


@pytest.mark.parametrize("shape", SHAPES, ids=lambda shape: shape.code)
def test_a_new_part_of_each_form_opens_as_that_form(shape):
    part = Part("p", "Phần", shape.method, Decimal(2), {**shape.start, **shape.fixed})

    assert shape_of(part) is shape
    assert_unchanged_by_saving(part)


# Each form filled in from nothing as the official wording says, and the rule that it becomes.


def new(code, most="4"):
    shape = BY_CODE[code]
    return Part("p", "Phần", shape.method, Decimal(most), {**shape.start, **shape.fixed})


RATIO = {"numerator": "Hồ sơ đúng hạn", "denominator": "Tổng số hồ sơ"}


def test_bands_need_their_lower_bounds_only():
    form = typed(
        new("share_bands"), **RATIO,
        bands__0__low="98", bands__0__points="4", bands__1__low="95", bands__1__points="3",
        bands__2__low="90", bands__2__points="2", bands__3__points="0",
    )  # fmt: skip

    assert part_problems(form.part) == []
    assert form.part.parameters["bands"] == [
        {"from": "98", "points": "4"},
        {"from": "95", "below": "98", "points": "3"},
        {"from": "90", "below": "95", "points": "2"},
        {"below": "90", "points": "0"},
    ]


def test_rising_bands_need_their_upper_bounds_only():
    form = typed(
        new("figure_bands", "1"), question="Chênh lệch", of="number", unit="điểm",
        bands__0__high_as="to", bands__0__high="5", bands__0__points="1",
        bands__1__high_as="to", bands__1__high="10", bands__1__points="0,5",
        bands__2__points="0",
    )  # fmt: skip

    assert part_problems(form.part) == []
    assert form.part.parameters["bands"] == [
        {"to": "5", "points": "1"},
        {"above": "5", "to": "10", "points": "0.5"},
        {"above": "10", "points": "0"},
    ]


def test_a_single_band_without_bounds_takes_everything():
    form = typed(new("share_bands", "1"), **RATIO, bands__0__points="1")

    assert form.part.parameters["bands"] == [{"points": "1"}]


def test_a_bound_stands_in_one_box_only():
    falling, rising = RuleForm(samples.ON_TIME).rows, RuleForm(samples.GAP).rows

    assert [(row["low"], row["high"]) for row in falling] == [("98", ""), ("95", ""), ("", "")]
    assert [(row["low"], row["high"]) for row in rising] == [("", "5"), ("", "10"), ("", "")]


def test_bands_with_a_gap_show_both_bounds():
    gap = [{"from": "98", "points": "4"}, {"below": "95", "points": "0"}]
    part = replace(samples.ON_TIME, parameters={**samples.ON_TIME.parameters, "bands": gap})

    assert [row["high"] for row in RuleForm(part).rows] == ["", "95"]
    assert_unchanged_by_saving(part)


def test_moving_a_bound_moves_both_bands():
    form = typed(samples.ON_TIME, bands__0__low="99")

    assert form.part.parameters["bands"][:2] == [
        {"from": "99", "points": "4"}, {"from": "95", "below": "99", "points": "3"},
    ]  # fmt: skip


def test_a_band_put_between_two_others_ends_where_they_meet():
    form = typed(samples.ON_TIME, bands__3__low="96", bands__3__points="3,5")

    assert part_problems(form.part) == []
    assert form.part.parameters["bands"][1]["below"] == "96"
    assert form.part.parameters["bands"][3] == {"from": "96", "below": "98", "points": "3.5"}


def test_bands_that_overlap_by_both_bounds_are_told_so():
    form = typed(samples.ON_TIME, bands__1__high="99")

    assert "Hai mức chồng lên nhau." in part_problems(form.part)


@pytest.mark.parametrize(
    ("code", "most", "boxes", "facts", "points"),
    [
        ("proportional", "1", RATIO, {"numerator": 11, "denominator": 12}, "0.92"),
        (
            "count", "2",
            {"items__0__label": "Số cuộc", "items__0__points_each": "1", "at_most": "5"},
            {}, None,
        ),
        (
            "deduction", "2",
            {"items__0__label": "Phản ánh đúng", "items__0__points_each": "0,75", "floor": "0"},
            {}, None,
        ),
        ("yes_no", "1.5", {"question": "Có sơ kết"}, {"answer": True}, "1.5"),
        ("yes_no", "1.5", {"question": "Có vụ việc", "earns": "no"}, {"answer": True}, "0"),
        ("manual", "2", {}, {"points": "1.5"}, "1.5"),
    ],
)  # fmt: skip
def test_each_form_makes_a_sound_rule(code, most, boxes, facts, points):
    part = typed(new(code, most), **boxes).part

    assert part_problems(part) == []
    assert score_part(part, facts).points == (points and Decimal(points))


def test_options_get_keys_that_stay_when_their_labels_change():
    first = typed(
        new("choice", "2"), question="Ban hành", options__0__label="Quý I", options__0__points="2",
        options__1__label="Không", options__1__points="0", options__1__id="b2",
        options__0__id="a1",
    ).part  # fmt: skip
    later = typed(first, options__0__label="Trong quý I").part

    assert part_problems(first) == []
    assert [option["key"] for option in first.parameters["options"]] == ["a1", "b2"]
    assert [option["key"] for option in later.parameters["options"]] == ["a1", "b2"]
    assert later.parameters["options"][0]["label"] == "Trong quý I"


@pytest.mark.parametrize("given", ["", "a1", "<b>", "x" * 41, "a b"])
def test_a_name_that_is_missing_taken_or_unfit_is_given_anew(given):
    form = typed(
        new("count", "2"), items__0__label="Một", items__0__points_each="1", items__0__id="a1",
        items__1__label="Hai", items__1__points_each="1", items__1__id=given,
    )  # fmt: skip

    names = [item["name"] for item in form.part.parameters["items"]]
    assert names[0] == "a1"
    assert names[1] not in ("", given, "a1")


def test_a_row_emptied_is_taken_out():
    form = typed(samples.ISSUED, options__1__label="", options__1__points="")

    assert [option["key"] for option in form.part.parameters["options"]] == ["early", "none"]


def test_a_half_filled_row_is_kept_as_a_draft():
    form = typed(samples.ISSUED, options__3__label="Mức mới", options__3__id="new1")

    assert form.errors == {}
    assert form.part.parameters["options"][3] == {"key": "new1", "label": "Mức mới"}
    assert part_problems(form.part) == ["Mỗi lựa chọn cần mã, nhãn và điểm không âm."]
    assert describe(form.part) == "Cách tính chưa hoàn chỉnh"


def test_a_negative_floor_is_read_with_either_minus():
    for text in ("-1", "−1"):
        assert typed(samples.LISTED, floor=text).part.parameters["floor"] == "-1"
    assert typed(samples.PENALTY, floor="−0,5").part.parameters["floor"] == "-0.5"


def test_a_condition_gets_a_name_that_stays():
    form = typed(samples.COMPLAINTS, requires="Có lập danh mục")
    again = typed(form.part, requires="Có danh mục")

    assert form.part.parameters["requires"] == {"name": "condition", "label": "Có lập danh mục"}
    assert again.part.parameters["requires"] == {"name": "condition", "label": "Có danh mục"}
    assert "requires" not in typed(again.part, requires=" ").part.parameters


def test_the_name_of_a_condition_is_not_that_of_an_item():
    items = [{"name": "condition", "label": "Số", "points_each": "1"}]
    part = Part("p", "Phần", "count", Decimal(2), {"items": items})

    assert typed(part, requires="Có").part.parameters["requires"]["name"] == "condition_2"


def test_ticks_and_choices_that_mean_nothing_special_are_left_out():
    on = typed(samples.RATIO, may_exceed="1", when_zero="full", unit="hồ sơ", kind="number").part
    off = typed(on, may_exceed="", when_zero="ask", unit="", kind="count").part

    assert on.parameters["may_exceed"] is True
    assert on.parameters["when_zero"] == "full"
    assert off.parameters == samples.RATIO.parameters


@pytest.mark.parametrize("text", ["4", "4,5", "4.5", " 4 "])
def test_points_are_read_with_comma_and_dot(text):
    assert typed(samples.ON_TIME, max_points=text).part.max_points == Decimal(
        text.strip().replace(",", ".")
    )


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("max_points", "bốn"), ("max_points", ""), ("max_points", "-1"), ("max_points", "99999"),
        ("max_points", "1,234"), ("label", " "), ("label", "x" * 301), ("numerator", "x" * 301),
        ("bands.0.low", "chín tám"), ("bands.0.points", "4,555"), ("bands.1.low", "-5"),
        ("bands.0.low", "9999999999999"), ("denominator_minimum", "2000000000"),
        ("denominator_minimum", "1,23456"), ("when_zero", "half"), ("kind", "<script>"),
        ("requires", "x" * 301),
    ],
)  # fmt: skip
def test_what_cannot_be_read_is_said_at_its_box_and_changes_nothing(name, text):
    form = typed(samples.ON_TIME, **{name.replace(".", "__"): text})

    assert list(form.errors) == [name]
    assert form.errors[name]
    assert form.flat[name] == text


def test_decomposed_letters_and_invisible_ones_are_mended():
    form = typed(samples.REVIEW, question="Co\u0301 sơ kết\u200b", label="Nội  dung")

    assert form.part.parameters["question"] == "Có sơ kết"
    assert form.part.label == "Nội dung"


def test_a_figure_finer_than_people_type_stays_as_it_was():
    bands = [{"from": "33.333333", "points": "1"}, {"below": "33.333333", "points": "0"}]
    part = Part("p", "Phần", "bands", Decimal(1), {**samples.SHARE, "of": "share", "bands": bands})

    assert_unchanged_by_saving(part)


def test_a_stored_word_where_a_figure_belongs_is_pointed_at():
    part = replace(samples.RATIO, parameters={**samples.SHARE, "denominator_minimum": "nhiều"})

    assert list(typed(part).errors) == ["denominator_minimum"]


def test_too_many_rows_are_refused():
    rows = {f"options__{n}__label": f"Mức {n}" for n in range(MOST_ROWS + 1)}

    assert "options" in typed(samples.ISSUED, **rows).errors


def test_a_part_with_an_unknown_method_keeps_its_parameters():
    part = Part("p", "Phần", "magic", Decimal(1), {"x": 1})
    form = RuleForm(part, {"label": "Tên mới", "max_points": "2"})

    assert form.shape is None
    assert form.part == Part("p", "Tên mới", "magic", Decimal(2), {"x": 1})


@pytest.mark.parametrize(
    ("wish", "labels", "focus"),
    [
        ("add", ["Trong quý I", "Sau quý I", "Không", ""], 3),
        ("up.2", ["Trong quý I", "Không", "Sau quý I"], None),
        ("up.0", ["Trong quý I", "Sau quý I", "Không"], None),
        ("remove.1", ["Trong quý I", "Không"], None),
        ("remove.9", ["Trong quý I", "Sau quý I", "Không"], None),
        ("remove.-1", ["Trong quý I", "Sau quý I", "Không"], None),
        ("remove.²", ["Trong quý I", "Sau quý I", "Không"], None),
        ("drop", ["Trong quý I", "Sau quý I", "Không"], None),
    ],
)
def test_rows_are_drawn_anew_as_typed(wish, labels, focus):
    form = typed(samples.ISSUED)

    assert redrawn(form, wish) == focus
    assert [row.get("label", "") for row in form.rows] == labels
