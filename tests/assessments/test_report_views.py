"""The pages of a quarterly report: begun, typed, handed in, read, printed."""

import io
import re
from datetime import timedelta
from decimal import Decimal
from uuid import uuid4

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from openpyxl import load_workbook

from assessments.actions import report_moves
from assessments.documents.reports import report_paper
from assessments.models import Assessment, Evidence, OfficerAssignment, QuarterlyReport
from assessments.reporting import sections as report_sections
from assessments.reporting.entries import Figure, Section, Words, mark
from core.pdf import render_pdf
from tests.assessments.report_cases import (
    QUARTER,
    REASON,
    TODAY,
    complete,
    fresh,
    in_state,
    make_accepted,
    make_draft,
    make_file,
    make_returned,
    make_sent,
    put,
)
from tests.assessments.round_cases import add_file
from tests.corpus import picture
from tests.factories import (
    make_board_head,
    make_district,
    make_editor,
    make_head,
    make_indicator,
    make_letterhead,
    make_officer,
    make_unit,
)

pytestmark = pytest.mark.django_db
LIST = reverse("assessments:reports")


@pytest.fixture(autouse=True)
def summer():
    """Stand in the third quarter."""
    with time_machine.travel(TODAY, tick=False):
        yield


def url(name: str, report: QuarterlyReport, *args) -> str:
    return reverse(f"assessments:report-{name}", args=[report.pk, *args])


def save(client, report, kind, key, typed, *, htmx=True, version=""):
    headers = {"HX-Request": "true"} if htmx else {}
    body = {"version": version or mark_now(report, kind, key), **typed}
    return client.post(url("save", report, kind, key), body, headers=headers)


def mark_now(report, kind, key) -> str:
    """The mark that the page shows for a part at this moment."""
    if kind == "so-lieu":
        row = report.values.filter(indicator__code=key).first()
        return mark(Figure(key, row.value, row.is_confirmed) if row else Figure(key))
    if kind == "nhom":
        row = report.sections.get(group_key=key)
        return mark(Section(key, row.progress, row.difficulties, row.plans))
    return mark(Words(key, getattr(fresh(report), key)))


class TestBegin:
    def test_the_list_offers_to_begin_and_then_to_go_on(self, client):
        file = make_file()
        client.force_login(make_editor(file.unit))
        start = reverse("assessments:report-start", args=[file.round_id, QUARTER, file.unit_id])

        assert start in client.get(LIST).content.decode()
        answer = client.post(start)

        report = QuarterlyReport.objects.get()
        assert answer.url == url("edit", report)
        assert url("edit", report) in client.get(LIST).content.decode()

    def test_what_has_not_begun_is_refused_with_the_reason(self, client):
        file = make_file()
        client.force_login(make_editor(file.unit))

        answer = client.post(
            reverse("assessments:report-start", args=[file.round_id, 4, file.unit_id])
        )

        assert answer.status_code == 403
        assert "01/10/2026" in answer.content.decode()

    def test_a_stranger_finds_nothing_to_begin(self, client):
        file = make_file()
        client.force_login(make_editor(make_unit(file.round.organiser)))

        answer = client.post(
            reverse("assessments:report-start", args=[file.round_id, QUARTER, file.unit_id])
        )

        assert answer.status_code == 404


