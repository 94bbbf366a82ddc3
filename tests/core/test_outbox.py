"""Mail leaves after the commit, is never lost, and never leaves twice."""

from datetime import datetime, timedelta
from smtplib import SMTPRecipientsRefused
from unittest import mock

import pytest
import time_machine
from django.core import mail
from django.core.mail.backends.locmem import EmailBackend
from django.db import transaction
from django.utils import timezone

from core import outbox
from core.calendar import VIETNAM
from core.models import Notification, OutgoingMail
from core.notifications import Message, notify, notify_each
from organisation.models import User
from tests.factories import make_person

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 11, 26, 12, tzinfo=VIETNAM)


class Unreachable(EmailBackend):
    """No mail server answers."""

    def open(self):
        raise ConnectionRefusedError("Connection refused")


def server_is_down():
    return mock.patch("core.outbox.get_connection", Unreachable)


def waiting() -> OutgoingMail:
    return OutgoingMail.objects.get(sent_at=None)


def waiting_addresses() -> list[str]:
    return list(OutgoingMail.objects.filter(sent_at=None).values_list("address", flat=True))


def test_mail_leaves_after_the_commit(django_capture_on_commit_callbacks):
    person = make_person()

    with django_capture_on_commit_callbacks(execute=True):
        notify("x", [person], text="Đã mở đợt\nchấm điểm", url="/cham-diem/")
        assert mail.outbox == []

    (sent,) = mail.outbox
    assert (sent.to, sent.subject) == ([person.email], "Dân vận khéo: Đã mở đợt chấm điểm")
    assert "http://testserver/cham-diem/" in sent.body
    assert "http://testserver/tai-khoan/thu-dien-tu/" in sent.body
    row = OutgoingMail.objects.get()
    assert (row.sent_at is None, row.attempts, row.last_error) == (False, 1, "")


def test_what_is_rolled_back_is_never_sent(django_capture_on_commit_callbacks):
    def broken() -> None:
        with transaction.atomic():
            notify("x", [make_person()], text="Không xảy ra")
            raise RuntimeError

    with django_capture_on_commit_callbacks(execute=True), pytest.raises(RuntimeError):
        broken()

    assert (mail.outbox, OutgoingMail.objects.count()) == ([], 0)


@pytest.mark.parametrize("fields", [{"email": ""}, {"wants_mail": False}])
def test_who_has_no_address_or_wants_no_mail_gets_the_message_only(fields):
    person = make_person()
    User.objects.filter(pk=person.pk).update(**fields)

    notify("x", [User.objects.get(pk=person.pk)], text="Có việc")

    assert (Notification.objects.count(), OutgoingMail.objects.count()) == (1, 0)


def test_a_longer_mail_says_more_than_the_message():
    notify_each("x", [Message(make_person(), "3 việc", "/", "Ba việc:\n- một")])

    assert outbox.send().sent == 1
    assert mail.outbox[0].body.startswith("Ba việc:\n- một\n\n--\n")


def test_the_rest_of_a_large_mailing_waits_for_the_next_run(django_capture_on_commit_callbacks):
    people = [make_person() for _ in range(outbox.AT_ONCE + 3)]

    with django_capture_on_commit_callbacks(execute=True):
        notify("x", people, text="Nhắc nộp báo cáo")

    assert len(mail.outbox) == outbox.AT_ONCE
    assert (outbox.send().sent, len(mail.outbox)) == (3, outbox.AT_ONCE + 3)


def test_nothing_is_lost_while_the_server_is_down_and_it_leaves_later():
    notify("x", [make_person(), make_person()], text="Có việc")

    with server_is_down():
        run = outbox.send()
    assert (run.sent, run.failed, run.reached) == (0, 1, False)
    assert OutgoingMail.objects.filter(sent_at=None).count() == 2
    tried = OutgoingMail.objects.get(attempts=1)
    assert tried.last_error == "ConnectionRefusedError: Connection refused"

    with time_machine.travel(timezone.now() + timedelta(minutes=6)):
        assert outbox.send() == outbox.Run(sent=2)
    assert OutgoingMail.objects.filter(sent_at=None).count() == 0


def test_a_request_does_not_wait_again_for_a_server_that_is_down(
    django_capture_on_commit_callbacks,
):
    with server_is_down():
        for _ in range(3):
            with django_capture_on_commit_callbacks(execute=True):
                notify("x", [make_person()], text="Có việc")

    assert sorted(OutgoingMail.objects.values_list("attempts", flat=True)) == [0, 0, 1]


def test_one_refused_address_does_not_stop_the_others():
    refused, other = make_person(), make_person()
    notify("x", [refused, other], text="Có việc")
    real = EmailBackend.send_messages

    def send_messages(self, messages):
        if messages[0].to == [refused.email]:
            raise SMTPRecipientsRefused({refused.email: (550, b"unknown")})
        return real(self, messages)

    with mock.patch.object(EmailBackend, "send_messages", send_messages):
        run = outbox.send()

    assert (run.sent, run.failed, run.reached) == (1, 1, True)
    assert waiting().address == refused.email
    assert "550" in waiting().last_error


def test_a_message_that_nobody_can_write_does_not_stop_the_others():
    """Python's own mail library raises more than its documents say: an IndexError, for one."""
    notify("x", [make_person(), make_person()], text="Có việc")
    real, strange = EmailBackend.send_messages, waiting_addresses()[0]

    def send_messages(self, messages):
        if messages[0].to == [strange]:
            raise IndexError("string index out of range")
        return real(self, messages)

    with mock.patch.object(EmailBackend, "send_messages", send_messages):
        run = outbox.send()

    assert (run.sent, run.failed, run.reached) == (1, 1, True)
    assert (waiting().address, waiting().attempts) == (strange, 1)
    assert "IndexError" in waiting().last_error


def test_after_four_failures_of_a_day_the_next_try_is_tomorrow_morning():
    with time_machine.travel(NOON, tick=False) as clock, server_is_down():
        notify("x", [make_person()], text="Có việc")
        waits = []
        for _ in range(outbox.ATTEMPTS_A_DAY):
            clock.move_to(waiting().try_after)
            outbox.send()
            waits.append(waiting().try_after - timezone.now())
        next_try = waiting().try_after

        assert waits[:-1] == list(outbox.WAITS)
        assert next_try == datetime(2026, 11, 27, 7, tzinfo=VIETNAM)
        assert outbox.send() == outbox.Run()


def test_what_fails_for_ten_days_is_kept_but_not_tried_any_more():
    notify("x", [make_person()], text="Có việc")
    OutgoingMail.objects.update(attempts=outbox.MOST_ATTEMPTS, last_error="550")

    assert outbox.send() == outbox.Run()
    assert waiting().last_error == "550"


def test_what_somebody_else_is_sending_is_left_alone_until_the_claim_runs_out():
    notify("x", [make_person()], text="Có việc")
    OutgoingMail.objects.update(try_after=timezone.now() + outbox.CLAIM)

    assert outbox.send() == outbox.Run()
    with time_machine.travel(timezone.now() + outbox.CLAIM + timedelta(seconds=1)):
        assert outbox.send().sent == 1


def test_a_message_taken_between_looking_and_claiming_is_left_alone():
    notify("x", [make_person()], text="Có việc")
    claimed = outbox._claimed

    def late(key):
        claimed(key)
        return claimed(key)

    with mock.patch("core.outbox._claimed", late):
        assert outbox.send() == outbox.Run()
    assert mail.outbox == []
