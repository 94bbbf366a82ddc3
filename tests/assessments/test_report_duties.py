"""Quarterly reports as duties, and as sources of a sheet."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
import time_machine

from assessments.duties.base import duties
from assessments.duties.reports import report_duties
from assessments.models import Assessment, Extension, Indicator
from assessments.workflow import Step
from core.calendar import add_working_days
from criteria import sources
from criteria.sources import Answer
from tests.assessments.report_cases import (
    TODAY,
    at,
    days_after,
    make_accepted,
    make_draft,
    make_file,
    make_returned,
    make_sent,
)
from tests.assessments.round_cases import add_file
from tests.factories import make_board_head, make_indicator, make_report, make_unit

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def summer():
    """Stand in the third quarter."""
    with time_machine.travel(TODAY, tick=False):
        yield


def reports_of(file, units=None) -> dict[str, object]:
    return {d.step: d for d in duties(file.round, units) if d.step.startswith("report_")}


def test_each_state_says_who_has_to_act_and_where():
    file = make_file()
    sent, draft = make_sent(file, 1), make_draft(file, 2)
    make_accepted(file, 3)

    found = reports_of(file)

    assert [(d.holder, d.words, d.is_open, d.is_begun) for d in found.values()] == [
        ("unit", "Đã gửi báo cáo quý I, chờ tiếp nhận", False, True),
        ("unit", "Gửi báo cáo quý II (đang soạn)", True, True),
        ("unit", "Báo cáo quý III đã được tiếp nhận", False, True),
        ("unit", "Gửi báo cáo quý IV", True, False),
    ]
    assert found[Step.REPORT_1].url == sent.get_absolute_url()
    assert found[Step.REPORT_2].url.endswith(f"/{draft.pk}/soan/")
    assert "quarter=4" in found[Step.REPORT_4].url


@pytest.mark.parametrize(
    ("hour", "minute", "second", "days", "late"),
    [(23, 59, 59, 0, False), (0, 0, 0, 1, True)],
)
def test_a_returned_report_has_five_working_days(hour, minute, second, days, late):
    """Returned on Wednesday after the deadline: until the Wednesday after."""
    due = make_file().round.report_3_due
    with time_machine.travel(at(days_after(due, 7)), tick=False):
        report = make_returned(Assessment.objects.get())
    last = add_working_days(days_after(due, 7), 5)
    assert last >= days_after(due, 14)
    with time_machine.travel(at(days_after(last, days), hour, minute, second), tick=False):
        duty = reports_of(report)[Step.REPORT_3]

        assert (duty.is_open, duty.due_on, duty.is_late) == (True, last, late)
        assert (duty.holder, duty.words) == ("unit", "Sửa và gửi lại báo cáo quý III")
        assert duty.since == days_after(due, 7)


def test_what_is_returned_before_the_deadline_keeps_the_deadline():
    report = make_returned()

    assert reports_of(report)[Step.REPORT_3].due_on == report.round.report_3_due


@pytest.mark.parametrize(("time", "open_now"), [((23, 59, 59), False), ((0, 0, 0), True)])
def test_a_report_can_be_begun_from_the_first_day_of_its_quarter(time, open_now):
    file = make_file()
    day = date(2026, 10, 1) if open_now else date(2026, 9, 30)
    with time_machine.travel(at(day, *time), tick=False):
        duty = reports_of(file)[Step.REPORT_4]

        assert (duty.is_current, duty.opens_on) == (open_now, date(2026, 10, 1))


@pytest.mark.parametrize(("days", "time", "late"), [(0, (23, 59, 59), False), (1, (0, 0, 0), True)])
def test_a_report_is_late_from_midnight_on(days, time, late):
    file = make_file()
    with time_machine.travel(at(days_after(file.round.report_3_due, days), *time), tick=False):
        duty = reports_of(file)[Step.REPORT_3]

        assert (duty.is_late, duty.words) == (late, "Gửi báo cáo quý III")


def test_an_extension_moves_the_day_also_of_a_report_that_is_begun():
    file = make_file()
    make_draft(file)
    later = file.round.report_3_due + timedelta(days=9)
    Extension.objects.create(
        round=file.round, unit=file.unit, step="report_3", due_on=later, reason="Bão lũ",
        granted_by=make_board_head(file.round.organiser),
    )  # fmt: skip

    assert reports_of(file)[Step.REPORT_3].due_on == later
    assert reports_of(file)[Step.REPORT_2].due_on == file.round.report_2_due


def test_a_unit_that_merged_owes_nothing_that_falls_due_later():
    file = make_file()
    file.unit.valid_to, file.unit.merged_into = date(2026, 7, 1), make_unit(file.unit.parent)
    file.unit.save()

    assert [duty.is_void for duty in reports_of(file).values()] == [False, False, True, True]


def test_units_may_be_chosen():
    file = make_file()
    other = add_file(file.round)

    assert {duty.unit_id for duty in duties(file.round, [other.unit_id])} == {other.unit_id}


@pytest.mark.parametrize("count", [1, 3])
def test_the_number_of_queries_does_not_grow(django_assert_num_queries, count):
    file = make_file()
    for _ in range(count - 1):
        make_sent(add_file(file.round))

    with django_assert_num_queries(3):
        assert len(list(report_duties(file.round, None))) == 4 * count


class TestSources:
    def test_a_flow_is_summed_with_its_arithmetic(self):
        file = make_file()
        make_accepted(file, 1)
        last = make_sent(file, 2, "9")
        make_draft(file, 3)

        found = sources.answers(file, ["indicator_year:doi-thoai", "indicator_quarters:doi-thoai"])

        year, quarters = found["indicator_year:doi-thoai"], found["indicator_quarters:doi-thoai"]
        url = last.get_absolute_url()
        assert year == Answer(11, "Quý I 2 + II 9 (chưa có quý III, IV) = 11", url)
        assert quarters == Answer(2, "Quý I, II (chưa có quý III, IV) = 2 quý", url)

    def test_a_stock_is_its_last_quarter(self):
        file = make_file(nature="stock")
        make_sent(file, 1, "12")
        make_sent(file, 3, "18")

        answer = sources.answers(file, ["indicator_year:doi-thoai"])["indicator_year:doi-thoai"]

        assert (answer.value, answer.working) == (18, "Quý III 18")

    def test_decimals_are_kept_as_facts_are_stored(self):
        file = make_file(decimal_places=2)
        make_sent(file, 1, "1.50")

        assert (
            sources.answers(file, ["indicator_year:doi-thoai"])["indicator_year:doi-thoai"].value
            == "1.5"
        )

    def test_what_is_with_the_unit_answers_nothing(self):
        file = make_file()
        make_returned(file, 1)
        make_draft(file, 2)

        assert sources.answers(file, ["indicator_year:doi-thoai"]) == {}

    def test_reports_of_merged_units_answer_too(self):
        file = make_file()
        make_sent(file, 3, "5")
        gone = make_unit(file.round.organiser)
        gone.valid_to, gone.merged_into = date(2026, 6, 30), file.unit
        gone.save()
        theirs = make_report(file.round, gone, 2, sent_at=TODAY)
        theirs.values.create(indicator=Indicator.objects.get(), value=Decimal(4))

        answer = sources.answers(file, ["indicator_year:doi-thoai"])["indicator_year:doi-thoai"]

        assert answer.working == "Quý II 4 + III 5 (chưa có quý I, IV) = 9"

    def test_what_is_asked_may_be_named(self):
        file = make_file()
        make_indicator(file.round.organiser, "bo-hoi", is_asked=False)

        names = [name for name, _label in sources.choices(file.round.organiser)]

        assert "indicator_year:doi-thoai" in names
        assert "indicator_quarters:doi-thoai" in names
        assert not any("bo-hoi" in name for name in names)
