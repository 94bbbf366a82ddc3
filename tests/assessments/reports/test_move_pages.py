"""Handing in, deciding and finding reports through their pages."""

import io
from datetime import timedelta
from uuid import uuid4

import pytest
import time_machine
from django.urls import reverse
from openpyxl import load_workbook

from assessments.actions import report_moves
from assessments.models import OfficerAssignment
from tests.assessments.report_cases import (
    REASON,
    TODAY,
    complete,
    fresh,
    in_state,
    make_accepted,
    make_draft,
    make_file,
    make_sent,
)
from tests.assessments.reports.moving import officer_of
from tests.assessments.reports.pages import LIST, url
from tests.assessments.round_cases import add_file
from tests.factories import make_board_head, make_district, make_editor, make_head, make_officer

pytestmark = pytest.mark.django_db


class TestHandIn:
    def test_what_is_missing_leads_to_its_box(self, client):
        report = make_draft()
        client.force_login(make_head(report.unit))

        page = client.get(url("submit", report)).content.decode()
        answer = client.post(url("submit", report), {"key": uuid4(), "version": report.version})

        assert f"{url('edit', report)}#so-lieu-doi-thoai" in page
        assert answer.status_code == 422
        assert fresh(report).state == "draft"

    def test_a_complete_report_is_handed_in_once(self, client):
        report = complete(make_draft())
        client.force_login(make_head(report.unit))
        body = {"key": uuid4(), "version": report.version}

        assert "Không còn thiếu mục nào." in client.get(url("submit", report)).content.decode()
        first, second = (client.post(url("submit", report), body) for _ in range(2))

        assert (first.url, second.url) == (report.get_absolute_url(),) * 2
        assert fresh(report).state == "submitted"

    def test_who_comes_second_is_told_who_was_first(self, client):
        report = make_sent()
        client.force_login(make_head(report.unit))

        answer = client.post(
            url("submit", report), {"key": uuid4(), "version": report.version}, follow=True
        )

        assert f"Báo cáo đã được {report.submitted_by} gửi lúc" in answer.content.decode()

    def test_an_editor_does_not_hand_in(self, client):
        report = complete(make_draft())
        client.force_login(make_editor(report.unit))

        assert client.get(url("submit", report)).status_code == 403
        assert client.post(url("submit", report), {"key": uuid4()}).status_code == 403

    def test_an_editor_is_not_led_to_a_page_that_is_refused(self, client):
        report = make_draft()
        client.force_login(make_editor(report.unit))

        text = client.get(url("edit", report)).content.decode()

        assert "mục cần xem" in text
        assert url("submit", report) not in text

    def test_what_changed_meanwhile_is_looked_at_first(self, client):
        report = complete(make_draft())
        client.force_login(make_head(report.unit))

        answer = client.post(url("submit", report), {"key": uuid4(), "version": "1"})

        assert answer.status_code == 409
        assert "vừa được sửa" in answer.content.decode()

    def test_after_the_deadline_the_page_says_late(self, client):
        report = complete(make_draft())
        client.force_login(make_head(report.unit))
        with time_machine.travel(TODAY + timedelta(days=60), tick=False):
            client.force_login(make_head(report.unit))
            assert "tính là gửi muộn" in client.get(url("submit", report)).content.decode()

    def test_it_is_recalled_from_its_page(self, client):
        report = make_sent()
        client.force_login(make_head(report.unit))

        assert url("recall", report) in client.get(report.get_absolute_url()).content.decode()
        assert client.post(url("recall", report)).url == url("edit", report)
        assert fresh(report).state == "draft"


class TestBoard:
    def test_the_officer_accepts_with_a_comment(self, client):
        report = make_sent()
        client.force_login(officer_of(report))
        page = client.get(report.get_absolute_url()).content.decode()

        assert url("accept", report) in page
        assert client.get(url("accept", report)).status_code == 200
        body = {"comment": "Số liệu khớp.", "version": report.version}
        assert client.post(url("accept", report), body).url == report.get_absolute_url()

        assert "Số liệu khớp." in client.get(report.get_absolute_url()).content.decode()

    def test_a_reason_that_is_too_short_is_refused(self, client):
        report = make_sent()
        client.force_login(officer_of(report))

        short = client.post(url("return", report), {"reason": "Sai", "version": report.version})
        done = client.post(url("return", report), {"reason": REASON, "version": report.version})

        assert (short.status_code, done.status_code) == (422, 302)
        assert fresh(report).officer_comment == REASON

    def test_a_stale_form_is_told_and_goes_through_the_second_time(self, client):
        report = make_sent()
        client.force_login(officer_of(report))

        stale = client.post(url("accept", report), {"comment": "", "version": "1"})

        assert stale.status_code == 422
        assert f'value="{report.version}"' in stale.content.decode()

    def test_a_board_head_reopens(self, client):
        report = make_accepted()
        client.force_login(make_board_head(report.round.organiser))

        body = {"reason": REASON, "version": report.version}
        assert client.post(url("reopen", report), body).status_code == 302
        assert fresh(report).state == "returned"

    def test_another_officer_reads_without_deciding(self, client):
        report = make_sent()
        client.force_login(make_officer(report.round.organiser))

        page = client.get(report.get_absolute_url()).content.decode()

        assert url("accept", report) not in page
        assert client.post(url("accept", report), {}).status_code == 403


class TestList:
    def test_the_filter_leaves_what_is_asked_for(self, client):
        file = make_file()
        late, missing = add_file(file.round), add_file(file.round)
        with time_machine.travel(TODAY + timedelta(days=60), tick=False):
            make_sent(late)
            make_sent(file)
            client.force_login(make_board_head(file.round.organiser))
            every = client.get(LIST).content.decode()
            shown = client.get(LIST, {"state": "missing", "quarter": "3"}).content.decode()
            own = OfficerAssignment.objects.get(unit=file.unit).officer
            by_officer = client.get(LIST, {"officer": own.pk}).content.decode()
            by_kind = client.get(
                LIST, {"kind": file.unit.kind_id, "state": "late"}
            ).content.decode()

        assert "đã gửi 2/3, muộn 2" in every
        assert missing.unit.name in shown
        assert late.unit.name not in shown
        assert file.unit.name in by_officer
        assert missing.unit.name not in by_officer
        assert late.unit.name in by_kind

    def test_the_workbook_says_what_the_screen_says(self, client):
        report = make_sent()
        client.force_login(make_board_head(report.round.organiser))

        answer = client.get(reverse("assessments:reports-export"), {"quarter": "3"})

        rows = list(load_workbook(io.BytesIO(answer.content)).active.iter_rows(values_only=True))
        (line,) = [row for row in rows if row[0] == report.unit.name]
        assert line[3] == "III"
        assert "Đúng hạn" in line

    def test_strangers_export_nothing(self, client):
        make_sent()
        client.force_login(make_board_head(make_district("Huyện khác")))

        assert client.get(reverse("assessments:reports-export")).url == LIST


@pytest.mark.parametrize("state", ["draft", "submitted", "accepted", "returned"])
def test_the_page_tells_the_whole_history(client, state):
    report = in_state(state)
    client.force_login(make_head(report.unit))

    page = client.get(report.get_absolute_url()).content.decode()

    assert "Lập báo cáo quý" in page
    assert "Số cuộc đối thoại với Nhân dân 2" in page


def test_reports_are_read_while_they_move(client):
    report = make_sent()
    officer = officer_of(report)
    report_moves.recall(report, by=make_head(report.unit))
    client.force_login(officer)

    assert client.get(report.get_absolute_url()).status_code == 404
