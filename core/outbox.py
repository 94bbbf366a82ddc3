"""Mail on its way out: written with the change, sent after it, tried again until it is gone.

A process claims a message (one UPDATE that only one process can win), sends it and marks it. Nobody
sends a message twice but in one case: a process that dies between sending and marking leaves that
one message to be sent again when its claim has run out.
"""

import logging
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime, time, timedelta
from typing import Any

from django.core.cache import cache
from django.core.mail import EmailMessage, get_connection
from django.db import transaction
from django.db.models import F, QuerySet
from django.utils import timezone

from core.calendar import VIETNAM
from core.models import OutgoingMail

logger = logging.getLogger(__name__)

CLAIM = timedelta(minutes=5)
# After a failure; the fourth of a day waits for the next morning, and so on for ten days.
WAITS = (timedelta(minutes=5), timedelta(minutes=30), timedelta(hours=2))
ATTEMPTS_A_DAY = len(WAITS) + 1
MOST_ATTEMPTS = 10 * ATTEMPTS_A_DAY
MORNING = time(7)
# What a person's own request sends before it answers; the rest leaves with the next run.
AT_ONCE = 20
UNREACHABLE, REST = "core.outbox.unreachable", 300  # cache key, seconds


@dataclass(frozen=True)
class Letter:
    """A message to one person's address."""

    recipient: Any
    subject: str
    body: str


@dataclass(frozen=True)
class Run:
    """What became of the messages that were due; `reached`: the mail server answered."""

    sent: int = 0
    failed: int = 0
    reached: bool = True


def queue(letters: Iterable[Letter], *, soon: bool = True) -> None:
    """Write letters to those who have an address and want mail; they leave after the commit.

    Those beyond AT_ONCE, and all of them where `soon` is False, wait for the next `send()`.
    """
    rows = OutgoingMail.objects.bulk_create(
        OutgoingMail(
            recipient=letter.recipient, address=letter.recipient.email,
            subject=" ".join(letter.subject.split())[:200], body=letter.body,
        )
        for letter in letters
        if letter.recipient.email and letter.recipient.wants_mail
    )  # fmt: skip
    keys = [row.pk for row in rows[:AT_ONCE]]
    if keys and soon:
        transaction.on_commit(lambda: _send_soon(keys), robust=True)


def waiting_mail() -> QuerySet[OutgoingMail]:
    """Messages that have not left, given up or not."""
    return OutgoingMail.objects.filter(sent_at=None)


def send(keys: Iterable[int] | None = None) -> Run:
    """Send what is due (of `keys`, when given); stops early when the server cannot be reached."""
    due = _due() if keys is None else _due().filter(pk__in=keys)
    run, line = Run(), get_connection()
    try:
        for key in list(due.values_list("pk", flat=True)):
            if mail := _claimed(key):
                run = _sent(mail, line, run)
            if not run.reached:
                break
    finally:
        line.close()
    return run


def _send_soon(keys: list[int]) -> None:
    """Within a person's request: never waits for a server that did not answer just now."""
    if not cache.get(UNREACHABLE):
        send(keys)


def _due() -> QuerySet[OutgoingMail]:
    return waiting_mail().filter(try_after__lte=timezone.now(), attempts__lt=MOST_ATTEMPTS)


def _claimed(key: int) -> OutgoingMail | None:
    """The message, ours alone until the claim runs out; None when somebody else has it."""
    own = _due().filter(pk=key).update(try_after=timezone.now() + CLAIM)
    return OutgoingMail.objects.filter(pk=key).first() if own else None


def _sent(mail: OutgoingMail, line: Any, run: Run) -> Run:
    try:
        line.open()
    except OSError as error:  # smtplib's own errors are OSErrors as well
        _put_off(mail, error)
        cache.set(UNREACHABLE, True, REST)
        return replace(run, failed=run.failed + 1, reached=False)
    try:
        EmailMessage(mail.subject, mail.body, None, [mail.address], connection=line).send()
    except Exception as error:  # whatever one message is made of, it must not stop the others
        _put_off(mail, error)
        line.close()  # in whatever state it is: the next message begins anew
        return replace(run, failed=run.failed + 1)
    OutgoingMail.objects.filter(pk=mail.pk).update(
        sent_at=timezone.now(), attempts=F("attempts") + 1, last_error=""
    )
    return replace(run, sent=run.sent + 1)


def _put_off(mail: OutgoingMail, error: Exception) -> None:
    attempts = mail.attempts + 1
    said = " ".join(f"{type(error).__name__}: {error}".split())[:300]
    logger.warning("mail %s could not be sent (attempt %s): %s", mail.pk, attempts, said)
    OutgoingMail.objects.filter(pk=mail.pk).update(
        attempts=attempts, last_error=said, try_after=_next_try(attempts)
    )


def _next_try(attempts: int) -> datetime:
    now = timezone.now()
    if failed_today := attempts % ATTEMPTS_A_DAY:
        return now + WAITS[failed_today - 1]
    tomorrow = timezone.localdate(now, timezone=VIETNAM) + timedelta(days=1)
    return datetime.combine(tomorrow, MORNING, tzinfo=VIETNAM)
