"""A report is begun, with what is known already filled in."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
import time_machine
from django.core.exceptions import PermissionDenied

from assessments.actions import reports
from assessments.models import Extension, Indicator, QuarterlyReport, ReportSection, Round
from assessments.reporting.entries import Section
from core.models import AuditEvent
from tests.assessments.report_cases import QUARTER, at, make_draft, make_file, make_last_year, put
from tests.assessments.reports.moving import fail
from tests.factories import (
    make_board_head,
    make_district,
    make_editor,
    make_indicator,
    make_officer,
    make_report,
    make_unit,
)

pytestmark = pytest.mark.django_db


def start(file, quarter=QUARTER, by=None) -> QuarterlyReport:
    return reports.start(file, quarter, by=by or make_editor(file.unit))


def set_state(file, state):
    Round.objects.filter(pk=file.round_id).update(state=state)


class TestStart:
    def test_a_report_has_a_section_for_each_group_and_the_day_of_its_round(self):
        file = make_file()

        report = start(file)

        assert [row.title for row in report.sections.all()] == ["Nhóm I", "Nhóm II"]
        assert (report.state, report.due_on) == ("draft", file.round.report_3_due)
        assert not report.entered_on_behalf
        assert AuditEvent.objects.filter(kind="report.started").count() == 1

    def test_it_is_begun_once(self):
        file = make_file()

        assert start(file) == start(file)
        assert AuditEvent.objects.filter(kind="report.started").count() == 1

    def test_plans_of_the_quarter_before_become_progress_and_plans(self):
        file = make_file()
        before = make_draft(file, 2)
        key = before.sections.first().group_key
        put(before, Section(key, "Xong.", "Thiếu vốn.", "Mở lớp học."))

        section = start(file).sections.get(group_key=key)

        assert (section.progress, section.difficulties, section.plans) == (
            "Mở lớp học.", "", "Mở lớp học.",
        )  # fmt: skip

    def test_stocks_and_rates_go_on_and_flows_are_new(self):
        file = make_file()
        organiser = file.round.organiser
        make_indicator(organiser, "mo-hinh", nature="stock")
        make_indicator(organiser, "ho-ngheo", nature="rate", decimal_places=2)
        make_indicator(organiser, "bo-hoi", nature="stock", is_asked=False)
        before = make_report(file.round, file.unit, 2)
        for indicator in Indicator.objects.all():
            before.values.create(indicator=indicator, value=Decimal("7"))

        report = start(file)

        known = dict(report.values.values_list("indicator__code", "value"))
        assert known == {"mo-hinh": 7, "ho-ngheo": 7}

    def test_quarter_i_starts_from_the_last_quarter_of_last_year(self):
        file = make_file()
        last = make_last_year(file, {})
        before = make_report(last, file.unit, 4)
        before.sections.create(group_key="i", title="Nhóm I", plans="Ra quân đầu xuân.")

        assert start(file, 1).sections.get(group_key="i").progress == "Ra quân đầu xuân."

    def test_an_extension_moves_its_day(self):
        file = make_file()
        later = file.round.report_3_due + timedelta(days=7)
        Extension.objects.create(
            round=file.round, unit=file.unit, step="report_3", due_on=later, reason="Bão lũ",
            granted_by=make_board_head(file.round.organiser),
        )  # fmt: skip

        assert start(file).due_on == later

    @pytest.mark.parametrize(
        ("moment", "begins"),
        [(at(date(2026, 6, 30), 23, 59, 59), False), (at(date(2026, 7, 1), 0), True)],
    )
    def test_a_quarter_begins_at_midnight_in_viet_nam(self, moment, begins):
        file = make_file()

        with time_machine.travel(moment, tick=False):
            if begins:
                assert start(file).quarter == QUARTER
            else:
                with pytest.raises(PermissionDenied, match="chưa bắt đầu.*01/07/2026"):
                    start(file)

    @pytest.mark.parametrize("state", ["planned", "closed"])
    def test_it_is_refused_outside_a_running_year(self, state):
        file = make_file()
        set_state(file, state)

        with pytest.raises(PermissionDenied, match="Đợt của năm"):
            start(file)

    def test_a_year_that_is_being_appraised_still_takes_reports(self):
        file = make_file()
        set_state(file, "appraising")

        assert start(file).state == "draft"

    @pytest.mark.parametrize("quarter", [0, 5])
    def test_a_year_has_four_quarters(self, quarter):
        with pytest.raises(PermissionDenied, match="bốn quý"):
            start(make_file(), quarter)

    def test_a_merged_unit_reports_only_for_quarters_in_which_it_existed(self):
        file = make_file()
        editor = make_editor(file.unit)
        file.unit.valid_to, file.unit.merged_into = date(2026, 6, 30), make_unit(file.unit.parent)
        file.unit.save()

        assert start(file, 2, editor).quarter == 2
        with pytest.raises(PermissionDenied, match="không hoạt động trong quý này"):
            start(file, 3, editor)

    def test_outsiders_and_the_board_begin_none(self):
        file = make_file()
        for person in (
            make_editor(make_unit(file.round.organiser)),
            make_officer(file.round.organiser),
            make_board_head(make_district("Huyện khác")),
        ):
            with pytest.raises(PermissionDenied, match="người của đơn vị"):
                start(file, by=person)
        assert not QuarterlyReport.objects.exists()

    def test_a_failure_on_the_way_leaves_nothing(self, monkeypatch):
        file = make_file()
        monkeypatch.setattr(reports.audit, "record", fail)

        with pytest.raises(RuntimeError):
            start(file)

        assert not QuarterlyReport.objects.exists()
        assert not ReportSection.objects.exists()
