"""Messages to people: a row now, and mail that leaves after the transaction has been committed."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.urls import reverse

from core import outbox
from core.models import Notification

MOST_CHARACTERS = 500


@dataclass(frozen=True)
class Message:
    """What one person is told; `body` is what the mail says where that is more than the text."""

    recipient: Any
    text: str
    url: str = ""
    body: str = ""


def notify(kind: str, recipients: Iterable, *, text: str, url: str = "") -> None:
    """Tell `recipients` (users) once each; mail goes to those with an address who want it."""
    notify_each(kind, [Message(person, text, url) for person in dict.fromkeys(recipients)])


def notify_each(kind: str, messages: Iterable[Message], *, mail_soon: bool = True) -> None:
    """Tell each person their own words, in a few statements however many they are.

    `mail_soon` False leaves the mail to the next run of the queue.
    """
    messages = list(messages)
    Notification.objects.bulk_create(
        Notification(
            recipient=told.recipient, kind=kind, text=told.text[:MOST_CHARACTERS], url=told.url
        )
        for told in messages
    )
    letters = [
        outbox.Letter(told.recipient, f"Dân vận khéo: {told.text[:120]}", _body(told))
        for told in messages
    ]
    outbox.queue(letters, soon=mail_soon)


def _body(told: Message) -> str:
    way = f"\n\n{settings.PUBLIC_URL}{told.url}" if told.url and not told.body else ""
    preference = settings.PUBLIC_URL + reverse(settings.MAIL_PREFERENCE_URL)
    return f"{told.body or told.text}{way}\n\n--\nThôi nhận thư điện tử: {preference}\n"
