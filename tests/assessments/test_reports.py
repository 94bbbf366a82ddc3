"""Quarterly reports to read: who sees which, on time or late in words."""

from datetime import date, datetime, timedelta
from decimal import Decimal

import pytest
from django.urls import reverse
from django.utils import timezone

from assessments.models import Indicator, IndicatorValue, QuarterlyReport
from assessments.presenters.reports import report_lines, sent_words
from core.calendar import VIETNAM
from tests.assessments.round_cases import add_file
from tests.factories import (
    make_board_head,
    make_district,
    make_editor,
    make_officer,
    make_open_round,
    make_report,
)

pytestmark = pytest.mark.django_db
LIST = reverse("assessments:reports")


@pytest.fixture
def round_(district):
    round_ = make_open_round(district)
    for quarter in (1, 2, 3, 4):
        due = timezone.localdate() + timedelta(days=-10 if quarter < 4 else 10)
        setattr(round_, f"report_{quarter}_due", due)
    round_.save()
    return round_


def send(file, quarter: int = 1, *, days_late: int = 0, **fields) -> QuarterlyReport:
    due = file.round.report_due_dates[quarter]
    day = due + timedelta(days=days_late)
    at = datetime(day.year, day.month, day.day, 23, 59, tzinfo=VIETNAM)
    return make_report(file.round, file.unit, quarter, sent_at=at, **fields)


def words(round_, viewer) -> list[str]:
    (line,) = report_lines(round_, viewer)
    return [cell.words for cell in line.cells]


def test_each_quarter_is_said_in_words(round_, district):
    file = add_file(round_)
    send(file, 1)
    send(file, 2, days_late=2)

    viewer = make_officer(district)

    assert words(round_, viewer) == ["Đúng hạn", "Muộn 2 ngày", "Chưa gửi", "Chưa đến hạn"]


@pytest.mark.parametrize(
    ("days", "expected"), [(-1, "Đúng hạn"), (0, "Đúng hạn"), (1, "Muộn 1 ngày")]
)
def test_a_deadline_runs_to_the_end_of_its_day(days, expected):
    due = date(2026, 3, 31)

    assert sent_words(due, due + timedelta(days=days))[0] == expected


def test_a_returned_report_waits_to_be_sent_again(round_, district):
    send(add_file(round_), state="returned")

    assert words(round_, make_officer(district))[0] == "Trả lại, chờ gửi lại"


def test_a_unit_sees_its_own_line_only(client, round_):
    own, other = add_file(round_), add_file(round_)
    client.force_login(make_editor(own.unit))

    page = client.get(LIST).content.decode()

    assert own.unit.name in page
    assert other.unit.name not in page


def test_a_draft_is_not_shown_to_the_board(client, round_, district):
    sent = {"first_submitted_at": None, "submitted_at": None, "submitted_by": None}
    draft = send(add_file(round_), state="draft", **sent)
    client.force_login(make_officer(district))

    page = client.get(LIST).content.decode()

    assert draft.get_absolute_url() not in page
    assert client.get(draft.get_absolute_url()).status_code == 404


def test_strangers_find_no_report(client, round_):
    report = send(add_file(round_))
    client.force_login(make_board_head(make_district("Huyện uỷ khác")))

    assert "Chưa có báo cáo nào" in client.get(LIST).content.decode()
    assert client.get(report.get_absolute_url()).status_code == 404


def test_a_report_shows_figures_and_text(client, round_, district):
    report = send(add_file(round_), summary="Vận động 12 hộ hiến đất", days_late=1)
    indicator = Indicator.objects.create(
        organiser=district, code="dat", name="Diện tích đất hiến", unit_label="m²"
    )
    IndicatorValue.objects.create(report=report, indicator=indicator, value=Decimal("5250.50"))
    client.force_login(make_officer(district))

    page = client.get(report.get_absolute_url()).content.decode()

    for text in ("Diện tích đất hiến", "5.250,5", "m²", "Vận động 12 hộ hiến đất", "Muộn 1 ngày"):
        assert text in page


def test_search_ignores_diacritics(client, round_, district):
    add_file(round_, name="Đảng bộ xã Đồng Hưu")
    add_file(round_, name="Đảng bộ xã Tam Hiệp")
    client.force_login(make_officer(district))

    page = client.get(LIST, {"q": "dong huu"}).content.decode()

    assert "Đồng Hưu" in page
    assert "Tam Hiệp" not in page


def test_an_unknown_round_falls_back_to_the_newest(client, round_, district):
    file = add_file(round_)
    client.force_login(make_officer(district))

    assert file.unit.name in client.get(LIST, {"round": "999999"}).content.decode()


@pytest.mark.parametrize("count", [1, 3, 30])
def test_the_list_takes_the_same_queries_for_any_number(
    client, round_, district, django_assert_max_num_queries, count
):
    for _ in range(count):
        send(add_file(round_))
    client.force_login(make_officer(district))

    with django_assert_max_num_queries(17):  # one for the board's own reports
        client.get(LIST)
