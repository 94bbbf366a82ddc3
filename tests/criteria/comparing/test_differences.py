"""Each difference between two sets is named in words."""

from dataclasses import replace
from decimal import Decimal

import pytest

from criteria.comparison import Comparison, Kind, Level, compare
from criteria.definitions import Condition, CriterionDefinition, SetDefinition
from criteria.models import VetoKind
from criteria.scoring import UNFINISHED
from criteria.set_documents import definition_from
from tests.factories import small_document


@pytest.fixture
def small() -> SetDefinition:
    return definition_from(small_document())


def with_criterion(whole: SetDefinition, code_now: str, **fields) -> SetDefinition:
    """The set with some fields of one criterion changed."""
    return replace(whole, groups=tuple(
        replace(group, criteria=tuple(
            replace(c, **fields) if c.code == code_now else c for c in group.criteria
        ))
        for group in whole.groups
    ))  # fmt: skip


def with_rule(whole: SetDefinition, code: str, **fields) -> SetDefinition:
    """The set with the only part of one criterion changed."""
    criterion = criterion_of(whole, code)
    return with_criterion(whole, code, parts=(replace(criterion.parts[0], **fields),))


def criterion_of(whole: SetDefinition, code: str) -> CriterionDefinition:
    return next(c for group in whole.groups for c in group.criteria if c.code == code)


def with_groups(whole: SetDefinition, *codes: list[str]) -> SetDefinition:
    """The set with these criteria in its groups, in this order."""
    return replace(whole, groups=tuple(
        replace(group, criteria=tuple(criterion_of(whole, code) for code in found))
        for group, found in zip(whole.groups, codes, strict=True)
    ))  # fmt: skip


def only_change(comparison: Comparison):
    (change,) = comparison.items
    assert not comparison.information
    return change


def test_information_of_the_set_is_compared(small):
    other = replace(
        small, title="Bộ khác", year=small.year + 1, unit_kind="agency", issuer="Huyện uỷ",
        basis=("Quy định 08",), total_points=Decimal(90), bonus_max=Decimal("7.5"),
        not_applicable_policy="reduce",
    )  # fmt: skip

    comparison = compare(small, other)

    named = {c.name: (c.before, c.after, *c.kinds) for c in comparison.information}
    assert set(named) == {
        "title", "year", "unit_kind", "issuer", "basis", "total_points", "bonus_max",
        "not_applicable_policy",
    }  # fmt: skip
    assert named["total_points"] == ("100,00", "90,00", Kind.POINTS)
    assert named["not_applicable_policy"][:2] == (
        "Tính điểm tối đa", "Trừ khỏi thang điểm, quy về 100",
    )  # fmt: skip
    assert comparison.items == ()


def test_the_version_number_is_no_difference(small):
    assert compare(small, replace(small, version=7, pk=3)).is_empty


def test_wording_of_a_criterion(small):
    change = only_change(compare(small, with_criterion(small, "I.2", guidance="Xem kế hoạch")))

    assert (change.level, change.key, change.kinds) == (Level.CRITERION, "i-2", (Kind.WORDING,))
    assert change.heading == "I.2. Tiêu chí I.2"
    (field,) = change.fields
    assert (field.label, field.before, field.after) == ("Hướng dẫn", "", "Xem kế hoạch")


def test_points_of_a_criterion_and_of_its_rule(small):
    higher = with_criterion(small, "II.1", max_points=Decimal(25))
    higher = with_rule(
        higher, "II.1", max_points=Decimal(25), parameters={"items": [
            {"name": "meetings", "label": "Số cuộc đối thoại", "points_each": "12.5"}]},
    )  # fmt: skip

    change = only_change(compare(small, higher))

    assert change.kinds == (Kind.POINTS,)
    (part,) = change.parts
    assert [(c.name, c.before, c.after) for c in (*change.fields, *part.fields)] == [
        ("max_points", "20,00", "25,00"),
        ("max_points", "20,00", "25,00"),
        ("rule",
         "Đếm, có trần: Số cuộc đối thoại: 10,00 điểm mỗi trường hợp; tối đa 20,00 điểm",
         "Đếm, có trần: Số cuộc đối thoại: 12,50 điểm mỗi trường hợp; tối đa 25,00 điểm"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({"method": "manual", "parameters": {}}, (Kind.RULES,)),
        ({"parameters": {"question": "Có kế hoạch năm"}}, (Kind.WORDING,)),
        ({"parameters": {"question": "Có kế hoạch", "earns": "no"}}, (Kind.RULES,)),
        ({"label": "Kế hoạch"}, (Kind.WORDING,)),
    ],
)
def test_what_sort_of_change_a_rule_has_seen(small, fields, expected):
    assert only_change(compare(small, with_rule(small, "I.2", **fields))).kinds == expected


