"""Pages of the notices of approval: what is due, issuing, stored files, what has changed since."""

import pytest
from django.db import IntegrityError, connection, transaction
from django.urls import reverse

from core.calendar import format_date, today
from core.pdf import PdfError
from recognition.actions import notices
from recognition.documents.notices import NoticeDetails
from recognition.models import ModelRegistration, RegistrationNotice
from tests.factories import (
    make_assessment,
    make_board_head,
    make_editor,
    make_letterhead,
    make_model,
    make_officer,
    make_registration,
)

pytestmark = pytest.mark.django_db
PAGE_QUERIES = 9
LIST = "recognition:registrations-notice"


@pytest.fixture(autouse=True)
def printer(monkeypatch) -> None:
    monkeypatch.setattr(notices, "render_pdf", lambda *_: b"%PDF-1.7 a notice")


@pytest.fixture
def file():
    found = make_assessment()
    make_letterhead(found.round.organiser, symbol="BDVHU")
    return found


@pytest.fixture
def row(file):
    registration = make_registration(file, state="approved")
    make_model(registration, "Đường hoa", state="approved")
    return registration


@pytest.fixture
def head(file, row, client):
    person = make_board_head(file.round.organiser)
    client.force_login(person)
    return person


@pytest.fixture
def issued(file, head) -> RegistrationNotice:
    return notices.issue(file.round, NoticeDetails(12, today()), by=head)


def to(name: str, *args) -> str:
    return reverse(f"recognition:{name}", args=args)


def text(response) -> str:
    return response.content.decode()


def post(client, file, number="12", day=None):
    body = {"number": number, "day": format_date(today()) if day is None else day}
    return client.post(to("notice-issue", file.round.pk), body, follow=True)


def test_the_head_issues_and_finds_both_files(file, client, head):
    assert "Phát hành thông báo" in text(client.get(reverse(LIST)))

    page = post(client, file)

    notice = RegistrationNotice.objects.get()
    assert "Đã phát hành Thông báo số 12-TB/BDVHU" in text(page)
    assert notice.document.sha256 in text(page)
    assert to("notice-issue", file.round.pk) not in text(page)
    paper = client.get(to("notice-download", notice.pk))
    assert (paper.content, paper["Content-Type"]) == (b"%PDF-1.7 a notice", "application/pdf")
    book = client.get(to("notice-workbook", notice.pk))
    assert book["Content-Disposition"].startswith("attachment")
    assert book.content[:2] == b"PK"


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"number": "x"}, "số"), ({"number": "0"}, "1"), ({"day": ""}, "Ngày ban hành"),
        ({"day": "31/12/2099"}, "không được sau hôm nay"),
    ],
)  # fmt: skip
def test_what_will_not_do_is_said_and_stays(file, client, head, fields, words):
    page = post(client, file, **fields)

    assert page.status_code == 422
    assert words in text(page)
    assert not RegistrationNotice.objects.exists()


def test_a_printer_that_fails_is_said(file, client, head, monkeypatch):
    def fail(*_):
        raise PdfError("no paper")

    monkeypatch.setattr(notices, "render_pdf", fail)

    assert "chưa phát hành" in text(post(client, file))
    assert client.get(to("notice-preview", file.round.pk)).status_code == 503
    assert not RegistrationNotice.objects.exists()


def test_a_preview_opens_as_a_draft(file, client, head):
    paper = client.get(to("notice-preview", file.round.pk))

    assert paper["Content-Type"] == "application/pdf"
    assert not RegistrationNotice.objects.exists()


def test_without_a_letterhead_the_preview_says_what_is_missing(file, client, head):
    file.round.organiser.letterheads.all().delete()

    page = client.get(to("notice-preview", file.round.pk), follow=True)

    assert "Chưa có thể thức" in text(page)


def test_what_has_changed_since_is_named_and_the_form_comes_back(file, row, client, issued):
    make_model(row, "Camera an ninh", state="approved")
    ModelRegistration.objects.filter(name="Đường hoa").update(state="stopped")

    page = text(client.get(reverse(LIST)))

    assert "Danh mục đã khác Thông báo số 12-TB/BDVHU" in page
    assert f"Thêm: Camera an ninh ({file.unit})" in page
    assert f"Không còn: Đường hoa ({file.unit}): đã dừng" in page
    assert "bản này thay thế Thông báo số 12-TB/BDVHU" in page


def test_a_replaced_notice_stays_in_the_list(file, row, client, issued, head):
    make_model(row, "Camera an ninh", state="approved")
    notices.issue(file.round, NoticeDetails(13, today()), by=head)

    page = text(client.get(reverse(LIST)))

    assert page.index("13-TB/BDVHU") < page.index("Đã được thay thế")
    assert page.count("Đang có hiệu lực") == 1


def test_before_anything_is_approved_the_page_says_so(file, row, client, head):
    ModelRegistration.objects.update(state="registered")

    assert "Chưa có mô hình nào được phê duyệt" in text(client.get(reverse(LIST)))


def test_others_of_the_board_read_and_are_told_who_issues(file, row, client):
    client.force_login(make_officer(file.round.organiser))

    page = text(client.get(reverse(LIST)))

    assert "Chỉ lãnh đạo Ban Dân vận" in page
    assert client.get(to("notice-preview", file.round.pk)).status_code == 403


def test_the_unit_finds_the_notice_on_its_registration(file, row, client, issued):
    client.force_login(make_editor(file.unit))

    page = text(client.get(row.get_absolute_url()))

    assert f'href="{issued.get_absolute_url()}"' in page
    assert client.get(issued.get_absolute_url()).content == b"%PDF-1.7 a notice"


def test_a_unit_that_is_not_named_has_no_notice_on_its_page(file, row, client, issued):
    ModelRegistration.objects.update(state="registered")
    other = make_model(row, "Chưa duyệt", state="registered")
    ModelRegistration.objects.exclude(pk=other.pk).delete()
    client.force_login(make_editor(file.unit))

    assert issued.symbol not in text(client.get(row.get_absolute_url()))


def test_another_district_does_not_see_it(client, issued):
    client.force_login(make_board_head(make_assessment().round.organiser))

    assert client.get(issued.get_absolute_url()).status_code == 404
    assert client.get(to("notice-workbook", issued.pk)).status_code == 404


def test_a_key_that_is_too_long_is_not_found(client, head):
    assert client.get(to("notice-download", 10**30)).status_code == 404
    assert client.post(to("notice-issue", 10**30)).status_code == 404


@pytest.mark.parametrize("count", [1, 3])
def test_the_page_costs_a_fixed_number_of_queries(
    file, row, client, head, django_assert_num_queries, count
):
    for number in range(count):
        make_model(row, f"Mô hình {number}", state="approved")
        notices.issue(file.round, NoticeDetails(12 + number, today()), by=head)
    client.get(reverse(LIST))

    with django_assert_num_queries(PAGE_QUERIES):
        client.get(reverse(LIST))


@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE recognition_registrationnotice SET number = 99",
        "DELETE FROM recognition_registrationnotice",
    ],
)
def test_an_issued_notice_is_immutable(issued, sql):
    with (
        pytest.raises(IntegrityError, match="immutable"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(sql)

    assert RegistrationNotice.objects.get().number == 12
