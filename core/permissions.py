"""Answers to "may this person do this now?", always with the reason of a refusal."""

from dataclasses import dataclass

from django.core.exceptions import PermissionDenied


@dataclass(frozen=True)
class Verdict:
    """Allowed or not, and why not, in words for the user. True or false in templates."""

    allowed: bool
    reason: str = ""

    def __bool__(self) -> bool:
        return self.allowed


ALLOWED = Verdict(True)


def deny(reason: str) -> Verdict:
    """Refuse with a reason in plain Vietnamese that says what to do next where possible."""
    return Verdict(False, reason)


def require(verdict: Verdict) -> None:
    """Raise PermissionDenied with the verdict's reason unless it is allowed."""
    if not verdict:
        raise PermissionDenied(verdict.reason)
