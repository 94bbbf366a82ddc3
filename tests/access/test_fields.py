"""Fields that a form does not have change nothing, and an old version of the row is refused."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.apps import apps
from django.core.management.color import no_style
from django.db import connection, models

from assessments.models import Assessment
from recognition.models import Decision, Proposal
from tests.access.asking import ask, spoken_of
from tests.access.calls import Caller
from tests.access.payloads import body_for
from tests.access.policy import Line
from tests.access.world import DECISION, FILE, PROPOSAL, World
from tests.source import OUR_APPS

pytestmark = pytest.mark.django_db
ACTING = [pytest.param(line, id=line.route) for line in spoken_of("POST")]
HOSTILE = {
    "state": "closed", "outcome": "recognised", "is_active": "false", "is_superuser": "true",
    "self_total": "100", "appraised_total": "100", "appraised_class": "Xuất sắc", "total": "100",
    "max_points": "1", "points": "0.01", "is_changed": "1", "by_system": "1", "is_late": "0",
    "submitted_at": "2020-01-01", "submitted_by": "1", "settled_by": "1", "opened_at": "",
    "number": "999", "symbol": "1-QĐ/HU", "verification_code": "X" * 34, "content": "{}",
    "content_hash": "0" * 64, "sha256": "0" * 64, "round": "1", "organiser": "1",
    "assessment": "1", "criterion": "1", "criteria_set": "1", "password": "x", "by": "1",
    "id": "1", "pk": "1", "user": "1", "created_at": "2020-01-01",
}  # fmt: skip
# The fields of `HOSTILE` that a form has, where sending them is the point.
OWN_FIELDS = {
    "assessments:appraised-save": {"points"},
    "recognition:item": {"outcome"},
    "recognition:issue": {"number"},
    "recognition:issue-preview": {"number"},
    "recognition:issue-reading": {"number"},
}
OLD_VERSIONS = ["0", "-1", "999999", str(2**63), "1 ", "một", ""]
VERSIONED = {FILE: Assessment, PROPOSAL: Proposal, DECISION: Decision}
# A move that says so itself: pressing twice is the same as once, or only the first can happen.
ONCE_ONLY = frozenset({
    "assessments:recall", "assessments:open-file", "assessments:accept-rest",
    "assessments:veto-save", "recognition:item", "recognition:approve-rest",
    "recognition:issue-preview", "recognition:issue-reading",
    "assessments:evidence-add", "assessments:evidence-change", "assessments:evidence-use",
    "assessments:advice", "assessments:advice-take",
    "assessments:evidence-remove", "assessments:evidence-restore",
    "assessments:answer-evidence-remove",
})  # fmt: skip
MOVING = [p for p in ACTING if p.values[0].noun in VERSIONED and p.id not in ONCE_ONLY]


@pytest.mark.parametrize("line", ACTING)
def test_fields_that_the_form_lacks_change_nothing(line: Line, world, caller, monkeypatch):
    left: list[dict] = []
    monkeypatch.setattr(
        "tests.access.calls.state_of_database", lambda: left.append(stored()) or caller.untouched
    )
    known = OWN_FIELDS.get(line.route, set()) | set(_sent(line, world))
    extra = {name: value for name, value in HOSTILE.items() if name not in known}

    rewind_sequences()
    plain = ask(line, world, caller)
    rewind_sequences()
    hostile = ask(line, world, caller, extra=extra)

    assert hostile.status == plain.status
    assert len(left) in (0, 2)
    assert left[:1] == left[1:]


@pytest.mark.parametrize("line", MOVING)
@pytest.mark.parametrize("version", OLD_VERSIONS)
def test_a_form_of_another_version_changes_nothing(line: Line, version, world, caller: Caller):
    answer = ask(line, world, caller, extra={"version": version})

    assert not answer.changed
    assert answer.status < 500


def rewind_sequences() -> None:
    """New rows get the same keys again: PostgreSQL does not roll its sequences back."""
    ours = [model for model in apps.get_models() if model._meta.app_label in OUR_APPS]
    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_sql(no_style(), ours):
            cursor.execute(statement)


def stored() -> dict[str, list[tuple]]:
    """Every row of our own tables, without what differs between any two requests."""
    return {
        model._meta.label: list(model._base_manager.order_by("pk").values_list(*_steady(model)))
        for model in apps.get_models()
        if model._meta.app_label in OUR_APPS
    }


def _steady(model: type[models.Model]) -> Iterator[str]:
    """Names of columns that two equal requests fill alike."""
    for field in model._meta.concrete_fields:
        is_moment = isinstance(field, models.DateTimeField | models.UUIDField)
        if not is_moment and field.name not in CHANGING:
            yield field.attname


# Fingerprints, random codes and keys, and texts that hold moments.
CHANGING = frozenset({
    "hash", "previous_hash", "request_id", "content_hash", "content", "verification_code",
    "password", "key", "before", "after", "document", "sha256", "size",
})  # fmt: skip


def _sent(line: Line, world: World) -> dict[str, Any]:
    state = next(s for s in world.states(line.noun) if line.covers("POST", s))
    return body_for(line.route, world.thing(line.noun, state), world)