class TestTyping:
    def test_a_figure_saves_itself_and_answers_with_the_sum(self, client):
        file = make_file()
        make_sent(file, 2, "9")
        report = make_draft(file)
        client.force_login(make_editor(file.unit))

        answer = save(client, report, "so-lieu", "doi-thoai", {"value": "1.250"})

        assert report.values.get().value == 1250
        assert answer["X-Record-Version"] == mark(Figure("doi-thoai", Decimal(1250)))
        page = answer.content.decode()
        assert "1.259" in page
        assert 'value="1250"' in page  # the tick that confirms what is ten times as much

    def test_a_tick_confirms_the_value_that_it_was_shown_for(self, client):
        file = make_file()
        make_sent(file, 2, "9")
        report = make_draft(file)
        client.force_login(make_editor(file.unit))

        save(client, report, "so-lieu", "doi-thoai", {"value": "900", "confirmed": "900"})
        assert report.values.get().is_confirmed
        save(client, report, "so-lieu", "doi-thoai", {"value": "901", "confirmed": "900"})

        assert not report.values.get().is_confirmed

    @pytest.mark.parametrize(
        ("typed", "stored"),
        [
            ({"value": "0"}, 0), ({"none": "1"}, 0), ({"value": "0", "none": "1"}, 0),
            ({"value": ""}, None),
        ],
    )  # fmt: skip
    def test_zero_and_nothing_arisen_are_answers_and_empty_is_none(self, client, typed, stored):
        report = put(make_draft(), Figure("doi-thoai", Decimal(4)))
        client.force_login(make_editor(report.unit))

        save(client, report, "so-lieu", "doi-thoai", typed)

        row = report.values.first()
        assert (row.value if row else None) == stored

    @pytest.mark.parametrize(
        ("typed", "words"),
        [
            ({"value": "-3"}, "Không nhập số âm"),
            ({"value": "2,5"}, "số nguyên"),
            ({"value": "năm"}, "chỉ nhận số"),
            ({"value": "5", "none": "1"}, "Không phát sinh"),
        ],
    )
    def test_what_cannot_be_is_refused_beside_the_box(self, client, typed, words):
        report = make_draft()
        client.force_login(make_editor(report.unit))

        answer = save(client, report, "so-lieu", "doi-thoai", typed)

        assert answer.status_code == 422
        assert words in answer.content.decode()
        assert not report.values.exists()

    def test_more_decimals_than_the_indicator_has_are_refused(self, client):
        report = make_draft(make_file(decimal_places=1))
        client.force_login(make_editor(report.unit))

        answer = save(client, report, "so-lieu", "doi-thoai", {"value": "2,55"})

        assert answer.status_code == 422
        assert "1 chữ số sau dấu phẩy" in answer.content.decode()

    def test_without_script_the_page_comes_back_with_what_was_typed(self, client):
        report = make_draft()
        client.force_login(make_editor(report.unit))

        refused = save(client, report, "so-lieu", "doi-thoai", {"value": "-3"}, htmx=False)
        saved = save(client, report, "noi-dung", "summary", {"text": "Tốt."}, htmx=False)

        assert refused.status_code == 422
        assert 'value="-3"' in refused.content.decode()
        assert saved.url.endswith("#phan-summary")

    def test_texts_of_a_group_are_saved_together(self, client):
        report = make_draft()
        client.force_login(make_editor(report.unit))

        answer = save(client, report, "nhom", "i", {"progress": "Xong.", "plans": "Tiếp."})

        row = report.sections.get(group_key="i")
        assert (answer.status_code, row.progress, row.plans) == (200, "Xong.", "Tiếp.")

    def test_a_text_that_is_too_long_is_refused(self, client):
        report = make_draft()
        client.force_login(make_editor(report.unit))

        answer = save(client, report, "noi-dung", "summary", {"text": "a" * 10_001})

        assert answer.status_code == 422
        assert "10.001 ký tự" in answer.content.decode()

    def test_two_people_see_both_texts(self, client):
        report = make_draft()
        before = mark_now(report, "nhom", "i")
        other = make_editor(report.unit)
        put(report, Section("i", "Của người kia."), by=other)
        client.force_login(make_editor(report.unit))

        answer = save(client, report, "nhom", "i", {"progress": "Của tôi."}, version=before)

        page = answer.content.decode()
        assert answer.status_code == 409
        assert all(words in page for words in ("Của tôi.", "Của người kia.", str(other)))
        assert f'data-version="{mark_now(report, "nhom", "i")}"' in page

    def test_two_people_and_one_figure_without_script(self, client):
        report = make_draft()
        before = mark_now(report, "so-lieu", "doi-thoai")
        put(report, Figure("doi-thoai", Decimal(7)))
        client.force_login(make_editor(report.unit))

        answer = save(
            client, report, "so-lieu", "doi-thoai", {"value": "8"}, version=before, htmx=False
        )

        assert answer.status_code == 409
        assert "vừa sửa chỗ này" in answer.content.decode()
        assert report.values.get().value == 7

    @pytest.mark.parametrize(
        ("kind", "key"), [("so-lieu", "x"), ("nhom", "x"), ("noi-dung", "x"), ("khac", "x")]
    )
    def test_parts_that_do_not_exist_are_not_found(self, client, kind, key):
        report = make_draft()
        client.force_login(make_editor(report.unit))

        assert save(client, report, kind, key, {}, version="x").status_code == 404

    def test_a_report_that_was_sent_meanwhile_says_so(self, client):
        report = make_sent()
        client.force_login(make_editor(report.unit))

        answer = save(client, report, "noi-dung", "summary", {"text": "Sửa."})
        wrong = save(client, report, "so-lieu", "doi-thoai", {"value": "-1"})

        assert (answer.status_code, wrong.status_code) == (403, 403)
        assert "đã gửi" in answer.content.decode()

    def test_plans_of_the_quarter_before_stand_beside_the_box(self, client):
        file = make_file()
        put(make_draft(file, 2), Section("i", "", "", "Mở lớp học."))
        report = make_draft(file)
        client.force_login(make_editor(file.unit))

        page = client.get(url("edit", report)).content.decode()

        assert "Quý trước dự kiến" in page
        assert page.count("Mở lớp học.") == 3  # beside, as progress, as plan
        assert "Luỹ kế chưa gồm quý I, quý II" in page

    def test_who_may_not_write_reads(self, client):
        report = make_sent()
        client.force_login(make_editor(report.unit))

        assert client.get(url("edit", report)).url == report.get_absolute_url()

    @pytest.mark.parametrize("count", [1, 3])
    def test_the_number_of_queries_does_not_grow(
        self, client, django_assert_max_num_queries, count
    ):
        file = make_file()
        for number in range(count - 1):
            make_indicator(file.round.organiser, f"so-{number}")
        report = complete(make_draft(file))
        client.force_login(make_editor(file.unit))

        with django_assert_max_num_queries(25):
            client.get(url("edit", report))
        with django_assert_max_num_queries(27):
            client.get(report.get_absolute_url())


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
        client.force_login(_officer(report))
        page = client.get(report.get_absolute_url()).content.decode()

        assert url("accept", report) in page
        assert client.get(url("accept", report)).status_code == 200
        body = {"comment": "Số liệu khớp.", "version": report.version}
        assert client.post(url("accept", report), body).url == report.get_absolute_url()

        assert "Số liệu khớp." in client.get(report.get_absolute_url()).content.decode()

    def test_a_reason_that_is_too_short_is_refused(self, client):
        report = make_sent()
        client.force_login(_officer(report))

        short = client.post(url("return", report), {"reason": "Sai", "version": report.version})
        done = client.post(url("return", report), {"reason": REASON, "version": report.version})

        assert (short.status_code, done.status_code) == (422, 302)
        assert fresh(report).officer_comment == REASON

    def test_a_stale_form_is_told_and_goes_through_the_second_time(self, client):
        report = make_sent()
        client.force_login(_officer(report))

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


