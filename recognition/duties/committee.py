"""Duties around the Standing Committee: putting a settled file before it, and its conclusion."""

from collections.abc import Iterator
from datetime import date, datetime

from django.urls import reverse
from django.utils import timezone

from assessments.duties.base import Duty, basis_of, void_after
from assessments.models import Round
from assessments.workflow import BEFORE_COMMITTEE, AssessmentState, Step
from recognition.models import Proposal, ProposalItem
from recognition.workflow import ProposalState

S = AssessmentState


def proposal_duties(round_: Round, units: frozenset[int] | None) -> Iterator[Duty]:
    """The last two steps of every file of the round; one query beside the shared ones."""
    items = ProposalItem.objects.filter(proposal__round=round_).select_related("proposal")
    latest = {item.assessment_id: item.proposal for item in items.order_by("proposal__number")}
    for file in basis_of(round_, units).files:
        is_gone = file.state == S.DRAFT and void_after(file.unit.valid_to, file.due_on)
        yield from _of(
            file.unit_id, file.state, _day(file.settled_at), latest.get(file.pk), is_gone
        )


def _of(
    unit: int, state: str, settled_on: date | None, proposal: Proposal | None, is_gone: bool
) -> list[Duty]:
    is_proposed = state in BEFORE_COMMITTEE
    is_drawn_up = proposal is not None and proposal.state == ProposalState.DRAFT
    has_page = proposal is not None and (is_proposed or is_drawn_up)
    url = proposal.get_absolute_url() if has_page else reverse("recognition:list")
    submitted_on = _moment(proposal, "submitted_at") or settled_on if is_proposed else None
    # The file itself is closed later, with the decision.
    is_decided = proposal is not None and proposal.state == ProposalState.DECIDED
    is_over = state == S.CLOSED or (is_proposed and is_decided)
    concluded_on = _moment(proposal, "decided_at") or submitted_on if is_over else None
    return [
        Duty(
            unit, Step.PROPOSAL, "board", None, submitted_on, "Trình Ban Thường vụ", url,
            is_begun=is_drawn_up, is_void=is_gone, since=settled_on,
            is_blocked=state != S.SETTLED and not is_proposed,
        ),
        Duty(
            unit, Step.CONCLUSION, "committee", None, concluded_on, "Kết luận của Ban Thường vụ",
            url, is_void=is_gone, is_blocked=not is_proposed, since=submitted_on,
        ),
    ]  # fmt: skip


def _moment(proposal: Proposal | None, name: str) -> date | None:
    return _day(getattr(proposal, name)) if proposal else None


def _day(moment: datetime | None) -> date | None:
    return timezone.localdate(moment) if moment else None
