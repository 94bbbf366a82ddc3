"""Who reads the board's report, and what the page leads to."""

import re
from datetime import datetime

import pytest
import time_machine
from django.urls import reverse

from assessments.models import Indicator
from core import downloads
from core.calendar import VIETNAM
from core.pdf import PdfError
from organisation.roles import Role
from tests import factories
from tests.assessments.consolidated_cases import report_of, take_part, write
from tests.assessments.consolidated_reports.cases import (
    address,
    force_fixed,
    head_of,
    started,
)
from tests.assessments.printing import PAPER


def page_of(client, person, url):
    client.force_login(person)
    return client.get(url)


def test_a_fixed_report_stays_and_says_what_has_changed_since(client, round_):
    report, by = started(round_)
    force_fixed(report, by)
    silent = round_.organiser.children.get(short_name="Bố Hạ")
    write(report_of(round_, silent, 3), dat_hien=80)

    page = page_of(client, by, address("", round_)).content.decode()

    assert "Số liệu đã thay đổi sau khi chốt (4 chỗ)" in page
    assert "Diện tích đất hiến, quý này: 5.120 → 5.200" in page
    assert "Quá hạn chưa gửi: 1 → 0" in page
    assert ">5.200</a>" not in page
    client.force_login(by)
    assert client.get(address("paper", round_)).content == PAPER


def test_a_fixed_report_that_still_holds_says_nothing(client, round_):
    report, by = started(round_)
    force_fixed(report, by)

    page = page_of(client, by, address("", round_)).content.decode()

    assert "đã thay đổi sau khi chốt" not in page


def test_every_figure_leads_to_the_units_and_from_there_to_the_report(client, round_):
    _report, by = started(round_)
    indicator = Indicator.objects.get()
    page = page_of(client, by, address("", round_)).content.decode()
    behind = address("figure", round_, 3, indicator.pk)

    figures = client.get(behind).content.decode()

    assert page.count(f'href="{behind}"') == 4
    reports = round_.reports.get().get_absolute_url()
    assert f'<a href="{reports}">5.120</a>' in figures
    assert "Chưa gửi, quá hạn 10 ngày" in figures
    kind = round_.organiser.children.first().kind_id
    assert client.get(f"{behind}?loai={kind}").status_code == 200
    assert "An Thượng" not in client.get(f"{behind}?loai=99999").content.decode()


def test_the_chosen_indicator_is_drawn(client, round_):
    _report, by = started(round_)
    indicator = Indicator.objects.get()

    page = page_of(client, by, f"{address('', round_)}?bieu-do={indicator.pk}").content.decode()

    assert page.count('<svg class="chart"') == 1
    assert re.search(rf'value="{indicator.pk}" selected', page)


READS_ALL = {Role.OFFICER: 200, Role.AUDITOR: 200, Role.BOARD_HEAD: 200}
READS_FIXED = READS_ALL | dict.fromkeys(
    (Role.CONTRIBUTOR, Role.COMMITTEE_MEMBER, Role.SIGNATORY, Role.CLERK), 200
)


@pytest.mark.parametrize("role", Role.values)
@pytest.mark.parametrize("is_fixed", [False, True])
def test_who_reads(client, round_, role, is_fixed):
    report, by = started(round_)
    if is_fixed:
        force_fixed(report, by)
    person = factories.make_person(role, round_.organiser)
    expected = (READS_FIXED if is_fixed else READS_ALL).get(role, 404)

    for name in ("", "excel"):
        assert page_of(client, person, address(name, round_)).status_code == expected
    listed = reverse("assessments:consolidation", args=[round_.pk, 3])
    page = page_of(client, person, reverse("assessments:consolidations")).content.decode()
    assert (listed in page) == (expected == 200)


def test_units_do_not_read(client, round_):
    report, by = started(round_)
    force_fixed(report, by)
    unit = round_.organiser.children.first()

    for person in (factories.make_head(unit), factories.make_editor(unit)):
        assert page_of(client, person, address("", round_)).status_code == 404


@pytest.mark.parametrize("name", ["", "paper", "excel"])
def test_a_quarter_that_has_not_begun_is_refused_with_its_day(client, round_, name):
    with time_machine.travel(datetime(2026, 9, 30, 12, tzinfo=VIETNAM)):
        answer = page_of(client, head_of(round_), address(name, round_, 4))

    assert answer.status_code == 403
    assert "01/10/2026" in answer.content.decode()


@pytest.mark.parametrize("quarter", [0, 5])
def test_there_are_four_quarters(client, round_, quarter):
    client.force_login(head_of(round_))

    assert client.get(address("", round_, quarter)).status_code == 404
    assert client.post(address("start", round_, quarter)).status_code == 404


def test_there_is_nothing_to_write_before_the_report_is_begun(client, round_):
    assert page_of(client, head_of(round_), address("edit", round_)).status_code == 404


def test_a_draft_is_printed_on_the_spot(client, round_, monkeypatch):
    monkeypatch.setattr(downloads, "render_pdf", lambda _t, context: PAPER)
    by = head_of(round_)
    assert page_of(client, by, address("paper", round_)).content == PAPER

    def broken(_template, _context):
        raise PdfError("worker gone")

    monkeypatch.setattr(downloads, "render_pdf", broken)
    assert client.get(address("paper", round_)).status_code == 503


@pytest.mark.parametrize("more", [0, 3])
def test_the_page_asks_the_same_number_of_queries(
    client, round_, more, django_assert_max_num_queries
):
    kinds = ["commune", "agency"]
    for number in range(more):
        unit = factories.make_unit(round_.organiser, kinds[number % 2])
        factories.make_indicator(round_.organiser, f"so-{number}", name=f"Số {number}")
        take_part(round_, unit)
        write(report_of(round_, unit, 3), **{f"so_{number}": 4})
    report, by = started(round_)
    client.force_login(by)

    with django_assert_max_num_queries(21):
        assert client.get(report.get_absolute_url()).status_code == 200


def test_years_without_a_report_to_read_are_not_listed(client, round_):
    member = factories.make_committee_member(round_.organiser)

    page = page_of(client, member, reverse("assessments:consolidations")).content.decode()

    assert "Chưa có báo cáo tổng hợp nào" in page
