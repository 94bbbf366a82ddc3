"""Open logins of one person."""

from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.models import Session
from django.utils import timezone

from organisation.models import User


def end_sessions(person: User) -> int:
    """Delete every stored session of the person; returns how many there were."""
    stored = Session.objects.filter(expire_date__gte=timezone.now())
    theirs = [row.pk for row in stored if row.get_decoded().get(SESSION_KEY) == str(person.pk)]
    return Session.objects.filter(pk__in=theirs).delete()[0]
