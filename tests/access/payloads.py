"""What a browser sends with each POST: real entries, so that only the policy can refuse them."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import uuid4

from django.utils import timezone

from assessments.models import Assessment
from recognition.models import Proposal
from tests import factories
from tests.access.world import World, issue_details

REASON = "Lý do đủ dài để được chấp nhận."
DAY = "%d/%m/%Y"


def body_for(route: str, row: Any, world: World) -> dict[str, Any]:
    """The form of a route for a row; empty where a button is all there is."""
    build = BODIES.get(route)
    sent = build(row, world) if build else {}
    version = getattr(row, "version", None)
    return {"version": version, **sent} if version is not None else sent


def _later(days: int) -> str:
    return (timezone.localdate() + timedelta(days=days)).strftime(DAY)


def _score(file: Assessment, _world: World) -> dict[str, Any]:
    row = file.scores.first()
    return {"version": row.version, "p1.numerator": "91", "p1.denominator": "100",
            "explanation": "Theo sổ theo dõi."}  # fmt: skip


def _send_back(file: Assessment, _world: World) -> dict[str, Any]:
    return {"scope": "whole", "is_whole": "on", "reason": REASON, "due_on": _later(20)}


def _approve_rest(proposal: Proposal, _world: World) -> dict[str, Any]:
    return {"item": [item.pk for item in proposal.items.all() if not item.outcome]}


def _issue(_row: Any, _world: World) -> dict[str, Any]:
    details = issue_details(77)
    lines = {name: "\n".join(details[name]) for name in ("grounds", "duties", "recipients")}
    day = details["issued_on"].strftime(DAY)
    return {**details, **lines, "issued_on": day, "confirmed": "1"}


BODIES: dict[str, Callable[[Any, World], dict[str, Any]]] = {
    "organisation:login": lambda _row, _world: {
        "username": "khong-co", "password": factories.PASSWORD,
    },
    "organisation:password-change": lambda _row, _world: {
        "old_password": factories.PASSWORD, "new_password1": "mat-khau-moi-rat-dai",
        "new_password2": "mat-khau-moi-rat-dai",
    },
    "organisation:password-reset": lambda _row, _world: {"email": "khong@example.org"},
    "assessments:score-save": _score,
    "assessments:submit": lambda _file, _world: {"key": str(uuid4())},
    "assessments:extend": lambda _file, _world: {"due_on": _later(25), "reason": REASON},
    "assessments:send-back": _send_back,
    "recognition:proposal-edit": lambda _row, _world: {
        "reference": "13-TTr/BDVHU", "dated_on": timezone.localdate().strftime(DAY),
    },
    "recognition:item": lambda _row, _world: {"outcome": "approved", "note": REASON},
    "recognition:approve-rest": _approve_rest,
    "recognition:issue": _issue,
    "recognition:issue-preview": _issue,
    "recognition:issue-reading": _issue,
    "recognition:revoke": lambda _row, _world: {"scope": "whole", "reason": REASON},
}  # fmt: skip