def test_a_further_band_is_another_way_of_counting(small):
    bands = criterion_of(small, "I.1").parts[0].parameters["bands"]
    more = [
        *bands[:2],
        {"from": "80", "below": "90", "points": "10"},
        {"below": "80", "points": "0"},
    ]
    parameters = criterion_of(small, "I.1").parts[0].parameters | {"bands": more}

    change = only_change(compare(small, with_rule(small, "I.1", parameters=parameters)))

    assert Kind.RULES in change.kinds


def test_a_difference_that_the_words_hide_is_named(small):
    spoilt = with_rule(small, "I.2", parameters={"question": "", "earns": "yes"})
    worse = with_rule(small, "I.2", parameters={"question": "", "earns": "no"})

    (field,) = only_change(compare(spoilt, worse)).parts[0].fields

    assert field.before == f"Có hoặc không: {UNFINISHED} [earns = yes]"
    assert field.after == f"Có hoặc không: {UNFINISHED} [earns = no]"


def test_lines_that_read_alike_but_are_cut_otherwise_are_told_apart(small):
    one, two = replace(small, basis=("a\nb",)), replace(small, basis=("a", "b"))

    (field,) = compare(one, two).information

    assert (field.before, field.after) == ("('a\\nb',)", "('a', 'b')")


def test_points_finer_than_two_places_are_told_apart(small):
    finer = with_criterion(small, "I.2", max_points=Decimal("20.001"))

    (field,) = only_change(compare(small, finer)).fields

    assert (field.before, field.after) == ("20,00", "20,001")


def test_flags_scorer_and_condition_are_rules(small):
    condition = Condition("i-2", "p1", (False,))
    other = with_criterion(
        small, "II.2", may_not_arise=False, scored_by="appraiser", evidence_required=True,
        condition=condition,
    )  # fmt: skip

    change = only_change(compare(small, other))

    assert change.kinds == (Kind.RULES,)
    assert [(c.label, c.before, c.after) for c in change.fields] == [
        ("Bắt buộc có minh chứng", "Không", "Có"),
        ("Được ghi “không phát sinh”", "Có", "Không"),
        ("Người chấm", "Đơn vị tự chấm, cơ quan thẩm định chốt", "Chỉ cơ quan thẩm định chấm"),
        ("Điều kiện hỏi", "Luôn hỏi", "Khi tiêu chí I.2, “Nội dung”: không"),
    ]


def test_a_condition_names_the_options_and_survives_a_lost_criterion(small):
    options = [
        {"key": "all", "label": "Đủ", "points": "20"},
        {"key": "no", "label": "Thiếu", "points": "0"},
    ]
    choosing = with_rule(
        small, "I.2", method="choice", parameters={"question": "Kế hoạch", "options": options}
    )
    before = with_criterion(choosing, "II.2", condition=Condition("i-2", "p1", ("all", "no")))
    after = with_criterion(choosing, "II.2", condition=Condition("gone", "p9", (True,)))

    (field,) = only_change(compare(before, after)).fields

    assert field.before == "Khi tiêu chí I.2, “Nội dung”: Đủ hoặc Thiếu"
    assert field.after == "Khi tiêu chí gone, “p9”: có"


def test_a_criterion_under_another_heading_has_moved(small):
    there = with_groups(small, ["I.1"], ["II.1", "I.2", "II.2"])

    change = only_change(compare(small, there))

    assert (change.key, change.kinds, change.presence) == ("i-2", (Kind.MOVED,), None)
    assert change.before_place.words == "Nhóm I, vị trí 2"
    assert change.after_place.words == "Nhóm II, vị trí 2"


