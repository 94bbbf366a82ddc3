"""manage.py send_reminders: one digest per person and day, never twice, nothing lost."""

import io
from datetime import date, datetime, timedelta
from unittest import mock

import pytest
import time_machine
from django.core import mail
from django.core.management import call_command

from assessments.models import Digest, Round
from core.calendar import VIETNAM
from core.models import Notification, OutgoingMail
from danvan import digests
from organisation.models import RoleAssignment, User
from organisation.roles import Role
from tests.assessments.round_cases import add_file
from tests.core.test_outbox import server_is_down
from tests.factories import LONG_AGO, make_district, make_editor, make_head, make_open_round

pytestmark = pytest.mark.django_db
DUE = date(2026, 11, 18)  # a Wednesday
DAY_BEFORE, DAY_AFTER = date(2026, 11, 17), date(2026, 11, 19)


def at(day: date, hour: int = 9, minute: int = 0, second: int = 0):
    moment = datetime(day.year, day.month, day.day, hour, minute, second, tzinfo=VIETNAM)
    return time_machine.travel(moment, tick=False)


def run() -> str:
    output = io.StringIO()
    call_command("send_reminders", stdout=output)
    return output.getvalue().strip()


@pytest.fixture
def round_() -> Round:
    """Two reports of every unit are due on Wednesday, nothing else is near."""
    round_ = make_open_round(make_district())
    far = date(2027, 3, 1)
    Round.objects.filter(pk=round_.pk).update(
        registration_due=far, report_1_due=far, report_2_due=DUE, report_3_due=DUE,
        report_4_due=far, self_assessment_opens=far, self_assessment_due=far, appraisal_due=far,
    )  # fmt: skip
    return Round.objects.get(pk=round_.pk)


@pytest.fixture
def people(round_):
    file = add_file(round_, name="Đảng bộ xã Đồng Kỳ", due_on=round_.self_assessment_due)
    return make_head(file.unit), make_editor(file.unit)


@pytest.fixture(autouse=True)
def only_of_this_test(round_, people):
    Notification.objects.all().delete()
    OutgoingMail.objects.all().delete()


def test_one_digest_one_message_one_mail_for_all_that_is_due(people):
    with at(DAY_BEFORE):
        assert run() == "2 digests written, 2 mails sent, 0 waiting."

    for person in people:
        digest = Digest.objects.get(recipient=person)
        assert [line["due_on"] for line in digest.lines] == ["2026-11-18"] * 2
        message = person.notifications.get()
        assert message.text.startswith("2 việc đến hạn: Gửi báo cáo quý II – Đồng Kỳ: hạn 18/11")
    body = next(letter.body for letter in mail.outbox if letter.to == [people[0].email])
    assert body.count("Gửi báo cáo quý") == 2
    assert f"Kính gửi đồng chí {people[0]}" in body
    assert body.count("http://testserver/") == 4


def test_run_again_it_says_nothing_twice(people):
    with at(DAY_BEFORE):
        run()
        assert run() == "0 digests written, 0 mails sent, 0 waiting."
    with at(DAY_BEFORE, 23, 59, 59):
        run()

    assert (Digest.objects.count(), Notification.objects.count(), len(mail.outbox)) == (2, 2, 2)


def test_at_night_nobody_is_reminded():
    with at(DAY_BEFORE, 5, 59, 59):
        assert run().startswith("0 digests")
    with at(DAY_BEFORE, 6):
        assert run().startswith("2 digests")


def test_the_day_is_that_of_viet_nam():
    # 23:59:59 on the evening of a day without reminders; a second later another day begins.
    with at(DUE, 23, 59, 59):
        assert run().startswith("2 digests")  # the catching up of the day before
    with at(DAY_AFTER, 0, 0, 0):
        assert run().startswith("0 digests")
    with at(DAY_AFTER, 6):
        assert not run().startswith("0 digests")


def test_who_wants_no_mail_still_gets_the_message(people):
    User.objects.filter(pk=people[0].pk).update(wants_mail=False)

    with at(DAY_BEFORE):
        assert run() == "2 digests written, 1 mails sent, 0 waiting."

    assert people[0].notifications.count() == 1


def test_a_run_that_dies_half_way_is_continued(people):
    write, calls = digests._write, []

    def dying(*arguments):
        if calls:
            raise KeyboardInterrupt
        calls.append(arguments)
        return write(*arguments)

    with at(DAY_BEFORE):
        with mock.patch("danvan.digests._write", dying), pytest.raises(KeyboardInterrupt):
            run()
        assert Digest.objects.count() == 1
        assert run() == "1 digests written, 2 mails sent, 0 waiting."

    assert {row.recipient for row in Digest.objects.all()} == set(people)


def test_a_digest_that_another_run_wrote_first_is_left_alone(people):
    real = digests._last_digests
    with at(DAY_BEFORE), mock.patch("danvan.digests._last_digests", return_value={}):
        assert digests.send_digests() == 2
        assert digests.send_digests() == 0
        assert real(DAY_BEFORE).keys() == {person.pk for person in people}

    assert (Digest.objects.count(), Notification.objects.count()) == (2, 2)


def test_a_day_without_a_run_is_caught_up_with_once():
    with at(DUE):  # nothing ran on Tuesday
        assert run().startswith("2 digests")
    assert "hết hôm nay (18/11/2026) là hạn cuối" in Notification.objects.first().text

    with at(DUE, 12):
        assert run().startswith("0 digests")


def test_what_was_missed_long_ago_is_not_told_any_more():
    # Two days after the deadline, a Friday, was the last reminder before the next week.
    with at(DUE + timedelta(days=6)):
        assert run().startswith("0 digests")


def test_with_the_mail_server_down_nothing_is_lost():
    with at(DAY_BEFORE):
        with server_is_down():
            text = run()
        assert "2 digests written, 0 mails sent, 1 failed" in text
        assert text.endswith("2 waiting.")
    with at(DAY_BEFORE, 10):
        assert run() == "0 digests written, 2 mails sent, 0 waiting."


def test_a_closed_round_reminds_nobody(round_):
    Round.objects.filter(pk=round_.pk).update(state="closed")

    with at(DAY_BEFORE):
        assert run().startswith("0 digests")


def test_a_long_list_is_shortened_in_the_message_not_in_the_mail(round_, people):
    for _ in range(8):
        unit = add_file(round_, due_on=round_.self_assessment_due).unit
        RoleAssignment.objects.create(
            user=people[0], unit=unit, role=Role.UNIT_HEAD, valid_from=LONG_AGO
        )

    with at(DAY_BEFORE):
        run()

    message = people[0].notifications.get().text
    assert (len(message) <= 480, message.endswith(" …")) == (True, True)
    body = next(letter.body for letter in mail.outbox if letter.to == [people[0].email])
    assert body.count("Gửi báo cáo quý") == 18
