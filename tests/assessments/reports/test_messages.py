"""Who is told of what happens to a report."""

import pytest
from django.urls import reverse

from assessments.models import Assessment, OfficerAssignment, QuarterlyReport
from organisation.models import User
from tests.assessments.report_cases import QUARTER, TODAY, fresh, make_file, make_sent, send
from tests.assessments.reports.moving import accept, officer_of, recall, reopen, send_back
from tests.assessments.round_cases import add_file
from tests.factories import make_board_head, make_district, make_editor, make_head

pytestmark = pytest.mark.django_db


class TestMessages:
    def test_the_officer_learns_of_a_report_and_the_unit_of_the_answer(self):
        report = make_sent()
        officer, editor = officer_of(report), make_editor(report.unit)
        assert _told(officer) == ["report_submitted"]

        accept(report, comment="Số liệu khớp.")

        assert "Số liệu khớp." in editor.notifications.get(kind="report_accepted").text

    def test_board_heads_learn_of_it_where_nobody_is_assigned(self):
        file = make_file()
        OfficerAssignment.objects.all().delete()
        head = make_board_head(file.round.organiser)

        make_sent(file)

        assert "report_submitted" in _told(head)

    def test_return_recall_and_reopening_are_told(self):
        report = make_sent()
        officer, head = officer_of(report), make_head(report.unit)
        recall(report)
        send_back(send(fresh(report)))
        reopen(_accepted(fresh(report)))

        assert {"report_recalled", "report_reopened"} <= set(_told(officer))
        assert {"report_returned", "report_reopened", "report_accepted"} <= set(_told(head))

    def test_one_message_when_the_last_unit_has_sent(self):
        file = make_file()
        other = add_file(file.round)
        head = make_board_head(file.round.organiser)

        make_sent(file)
        assert "all_reports_in" not in _told(head)
        report = make_sent(other)
        assert _told(head).count("all_reports_in") == 1
        recall(report)
        send(fresh(report))

        assert _told(head).count("all_reports_in") == 1
        message = head.notifications.get(kind="all_reports_in")
        assert "Đã đủ báo cáo quý III/2026" in message.text
        assert message.url == reverse("assessments:consolidation", args=[file.round_id, 3])

    def test_a_unit_that_merged_before_the_day_is_not_waited_for(self):
        file = make_file()
        gone = add_file(file.round).unit
        gone.valid_to, gone.merged_into = TODAY.date(), file.unit
        gone.save()
        head = make_board_head(file.round.organiser)

        make_sent(file)

        assert "all_reports_in" in _told(head)

    def test_what_is_given_back_names_the_day(self):
        report = make_sent()
        head = make_head(report.unit)

        send_back(report)
        reopen(_accepted(fresh(report)))

        day = f"Gửi lại chậm nhất ngày {report.due_on:%d/%m/%Y}."
        for kind in ("report_returned", "report_reopened"):
            assert day in head.notifications.get(kind=kind).text

    def test_units_that_did_not_exist_are_not_waited_for(self):
        file = make_file()
        gone = add_file(file.round).unit
        gone.valid_to, gone.merged_into = TODAY.date().replace(month=6, day=30), file.unit
        gone.save()
        head = make_board_head(file.round.organiser)

        make_sent(file, QUARTER)

        assert "all_reports_in" in _told(head)

    def test_a_report_of_another_board_concerns_nobody_here(self):
        stranger = make_board_head(make_district("Huyện uỷ khác"))
        make_sent()

        assert _told(stranger) == []


def _told(person: User) -> list[str]:
    return list(person.notifications.order_by("pk").values_list("kind", flat=True))


def _accepted(report: QuarterlyReport) -> QuarterlyReport:
    accept(send(report))
    return fresh(report)


def test_the_file_of_the_unit_is_left_alone_by_all_this():
    report = make_sent()

    assert Assessment.objects.get(unit=report.unit).state == "draft"