def test_neighbours_of_a_removed_criterion_have_not_moved(small):
    comparison = compare(small, with_groups(small, ["I.2"], ["II.1", "II.2"]))

    change = only_change(comparison)

    assert (change.key, change.kinds) == ("i-1", (Kind.REMOVED,))
    assert comparison.unchanged_count == 3


def test_one_criterion_of_the_other_order_has_moved(small):
    change = only_change(compare(small, with_groups(small, ["I.2", "I.1"], ["II.1", "II.2"])))

    assert change.kinds == (Kind.MOVED,)


def test_an_added_criterion_lists_what_it_holds(small):
    fewer = with_groups(small, ["I.1"], ["II.1", "II.2"])

    change = only_change(compare(fewer, small))

    assert change.presence == Kind.ADDED
    assert [(c.label, c.before, c.after) for c in change.fields] == [
        ("Điểm tối đa", "", "20,00"),
        ("Người chấm", "", "Đơn vị tự chấm, cơ quan thẩm định chốt"),
    ]
    (part,) = change.parts
    assert (part.presence, part.heading) == (Kind.ADDED, "Nội dung")
    assert [c.label for c in part.fields] == ["Điểm tối đa", "Cách tính"]


def test_a_recoded_criterion_stays_itself(small):
    change = only_change(compare(small, with_criterion(small, "I.2", code="I.9")))

    assert [(c.label, c.before, c.after) for c in change.fields] == [("Mã", "I.2", "I.9")]


def test_sets_without_a_common_key_are_matched_by_code(small):
    strange = replace(small, groups=tuple(
        replace(group, key=f"g{group.key}", criteria=tuple(
            replace(c, key=f"x{c.key}") for c in group.criteria
        ))
        for group in small.groups
    ))  # fmt: skip

    assert compare(small, strange).is_empty


def test_parts_added_removed_and_reordered(small):
    part = criterion_of(small, "I.2").parts[0]
    two = with_criterion(small, "I.2", parts=(part, replace(part, key="p2", label="Thêm")))
    swapped = with_criterion(small, "I.2", parts=(replace(part, key="p2", label="Thêm"), part))

    assert only_change(compare(small, two)).kinds == (Kind.RULES,)
    assert only_change(compare(two, small)).parts[0].presence == Kind.REMOVED
    assert only_change(compare(two, swapped)).kinds == (Kind.MOVED,)


def test_groups_vetoes_and_bands(small):
    veto, *vetoes = small.vetoes
    band, *bands = small.bands
    floor = replace(veto, kind="group_floor", parameters={"minimum_share": "0.5"})
    other = replace(
        small,
        groups=tuple(replace(g, minimum_share=Decimal("0.7")) for g in small.groups),
        vetoes=(floor, *vetoes[1:]),
        bands=(replace(band, name="Rất tốt", minimum_points=Decimal(92)), *bands),
    )

    comparison = compare(small, other)

    assert [c.kinds for c in comparison.groups] == [(Kind.POINTS,)] * 2
    assert [c.fields[0].after for c in comparison.groups] == ["70 %"] * 2
    assert [c.presence for c in comparison.vetoes] == [None, Kind.REMOVED]
    assert comparison.vetoes[1].fields[0].before == vetoes[0].effect
    assert comparison.vetoes[0].fields[0].after == f"{VetoKind.GROUP_FLOOR.label} (dưới 50 %)"
    assert comparison.bands[0].heading == "Rất tốt"
    assert comparison.bands[0].kinds == (Kind.WORDING, Kind.POINTS)
    assert [s.name for s in comparison.sections] == ["groups", "vetoes", "bands"]
    assert comparison.change_count == 5
    assert comparison.counts == {Kind.REMOVED: 1, Kind.WORDING: 1, Kind.POINTS: 3, Kind.RULES: 1}
    assert comparison.chips[0] == (Kind.REMOVED, "Bỏ", 1)


@pytest.mark.parametrize(
    ("parameters", "expected"),
    [({"missing_from": 2}, "(từ 2 báo cáo)"), ({"other": "x"}, "(other: x)"), ({}, "quý")],
)
def test_words_of_a_veto(small, parameters, expected):
    veto, *rest = small.vetoes
    other = replace(
        small, vetoes=(replace(veto, kind="reports_missing", parameters=parameters), *rest)
    )

    (field,) = only_change(compare(small, other)).fields

    assert field.after.endswith(expected)
