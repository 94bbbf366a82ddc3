"""What holds for every rule, whatever its figures."""

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from criteria.scoring import Part, describe, fact_fields, part_problems, score_criterion, score_part
from tests import strategies
from tests.criteria.sample_rules import ratio
from tests.strategies import steady


@given(strategies.parts_with_facts())
@steady
def test_points_stay_between_floor_and_maximum(drawn):
    rule, facts = drawn
    points = score_part(rule, facts).points

    assert points is None or Decimal(rule.parameters.get("floor", 0)) <= points <= rule.max_points


@given(strategies.parts)
@steady
def test_drawn_rules_are_fit_and_can_be_described(rule):
    assert part_problems(rule) == []
    assert describe(rule)


@given(
    st.one_of(strategies.band_parts(), strategies.proportional_parts()),
    strategies.counts,
    strategies.counts,
    st.integers(1, 2_000),
)
@steady
def test_a_higher_ratio_never_earns_less(rule, first, second, whole):
    low, high = sorted([first, second])

    worse, better = (score_part(rule, ratio(n, whole)).points for n in (low, high))

    assert worse <= better


@pytest.mark.parametrize(("method", "direction"), [("count", 1), ("deduction", -1)])
@given(drawn=st.data(), first=strategies.counts, second=strategies.counts)
@steady
def test_more_cases_move_the_points_one_way(method, direction, drawn, first, second):
    rule = drawn.draw(strategies.counted_parts(method))
    low, high = sorted([first, second])

    few, many = (
        score_part(rule, {f.name: number for f in fact_fields(rule)}).points
        for number in (low, high)
    )

    assert (many - few) * direction >= 0


@given(st.lists(strategies.parts_with_facts(), min_size=1, max_size=5))
@steady
def test_sum_of_parts_never_passes_the_criterion(drawn):
    rules = [Part(str(n), r.label, r.method, r.max_points, r.parameters)
             for n, (r, _) in enumerate(drawn)]  # fmt: skip
    facts = {str(n): given_facts for n, (_, given_facts) in enumerate(drawn)}
    most = sum(rule.max_points for rule in rules) / 2

    points = score_criterion(rules, facts, most).points

    assert points is None or 0 <= points <= most


@given(strategies.band_parts(), strategies.counts, st.integers(1, 2_000))
@steady
def test_bands_without_gap_take_every_ratio_exactly_once(rule, numerator, denominator):
    percent = Decimal(numerator) * 100
    fitting = [
        band
        for band in rule.parameters["bands"]
        if Decimal(band.get("from", 0)) * denominator <= percent
        and percent < Decimal(band.get("below", 10**9)) * denominator
    ]

    assert [Decimal(band["points"]) for band in fitting] == [
        score_part(rule, ratio(numerator, denominator)).points
    ]


@given(strategies.garbled_parts())
@settings(steady, max_examples=600)
def test_a_garbled_definition_is_either_refused_or_works(rule):
    if part_problems(rule):
        return

    assert describe(rule)
    assert score_part(rule, {f.name: 1 for f in fact_fields(rule)}) is not None
