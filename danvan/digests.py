"""One digest of deadlines per person and day, in the program and by mail; safe to run at any time.

The row of a digest is unique per person and day, and is written in one transaction with the message
and the mail. So however often and by however many processes this is run, nobody is told twice; a
run that dies half way is continued by the next one. Days on which nothing ran are caught up with.
"""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date, time, timedelta

from django.conf import settings
from django.db import IntegrityError, transaction
from django.db.models import Max
from django.urls import reverse
from django.utils import timezone

from assessments.models import Digest, Round
from assessments.permissions.duties import UNDER_WAY
from assessments.reminders import Due, Line, due_lines
from core.calendar import VIETNAM, today
from core.notifications import Message, notify_each
from organisation.models import User

NOT_BEFORE = time(6)  # nobody is reminded at night
CATCH_UP = 4  # days, this one included
GREETING = "Kính gửi đồng chí {name},\n\nNhững việc sau đến hạn hoặc đã quá hạn:\n\n"


def send_digests() -> int:
    """Write today's digests that are still missing; how many."""
    if timezone.localtime(timezone=VIETNAM).time() < NOT_BEFORE:
        return 0
    day = today()
    last = _last_digests(day)
    days = [day - timedelta(days=ago) for ago in reversed(range(CATCH_UP))]
    lines: dict[User, dict[Line, None]] = defaultdict(dict)
    for due in _all_due(days):
        covered = last.get(due.person.pk)
        if covered is None or covered < due.day:
            lines[due.person][due.line] = None  # once, even if two of the days ask for it
    return sum(_write(person, day, list(own)) for person, own in lines.items())


def _all_due(days: list[date]) -> Iterable[Due]:
    for round_ in Round.objects.filter(state__in=UNDER_WAY).select_related("organiser"):
        yield from due_lines(round_, days)


def _last_digests(day: date) -> dict[int, date]:
    """Person → the latest day that they were told about, as far back as days are caught up with."""
    recent = Digest.objects.filter(day__gt=day - timedelta(days=CATCH_UP), day__lte=day)
    return dict(recent.order_by().values_list("recipient").annotate(last=Max("day")))


def _write(person: User, day: date, lines: list[Line]) -> bool:
    """The digest, the message and the mail together; False when another run was first."""
    lines = sorted(lines, key=lambda line: (line.due_on, line.text))
    try:
        with transaction.atomic():
            stored = [line.stored() for line in lines]
            Digest.objects.create(recipient=person, day=day, lines=stored)
            notify_each("deadlines", [_message(person, lines)], mail_soon=False)
    except IntegrityError:
        return False
    return True


def _message(person: User, lines: list[Line]) -> Message:
    words = "; ".join(line.text for line in lines)
    text = f"{len(lines)} việc đến hạn: {words}" if len(lines) > 1 else words
    url = lines[0].url if len(lines) == 1 and lines[0].url else reverse("home")
    return Message(person, _shortened(text), url, _mail(person, lines))


def _mail(person: User, lines: list[Line]) -> str:
    said = "\n\n".join(
        f"- {line.text}\n  {settings.PUBLIC_URL}{line.url or reverse('home')}" for line in lines
    )
    home = f"{settings.PUBLIC_URL}{reverse('home')}"
    return f"{GREETING.format(name=person)}{said}\n\nMọi việc cần làm: {home}"


def _shortened(text: str, longest: int = 480) -> str:
    return text if len(text) <= longest else f"{text[: longest - 2].rsplit(' ', 1)[0]} …"
