"""From facts to points, with the reason: a table of cases for every method."""

from decimal import Decimal

import pytest

from criteria.scoring import PartScore, fact_errors, score_criterion, score_part
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
    ratio,
)


@pytest.mark.parametrize(
    ("rule", "facts", "points", "explanation"),
    [
        (ON_TIME, ratio(1234, 1250), "4.00", "1.234/1.250 = 98,72 % → 4,00"),
        (ON_TIME, ratio(95, 100), "3.00", "95/100 = 95,00 % → 3,00"),
        (ON_TIME, ratio(97_996, 100_000), "3.00", "97.996/100.000 = 97,996 % → 3,00"),
        (ON_TIME, ratio(2, 3), "0.00", "2/3 = 66,67 % → 0,00"),
        (GAP, {"value": "5"}, "1.00", "5 điểm → 1,00"),
        (GAP, {"value": "5.01"}, "0.50", "5,01 điểm → 0,50"),
        (GAP, {"value": "10.01"}, "0.00", "10,01 điểm → 0,00"),
        (RATIO, ratio(11, 12), "0.92", "11/12 = 91,67 % × 1,00 → 0,92"),
        (RATIO, ratio(1, 200), "0.01", "1/200 = 0,50 % × 1,00 → 0,01"),
        (TARGET, ratio(6, 5), "2.00", "6/5 = 120,00 %, tính tối đa 100 % × 2,00 → 2,00"),
        (MODELS, {"district": 1, "province": 0}, "1.00", "1 × 1,00 + 0 × 2,00 → 1,00"),
        (
            MODELS,
            {"district": 2, "province": 1},
            "3.00",
            "2 × 1,00 + 1 × 2,00 = 4,00, tối đa 3,00 → 3,00",
        ),
        (ISSUED, {"choice": "late"}, "1.00", "Sau quý I → 1,00"),
        (REVIEW, {"answer": True}, "1.50", "Có → 1,50"),
        (REVIEW, {"answer": False}, "0.00", "Không → 0,00"),
        (QUIET, {"answer": False}, "1.00", "Không → 1,00"),
        (COMPLAINTS, {"cases": 1}, "1.25", "2,00 − 1 × 0,75 → 1,25"),
        (COMPLAINTS, {"cases": 3}, "0.00", "2,00 − 3 × 0,75 = −0,25, không dưới 0,00 → 0,00"),
        (PENALTY, {"late": 0}, "0.00", "0,00 − 0 × 0,25 → 0,00"),
        (PENALTY, {"late": 3}, "-0.75", "0,00 − 3 × 0,25 → −0,75"),
        (PENALTY, {"late": 9}, "-1.00", "0,00 − 9 × 0,25 = −2,25, không dưới −1,00 → −1,00"),
        (MEETINGS, {"held": 3}, "0.75", "1,00 − thiếu 1 × 0,25 → 0,75"),
        (JUDGED, {"points": "1.5"}, "1.50", "Chấm 1,50 trên 2,00"),
        (LISTED, {"listed": True, "incomplete": 3}, "0.70", "1,00 − 3 × 0,10 → 0,70"),
        (LISTED, {"listed": False}, "0.00", "Có danh mục: không → 0,00"),
        (REPORTS, {"on_time": 3, "late": 1}, "1.40", "3 × 0,40 + 1 × 0,20 → 1,40"),
    ],
)
def test_score_part_gives_points_and_the_reason(rule, facts, points, explanation):
    score = score_part(rule, facts)

    assert score == PartScore(Decimal(points), explanation)
    assert str(score.points) == points


@pytest.mark.parametrize(
    ("rule", "facts", "explanation"),
    [
        (ON_TIME, None, "Chưa chấm, còn thiếu: Số hồ sơ đúng hạn; Tổng số hồ sơ."),
        (ON_TIME, {"numerator": 0}, "Chưa chấm, còn thiếu: Tổng số hồ sơ."),
        (ON_TIME, ratio("", None), "Chưa chấm, còn thiếu: Số hồ sơ đúng hạn; Tổng số hồ sơ."),
        (LISTED, {"incomplete": 1}, "Chưa chấm, còn thiếu: Có danh mục."),
        (LISTED, {"listed": True}, "Chưa chấm, còn thiếu: Thiếu thông tin."),
        (REPORTS, None, "Hệ thống chưa có số liệu để tính."),
        (ISSUED, {"choice": "gone"}, "“Ban hành”: chọn một mức trong danh sách."),
    ],
)
def test_score_part_without_usable_facts_is_not_zero(rule, facts, explanation):
    assert score_part(rule, facts) == PartScore(None, explanation)


