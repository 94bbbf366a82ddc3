"""What the program refuses to start with: mistakes that would be noticed only after harm."""

from collections.abc import Iterator, Mapping
from typing import Any

from django.core.exceptions import ImproperlyConfigured

OWN_MACHINE = {"localhost", "127.0.0.1", "[::1]", "testserver"}
SHORTEST_KEY = 50  # characters, as `check --deploy` asks
FEWEST_DIFFERENT = 5
SAMPLE_KEYS = ("django-insecure-", "change-me", "local-development")


def refuse_unsafe(settings: Mapping[str, Any]) -> None:
    """Raise ImproperlyConfigured with every reason at once; does nothing for safe settings."""
    reasons = list(dangers(settings))
    if reasons:
        raise ImproperlyConfigured("\n".join(["Unsafe settings (see .env.example):", *reasons]))


def dangers(settings: Mapping[str, Any]) -> Iterator[str]:
    """Yield one sentence per dangerous combination."""
    hosts = set(settings["ALLOWED_HOSTS"])
    if "*" in hosts or not hosts:
        yield "DANVAN_ALLOWED_HOSTS must name the hosts; '*' and an empty list are refused."
    if settings["DEBUG"] and (settings["HTTPS"] or hosts - OWN_MACHINE):
        yield "DANVAN_DEBUG shows internals: only for localhost without HTTPS."
    if not settings["DEBUG"] and is_weak(settings["SECRET_KEY"]):
        yield "DANVAN_SECRET_KEY is a sample or too short: at least 50 random characters."
    if not settings["HTTPS"] and not settings["DEMO"] and hosts - OWN_MACHINE:
        yield "DANVAN_HTTPS may be off only on localhost or for a demonstration."


def is_weak(key: str) -> bool:
    """Tell whether a key was published, or could be guessed."""
    too_simple = len(key) < SHORTEST_KEY or len(set(key)) < FEWEST_DIFFERENT
    return too_simple or key.startswith(SAMPLE_KEYS)
