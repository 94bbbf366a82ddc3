"""The board's moves: draw up, refresh, reference, submit, withdraw."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from assessments.models import AppraisedScore, Assessment
from core.models import AuditEvent, Notification
from core.versions import StaleVersion
from recognition.actions import proposals as actions
from recognition.models import Proposal
from recognition.workflow import PROPOSAL_WORKFLOW, ProposalState
from tests.factories import (
    make_board_head,
    make_committee_member,
    make_officer,
    make_open_round,
    make_settled_assessment,
)
from tests.recognition.conftest import decided, drawn_up, submitted

REFERENCE = {
    "reference": "12-TTr/BDVHU", "dated_on": date(2026, 11, 20), "minutes_reference": "",
}  # fmt: skip


def in_state(organiser, state: str) -> Proposal:
    make_settled_assessment(organiser)
    return {"draft": drawn_up, "submitted": submitted, "decided": decided}[state](organiser)


def kinds(prefix: str = "proposal.") -> list[str]:
    events = AuditEvent.objects.filter(kind__startswith=prefix).order_by("sequence")
    return list(events.values_list("kind", flat=True))


def test_draw_up_lists_qualified_units_first_with_points_and_class(organiser):
    make_settled_assessment(organiser, points="70")
    make_settled_assessment(organiser, points="85")
    make_settled_assessment(organiser, points="93.5")

    proposal = actions.draw_up(organiser.rounds.get(), by=make_board_head(organiser))

    rows = proposal.items.values_list("total", "class_name", "is_qualified")
    assert [(str(t), c, q) for t, c, q in rows] == [
        ("93.50", "Xuất sắc", True), ("85.00", "Tốt", True), ("70.00", "Khá", False),
    ]  # fmt: skip
    assert kinds() == ["proposal.drawn_up"]


def test_a_unit_that_is_not_qualified_is_listed_with_its_reasons(organiser):
    make_settled_assessment(organiser, points="95", veto=True)

    item = actions.draw_up(organiser.rounds.get(), by=make_board_head(organiser)).items.get()

    assert not item.is_qualified
    assert item.reasons[0].startswith("Vi phạm điều kiện loại trừ L1")


def test_files_not_settled_stay_out(organiser):
    settled = make_settled_assessment(organiser)
    Assessment.objects.filter(pk=make_settled_assessment(organiser).pk).update(state="appraised")

    proposal = actions.draw_up(organiser.rounds.get(), by=make_board_head(organiser))

    assert list(proposal.items.values_list("assessment", flat=True)) == [settled.pk]


def test_draw_up_is_refused_to_officers_and_while_a_draft_exists(organiser):
    round_ = make_open_round(organiser)
    with pytest.raises(PermissionDenied, match="Chỉ lãnh đạo"):
        actions.draw_up(round_, by=make_officer(organiser))

    actions.draw_up(round_, by=make_board_head(organiser))

    with pytest.raises(PermissionDenied, match="soạn dở"):
        actions.draw_up(round_, by=make_board_head(organiser))
    assert Proposal.objects.count() == 1


def test_refresh_takes_up_results_settled_since(organiser):
    make_settled_assessment(organiser)
    proposal = drawn_up(organiser)
    make_settled_assessment(organiser)

    actions.refresh(proposal, by=make_board_head(organiser), version=proposal.version)

    assert proposal.items.count() == 2
    assert kinds()[-1] == "proposal.refreshed"


def test_a_stale_reference_changes_nothing(organiser):
    make_settled_assessment(organiser)
    proposal, head = drawn_up(organiser), make_board_head(organiser)

    with pytest.raises(StaleVersion):
        actions.edit_reference(proposal, **REFERENCE, by=head, version=proposal.version - 1)

    assert Proposal.objects.get().dated_on != REFERENCE["dated_on"]


def test_edit_reference_is_recorded(organiser):
    make_settled_assessment(organiser)
    proposal = drawn_up(organiser)

    actions.edit_reference(proposal, **REFERENCE, by=make_board_head(organiser))

    event = AuditEvent.objects.filter(kind="proposal.reference_given").last()
    assert event.after["dated_on"] == "2026-11-20"


def test_submit_moves_every_file_and_tells_the_committee(organiser):
    assessment = make_settled_assessment(organiser)
    proposal, member = drawn_up(organiser), make_committee_member(organiser)

    proposal = actions.submit(proposal, by=make_board_head(organiser), version=proposal.version)

    assessment.refresh_from_db()
    assert (proposal.state, assessment.state) == ("submitted", "proposed")
    assert Notification.objects.filter(recipient=member, kind="proposal_submitted").count() == 1
    assert kinds()[-1] == "proposal.submitted"


@pytest.mark.parametrize("state", ["submitted", "decided"])
def test_submit_is_refused_from_every_other_state(organiser, state):
    proposal = in_state(organiser, state)
    events = AuditEvent.objects.count()

    with pytest.raises(PermissionDenied):
        actions.submit(proposal, by=make_board_head(organiser))

    assert Proposal.objects.get().state == state
    assert AuditEvent.objects.count() == events


def test_submit_changes_nothing_when_its_last_step_fails(organiser, monkeypatch):
    assessment = make_settled_assessment(organiser)
    proposal = drawn_up(organiser)
    monkeypatch.setattr(actions, "_record", lambda *_: 1 / 0)

    with pytest.raises(ZeroDivisionError):
        actions.submit(proposal, by=make_board_head(organiser))

    assessment.refresh_from_db()
    assert (Proposal.objects.get().state, assessment.state) == ("draft", "settled")


def test_submit_without_a_reference_says_so(organiser):
    make_settled_assessment(organiser)
    head = make_board_head(organiser)
    proposal = actions.draw_up(organiser.rounds.get(), by=head)

    with pytest.raises(ValidationError, match="Chưa nhập số và ngày"):
        actions.submit(proposal, by=head)


def test_submit_of_an_empty_list_says_so(organiser):
    make_open_round(organiser)
    proposal = drawn_up(organiser)

    with pytest.raises(ValidationError, match="chưa có đơn vị nào"):
        actions.submit(proposal, by=make_board_head(organiser))


def test_submit_is_refused_when_a_result_has_changed_since(organiser):
    assessment = make_settled_assessment(organiser, points="92")
    proposal = drawn_up(organiser)
    score = AppraisedScore.objects.filter(appraisal=assessment.appraisal).first()
    AppraisedScore.objects.filter(pk=score.pk).update(points=0, is_changed=True, reason="x" * 10)

    with pytest.raises(ValidationError, match="đã thay đổi"):
        actions.submit(proposal, by=make_board_head(organiser))


def test_withdraw_gives_the_files_back(organiser):
    assessment = make_settled_assessment(organiser)
    proposal = actions.withdraw(submitted(organiser), by=make_board_head(organiser))

    assessment.refresh_from_db()
    assert (proposal.state, assessment.state) == ("draft", "settled")
    assert (proposal.submitted_at, proposal.submitted_by) == (None, None)
    assert kinds()[-1] == "proposal.withdrawn"


@pytest.mark.parametrize(
    "state", sorted(set(ProposalState) - PROPOSAL_WORKFLOW.transitions["withdraw"].sources)
)
def test_withdraw_is_refused_from_every_other_state(organiser, state):
    proposal = in_state(organiser, state)

    with pytest.raises(PermissionDenied):
        actions.withdraw(proposal, by=make_board_head(organiser))


def test_withdraw_is_refused_once_the_committee_has_said_a_word(organiser):
    make_settled_assessment(organiser)
    proposal = submitted(organiser)
    proposal.items.update(outcome="approved")

    with pytest.raises(PermissionDenied, match="đã cho ý kiến"):
        actions.withdraw(proposal, by=make_board_head(organiser))
