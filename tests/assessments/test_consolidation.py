"""Sums over units and quarters, against sums worked out the long way in Python."""

from dataclasses import astuple
from datetime import date
from decimal import Decimal

import pytest

from assessments.consolidating.sums import Line, UnitFigures, round_before, totals, unit_figures
from assessments.models import Indicator
from core.numbers import NOTHING
from organisation.models import Unit
from tests import factories
from tests.assessments.consolidated_cases import (
    expected,
    make_rounds,
    make_story,
    report_of,
    told,
    write,
)

pytestmark = pytest.mark.django_db
Q = (1, 2, 3, 4)


@pytest.mark.parametrize("merges", [2, 4])
@pytest.mark.parametrize("seed", range(8))
def test_totals_are_those_worked_out_in_python(seed, merges):
    """Units that merged in a row over `merges` steps, values that say that nothing occurred."""
    story = make_story(seed, merges=merges)

    for quarter in Q:
        found = totals(story.this, quarter, story.last)
        for indicator in story.indicators:
            for kind in (None, *{unit.kind_id for unit in story.units}):
                line = astuple(found.line(indicator, quarter, kind))
                assert told(line) == told(expected(story, indicator, quarter, kind))


@pytest.mark.parametrize("seed", range(3))
def test_values_of_units_add_up_to_the_totals(seed):
    story = make_story(seed)
    natures = {row.pk: row.nature for row in story.indicators}

    found = unit_figures(story.this, 3, story.last, natures)

    summed = [row for row in story.indicators if row.nature != "rate"]
    lines = totals(story.this, 3, story.last)
    for indicator in summed:
        for round_, (of_quarter, of_year) in _halves(story, lines.line(indicator, 3)):
            own = [f for (key, _u, r), f in found.items() if (key, r) == (indicator.pk, round_)]
            assert told([_sum(f.quarter for f in own)]) == told([of_quarter])
            assert told([_sum(f.year for f in own)]) == told([of_year])


def test_everything_comes_in_one_statement(django_assert_num_queries):
    small, large = make_story(1, units=3, indicators=3), make_story(2, units=9, indicators=9)

    for story in (small, large):
        with django_assert_num_queries(1):
            totals(story.this, 2, story.last)


def test_a_year_without_a_year_before_has_nothing_beside_it():
    this, last = make_rounds()
    report = report_of(this, factories.make_unit(this.organiser), 1)
    dialogues = factories.make_indicator(this.organiser)
    write(report, doi_thoai=4)

    assert round_before(this) == last
    assert round_before(last) is None
    assert totals(this, 1, None).line(dialogues, 1) == Line(Decimal(4), Decimal(4), None, None)


def test_a_merged_unit_counts_under_its_old_name_and_no_stock_counts_twice():
    this, last = make_rounds()
    old, heir = (factories.make_unit(this.organiser) for _ in range(2))
    flow = factories.make_indicator(this.organiser, "ngay-cong")
    stock = factories.make_indicator(this.organiser, "to-dan-van", nature="stock")
    Unit.objects.filter(pk=old.pk).update(merged_into=heir, valid_to=date(2026, 7, 31))
    write(report_of(this, old, 2), ngay_cong=10, to_dan_van=5)
    write(report_of(this, heir, 2), ngay_cong=20, to_dan_van=7)
    write(report_of(this, heir, 3), ngay_cong=40, to_dan_van=12)

    before, after = totals(this, 2, last), totals(this, 3, last)

    assert before.line(stock, 2).year == 12
    assert after.line(flow, 3).year == 70
    assert after.line(stock, 3).year == 12
    own = unit_figures(this, 3, last, {flow.pk: "flow", stock.pk: "stock"})
    assert own[flow.pk, old.pk, this.pk] == UnitFigures(None, Decimal(10), None)
    assert own[stock.pk, old.pk, this.pk] == UnitFigures(None, None, None)


def test_a_unit_merged_over_two_steps_counts_once_under_its_old_name():
    """A into B in May, B into C in August: flows of all, the stock of C's own last report."""
    this, last = make_rounds()
    first, middle, heir = (factories.make_unit(this.organiser) for _ in range(3))
    flow = factories.make_indicator(this.organiser, "ngay-cong")
    stock = factories.make_indicator(this.organiser, "to-dan-van", nature="stock")
    steps = ((first, middle, date(2026, 5, 31)), (middle, heir, date(2026, 8, 31)))
    for gone, into, last_day in steps:
        Unit.objects.filter(pk=gone.pk).update(merged_into=into, valid_to=last_day)
    write(report_of(this, first, 1), ngay_cong=1, to_dan_van=3)
    write(report_of(this, middle, 2), ngay_cong=20, to_dan_van=8)
    write(report_of(this, heir, 2), ngay_cong=300, to_dan_van=10)

    assert totals(this, 1, last).line(stock, 1).year == 3
    assert totals(this, 2, last).line(stock, 2).year == 18
    write(report_of(this, heir, 3), ngay_cong=4000, to_dan_van=17)
    after = totals(this, 3, last)
    assert after.line(flow, 3).year == 4321
    assert after.line(stock, 3).year == 17
    own = unit_figures(this, 3, last, {flow.pk: "flow", stock.pk: "stock"})
    assert own[flow.pk, first.pk, this.pk] == UnitFigures(None, Decimal(1), None)
    assert own[stock.pk, first.pk, this.pk] == UnitFigures(None, None, None)


def test_last_year_shows_all_its_quarters_and_this_year_none_after_the_reported_one():
    this, last = make_rounds()
    unit = factories.make_unit(this.organiser)
    dialogues = factories.make_indicator(this.organiser)
    for quarter in Q:
        write(report_of(this, unit, quarter), doi_thoai=quarter)
        write(report_of(last, unit, quarter), doi_thoai=10 * quarter)

    found = totals(this, 2, last)

    assert found.quarters(dialogues, last_year=False) == [1, 2, None, None]
    assert found.quarters(dialogues, last_year=True) == [10, 20, 30, 40]
    assert astuple(found.line(dialogues, 2)) == (2, 3, 20, 30)


def test_only_quarters_of_a_year_are_asked_for():
    this, last = make_rounds()

    with pytest.raises(ValueError, match="1, 2, 3 or 4"):
        totals(this, 5, last)


def test_nothing_reported_is_not_zero():
    this, last = make_rounds()
    dialogues = factories.make_indicator(this.organiser)

    found = totals(this, 1, last)

    assert astuple(found.line(dialogues, 1)) == (None, None, None, None)
    assert found.indicators() == set()
    assert found.kinds() == set()
    assert Indicator.objects.count() == 1


def _halves(story, line: Line):
    return [(story.this.pk, (line.quarter, line.year)),
            (story.last.pk, (line.last_quarter, line.last_year))]  # fmt: skip


def _sum(values):
    given = [value for value in values if value is not None]
    known = [value for value in given if value is not NOTHING]
    return sum(known) if known else NOTHING if given else None