def _officer(report):
    return OfficerAssignment.objects.get(unit=report.unit).officer


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
        client.force_login(_officer(report))

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


@pytest.mark.parametrize("state", ["draft", "submitted", "accepted", "returned"])
def test_the_page_tells_the_whole_history(client, state):
    report = in_state(state)
    client.force_login(make_head(report.unit))

    page = client.get(report.get_absolute_url()).content.decode()

    assert "Lập báo cáo quý" in page
    assert "Số cuộc đối thoại với Nhân dân 2" in page


def test_reports_are_read_while_they_move(client):
    report = make_sent()
    officer = _officer(report)
    report_moves.recall(report, by=make_head(report.unit))
    client.force_login(officer)

    assert client.get(report.get_absolute_url()).status_code == 404


def test_a_choice_after_a_conflict_goes_through(client):
    report = make_draft()
    before = mark_now(report, "so-lieu", "doi-thoai")
    put(report, Figure("doi-thoai", Decimal(12)))
    client.force_login(make_editor(report.unit))

    asked = save(client, report, "so-lieu", "doi-thoai", {"value": "13"}, version=before)
    (version,) = re.findall(r'data-version="(\w+)"', asked.content.decode())
    chosen = save(client, report, "so-lieu", "doi-thoai", {"value": "13"}, version=version)

    assert (asked.status_code, chosen.status_code) == (409, 200)
    assert report.values.get().value == 13
