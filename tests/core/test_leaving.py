"""What leaves in somebody's words, mail and calendar: no word becomes a header or a line."""

from datetime import date
from email import message_from_bytes

import pytest
from django.core import mail
from icalendar import Calendar

from core.notifications import notify
from danvan.calendars import Entry, calendar_file
from organisation.models import User
from tests.factories import make_person

SMUGGLED = "Trả lại\r\nBcc: ke.gian@example.org\nSubject: Khác\u2028X-Y: z"


@pytest.mark.django_db
def test_no_word_becomes_a_header(django_capture_on_commit_callbacks):
    person = make_person()
    User.objects.filter(pk=person.pk).update(email="an@example.org")
    person.refresh_from_db()

    with django_capture_on_commit_callbacks(execute=True):
        notify("x", [person], text=SMUGGLED)

    written = message_from_bytes(mail.outbox[0].message().as_bytes())
    assert written.get_all("To") == ["an@example.org"]
    assert len(written.get_all("Subject")) == 1
    assert (written["Bcc"], written["X-Y"]) == (None, None)


@pytest.mark.django_db
def test_an_address_of_two_lines_gets_nothing_and_stops_nobody(django_capture_on_commit_callbacks):
    people = [make_person(), make_person()]
    for person, address in zip(
        people, ("a@example.org\nBcc: b@example.org", "c@x.vn"), strict=True
    ):
        User.objects.filter(pk=person.pk).update(email=address)
        person.refresh_from_db()

    with django_capture_on_commit_callbacks(execute=True):
        notify("x", people, text="Có việc")

    assert [letter.to for letter in mail.outbox] == [["c@x.vn"]]


def test_no_word_becomes_a_line_of_the_calendar():
    words = "Hạn: Báo cáo – Xã\r\nEND:VEVENT\r\nBEGIN:VEVENT\nATTACH:http://example.org;x,y\\"

    calendar = Calendar.from_ical(calendar_file([Entry("1-a", date(2026, 9, 25), words, "/x/")]))

    (event,) = calendar.walk("VEVENT")
    assert "ATTACH" not in event
    assert event["summary"] == words.replace("\r\n", "\n")
