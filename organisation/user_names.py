"""User names compare without regard to case, width or surrounding space, everywhere alike."""

import unicodedata
from collections.abc import Mapping

from django.http import HttpRequest

LONGEST_ATTEMPT = 255  # characters that the lockout keeps of a name; no account has more than 60


def normal_username(typed: str) -> str:
    """The form in which a user name is stored, looked up and counted by the lockout."""
    return unicodedata.normalize("NFKC", typed).strip().lower()


def attempted_username(request: HttpRequest, credentials: Mapping | None = None) -> str:
    """The account that a login aims at (AXES_USERNAME_CALLABLE): one account, one count."""
    source = credentials if credentials else request.POST
    return normal_username(source.get("username") or "")[:LONGEST_ATTEMPT]
