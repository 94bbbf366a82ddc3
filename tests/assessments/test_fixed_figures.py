"""Behind a figure of a fixed report stands what the units say now; the page tells both."""

from datetime import datetime

import pytest
import time_machine
from django.urls import reverse

from assessments.actions import consolidation as actions
from assessments.models import Indicator, Round
from core.calendar import VIETNAM
from organisation.models import User
from tests import factories
from tests.assessments.consolidated_cases import make_rounds, report_of, take_part, write

WORDS = "ghi số khác"


@pytest.fixture(autouse=True)
def october(db):
    """The third quarter is over, the fourth has begun."""
    with time_machine.travel(datetime(2026, 10, 5, 9, tzinfo=VIETNAM), tick=False):
        yield


@pytest.fixture
def round_(monkeypatch) -> Round:
    """An Thượng has reported, Bố Hạ has not."""
    monkeypatch.setattr(actions, "render_pdf", lambda _template, _context: b"%PDF-1.7 a report")
    this, last = make_rounds()
    units = [factories.make_unit(this.organiser, name=f"Đảng bộ xã {name}")
             for name in ("An Thượng", "Bố Hạ")]  # fmt: skip
    for row in (this, last):
        take_part(row, *units)
    factories.make_indicator(this.organiser, "dat-hien", name="Diện tích đất hiến", unit_label="m²")
    write(report_of(this, units[0], 3), dat_hien=5120)
    return this


def fixed(round_: Round) -> User:
    by = factories.make_board_head(round_.organiser)
    actions.fix(actions.start(round_, 3, by=by), reference="12-BC/BDVHU", by=by)
    return by


def late_report(round_: Round) -> None:
    silent = round_.organiser.children.get(short_name="Bố Hạ")
    report = report_of(round_, silent, 3)
    report.submitted_at = datetime(2026, 10, 6, 9, tzinfo=VIETNAM)
    report.save()
    write(report, dat_hien=80)


def behind(client, by: User, round_: Round, query: str = "") -> str:
    client.force_login(by)
    key = Indicator.objects.get().pk
    url = reverse("assessments:consolidation-figure", args=[round_.pk, 3, key])
    return client.get(f"{url}{query}").content.decode()


def test_a_figure_that_still_holds_needs_no_words(client, round_):
    assert WORDS not in behind(client, fixed(round_), round_)


def test_a_draft_is_as_it_is_now(client, round_):
    by = factories.make_board_head(round_.organiser)
    actions.start(round_, 3, by=by)
    late_report(round_)

    assert WORDS not in behind(client, by, round_)


def test_the_page_tells_both_figures_and_who_came_later(client, round_):
    by = fixed(round_)
    late_report(round_)

    page = behind(client, by, round_)

    assert "Báo cáo số 12-BC/BDVHU" in page
    assert "quý III 5.120" in page
    assert "<strong>5.200</strong>" in page
    assert "Gửi sau khi chốt: Đảng bộ xã Bố Hạ (quý III)" in page
    kind = round_.organiser.children.first().kind_id
    assert "quý III 5.120" in behind(client, by, round_, f"?loai={kind}")


def test_an_indicator_that_was_not_in_the_report_had_no_figure(client, round_):
    by = fixed(round_)
    Indicator.objects.update(code="khac")
    report = round_.consolidated_reports.get()
    round_.consolidated_reports.update(figures=report.figures | {"figures": [], "kinds": []})

    page = behind(client, by, round_)

    assert "quý III – (năm trước –)" in page
    assert "Gửi sau khi chốt" not in page


def test_sums_without_all_units_are_not_read_as_a_fall(client, round_):
    by = factories.make_board_head(round_.organiser)
    page = reverse("assessments:consolidation", args=[round_.pk, 3])
    client.force_login(by)
    words = "Chưa gồm quý III của 1 đơn vị chưa gửi báo cáo"

    assert words in client.get(page).content.decode()

    late_report(round_)
    assert words not in client.get(page).content.decode()
