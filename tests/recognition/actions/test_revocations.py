"""Revoking adds to a decision; nothing is deleted."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from core.models import AuditEvent, Notification
from core.versions import StaleVersion
from recognition.actions import revocations as actions
from recognition.models import Decision, DecisionEntry
from tests.factories import make_board_head, make_clerk, make_settled_assessment
from tests.recognition.conftest import drafted, issued

pytestmark = pytest.mark.usefixtures("unprinted")
REASON = "Phát hiện số liệu không đúng"


def issued_for(organiser, count: int = 1) -> Decision:
    for _ in range(count):
        make_settled_assessment(organiser)
    return issued(organiser)


def test_revoke_keeps_everything_and_says_why(organiser):
    decision, clerk = issued_for(organiser), make_clerk(organiser)

    revoked = actions.revoke(decision, reason=REASON, by=clerk, version=decision.version)

    assert (revoked.state, revoked.revocation_reason, revoked.revoked_by) == (
        "revoked", REASON, clerk,
    )  # fmt: skip
    assert (revoked.symbol, revoked.content) == (decision.symbol, decision.content)
    assert AuditEvent.objects.get(kind="decision.revoked").note == REASON
    assert Notification.objects.filter(kind="decision_revoked").exists()


def test_revoke_is_refused_for_a_draft(organiser):
    make_settled_assessment(organiser)

    with pytest.raises(PermissionDenied, match="đang có hiệu lực"):
        actions.revoke(drafted(organiser), reason=REASON, by=make_clerk(organiser))


def test_revoke_is_refused_twice(organiser):
    decision, clerk = issued_for(organiser), make_clerk(organiser)
    actions.revoke(decision, reason=REASON, by=clerk)

    with pytest.raises(PermissionDenied):
        actions.revoke(decision, reason="Một lý do khác hẳn", by=clerk)

    assert Decision.objects.get().revocation_reason == REASON


def test_revoke_is_refused_to_the_board(organiser):
    decision = issued_for(organiser)

    with pytest.raises(PermissionDenied, match="Văn phòng"):
        actions.revoke(decision, reason=REASON, by=make_board_head(organiser))


def test_revoke_changes_nothing_when_its_last_step_fails(organiser, monkeypatch):
    decision = issued_for(organiser)
    monkeypatch.setattr(actions.notifications, "decision_revoked", lambda _: 1 / 0)

    with pytest.raises(ZeroDivisionError):
        actions.revoke(decision, reason=REASON, by=make_clerk(organiser))

    assert Decision.objects.get().state == "issued"


def test_a_reason_of_nine_characters_is_too_short(organiser):
    decision = issued_for(organiser)

    with pytest.raises(ValidationError, match="ít nhất 10"):
        actions.revoke(decision, reason="x" * 9, by=make_clerk(organiser))


def test_a_stale_form_revokes_nothing(organiser):
    decision = issued_for(organiser)

    with pytest.raises(StaleVersion):
        actions.revoke(decision, reason=REASON, by=make_clerk(organiser), version=1)


def test_single_units_are_revoked_and_the_decision_stays(organiser):
    decision = issued_for(organiser, 2)
    gone, kept = decision.entries.all()

    actions.revoke_entries(decision, [gone.pk], reason=REASON, by=make_clerk(organiser))

    rows = DecisionEntry.objects.in_bulk()
    assert (rows[gone.pk].revocation_reason, rows[kept.pk].revoked_at) == (REASON, None)
    assert Decision.objects.get().state == "issued"
    assert AuditEvent.objects.get(kind="decision.entries_revoked").after == [gone.unit_name]
    assert Notification.objects.filter(kind="entries_revoked").count() == 1


def test_revoking_every_unit_is_revoking_the_decision(organiser):
    decision = issued_for(organiser, 2)
    every = [entry.pk for entry in decision.entries.all()]

    with pytest.raises(ValidationError, match="thu hồi toàn bộ"):
        actions.revoke_entries(decision, every, reason=REASON, by=make_clerk(organiser))


def test_units_of_another_decision_cannot_be_named(organiser):
    decision = issued_for(organiser)

    with pytest.raises(ValidationError, match="ít nhất một đơn vị"):
        actions.revoke_entries(decision, [0], reason=REASON, by=make_clerk(organiser))
