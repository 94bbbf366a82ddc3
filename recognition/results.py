"""What became of a unit's file, in one value: for its card on the home page and its own page."""

from dataclasses import dataclass
from decimal import Decimal

from assessments.models import Assessment
from assessments.workflow import AssessmentState, Outcome
from recognition.models import DecisionEntry, ProposalItem
from recognition.workflow import DecisionState, ItemOutcome, ProposalState

WITH_POINTS = frozenset(
    {
        AssessmentState.APPRAISED,
        AssessmentState.SETTLED,
        AssessmentState.PROPOSED,
        AssessmentState.CLOSED,
    }
)


@dataclass(frozen=True)
class Result:
    """A unit's result as the unit may read it; points are None until they are appraised."""

    assessment: Assessment
    total: Decimal | None
    class_name: str
    is_final: bool
    is_recognised: bool
    is_revoked: bool
    entry: DecisionEntry | None
    reasons: tuple[str, ...]

    @property
    def headline(self) -> str:
        """The outcome in one line."""
        if self.is_revoked:
            return "Công nhận đã bị thu hồi"
        if not self.is_final:
            return self.assessment.get_state_display()
        return self.assessment.get_outcome_display()

    @property
    def tone(self) -> str:
        """Colour of the state badge."""
        if self.is_revoked:
            return "danger"
        if not self.is_final:
            return "info"
        return "success" if self.is_recognised else "neutral"


def result_of(assessment: Assessment) -> Result:
    """The result so far; the committee's reasons are told only once it has concluded."""
    is_final = assessment.state == AssessmentState.CLOSED
    entry = _entry(assessment)
    item = _item(assessment) if is_final else None
    has_points = assessment.state in WITH_POINTS
    return Result(
        assessment=assessment,
        total=assessment.appraised_total if has_points else None,
        class_name=assessment.appraised_class if has_points else "",
        is_final=is_final,
        is_recognised=assessment.outcome == Outcome.RECOGNISED,
        is_revoked=bool(entry and (entry.revoked_at or entry.decision.revoked_at)),
        entry=entry,
        reasons=_reasons(assessment, item),
    )


def _entry(assessment: Assessment) -> DecisionEntry | None:
    issued = assessment.decision_entries.exclude(decision__state=DecisionState.DRAFT)
    return issued.select_related("decision").order_by("-decision__issued_at").first()


def _item(assessment: Assessment) -> ProposalItem | None:
    decided = assessment.proposal_items.filter(proposal__state=ProposalState.DECIDED)
    return decided.order_by("-proposal__number").first()


def _reasons(assessment: Assessment, item: ProposalItem | None) -> tuple[str, ...]:
    if item is None or assessment.outcome != Outcome.NOT_RECOGNISED:
        return ()
    word = (item.note,) if item.outcome == ItemOutcome.REFUSED and item.note else ()
    return word if item.is_qualified else tuple(item.reasons) + word
