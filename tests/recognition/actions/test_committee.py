"""The committee's moves: a word on each unit, the rest at once, the conclusion."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse

from assessments.models import Assessment
from core.models import AuditEvent, Notification
from core.versions import StaleVersion
from organisation.models import RoleAssignment
from organisation.roles import Role
from recognition.actions import committee as actions
from recognition.models import Decision, Proposal
from tests.factories import (
    LONG_AGO,
    make_board_head,
    make_clerk,
    make_committee_member,
    make_officer,
    make_settled_assessment,
)
from tests.recognition.conftest import decided, drawn_up, submitted

REASON = "Còn đơn thư chưa giải quyết xong"


def states(*assessments) -> list[tuple[str, str]]:
    rows = Assessment.objects.in_bulk([a.pk for a in assessments])
    return [(rows[a.pk].state, rows[a.pk].outcome) for a in assessments]


@pytest.mark.parametrize(
    ("outcome", "note"), [("approved", ""), ("refused", REASON), ("sent_back", REASON)]
)
def test_decide_item_keeps_the_word_with_its_reason(organiser, outcome, note):
    make_settled_assessment(organiser)
    item, member = submitted(organiser).items.get(), make_committee_member(organiser)

    item = actions.decide_item(item, outcome=outcome, note=note, by=member)

    assert (item.outcome, item.note, item.decided_by) == (outcome, note, member)
    assert AuditEvent.objects.filter(kind="proposal_item.decided").get().note == note


@pytest.mark.parametrize("outcome", ["refused", "sent_back"])
def test_decide_item_needs_a_reason_of_ten_characters(organiser, outcome):
    make_settled_assessment(organiser)
    item = submitted(organiser).items.get()

    with pytest.raises(ValidationError, match="ít nhất 10 ký tự"):
        actions.decide_item(
            item, outcome=outcome, note="chưa đạt", by=make_committee_member(organiser)
        )


def test_a_unit_that_is_not_qualified_cannot_be_refused_again(organiser):
    make_settled_assessment(organiser, points="60")
    item = submitted(organiser).items.get()

    with pytest.raises(ValidationError, match="không đủ điều kiện"):
        actions.decide_item(
            item, outcome="refused", note=REASON, by=make_committee_member(organiser)
        )


def test_an_unknown_outcome_is_refused(organiser):
    make_settled_assessment(organiser)
    item = submitted(organiser).items.get()

    with pytest.raises(ValidationError):
        actions.decide_item(item, outcome="maybe", by=make_committee_member(organiser))


@pytest.mark.parametrize("state", ["draft", "decided"])
def test_decide_item_is_refused_outside_the_committees_step(organiser, state):
    make_settled_assessment(organiser)
    proposal = drawn_up(organiser) if state == "draft" else decided(organiser)

    with pytest.raises(PermissionDenied, match="không ở bước"):
        actions.decide_item(
            proposal.items.get(), outcome="approved", by=make_committee_member(organiser)
        )


def test_decide_item_is_refused_to_the_board(organiser):
    make_settled_assessment(organiser)

    with pytest.raises(PermissionDenied, match="uỷ viên"):
        actions.decide_item(
            submitted(organiser).items.get(), outcome="approved", by=make_board_head(organiser)
        )


def test_nobody_decides_on_a_file_that_they_appraised(organiser):
    officer = make_officer(organiser)
    make_settled_assessment(organiser, officer=officer)
    item = submitted(organiser).items.get()
    give_role(officer, organiser, Role.COMMITTEE_MEMBER)

    with pytest.raises(PermissionDenied, match="đã tham gia"):
        actions.decide_item(item, outcome="approved", by=officer)


def test_nobody_decides_on_the_file_of_their_own_unit(organiser):
    assessment = make_settled_assessment(organiser)
    member = make_committee_member(organiser)
    give_role(member, assessment.unit, Role.UNIT_HEAD)

    with pytest.raises(PermissionDenied, match="đã tham gia"):
        actions.decide_item(submitted(organiser).items.get(), outcome="approved", by=member)


def give_role(person, unit, role) -> None:
    RoleAssignment.objects.create(user=person, unit=unit, role=role, valid_from=LONG_AGO)


def test_approve_rest_agrees_to_the_named_qualified_units_only(organiser):
    for points in ("95", "85", "60"):
        make_settled_assessment(organiser, points=points)
    proposal, member = submitted(organiser), make_committee_member(organiser)
    named = [item.pk for item in actions.undecided_qualified(proposal, member)]

    count = actions.approve_rest(proposal, expected=named, by=member)

    outcomes = list(proposal.items.values_list("is_qualified", "outcome"))
    assert (count, outcomes) == (2, [(True, "approved"), (True, "approved"), (False, "")])
    assert len(AuditEvent.objects.get(kind="proposal.rest_approved").after) == 2


def test_approve_rest_leaves_out_files_with_a_conflict_of_interest(organiser):
    mine, other = (make_settled_assessment(organiser) for _ in range(2))
    proposal, member = submitted(organiser), make_committee_member(organiser)
    give_role(member, mine.unit, Role.UNIT_HEAD)

    rest = actions.undecided_qualified(proposal, member)

    assert [item.assessment_id for item in rest] == [other.pk]


def test_approve_rest_is_refused_when_the_list_is_not_the_one_confirmed(organiser):
    make_settled_assessment(organiser)
    proposal = submitted(organiser)

    with pytest.raises(StaleVersion):
        actions.approve_rest(proposal, expected=[], by=make_committee_member(organiser))

    assert proposal.items.get().outcome == ""


def test_conclude_carries_out_every_word(organiser):
    approved, refused, back, failed = (
        make_settled_assessment(organiser, points=points) for points in ("95", "90", "85", "60")
    )
    proposal, member = submitted(organiser), make_committee_member(organiser)
    words = {approved: "approved", refused: "refused", back: "sent_back", failed: "approved"}
    for assessment, word in words.items():
        item = proposal.items.get(assessment=assessment)
        actions.decide_item(item, outcome=word, note=REASON, by=member)

    proposal = actions.conclude(proposal, by=member, version=proposal.version)

    assert proposal.state == "decided"
    assert states(approved, refused, back, failed) == [
        ("proposed", ""), ("closed", "not_recognised"), ("settled", ""),
        ("closed", "not_recognised"),
    ]  # fmt: skip
    entries = Decision.objects.get().entries
    assert list(entries.values_list("assessment", flat=True)) == [approved.pk]


def test_conclude_tells_the_board_and_the_clerk(organiser):
    make_settled_assessment(organiser)
    clerk = make_clerk(organiser)

    decided(organiser)

    assert Notification.objects.filter(recipient=clerk, kind="decision_drafted").exists()
    assert Notification.objects.filter(kind="proposal_decided").exists()
    assert AuditEvent.objects.filter(kind="proposal.decided").exists()
    assert AuditEvent.objects.filter(kind="decision.drafted").exists()


def test_a_unit_that_is_not_recognised_is_told_where_to_read_why(organiser):
    assessment = make_settled_assessment(organiser, points="60")

    decided(organiser)

    message = Notification.objects.get(kind="unit_not_recognised")
    assert message.recipient.role_assignments.get().unit == assessment.unit
    assert message.url == reverse("recognition:result", args=[assessment.pk])


def test_conclude_drafts_no_decision_when_nobody_is_recognised(organiser):
    make_settled_assessment(organiser, points="60")

    decided(organiser)

    assert not Decision.objects.exists()


def test_conclude_waits_for_every_word(organiser):
    make_settled_assessment(organiser)
    proposal = submitted(organiser)

    with pytest.raises(ValidationError, match="chưa có ý kiến"):
        actions.conclude(proposal, by=make_committee_member(organiser))

    assert Proposal.objects.get().state == "submitted"


@pytest.mark.parametrize("state", ["draft", "decided"])
def test_conclude_is_refused_from_every_other_state(organiser, state):
    make_settled_assessment(organiser)
    proposal = drawn_up(organiser) if state == "draft" else decided(organiser)

    with pytest.raises(PermissionDenied):
        actions.conclude(proposal, by=make_committee_member(organiser))


def test_conclude_changes_nothing_when_its_last_step_fails(organiser, monkeypatch):
    assessment = make_settled_assessment(organiser)
    proposal, member = submitted(organiser), make_committee_member(organiser)
    actions.decide_item(proposal.items.get(), outcome="refused", note=REASON, by=member)
    monkeypatch.setattr(actions.notifications, "proposal_decided", lambda _: 1 / 0)

    with pytest.raises(ZeroDivisionError):
        actions.conclude(proposal, by=member)

    assert Proposal.objects.get().state == "submitted"
    assert states(assessment) == [("proposed", "")]


def test_a_unit_sent_back_enters_the_next_proposal(organiser):
    make_settled_assessment(organiser)
    proposal, member = submitted(organiser), make_committee_member(organiser)
    actions.decide_item(proposal.items.get(), outcome="sent_back", note=REASON, by=member)
    actions.conclude(proposal, by=member)

    second = drawn_up(organiser)

    assert (second.number, second.items.count()) == (2, 1)
