"""The draft of a decision that follows from the committee's conclusion."""

from collections.abc import Iterable

from assessments.documents.sheets import letterhead_on
from core.calendar import today
from recognition.documents.decisions import search_key
from recognition.models import (
    Decision,
    DecisionEntry,
    ModelRegistration,
    Proposal,
    ProposalItem,
)
from recognition.terms import term_on
from recognition.workflow import RegistrationState

NAMED_STATES = (RegistrationState.APPROVED, RegistrationState.RECOGNISED)


def draft_decision(proposal: Proposal, items: Iterable[ProposalItem]) -> Decision:
    """A draft with one entry a recognised unit; called inside the conclusion's transaction."""
    round_ = proposal.round
    letterhead = letterhead_on(round_.organiser_id, today())
    decision = Decision.objects.create(
        organiser=round_.organiser,
        proposal=proposal,
        round=round_,
        term=term_on(today(), letterhead.format if letterhead else ""),
        title=f"công nhận đơn vị đạt chuẩn “Dân vận khéo” năm {round_.year}",
    )
    models = _model_names(proposal)
    DecisionEntry.objects.bulk_create(_entry(decision, item, models) for item in items)
    decision.search_key = search_key(decision)
    decision.save(update_fields=["search_key"])
    return decision


def _entry(decision: Decision, item: ProposalItem, models: dict[int, str]) -> DecisionEntry:
    return DecisionEntry(
        decision=decision,
        assessment=item.assessment,
        unit_name=item.unit_name,
        model_name=models.get(item.assessment.unit_id, ""),
        total=item.total,
        class_name=item.class_name,
    )


def _model_names(proposal: Proposal) -> dict[int, str]:
    """Unit → the first of its approved models of the year (the appendix has room for one)."""
    rows = ModelRegistration.objects.filter(round=proposal.round_id, state__in=NAMED_STATES)
    names = rows.order_by("-name").values_list("unit", "name")
    return dict(names)
