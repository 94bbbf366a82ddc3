"""The steps of a rule in words, and the one that the facts reach."""

from decimal import Decimal

import pytest

from criteria.scoring import Part, level_reached, levels
from tests.criteria.conditional_sets import CHOICE, MEASURED, YES_NO

SHARE = Part(
    "p1", "Đúng hạn", "bands", Decimal(4),
    {"of": "share", "numerator": "Đúng hạn", "denominator": "Tổng số", "bands": [
        {"from": "98", "points": "4"}, {"from": "90", "below": "98", "points": "2"},
        {"below": "90", "points": "0"},
    ]},
)  # fmt: skip
NUMBER = Part(
    "p1", "Mô hình", "bands", Decimal(2),
    {"of": "count", "question": "Số mô hình", "unit": "mô hình",
     "bands": [{"from": "2", "points": "2"}, {"below": "2", "points": "1"}]},
)  # fmt: skip
BARRED = Part(
    "p1", "Đúng hạn", "bands", Decimal(2),
    NUMBER.parameters | {"requires": {"name": "plan", "label": "Có kế hoạch"}},
)  # fmt: skip
OWN = Part(
    "p1", "Mô hình", "measure", Decimal(2),
    {"measure": "x", "rule": {"method": "bands", "parameters": dict(NUMBER.parameters)}},
)  # fmt: skip


@pytest.mark.parametrize(
    ("part", "expected"),
    [
        (SHARE, [("từ 98 % trở lên", 4), ("từ 90 % đến dưới 98 %", 2), ("dưới 90 %", 0)]),
        (NUMBER, [("từ 2 mô hình trở lên", 2), ("dưới 2 mô hình", 1)]),
        (OWN, [("từ 2 mô hình trở lên", 2), ("dưới 2 mô hình", 1)]),
        (CHOICE, [("Trong quý I", 10), ("Sau quý I", 5), ("Không", 0)]),
        (YES_NO, []),
        (MEASURED, []),
    ],
)
def test_steps_are_listed_as_the_rule_has_them(part, expected):
    assert list(levels(part)) == expected


@pytest.mark.parametrize(
    ("part", "facts", "expected"),
    [
        (SHARE, {"numerator": 98, "denominator": 100}, 0),
        (SHARE, {"numerator": 97, "denominator": 100}, 1),
        (SHARE, {"numerator": 0, "denominator": 0}, None),
        (SHARE, {"numerator": 3}, None),
        (SHARE, {"numerator": "ba", "denominator": 3}, None),
        (SHARE, {}, None),
        (SHARE, None, None),
        (NUMBER, {"value": 1}, 1),
        (OWN, {"value": "2"}, 0),
        (CHOICE, {"choice": "late"}, 1),
        (CHOICE, {"choice": "gone"}, None),
        (BARRED, {"plan": True, "value": 5}, 0),
        (BARRED, {"plan": False, "value": 5}, None),
        (YES_NO, {"answer": True}, None),
    ],
)
def test_the_step_reached_follows_the_facts(part, facts, expected):
    assert level_reached(part, facts) == expected
