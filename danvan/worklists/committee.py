"""What waits for the Standing Committee, for who signs, and for the clerk."""

from django.db.models import Count, Q
from django.utils import timezone

from danvan.worklists.section import Section
from organisation.models import User
from organisation.roles import Permission
from recognition.models import Decision, Proposal
from recognition.workflow import DecisionState, ProposalState

LATEST = 5


def committee_sections(user: User) -> list[Section]:
    """Proposals that wait for the committee's word."""
    organisers = user.units_with(Permission.PROPOSAL_DECIDE)
    if not organisers:
        return []
    proposals = (
        Proposal.objects.filter(round__organiser__in=organisers, state=ProposalState.SUBMITTED)
        .annotate(unit_count=Count("items"), open_count=Count("items", filter=Q(items__outcome="")))
        .select_related("round")
        .order_by("submitted_at")
    )
    lines = [{"proposal": row, "days": days_since(row.submitted_at)} for row in proposals]
    values = {"proposals": lines, "decisions": latest_decisions(user)}
    return [Section("home/_committee.html", values)]


def clerk_sections(user: User) -> list[Section]:
    """Decisions that wait for their number."""
    organisers = user.units_with(Permission.DECISION_ISSUE)
    if not organisers:
        return []
    drafts = (
        Decision.objects.filter(organiser__in=organisers, state=DecisionState.DRAFT)
        .annotate(unit_count=Count("entries"))
        .select_related("proposal")
        .order_by("pk")
    )
    lines = [{"decision": row, "days": days_since(row.proposal.decided_at)} for row in drafts]
    return [Section("home/_clerk.html", {"drafts": lines, "decisions": latest_decisions(user)})]


def latest_decisions(user: User) -> list[Decision]:
    """The newest issued decisions that the person may read."""
    issued = Decision.objects.visible_to(user).exclude(state=DecisionState.DRAFT)
    return list(issued[:LATEST])


def days_since(moment) -> int | None:
    """Whole days from a moment to today."""
    return (timezone.localdate() - timezone.localdate(moment)).days if moment else None
