"""The page of a report: begun and typed, part by part."""

import re
from decimal import Decimal

import pytest
from django.urls import reverse

from assessments.models import QuarterlyReport
from assessments.reporting.entries import Figure, Section, Words, mark
from tests.assessments.report_cases import (
    QUARTER,
    complete,
    fresh,
    make_draft,
    make_file,
    make_sent,
    put,
)
from tests.assessments.reports.pages import LIST, url
from tests.factories import make_editor, make_indicator, make_unit

pytestmark = pytest.mark.django_db


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
