"""May this person propose, decide, issue or revoke now? Always with a reason."""

from django.db.models import Q

from assessments.models import Assessment, Round
from assessments.workflow import RoundState
from core.permissions import ALLOWED, Verdict, deny
from organisation.models import Unit, User
from organisation.roles import Permission
from recognition.models import Decision, Proposal, ProposalItem
from recognition.workflow import (
    DECISION_WORKFLOW,
    PROPOSAL_WORKFLOW,
    DecisionState,
    ProposalState,
)

P = Permission


def can_view_proposal(user: User, proposal: Proposal) -> bool:
    """Object twin of ProposalQuerySet.visible_to."""
    organiser = proposal.round.organiser_id
    handed_over = proposal.state != ProposalState.DRAFT
    return (
        user.has_permission(P.PROPOSAL_WRITE, organiser)
        or (handed_over and user.has_permission(P.PROPOSED_FILES_VIEW, organiser))
        or user.has_permission(P.ALL_FILES_VIEW, organiser)
    )


def can_view_decision(user: User, decision: Decision) -> bool:
    """Object twin of DecisionQuerySet.visible_to."""
    organiser = decision.organiser
    if user.has_permission(P.PROPOSED_FILES_VIEW, organiser):
        return True
    if user.has_permission(P.ALL_FILES_VIEW, organiser):
        return True
    units = {unit for _role, unit in user.current_roles}
    below = organiser.pk in units or organiser.children.filter(pk__in=units).exists()
    return below and decision.state != DecisionState.DRAFT


def can_write_proposals(user: User, organiser: Unit | int) -> Verdict:
    """Draw up and submit proposals."""
    if user.has_permission(P.PROPOSAL_WRITE, unit=organiser):
        return ALLOWED
    return deny("Chỉ lãnh đạo Ban Dân vận được lập tờ trình.")


def can_draw_up(user: User, round_: Round) -> Verdict:
    """Start a proposal in a round that is under way."""
    if round_.state == RoundState.PLANNED:
        return deny("Đợt chấm điểm chưa mở.")
    if round_.state == RoundState.CLOSED:
        return deny("Đợt chấm điểm đã kết thúc.")
    if round_.proposals.filter(state=ProposalState.DRAFT).exists():
        return deny("Đợt này đang có một tờ trình soạn dở. Hãy hoàn thành tờ trình đó.")
    return can_write_proposals(user, round_.organiser_id)


def can_edit_proposal(user: User, proposal: Proposal) -> Verdict:
    """Change the list or the reference of a draft."""
    if proposal.state != ProposalState.DRAFT:
        return deny("Tờ trình đã trình Ban Thường vụ nên không sửa được.")
    return can_write_proposals(user, proposal.round.organiser_id)


def can_submit_proposal(user: User, proposal: Proposal) -> Verdict:
    """Put the proposal before the Standing Committee."""
    if not PROPOSAL_WORKFLOW.allows("submit", proposal.state):
        return deny("Tờ trình này đã được trình.")
    return can_write_proposals(user, proposal.round.organiser_id)


def can_withdraw_proposal(user: User, proposal: Proposal) -> Verdict:
    """Take a submitted proposal back before anything has been decided."""
    if not PROPOSAL_WORKFLOW.allows("withdraw", proposal.state):
        return deny("Chỉ rút được tờ trình đang chờ Ban Thường vụ.")
    if proposal.items.exclude(outcome="").exists():
        return deny("Ban Thường vụ đã cho ý kiến nên không rút lại được.")
    return can_write_proposals(user, proposal.round.organiser_id)


def can_decide(user: User, proposal: Proposal) -> Verdict:
    """Record the Standing Committee's word on units."""
    if not user.has_permission(P.PROPOSAL_DECIDE, unit=proposal.round.organiser_id):
        return deny("Chỉ uỷ viên Ban Thường vụ được cho ý kiến.")
    if not PROPOSAL_WORKFLOW.allows("decide", proposal.state):
        return deny("Tờ trình không ở bước Ban Thường vụ xem xét.")
    return ALLOWED


def can_decide_item(
    user: User, item: ProposalItem, conflicts: frozenset[int] | None = None
) -> Verdict:
    """Nobody decides on a file that they appraised, settled or handed in.

    `conflicts`: what conflicts_of answered, where many items are asked about at once.
    """
    allowed = can_decide(user, item.proposal)
    if not allowed:
        return allowed
    if conflicts is None:
        conflicts = conflicts_of(user, item.proposal)
    if item.assessment_id in conflicts:
        return deny("Bạn đã tham gia lập hoặc thẩm định hồ sơ này nên không biểu quyết.")
    return ALLOWED


def conflicts_of(user: User, proposal: Proposal) -> frozenset[int]:
    """Keys of the proposal's assessments in which the person has taken part, in one query."""
    took_part = (
        Q(unit__in=user.units_with(P.OWN_FILES_VIEW))
        | Q(opened_by=user)
        | Q(settled_by=user)
        | Q(submissions__submitted_by=user)
        | Q(appraisal__scores__decided_by=user)
    )
    rows = Assessment.objects.filter(took_part, proposal_items__proposal=proposal)
    return frozenset(rows.values_list("pk", flat=True))


def can_issue(user: User, decision: Decision) -> Verdict:
    """Enter number and date and issue the decision."""
    if not user.has_permission(P.DECISION_ISSUE, unit=decision.organiser_id):
        return deny("Chỉ Văn phòng cấp uỷ được cấp số và ban hành quyết định.")
    if not DECISION_WORKFLOW.allows("issue", decision.state):
        return deny("Quyết định này đã được ban hành.")
    return ALLOWED


def can_revoke(user: User, decision: Decision) -> Verdict:
    """Revoke an issued decision, in whole or for single units."""
    if not user.has_permission(P.DECISION_REVOKE, unit=decision.organiser_id):
        return deny("Chỉ người ký hoặc Văn phòng cấp uỷ được ghi nhận việc thu hồi.")
    if not DECISION_WORKFLOW.allows("revoke", decision.state):
        return deny("Chỉ thu hồi được quyết định đang có hiệu lực.")
    return ALLOWED
