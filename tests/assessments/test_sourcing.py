"""Figures of quarterly reports as sources: what counts, whose, and with which arithmetic."""

from decimal import Decimal

import pytest
from django.utils import timezone

from assessments.models import IndicatorValue
from assessments.sourcing import indicator_choices, indicator_quarters, indicator_years
from core.calendar import today
from criteria import sources
from criteria.sources import Answer
from tests.factories import make_assessment, make_district, make_indicator, make_report, make_unit

pytestmark = pytest.mark.django_db


@pytest.fixture
def file():
    return make_assessment()


def reported(file, quarter, *values, unit=None, state="submitted"):
    """A report of the file's unit with (indicator, value) pairs."""
    sent = None if state == "draft" else timezone.now()
    report = make_report(file.round, unit or file.unit, quarter, sent_at=sent, state=state)
    IndicatorValue.objects.bulk_create(
        IndicatorValue(report=report, indicator=row, value=Decimal(value)) for row, value in values
    )
    return report


def test_flow_is_the_sum_and_leads_to_the_last_report(file):
    talks = make_indicator(file.round.organiser)
    reported(file, 2, (talks, 2))
    last = reported(file, 3, (talks, "0"))
    reported(file, 1, (talks, 1))

    assert indicator_years(file, frozenset({"doi-thoai"})) == {
        "doi-thoai": Answer(3, "Quý I 1 + II 2 + III 0 (chưa có quý IV) = 3",
                            last.get_absolute_url()),
    }  # fmt: skip
    quarters = indicator_quarters(file, frozenset({"doi-thoai"}))["doi-thoai"]
    assert (quarters.value, quarters.working) == (2, "Quý I, II (chưa có quý IV) = 2 quý")


@pytest.mark.parametrize("nature", ["stock", "rate"])
def test_stock_and_rate_are_the_last_given_and_decimals_are_texts(file, nature):
    row = make_indicator(file.round.organiser, "ho-ngheo", nature=nature, decimal_places=2)
    reported(file, 1, (row, "4.50"))
    reported(file, 2, (row, "4.25"))

    answer = indicator_years(file, frozenset({"ho-ngheo"}))["ho-ngheo"]

    assert (answer.value, answer.working) == ("4.25", "Quý II 4,25")


@pytest.mark.parametrize(
    ("state", "counts"),
    [("draft", False), ("returned", False), ("submitted", True), ("accepted", True)],
)
def test_only_reports_that_are_with_the_board_count(file, state, counts):
    talks = make_indicator(file.round.organiser)
    reported(file, 1, (talks, 4), state=state)

    assert bool(indicator_years(file, frozenset({"doi-thoai"}))) is counts


def test_reports_of_other_units_and_years_do_not_count(file):
    talks = make_indicator(file.round.organiser)
    reported(file, 1, (talks, 4), unit=make_unit(file.round.organiser))
    other = make_assessment(make_district("Huyện uỷ Lạng Giang"))
    reported(other, 1, (talks, 4))

    assert indicator_years(file, frozenset({"doi-thoai"})) == {}


def test_units_that_merged_into_this_one_count_with_it(file):
    district = file.round.organiser
    talks = make_indicator(district)
    middle = make_unit(district)
    middle.merged_into, middle.valid_to = file.unit, today()
    middle.save()
    first = make_unit(district)
    first.merged_into, first.valid_to = middle, today()
    first.save()
    reported(file, 1, (talks, 1), unit=first)
    reported(file, 1, (talks, 2), unit=middle)
    reported(file, 1, (talks, 4))

    answer = indicator_years(file, frozenset({"doi-thoai"}))["doi-thoai"]

    assert (answer.value, answer.working) == (7, "Quý I 7 (chưa có quý II, III, IV) = 7")


def test_each_source_asks_once_for_any_number_of_indicators(file, django_assert_num_queries):
    rows = [make_indicator(file.round.organiser, f"so-{number}") for number in range(3)]
    reported(file, 1, *((row, 1) for row in rows))
    names = [f"{code}:so-{n}" for n in range(3) for code in ("indicator_year",
                                                             "indicator_quarters")]  # fmt: skip

    with django_assert_num_queries(2):
        found = sources.answers(file, names)

    assert set(found) == set(names)


def test_indicators_that_are_asked_may_be_named(file):
    organiser = file.round.organiser
    make_indicator(organiser)
    make_indicator(organiser, "cu", is_asked=False)
    make_indicator(make_district("Huyện uỷ Lạng Giang"), "khac")

    assert indicator_choices(organiser) == [("doi-thoai", "Số cuộc đối thoại với Nhân dân (cuộc)")]
    assert [name for name, _ in sources.choices(organiser) if name.endswith(":doi-thoai")] == [
        "indicator_year:doi-thoai", "indicator_quarters:doi-thoai",
    ]  # fmt: skip
