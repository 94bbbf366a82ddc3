"""Evidence that a unit adds to its report."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from assessments.models import Assessment, Evidence
from tests.assessments.report_cases import TODAY, make_draft, make_sent
from tests.assessments.reports.moving import officer_of
from tests.assessments.reports.pages import url
from tests.factories import make_editor
from tests.made_files.pictures import picture

pytestmark = pytest.mark.django_db


class TestEvidence:
    def test_a_file_is_kept_for_a_figure_long_before_self_assessment(self, client):
        report = make_draft()
        Assessment.objects.update(due_on=TODAY.date() - timedelta(days=1))
        client.force_login(make_editor(report.unit))
        body = {"cho": "so-lieu:doi-thoai", "file": SimpleUploadedFile("anh.png", picture("PNG"))}

        answer = client.post(url("evidence-add", report), body, headers={"HX-Request": "true"})

        piece = Evidence.objects.get()
        assert answer.status_code == 200, answer.content.decode()
        assert (piece.report, piece.indicator.code, piece.code) == (report, "doi-thoai", "MC01")
        assert url("evidence-open", report, piece.pk) in answer.content.decode()

    def test_a_link_is_kept_for_a_criterion_and_taken_away(self, client):
        report = make_draft()
        client.force_login(make_editor(report.unit))
        body = {"cho": "tieu-chi:i-1", "url": "https://example.org/bai", "title": "Bài báo"}

        client.post(url("evidence-add", report), body)
        piece = Evidence.objects.get()
        page = client.get(url("edit", report)).content.decode()
        client.post(url("evidence-remove", report, piece.pk))

        assert piece.criterion_key == "i-1"
        assert "Tiêu chí I.1" in page
        piece.refresh_from_db()
        assert piece.removed_at is not None

    def test_what_was_there_already_is_used_again(self, client):
        report = make_draft()
        client.force_login(make_editor(report.unit))
        for _ in range(2):
            client.post(url("evidence-add", report), {"url": "https://example.org/bai"})

        assert Evidence.objects.count() == 1

    @pytest.mark.parametrize("use", ["so-lieu:khong-co", "tieu-chi:khong-co"])
    def test_what_it_is_for_must_exist(self, client, use):
        report = make_draft()
        client.force_login(make_editor(report.unit))

        answer = client.post(
            url("evidence-add", report), {"cho": use, "url": "https://example.org/bai"}
        )

        assert answer.status_code == 404

    def test_an_empty_request_is_told(self, client):
        report = make_draft()
        client.force_login(make_editor(report.unit))

        answer = client.post(url("evidence-add", report), {}, headers={"HX-Request": "true"})

        assert answer.status_code == 422

    @pytest.mark.parametrize("htmx", [True, False])
    def test_the_panel_names_what_it_is_for(self, client, htmx):
        report = make_draft()
        client.force_login(make_editor(report.unit))
        headers = {"HX-Request": "true"} if htmx else {}
        for use, words in (
            ("", "cả báo cáo"), ("so-lieu:doi-thoai", "Số cuộc đối thoại"),
            ("tieu-chi:i-1", "tiêu chí I.1"),
        ):  # fmt: skip
            page = client.get(url("evidence-add", report), {"cho": use}, headers=headers)
            assert words in page.content.decode()

    def test_the_officer_opens_it_though_the_file_is_the_units_own(self, client):
        report = make_sent()
        Evidence.objects.create(
            assessment=Assessment.objects.get(unit=report.unit), code="MC01", title="Bài",
            url="https://example.org/bai", report=report, added_by=report.submitted_by,
        )  # fmt: skip
        piece = Evidence.objects.get()
        client.force_login(officer_of(report))

        assert client.get(url("evidence-open", report, piece.pk)).url == piece.url
        Evidence.objects.update(removed_at=TODAY, removed_by=report.submitted_by)
        assert client.get(url("evidence-open", report, piece.pk)).status_code == 404

    def test_what_serves_the_sheet_stays(self, client):
        report = make_draft()
        file = Assessment.objects.get(unit=report.unit)
        piece = Evidence.objects.create(
            assessment=file, code="MC01", title="Bài", url="https://example.org/bai",
            report=report, added_by=make_editor(report.unit),
        )  # fmt: skip
        piece.uses.create(criterion=file.scores.first().criterion)
        client.force_login(make_editor(report.unit))

        answer = client.post(url("evidence-remove", report, piece.pk))

        assert answer.status_code == 403
        assert "bản tự chấm điểm" in answer.content.decode()

    def test_a_report_that_was_sent_takes_none(self, client):
        report = make_sent()
        client.force_login(make_editor(report.unit))

        answer = client.post(url("evidence-add", report), {"url": "https://example.org/bai"})

        assert answer.status_code == 403
