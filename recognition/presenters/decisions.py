"""Rows ready for the pages: states with their colours, who may decide what."""

from dataclasses import dataclass

from core.permissions import Verdict
from organisation.models import User
from recognition.models import Decision, Proposal, ProposalItem
from recognition.permissions.decisions import can_decide_item, conflicts_of
from recognition.workflow import DecisionState, ItemOutcome, ProposalState

TONES = {
    ProposalState.DRAFT: "neutral",
    ProposalState.SUBMITTED: "info",
    ProposalState.DECIDED: "success",
    DecisionState.ISSUED: "success",
    DecisionState.REVOKED: "danger",
    ItemOutcome.APPROVED: "success",
    ItemOutcome.REFUSED: "danger",
    ItemOutcome.SENT_BACK: "warning",
}


@dataclass(frozen=True)
class ItemRow:
    """A unit of a proposal as one person sees it."""

    item: ProposalItem
    may_decide: Verdict

    @property
    def tone(self) -> str:
        """Colour of the word."""
        return TONES.get(self.item.outcome, "neutral")


def item_rows(proposal: Proposal, user: User) -> list[ItemRow]:
    """Every unit of the proposal, in a fixed number of queries."""
    conflicts = conflicts_of(user, proposal)
    items = proposal.items.select_related("assessment__unit")
    rows = []
    for item in items:
        item.proposal = proposal
        rows.append(ItemRow(item, can_decide_item(user, item, conflicts)))
    return rows


def state_of(row: Proposal | Decision) -> dict[str, str]:
    """Word and colour of a proposal's or a decision's state."""
    return {"label": row.get_state_display(), "tone": TONES.get(row.state, "neutral")}
