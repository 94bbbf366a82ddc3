"""From settled files to an issued decision: board, Standing Committee and office at work."""

from collections.abc import Mapping

from assessments.documents.sheets import letterhead_on
from assessments.models import Round
from core.calendar import today
from core.party_dates import citation_date
from danvan.demo.district import District
from danvan.demo.fixtures import read
from danvan.demo.plans import Plan, Trouble
from organisation.roles import Role
from recognition import prefills, terms
from recognition.actions import committee, decisions, proposals, revocations
from recognition.documents.decisions import IssueDetails
from recognition.models import Decision, Proposal
from recognition.workflow import DecisionState, ItemOutcome, ProposalState

DECISIONS_A_MONTH = 8
WORDS = {Trouble.REFUSED: ("refused", "refusal"), Trouble.SENT_BACK: ("sent_back", "sent_back")}


def draw_up(district: District, round_: Round, reference: str) -> None:
    """The board lists every settled file and gives the proposal its number and date."""
    proposal = proposals.draw_up(round_, by=district.board_head)
    day = today()
    minutes = f"Biên bản họp thẩm định ngày {citation_date(day)}"
    proposals.edit_reference(
        proposal, reference=reference, dated_on=day, minutes_reference=minutes,
        by=district.board_head,
    )  # fmt: skip


def submit(district: District, round_: Round) -> None:
    """The board puts its draft before the committee."""
    proposals.submit(_proposal(round_, ProposalState.DRAFT), by=district.board_head)


def decide(district: District, round_: Round, plans: Mapping[int, Plan]) -> None:
    """The committee says a word on each unit, as planned, and concludes."""
    proposal = _proposal(round_, ProposalState.SUBMITTED)
    member = district.at_district(Role.COMMITTEE_MEMBER)[0]
    for item in proposal.items.select_related("assessment", "proposal"):
        trouble = plans[item.assessment.unit_id].trouble
        is_again = proposal.number > 1
        outcome, note = WORDS.get(trouble, ("approved", "")) if not is_again else ("approved", "")
        if item.is_qualified and outcome == ItemOutcome.APPROVED:
            continue
        text = read("demo_words")[note] if note else ""
        committee.decide_item(item, outcome=outcome, note=text, by=member)
    rest = [item.pk for item in committee.undecided_qualified(proposal, member)]
    if rest:
        committee.approve_rest(proposal, expected=rest, by=member)
    committee.conclude(proposal, by=district.at_district(Role.SIGNATORY)[0])


def issue(district: District, round_: Round) -> None:
    """The office gives the decision its number and issues it today."""
    decision = round_.decisions.get(state=DecisionState.DRAFT)
    letterhead = letterhead_on(district.organiser, today())
    term = terms.term_on(today(), letterhead.format)
    number = terms.next_number(district.organiser, decision.document_type, term)
    details = IssueDetails(
        number=max(number, _others_issued(term)), term=term, issued_on=today(),
        grounds=prefills.default_grounds(decision, letterhead),
        duties=prefills.default_duties(decision, letterhead),
        recipients=prefills.default_recipients(decision, letterhead),
    )  # fmt: skip
    decisions.issue(decision, details, by=district.at_district(Role.CLERK)[0])


def revoke(district: District, round_: Round, plans: Mapping[int, Plan]) -> None:
    """One unit loses its recognition after an inspection; the decision stays for the others."""
    units = [pk for pk, plan in plans.items() if plan.trouble == Trouble.REVOKED]
    for decision in Decision.objects.filter(round=round_, entries__assessment__unit__in=units):
        entries = decision.entries.filter(assessment__unit__in=units).values_list("pk", flat=True)
        clerk = district.at_district(Role.CLERK)[0]
        revocations.revoke_entries(
            decision, list(entries), reason=read("demo_words")["revocation"], by=clerk
        )


def _others_issued(term: str) -> int:
    """How many decisions on other matters the office has numbered since the congress."""
    months = (today().year - int(term[:4])) * 12 + today().month - terms.CONGRESS_MONTH
    return max(months, 0) * DECISIONS_A_MONTH + 1


def _proposal(round_: Round, state: str) -> Proposal:
    return round_.proposals.get(state=state)
