"""A report on paper, and sections that an upper app adds."""

import pytest

from assessments.documents.reports import report_paper
from assessments.models import QuarterlyReport
from assessments.reporting import sections as report_sections
from core.pdf import render_pdf
from tests.assessments.report_cases import (
    QUARTER,
    complete,
    fresh,
    make_draft,
    make_returned,
    make_sent,
)
from tests.assessments.reports.pages import url
from tests.factories import make_editor, make_head, make_letterhead

pytestmark = pytest.mark.django_db


class TestPaper:
    def test_it_carries_the_plain_name_of_a_unit_without_a_letterhead(self):
        report = make_sent()

        paper = report_paper(report)

        assert paper["letterhead"]["issuer"] == report.unit_name.upper().replace(
            "ĐẢNG BỘ", "ĐẢNG UỶ"
        )
        assert paper["abstract"] == (
            "kết quả công tác dân vận quý III năm 2026, nhiệm vụ trọng tâm quý IV"
        )
        assert (paper["draft"], paper["signature"]["name"]) == (False, str(report.submitted_by))
        assert paper["figures"][0]["value"] == "2"

    def test_it_carries_the_units_own_letterhead(self):
        report = make_sent()
        make_letterhead(report.unit, issuer_line="ĐẢNG UỶ XÃ ĐỒNG TÂM", symbol="ĐU")

        head = report_paper(report)["letterhead"]

        assert head["issuer"] == "ĐẢNG UỶ XÃ ĐỒNG TÂM"
        assert head["number"].endswith("-BC/ĐU")

    def test_a_state_letterhead_has_the_states_number(self):
        report = make_sent()
        make_letterhead(report.unit, format="nd30", symbol="UBND")

        assert report_paper(report)["letterhead"]["number"].endswith("/BC-UBND")

    def test_a_draft_says_so_and_the_last_quarter_looks_ahead(self):
        report = make_draft()
        QuarterlyReport.objects.update(quarter=4)

        paper = report_paper(fresh(report))

        assert paper["draft"]
        assert "quý I năm 2027" in paper["abstract"]

    def test_who_typed_for_the_unit_is_named_and_does_not_sign(self):
        report = make_sent()
        QuarterlyReport.objects.update(entered_on_behalf=True)

        assert report_paper(fresh(report))["signature"]["name"] == ""

    def test_it_is_printed(self, client):
        report = make_returned()
        client.force_login(make_editor(report.unit))

        answer = client.get(url("paper", report))

        assert answer.content.startswith(b"%PDF")


class TestFurtherSections:
    """Sections that an app above keeps are prefilled, shown, asked and printed with the report."""

    @pytest.fixture
    def kind(self, monkeypatch):
        begun = []
        kind = report_sections.ReportSectionKind(
            code="mo-hinh",
            reading="components/alert.html",
            editing="components/alert.html",
            paper_template="documents/_facts.html",
            values=lambda report, user: {"text": "x"},
            start=lambda report, earlier: begun.append((report.quarter, earlier)),
            missing=lambda report: ["Chưa ghi tiến độ mô hình."],
            paper=lambda report: {"facts": []},
        )
        monkeypatch.setattr(report_sections, "_sections", {"mo-hinh": kind})
        return begun

    def test_it_is_begun_with_the_report_and_asked_before_the_hand_in(self, client, kind):
        report = complete(make_draft())
        client.force_login(make_head(report.unit))

        page = client.get(url("submit", report)).content.decode()

        assert kind == [(QUARTER, None)]
        assert f"{url('edit', report)}#muc-mo-hinh" in page
        assert 'id="muc-mo-hinh"' in client.get(url("edit", report)).content.decode()
        assert 'id="muc-mo-hinh"' in client.get(report.get_absolute_url()).content.decode()
        assert render_pdf(
            "assessments/documents/quarterly_report.html", report_paper(report)
        ).startswith(b"%PDF")
