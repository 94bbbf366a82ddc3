"""Totals and classes: a sheet of two groups by hand, then properties of every sheet."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessments.totals import ClassRule, GroupRule, Line, class_for, scaled, total
from tests import strategies
from tests.strategies import steady

GROUPS = [
    GroupRule("I", Decimal(60), Decimal("0.5")),
    GroupRule("II", Decimal(40), Decimal("0.5")),
]
CLASSES = [
    ClassRule("Xuất sắc", Decimal(90), Decimal("0.7"), recognised=True),
    ClassRule("Tốt", Decimal(80), Decimal("0.5"), recognised=True),
    ClassRule("Khá", Decimal(70), Decimal(0), recognised=False),
    ClassRule("Trung bình", Decimal(50), Decimal(0), recognised=False),
    ClassRule("Chưa đạt", Decimal(0), Decimal(0), recognised=False),
]


def points(value):
    return None if value is None else Decimal(value)


def sheet(first, second, *, absent=(), bonus=None, policy="full"):
    """Four criteria, 30 + 30 and 20 + 20; `absent` names those that did not arise."""
    given_points = dict(zip(("I.1", "I.2", "II.1", "II.2"), (*first, *second), strict=True))
    lines = [
        Line(code[:-2], code, Decimal(30 if code < "II" else 20), points(value), code in absent)
        for code, value in given_points.items()
    ]
    lines.append(Line("T", "T1", Decimal(9), points(bonus), is_bonus=True))
    return total(lines, GROUPS, Decimal(5), policy)


def even_sheet(value):
    """A sheet with the same share in both groups and `value` points altogether."""
    value = Decimal(value)
    lines = [
        Line("I", "I.1", Decimal(60), value * Decimal("0.6")),
        Line("II", "II.1", Decimal(40), value * Decimal("0.4")),
    ]
    return total(lines, GROUPS, Decimal(5), "full")


def test_total_adds_groups_and_the_capped_bonus():
    totals = sheet(("25.5", "20"), ("19.25", "0"), bonus="8")

    assert [(g.code, g.points, g.max, g.share) for g in totals.groups] == [
        ("I", Decimal("45.5"), Decimal(60), Decimal("0.7583")),
        ("II", Decimal("19.25"), Decimal(40), Decimal("0.4813")),
    ]
    assert (totals.base, totals.bonus, totals.total) == (
        Decimal("64.75"),
        Decimal(5),
        Decimal("69.75"),
    )
    assert totals.maximum == 100


def test_criterion_not_scored_adds_nothing_and_is_listed():
    totals = sheet((None, "30"), ("0", None))

    assert totals.missing == ("I.1", "II.2")
    assert [group.missing for group in totals.groups] == [("I.1",), ("II.2",)]
    assert totals.total == 30


def test_zero_is_a_score_and_an_unclaimed_bonus_is_not_missing():
    totals = sheet(("0", "0"), ("0", "0"), bonus=None)

    assert totals.missing == ()
    assert totals.total == 0


def test_what_did_not_arise_counts_in_full_under_the_full_policy():
    totals = sheet((None, "15"), ("20", "10"), absent={"I.1"})

    assert totals.missing == ()
    assert totals.groups[0].points == 45
    assert totals.total == 75


def test_what_did_not_arise_shrinks_the_scale_under_the_reduce_policy():
    totals = sheet((None, "15"), ("20", "10"), absent={"I.1"}, policy="reduce")

    assert (totals.groups[0].points, totals.groups[0].max) == (15, 30)
    assert totals.groups[0].share == Decimal("0.5")
    assert totals.base == Decimal("64.29")  # 45 of 70


@pytest.mark.parametrize(
    ("absent", "policy", "text"),
    [
        ({"I.1"}, "reduce", "45,00/70,00 điểm, quy về thang 100,00"),
        ({"I.1"}, "full", ""),
        (set(), "reduce", ""),
        ({"I.1", "I.2", "II.1", "II.2"}, "reduce", ""),
    ],
)
def test_a_reduced_scale_tells_how_the_total_comes_about(absent, policy, text):
    points = ["30", "15", "20", "10"]
    codes = ["I.1", "I.2", "II.1", "II.2"]
    one, two, three, four = (None if c in absent else p for c, p in zip(codes, points, strict=True))

    assert sheet((one, two), (three, four), absent=absent, policy=policy).scale_text == text


def test_points_of_what_did_not_arise_are_ignored():
    assert sheet(("30", "15"), ("20", "10"), absent={"I.1"}, policy="reduce").base == Decimal(
        "64.29"
    )


def test_group_in_which_nothing_arose_stands_in_nobodys_way():
    totals = sheet(("30", "24"), (None, None), absent={"II.1", "II.2"}, policy="reduce")

    assert totals.groups[1].share == 1
    assert totals.groups[1].share_text(Decimal("0.7")) == "100,00 %"
    assert totals.groups_below_minimum() == ()
    assert totals.base == 90


def test_sheet_in_which_nothing_arose_has_no_points():
    absent = {"I.1", "I.2", "II.1", "II.2"}

    assert sheet((None, None), (None, None), absent=absent, policy="reduce").total == 0


def test_group_just_below_its_minimum_is_named():
    totals = sheet(("30", "30"), ("19.99", "0"))

    assert [group.code for group in totals.groups_below_minimum()] == ["II"]


def test_share_is_never_shown_as_the_limit_it_misses():
    line = Line("I", "I.1", Decimal(60), Decimal("41.9999"))
    group = total([line], GROUPS[:1], Decimal(0), "full").groups[0]

    assert group.share_text(Decimal("0.7")) == "69,9998 %"


def expected_class(value):
    """The oracle: with equal shares everywhere only the thresholds decide."""
    names = {90: "Xuất sắc", 80: "Tốt", 70: "Khá", 50: "Trung bình", 0: "Chưa đạt"}
    return next(name for least, name in names.items() if Decimal(value) >= least)


@pytest.mark.parametrize("threshold", [90, 80, 70, 50])
@pytest.mark.parametrize("step", ["-0.01", "0", "0.01"])
def test_class_changes_exactly_at_the_threshold(threshold, step):
    value = threshold + Decimal(step)

    result = class_for(even_sheet(value), CLASSES)

    assert result.rule.name == expected_class(value)
    assert result.reasons == ()


@given(st.decimals(0, 100, places=2))
@steady
def test_class_agrees_with_the_oracle_everywhere(value):
    assert class_for(even_sheet(value), CLASSES).rule.name == expected_class(value)


def test_class_falls_when_a_group_is_too_weak_and_says_so():
    totals = sheet(("30", "30"), ("14", "13.9"), bonus="5")

    result = class_for(totals, CLASSES)

    assert result.rule.name == "Tốt"
    assert result.reasons == (
        "Đủ điểm Xuất sắc nhưng nhóm II chỉ đạt 69,75 % (cần 70 %) nên xét mức Tốt.",
    )


def test_class_falls_to_one_that_asks_nothing_of_groups():
    totals = sheet(("30", "30"), ("19.5", "0"), bonus="5")

    result = class_for(totals, CLASSES)

    assert result.rule.name == "Khá"
    assert result.reasons == (
        "Đủ điểm Tốt nhưng nhóm II chỉ đạt 48,75 % (cần 50 %) nên xét mức Khá.",
    )


def test_class_without_a_lowest_rule_is_an_error():
    with pytest.raises(ValueError, match="No class takes 10"):
        class_for(even_sheet(10), CLASSES[:1])


@given(strategies.sheets(), st.sampled_from(["full", "reduce"]))
@steady
def test_totals_stay_within_the_scale(drawn, policy):
    groups, lines = drawn

    totals = total(lines, groups, Decimal(5), policy)

    assert 0 <= totals.base <= totals.maximum
    assert 0 <= totals.bonus <= 5
    assert all(0 <= group.points <= group.max for group in totals.groups)


@given(strategies.sheets(), st.sampled_from(["full", "reduce"]))
@steady
def test_missing_are_exactly_the_unscored_criteria_that_arose(drawn, policy):
    groups, lines = drawn

    totals = total(lines, groups, Decimal(5), policy)

    assert set(totals.missing) == {
        line.criterion for line in lines if line.points is None and not line.not_applicable
    }


@given(
    st.decimals(0, 85, places=2), st.decimals(0, 85, places=2), st.sampled_from([85, 90, 97, 100])
)
@steady
def test_scaling_to_a_hundred_keeps_the_order(first, second, out_of):
    low, high = sorted([first, second])

    scaled_low, scaled_high = (scaled(x, Decimal(out_of), Decimal(100)) for x in (low, high))

    assert scaled_low <= scaled_high
    assert scaled_high >= high
