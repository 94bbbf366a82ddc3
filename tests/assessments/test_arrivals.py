"""Who sent the report of a quarter, and when."""

from datetime import date, datetime

import pytest
import time_machine

from assessments.consolidating.arrivals import arrivals
from assessments.models import Extension
from core.calendar import VIETNAM
from organisation.models import Unit
from tests import factories
from tests.assessments.consolidated_cases import make_rounds, report_of, take_part

pytestmark = pytest.mark.django_db


def at(day: int, hour: int = 0, minute: int = 0, month: int = 9) -> datetime:
    return datetime(2026, month, day, hour, minute, tzinfo=VIETNAM)


@pytest.fixture
def round_():
    return make_rounds()[0]


def make_participant(round_, **fields) -> Unit:
    unit = factories.make_unit(round_.organiser)
    Unit.objects.filter(pk=unit.pk).update(**fields)
    take_part(round_, unit)
    return unit


@pytest.mark.parametrize(
    ("moment", "status", "words"),
    [
        (datetime(2026, 9, 25, 23, 59, 59, tzinfo=VIETNAM), "on_time", "Đúng hạn"),
        (datetime(2026, 9, 26, 0, 0, tzinfo=VIETNAM), "late", "Muộn 1 ngày"),
    ],
)
def test_a_report_is_on_time_until_midnight(round_, moment, status, words):
    unit = make_participant(round_)
    report_of(round_, unit, 3, sent_at=moment)

    (line,) = arrivals(round_, 3)

    assert (line.status, line.words, line.is_in) == (status, words, True)


@pytest.mark.parametrize(
    ("moment", "words"),
    [
        (datetime(2026, 9, 25, 23, 59, 59, tzinfo=VIETNAM), "Chưa gửi, hạn 25/09/2026"),
        (datetime(2026, 9, 26, 0, 0, tzinfo=VIETNAM), "Chưa gửi, quá hạn 1 ngày"),
    ],
)
def test_a_report_is_missing_from_midnight_on(round_, moment, words):
    make_participant(round_)

    with time_machine.travel(moment, tick=False):
        (line,) = arrivals(round_, 3)

    assert (line.words, line.is_in) == (words, False)


def test_a_draft_is_not_sent_and_a_returned_report_waits(round_):
    report_of(round_, make_participant(round_), 3, state="draft")
    returned = report_of(round_, make_participant(round_), 3, state="returned")

    with time_machine.travel(at(30)):
        lines = {line.status: line for line in arrivals(round_, 3)}

    assert set(lines) == {"missing", "returned"}
    assert lines["returned"].report == returned.pk
    assert lines["returned"].words == "Trả lại, chờ gửi lại"


def test_an_extension_moves_the_deadline_of_who_has_sent_nothing(round_):
    unit = make_participant(round_)
    for day in (28, 30):
        Extension.objects.create(
            round=round_, unit=unit, step="report_3", due_on=date(2026, 9, day),
            reason="Bão lũ", granted_by=factories.make_board_head(round_.organiser),
        )  # fmt: skip

    with time_machine.travel(at(29)):
        (line,) = arrivals(round_, 3)

    assert line.words == "Chưa gửi, hạn 30/09/2026"


def test_an_extension_that_the_round_has_overtaken_takes_no_day_away(round_):
    unit = make_participant(round_)
    Extension.objects.create(
        round=round_, unit=unit, step="report_3", due_on=date(2026, 9, 20), reason="Bão lũ",
        granted_by=factories.make_board_head(round_.organiser),
    )  # fmt: skip

    with time_machine.travel(at(25, 23)):
        (line,) = arrivals(round_, 3)

    assert line.words == "Chưa gửi, hạn 25/09/2026"


def test_a_unit_is_asked_while_it_exists(round_):
    heir = make_participant(round_)
    merged = make_participant(round_, valid_to=date(2026, 7, 31), merged_into=heir)
    make_participant(round_, valid_from=date(2026, 10, 1))

    with time_machine.travel(at(1)):
        assert [line.unit for line in arrivals(round_, 3)] == [heir.pk]
        assert {line.unit for line in arrivals(round_, 2)} == {heir.pk, merged.pk}


def test_a_merged_unit_that_has_sent_is_named_as_it_was(round_):
    heir = make_participant(round_)
    merged = make_participant(round_, valid_to=date(2026, 9, 1), merged_into=heir)
    report_of(round_, merged, 3, unit_name="Đảng bộ xã Cũ")

    assert "Đảng bộ xã Cũ" in {line.name for line in arrivals(round_, 3)}


@pytest.mark.parametrize("count", [1, 3])
def test_three_queries_however_many_units(round_, count, django_assert_num_queries):
    for _ in range(count):
        report_of(round_, make_participant(round_), 3)

    with django_assert_num_queries(3):
        assert len(arrivals(round_, 3)) == count
