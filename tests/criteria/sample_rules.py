"""One small rule of every kind, for the tests of scoring."""

from decimal import Decimal

from criteria.scoring import Part

SHARE = {"numerator": "Số hồ sơ đúng hạn", "denominator": "Tổng số hồ sơ"}


def part(method, max_points, **parameters):
    return Part("part", "Phần điểm", method, Decimal(max_points), parameters)


ON_TIME = part(
    "bands",
    "4",
    of="share",
    **SHARE,
    bands=[
        {"from": "98", "points": "4"},
        {"from": "95", "below": "98", "points": "3"},
        {"below": "95", "points": "0"},
    ],
)
GAP = part(
    "bands",
    "1",
    of="number",
    question="Chênh lệch",
    unit="điểm",
    bands=[
        {"to": "5", "points": "1"},
        {"above": "5", "to": "10", "points": "0.5"},
        {"above": "10", "points": "0"},
    ],
)
RATIO = part("proportional", "1", **SHARE)
TARGET = part("proportional", "2", **SHARE, may_exceed=True)
MODELS = part(
    "count",
    "3",
    items=[
        {"name": "district", "label": "Cấp huyện", "points_each": "1"},
        {"name": "province", "label": "Cấp tỉnh", "points_each": "2"},
    ],
)
ISSUED = part(
    "choice",
    "2",
    question="Ban hành",
    options=[
        {"key": "early", "label": "Trong quý I", "points": "2"},
        {"key": "late", "label": "Sau quý I", "points": "1"},
        {"key": "none", "label": "Không", "points": "0"},
    ],
)
REVIEW = part("yes_no", "1.5", question="Có sơ kết")
QUIET = part("yes_no", "1", question="Có vụ việc phức tạp", earns="no")
COMPLAINTS = part(
    "deduction", "2", items=[{"name": "cases", "label": "Phản ánh đúng", "points_each": "0.75"}]
)
PENALTY = part(
    "deduction",
    "0",
    floor="-1",
    items=[{"name": "late", "label": "Hồ sơ chậm", "points_each": "0.25"}],
)
MEETINGS = part(
    "deduction",
    "1",
    items=[{"name": "held", "label": "Quý có họp", "points_each": "0.25", "expected": 4}],
)
JUDGED = part("manual", "2")
LISTED = part(
    "deduction",
    "1",
    requires={"name": "listed", "label": "Có danh mục"},
    items=[{"name": "incomplete", "label": "Thiếu thông tin", "points_each": "0.1"}],
)
REPORTS = part(
    "measure",
    "2",
    measure="reports_on_time",
    rule={
        "method": "count",
        "parameters": {
            "items": [
                {"name": "on_time", "label": "Đúng hạn", "points_each": "0.4"},
                {"name": "late", "label": "Chậm", "points_each": "0.2"},
            ],
            "at_most": "5",
        },
    },
)


def ratio(numerator, denominator):
    return {"numerator": numerator, "denominator": denominator}
