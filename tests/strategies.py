"""Hypothesis strategies for scoring parts, their facts and whole score sheets."""

from dataclasses import replace
from decimal import Decimal

from hypothesis import settings
from hypothesis import strategies as st

from assessments.totals import GroupRule, Line
from criteria.scoring import METHODS, Part, fact_fields

# The same examples in every run: a failure in CI is a failure at the desk.
steady = settings(derandomize=True, deadline=None, max_examples=150)

quarters = st.integers(1, 40).map(lambda number: Decimal(number) / 4)
counts = st.integers(0, 2_000)
LABELS = {"numerator": "Đạt", "denominator": "Tổng số"}


def _descending_bands(cuts, points):
    """Bands without gap from falling cuts and falling points; the last has no lower bound."""
    lows = [*(str(cut) for cut in sorted(cuts, reverse=True)), None]
    bands = []
    for index, (low, value) in enumerate(zip(lows, points, strict=True)):
        lower = {} if low is None else {"from": low}
        upper = {"below": lows[index - 1]} if index else {}
        bands.append({**lower, **upper, "points": str(value)})
    return bands


@st.composite
def band_parts(draw):
    cuts = draw(st.sets(st.integers(1, 120), min_size=1, max_size=5))
    size = len(cuts) + 1
    steps = st.lists(quarters, min_size=size, max_size=size, unique=True)
    points = sorted(draw(steps), reverse=True)
    bands = _descending_bands(cuts, points)
    parameters = {"of": "share", **LABELS, "may_exceed": True, "bands": bands}
    return Part("bands", "Mức", "bands", points[0], parameters)


@st.composite
def proportional_parts(draw):
    answer = draw(st.sampled_from(["ask", "full", "zero"]))
    parameters = {**LABELS, "may_exceed": True, "when_zero": answer}
    return Part("ratio", "Tỷ lệ", "proportional", draw(quarters), parameters)


@st.composite
def counted_parts(draw, method):
    most = draw(quarters)
    names = draw(st.sampled_from([["first"], ["first", "second"]]))
    each = st.decimals(Decimal("0.05"), most, places=2)
    items = [{"name": n, "label": n, "points_each": str(draw(each))} for n in names]
    floor = {"floor": str(draw(st.integers(-3, 0)))} if method == "deduction" else {}
    return Part(method, "Đếm", method, most, {"items": items, **floor})


@st.composite
def choice_parts(draw):
    points = draw(st.lists(quarters, min_size=2, max_size=5))
    options = [
        {"key": f"k{index}", "label": f"Mức {index}", "points": str(value)}
        for index, value in enumerate(points)
    ]
    return Part("choice", "Chọn", "choice", max(points), {"question": "Mức", "options": options})


parts = st.one_of(
    band_parts(),
    proportional_parts(),
    counted_parts("count"),
    counted_parts("deduction"),
    choice_parts(),
    quarters.map(lambda most: Part("yes", "Có", "yes_no", most, {"question": "Có không"})),
    quarters.map(lambda most: Part("manual", "Chấm", "manual", most)),
)


PARAMETERS = [
    *("of", "kind", "unit", "question", "earns", "floor", "at_most", "name", "maximum"),
    *("numerator", "denominator", "numerator_name", "denominator_name", "denominator_minimum"),
    *("denominator_maximum", "when_zero", "may_exceed", "bands", "items", "options", "requires"),
    *("rule", "measure"),
]
ENTRIES = ["name", "label", "key", "points", "points_each", "expected", "from", "to", "parameters"]
scraps = st.none() | st.booleans() | st.integers(-5, 5) | st.sampled_from(
    ["", "1", "x", "share", "count", "number", "full"]
) | st.just([])  # fmt: skip
rows = st.lists(st.dictionaries(st.sampled_from(ENTRIES), scraps, max_size=4) | scraps, max_size=3)


@st.composite
def garbled_parts(draw):
    """Definitions as a careless editor or a broken spreadsheet may leave them."""
    whole = draw(parts)
    values = scraps | rows | st.dictionaries(st.sampled_from(ENTRIES), scraps)
    spoilt = draw(st.dictionaries(st.sampled_from(PARAMETERS), values, max_size=3))
    parameters = {**whole.parameters, **spoilt}
    method = draw(st.just(whole.method) | st.sampled_from([*METHODS, "measure", "magic"]))
    if draw(st.booleans()):
        rule = draw(values | st.just({"method": method, "parameters": parameters}))
        return replace(whole, method="measure", parameters={"measure": "x", "rule": rule})
    return replace(whole, method=method, parameters=parameters)


def _values(field):
    if field.kind == "yes_no":
        return st.booleans()
    if field.kind == "choice":
        return st.sampled_from([key for key, _ in field.choices])
    if field.kind == "points":
        return st.decimals(0, field.maximum, places=2).map(str)
    return counts


@st.composite
def parts_with_facts(draw):
    part = draw(parts)
    return part, {field.name: draw(_values(field)) for field in fact_fields(part)}


@st.composite
def sheets(draw):
    """Groups and their lines: some unscored, some that did not arise, a bonus."""
    groups, lines = [], []
    for code in ("I", "II", "III"):
        sizes = draw(st.lists(quarters, min_size=1, max_size=4))
        groups.append(GroupRule(code, sum(sizes), Decimal("0.5")))
        lines += [draw(_lines(code, index, size)) for index, size in enumerate(sizes)]
    bonus = draw(quarters)
    return groups, [*lines, Line("T", "T1", bonus, bonus, is_bonus=True)]


@st.composite
def _lines(draw, group, index, most):
    points = draw(st.none() | st.decimals(0, most, places=2))
    return Line(group, f"{group}.{index}", most, points, draw(st.booleans()))