@pytest.mark.parametrize(
    ("when_zero", "points"), [("ask", None), ("full", Decimal("1.00")), ("zero", Decimal("0.00"))]
)
@pytest.mark.parametrize("method", ["proportional", "bands"])
def test_denominator_of_zero_does_what_the_rule_says(method, when_zero, points):
    bands = [{"from": "50", "points": "1"}, {"below": "50", "points": "0"}]
    rule = part(method, "1", of="share", **SHARE, bands=bands, when_zero=when_zero)

    score = score_part(rule, ratio(0, 0))

    assert score.points == points
    assert score.explanation.startswith("“Tổng số hồ sơ” bằng 0")


def test_denominator_of_zero_asks_for_the_figure_or_for_not_arising():
    text = score_part(RATIO, ratio(0, 0)).explanation

    assert "nhập số thực tế" in text
    assert "“Không phát sinh”" in text


@pytest.mark.parametrize(
    ("rule", "facts", "errors"),
    [
        (RATIO, ratio(12, 12), {}),
        (RATIO, ratio(13, None), {}),
        (
            RATIO,
            ratio(13, 12),
            {"numerator": "“Số hồ sơ đúng hạn” không thể lớn hơn “Tổng số hồ sơ”."},
        ),
        (TARGET, ratio(13, 12), {}),
        (RATIO, ratio(-1, 12), {"numerator": "“Số hồ sơ đúng hạn”: không nhỏ hơn 0."}),
        (RATIO, ratio("1.5", 12), {"numerator": "“Số hồ sơ đúng hạn”: nhập số nguyên."}),
        (RATIO, ratio("abc", 12), {"numerator": "“Số hồ sơ đúng hạn”: nhập một số."}),
        (RATIO, ratio("١٢", 12), {"numerator": "“Số hồ sơ đúng hạn”: nhập một số."}),
        (RATIO, ratio(1.5, 12), {"numerator": "“Số hồ sơ đúng hạn”: nhập một số."}),
        (RATIO, ratio(True, 12), {"numerator": "“Số hồ sơ đúng hạn”: nhập một số."}),
        (RATIO, ratio("NaN", 12), {"numerator": "“Số hồ sơ đúng hạn”: nhập một số."}),
        (RATIO, ratio("1E9", 12), {"numerator": "“Số hồ sơ đúng hạn”: nhập một số."}),
        (
            RATIO,
            ratio(1, 10**10),
            {"denominator": "“Tổng số hồ sơ”: không lớn hơn 1.000.000.000."},
        ),
        (MEETINGS, {"held": 5}, {"held": "“Quý có họp”: không lớn hơn 4."}),
        (REVIEW, {"answer": "yes"}, {"answer": "“Có sơ kết”: chọn có hoặc không."}),
        (ISSUED, {"choice": ["early"]}, {"choice": "“Ban hành”: chọn một mức trong danh sách."}),
        (JUDGED, {"points": "2.01"}, {"points": "“Phần điểm”: không lớn hơn 2."}),
        (REPORTS, {"on_time": 4, "late": 2}, {"on_time": "Tổng cộng không thể quá 5."}),
        (GAP, {"value": Decimal("Infinity")}, {"value": "“Chênh lệch”: nhập một số."}),
    ],
)
def test_fact_errors_name_the_field_and_the_remedy(rule, facts, errors):
    assert fact_errors(rule, facts) == errors
    assert not errors or score_part(rule, facts).points is None


def test_criterion_without_a_part_scored_has_no_points():
    score = score_criterion([REVIEW, RATIO], {"part": {"answer": True}}, Decimal(3))

    assert score.points is None
    assert [item.points for item in score.parts] == [Decimal("1.50"), None]


def test_criterion_that_did_not_arise_has_no_points_of_its_own():
    score = score_criterion([REVIEW], {"part": {"answer": True}}, Decimal(3), not_applicable=True)

    assert (score.points, score.parts) == (None, ())


def test_penalty_does_not_push_a_criterion_below_zero():
    facts = {"part": {"late": 4}}

    assert score_criterion([PENALTY], facts, Decimal(4)).points == 0
