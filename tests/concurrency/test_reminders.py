"""Two processes remind at once: one digest per person, one mail each; one click for two senders."""

from datetime import datetime
from uuid import UUID

import pytest
import time_machine
from django.core import mail
from django.utils import timezone

from assessments.actions import follow_up
from assessments.models import Digest, Reminder, Round
from assessments.workflow import Step
from core import outbox
from core.calendar import VIETNAM
from core.models import AuditEvent, Notification, OutgoingMail
from core.notifications import notify
from danvan.digests import send_digests
from danvan.invariants import broken
from tests.assessments.round_cases import add_file
from tests.concurrency.racing import accepted, at_once
from tests.factories import make_board_head, make_district, make_editor, make_head, make_open_round

RUNS = 4


@pytest.fixture
def round_() -> Round:
    round_ = make_open_round(make_district())
    for _ in range(6):
        unit = add_file(round_).unit
        make_head(unit)
        make_editor(unit)
    Notification.objects.all().delete()
    OutgoingMail.objects.all().delete()
    mail.outbox.clear()
    return round_


def test_runs_at_once_write_one_digest_and_one_message_for_each_person(round_):
    day = round_.report_3_due.replace(month=10, day=7)  # a Wednesday, a week after the report
    moment = datetime(day.year, day.month, day.day, 9, tzinfo=VIETNAM)
    Round.objects.filter(pk=round_.pk).update(report_3_due=day.replace(month=9, day=30))

    with time_machine.travel(moment):
        answers = at_once([send_digests] * RUNS)

    assert accepted(answers) == answers
    told = Digest.objects.count()
    assert told == sum(answers) >= 12
    assert Notification.objects.count() == OutgoingMail.objects.count() == told


def test_runs_at_once_send_each_mail_once(round_):
    people = [make_editor(add_file(round_).unit) for _ in range(12)]
    notify("x", people, text="Có việc")  # the first ones leave at once
    OutgoingMail.objects.update(sent_at=None, try_after=timezone.now())
    mail.outbox.clear()

    runs = at_once([outbox.send] * RUNS)

    assert accepted(runs) == runs
    assert sum(run.sent for run in runs) == len(people)
    assert sorted(letter.to[0] for letter in mail.outbox) == sorted(p.email for p in people)


def test_one_reminder_sent_from_two_windows_goes_once(round_):
    board = make_board_head(round_.organiser)
    units = list(round_.assessments.values_list("unit", flat=True))

    def click() -> Reminder:
        return follow_up.remind(
            round_, Step.REPORT_1, units, text="Đề nghị gửi báo cáo ngay.", key=UUID(int=3),
            by=board,
        )  # fmt: skip

    answers = at_once([click] * RUNS)

    assert accepted(answers) == answers
    assert {answer.pk for answer in answers} == {Reminder.objects.get().pk}
    assert Notification.objects.filter(kind="units_reminded").count() == 12
    assert AuditEvent.objects.filter(kind="units.reminded").count() == 1
    assert broken() == {}
