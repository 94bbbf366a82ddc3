"""Messages to people: a row now, one e-mail after the transaction has been committed."""

from collections.abc import Iterable

from django.conf import settings
from django.core.mail import send_mail
from django.db import transaction

from core.models import Notification


def notify(kind: str, recipients: Iterable, *, text: str, url: str = "") -> None:
    """Tell `recipients` (users) once each; mail leaves on commit to those with an address."""
    people = list(dict.fromkeys(recipients))
    Notification.objects.bulk_create(
        Notification(recipient=person, kind=kind, text=text[:500], url=url) for person in people
    )
    addresses = [person.email for person in people if person.email]
    if addresses:
        transaction.on_commit(lambda: _mail(text, url, addresses), robust=True)


def _mail(text: str, url: str, addresses: list[str]) -> None:
    body = f"{text}\n\n{settings.PUBLIC_URL}{url}\n"
    for address in addresses:
        send_mail(f"Dân vận khéo: {text[:120]}", body, None, [address])
