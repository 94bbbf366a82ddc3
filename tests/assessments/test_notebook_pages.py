"""Pages of the officer's notebook: written on the phone, corrected, ticked off, with photos."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from assessments.actions import notebook
from assessments.models import NotebookEntry
from core.file_inspection import inspect
from organisation.roles import Role
from tests.assessments.following_cases import followed_file, in_days
from tests.assessments.test_notebook import SECRET, page, picture, written
from tests.factories import (
    make_board_head,
    make_person,
    make_report,
)

pytestmark = pytest.mark.django_db


def test_photos_come_from_the_phone_and_are_kept_once(client, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    file, officer = followed_file()
    client.force_login(officer)
    sent = {"kind": "visit", "text": "Đi cơ sở.", "quarter": "1",
            "happened_on": f"{timezone.localdate():%d/%m/%Y}"}  # fmt: skip

    answer = client.post(
        page(file), {**sent, "photo": [picture(), picture("JPEG", "#8d2f2f"), picture()]}
    )

    entry = NotebookEntry.objects.get()
    assert answer.status_code == 302
    assert sorted(entry.photos.values_list("document__kind", flat=True)) == ["jpeg", "png"]
    shown = client.get(
        reverse("assessments:notebook-photo", args=[entry.photos.first().pk]) + "?xem"
    )
    assert shown["Content-Type"].startswith("image/")
    assert "sandbox" in shown["Content-Security-Policy"]
    assert b"".join(shown.streaming_content)


def test_a_bad_photo_is_named_and_stops_nothing(client, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    file, officer = followed_file()
    client.force_login(officer)
    bad = SimpleUploadedFile("anh-hong.jpg", b"khong phai anh")
    sent = {"kind": "visit", "text": "Đi cơ sở.", "quarter": "1",
            "happened_on": f"{timezone.localdate():%d/%m/%Y}"}  # fmt: skip

    answer = client.post(page(file), {**sent, "photo": [bad, picture()]}, follow=True)

    assert NotebookEntry.objects.get().photos.count() == 1
    assert "anh-hong.jpg" in answer.content.decode()


def test_a_photo_is_taken_out_by_who_put_it_in(client, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    file, officer = followed_file()
    entry = written(file, officer)
    upload = picture()
    notebook.add_photos(entry, [(upload, inspect(upload, "anh.png"))], by=officer)
    photo = entry.photos.get()
    address = reverse("assessments:photo-remove", args=[photo.pk])

    client.force_login(make_board_head(file.round.organiser))
    assert client.post(address).status_code == 403
    client.force_login(officer)
    assert client.post(address).status_code == 302
    assert not entry.photos.exists()


def test_the_page_shows_tasks_first_and_offers_what_the_person_may(client):
    file, officer = followed_file()
    written(file, officer, due_on=in_days(-0))
    auditor = make_person(Role.AUDITOR, file.round.organiser)

    client.force_login(officer)
    own = client.get(page(file)).content.decode()
    client.force_login(auditor)
    read = client.get(page(file)).content.decode()

    assert "Ghi vào sổ" in own
    assert "Còn phải làm" in own
    assert SECRET in read
    assert "Ghi vào sổ" not in read
    assert "Đã xong" not in read


def test_a_correction_that_comes_second_keeps_what_was_typed(client):
    file, officer = followed_file()
    entry = written(file, officer)
    notebook.tick_entry(entry, is_done=True, by=officer)
    client.force_login(officer)
    address = reverse("assessments:notebook-change", args=[entry.pk])
    sent = {"kind": "promise", "text": "Bản sửa của tôi.", "quarter": "1", "version": "1",
            "happened_on": f"{timezone.localdate():%d/%m/%Y}"}  # fmt: skip

    refused = client.post(address, sent)
    text = refused.content.decode()

    assert refused.status_code == 422
    assert "Bản sửa của tôi." in text
    assert SECRET in text
    assert 'value="2"' in text
    assert client.post(address, sent | {"version": "2"}).status_code == 302


def test_ticking_by_the_button(client):
    file, officer = followed_file()
    entry = written(file, officer)
    client.force_login(officer)
    address = reverse("assessments:notebook-tick", args=[entry.pk])

    client.post(address, {"version": "1", "done": "1"})
    stale = client.post(address, {"version": "1", "done": "0"}, follow=True)

    entry.refresh_from_db()
    assert entry.done_at is not None
    assert "Có người vừa sửa" in stale.content.decode()


@pytest.mark.parametrize("rows", [1, 3])
def test_the_page_asks_as_often_for_one_entry_as_for_three(client, rows, django_assert_num_queries):
    file, officer = followed_file()
    for _row in range(rows):
        written(file, officer)
    client.force_login(officer)
    client.get(page(file))

    with django_assert_num_queries(10):
        client.get(page(file))


def test_a_full_disk_is_said_and_keeps_the_words(client, monkeypatch):
    file, officer = followed_file()
    client.force_login(officer)

    def full(*_args):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("assessments.actions.evidence.store_content_addressed", full)
    sent = {"kind": "visit", "text": "Đi cơ sở.", "quarter": "1", "photo": picture(),
            "happened_on": f"{timezone.localdate():%d/%m/%Y}"}  # fmt: skip

    answer = client.post(page(file), sent, follow=True)

    entry = NotebookEntry.objects.get()
    assert (entry.text, entry.photos.count()) == ("Đi cơ sở.", 0)
    assert "Máy chủ không lưu được tệp" in answer.content.decode()


def test_the_form_says_what_is_missing(client):
    file, officer = followed_file()
    client.force_login(officer)

    answer = client.post(page(file) + "?quy=2", {"kind": "visit", "text": ""})

    assert answer.status_code == 422
    assert "Chưa nhập nội dung." in answer.content.decode()
    assert not NotebookEntry.objects.exists()


def test_the_report_page_shows_it_to_the_board_only(client):
    file, officer = followed_file()
    report = make_report(file.round, file.unit, 1, sent_at=timezone.now())
    written(file, officer)
    client.force_login(officer)

    assert SECRET in client.get(report.get_absolute_url()).content.decode()
