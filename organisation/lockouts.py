"""Accounts locked by guessing: who is shut out at present, from how many addresses."""

from axes.models import AccessAttempt
from axes.utils import reset
from django.conf import settings
from django.utils import timezone

from organisation.models import User


def locked_usernames() -> set[str]:
    """User names that cannot log in from at least one address now."""
    since = timezone.now() - timezone.timedelta(hours=settings.AXES_COOLOFF_TIME)
    attempts = AccessAttempt.objects.filter(
        failures_since_start__gte=settings.AXES_FAILURE_LIMIT, attempt_time__gte=since
    )
    return set(attempts.values_list("username", flat=True))


def is_locked(person: User) -> bool:
    """Tell whether guessing has shut the person out from some address."""
    return person.username in locked_usernames()


def unlock(person: User) -> int:
    """Forget every failed attempt at this account; returns how many addresses were counted."""
    return reset(username=person.username)
