"""What always holds when facts and points are carried over."""

from dataclasses import replace
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from assessments.carrying import Choice, Fate, carried_part, carry
from criteria.definitions import CriterionDefinition
from criteria.scoring import fact_errors, score_criterion
from tests import strategies
from tests.assessments.carrying.cases import SCALE, Entered, part
from tests.assessments.version_cases import criterion, definition


@st.composite
def moves(draw):
    """A part with facts, and another definition of it: same, or any other part."""
    old, facts = draw(strategies.parts_with_facts())
    other = draw(st.one_of(st.just(old), strategies.parts, st.none()))
    if other and draw(st.booleans()):
        other = replace(old, max_points=other.max_points)
    return old, other, facts, draw(st.sampled_from(Choice))


@strategies.steady
@given(moves())
def test_facts_that_go_on_are_facts_of_the_new_part(move):
    old, new, facts, choice = move

    outcome = carried_part(old, new, facts, choice)

    if outcome.facts:
        assert fact_errors(new, outcome.facts) == {}
    else:
        assert outcome.fate in (Fate.DROPPED, Fate.CLEARED) or not facts
    assert bool(outcome.reason) == (outcome.fate in (Fate.DROPPED, Fate.CLEARED))


@strategies.steady
@given(moves())
def test_points_stay_in_range(move):
    old, new, facts, choice = move
    new = new or replace(old, max_points=old.max_points + 1)
    sample = criterion(definition(), "II.1")
    before = single(replace(sample, parts=(old,), max_points=old.max_points))
    after = single(replace(sample, parts=(replace(new, key=old.key),), max_points=new.max_points))
    points = score_criterion((old,), {old.key: facts}, old.max_points).points
    sheet = {sample.pk: Entered(sample.pk, {old.key: facts}, points)}

    carried = carry(before, after, sheet, choice)

    (row,) = carried.rows
    assert row.points is None or 0 <= row.points <= new.max_points
    if old == replace(new, key=old.key):
        assert (row.facts, row.points) == ({old.key: facts}, points)


@strategies.steady
@given(strategies.quarters, strategies.quarters, st.data())
def test_scaling_keeps_nothing_and_everything(old, new, data):
    before, after = part(most=old), part(most=new)
    points = data.draw(st.decimals(0, old, places=2))

    scaled = {
        given: Decimal(carried_part(before, after, {"points": str(given)}, SCALE).facts["points"])
        for given in (Decimal(0), points, old)
    }

    assert (scaled[Decimal(0)], scaled[old]) == (0, new)
    assert 0 <= scaled[points] <= new


def single(content: CriterionDefinition):
    """A set with one criterion."""
    whole = definition()
    group = replace(whole.groups[0], criteria=(content,), max_points=content.max_points)
    return replace(whole, groups=(group,))
