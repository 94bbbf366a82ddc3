"""The Standing Committee's side of a proposal: a word on each unit, then the conclusion."""

from collections.abc import Collection

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from assessments.actions import lifecycle
from assessments.workflow import Outcome
from core import audit
from core.permissions import require
from core.versions import StaleVersion, require_version
from organisation.models import User
from recognition import notifications
from recognition.actions import drafts
from recognition.models import Proposal, ProposalItem
from recognition.permissions.decisions import can_decide, can_decide_item, conflicts_of
from recognition.workflow import PROPOSAL_WORKFLOW, ItemOutcome

REASON_LENGTH = 10  # characters, the same as the row's check constraint
SHORT_REASON = f"Nêu lý do, ít nhất {REASON_LENGTH} ký tự."
NOTHING_TO_REFUSE = (
    "Đơn vị này không đủ điều kiện công nhận: hãy đồng ý với việc không công nhận, "
    "hoặc trả lại để xem xét."
)


@transaction.atomic
def decide_item(item: ProposalItem, *, outcome: str, note: str = "", by: User) -> ProposalItem:
    """Write down the committee's word on one unit; it may change until the conclusion.

    For a unit that is not qualified, "approved" agrees that it is not recognised.
    """
    item = _locked_item(item)
    require(can_decide_item(by, item))
    _require_sensible(item, outcome, note)
    before = item.word
    item.outcome, item.note = outcome, note
    item.decided_at, item.decided_by = timezone.now(), by
    item.save(update_fields=["outcome", "note", "decided_at", "decided_by"])
    audit.record(
        "proposal_item.decided", item.proposal, by=by, unit=item.assessment.unit, note=note,
        before=f"{item.unit_name}: {before}",
        after=f"{item.unit_name}: {item.word}",
    )  # fmt: skip
    return item


@transaction.atomic
def approve_rest(proposal: Proposal, *, expected: Collection[int], by: User) -> int:
    """Approve every qualified unit that has no word yet and that this person may decide on.

    `expected`: keys of the items that the confirmation named. Raises StaleVersion when the list
    is another by now, so that nobody agrees to units that they have not read.
    """
    proposal = _locked(proposal)
    require(can_decide(by, proposal))
    rest = undecided_qualified(proposal, by)
    if {item.pk for item in rest} != set(expected):
        raise StaleVersion("Danh sách đã thay đổi. Hãy xem lại các đơn vị còn lại rồi đồng ý.")
    now = timezone.now()
    for item in rest:
        item.outcome, item.decided_at, item.decided_by = ItemOutcome.APPROVED, now, by
    ProposalItem.objects.bulk_update(rest, ["outcome", "decided_at", "decided_by"])
    names = [item.unit_name for item in rest]
    audit.record(
        "proposal.rest_approved", proposal, by=by, after=names, unit=proposal.round.organiser
    )
    return len(rest)


@transaction.atomic
def conclude(proposal: Proposal, *, by: User, version: int | None = None) -> Proposal:
    """End the committee's work once every unit has a word.

    Units sent back are settled again, refused and not qualified ones are closed as not
    recognised, approved ones wait for the decision, whose draft is written here.
    """
    proposal = _locked(proposal)
    require(can_decide(by, proposal))
    require_version(proposal, version)
    items = list(proposal.items.select_related("assessment__round", "assessment__unit"))
    if any(not item.outcome for item in items):
        raise ValidationError("Còn đơn vị chưa có ý kiến. Hãy cho ý kiến với mọi đơn vị trước.")
    for item in items:
        _carry_out(item, by)
    recognised = [item for item in items if is_recognition(item)]
    _decide(proposal, by)
    decision = drafts.draft_decision(proposal, recognised) if recognised else None
    notifications.proposal_decided(proposal)
    if decision:
        notifications.decision_drafted(decision)
        audit.record("decision.drafted", decision, by=by, unit=decision.organiser)
    audit.record(
        "proposal.decided", proposal, by=by, after={"recognised": len(recognised)},
        unit=proposal.round.organiser,
    )  # fmt: skip
    return proposal


def undecided_qualified(proposal: Proposal, user: User) -> list[ProposalItem]:
    """Qualified units without a word on which `user` may decide."""
    conflicts = conflicts_of(user, proposal)
    rows = proposal.items.filter(outcome="", is_qualified=True)
    return [item for item in rows if item.assessment_id not in conflicts]


def is_recognition(item: ProposalItem) -> bool:
    """Whether the committee's word makes the unit a recognised one."""
    return item.is_qualified and item.outcome == ItemOutcome.APPROVED


def _carry_out(item: ProposalItem, by: User) -> None:
    if item.outcome == ItemOutcome.SENT_BACK:
        lifecycle.mark_withdrawn(item.assessment, by=by, note=item.note)
    elif not is_recognition(item):
        lifecycle.close(item.assessment, outcome=Outcome.NOT_RECOGNISED, by=by, note=item.note)
        notifications.unit_not_recognised(item)


def _decide(proposal: Proposal, by: User) -> None:
    proposal.state = PROPOSAL_WORKFLOW.target("decide", proposal.state)
    proposal.decided_at, proposal.decided_by = timezone.now(), by
    proposal.version += 1
    proposal.save(update_fields=["state", "decided_at", "decided_by", "version"])


def _require_sensible(item: ProposalItem, outcome: str, note: str) -> None:
    if outcome not in ItemOutcome.values:
        raise ValidationError({"outcome": "Hãy chọn một trong các ý kiến."})
    if outcome == ItemOutcome.REFUSED and not item.is_qualified:
        raise ValidationError({"outcome": NOTHING_TO_REFUSE})
    if outcome != ItemOutcome.APPROVED and len(note) < REASON_LENGTH:
        raise ValidationError({"note": SHORT_REASON})


def _locked(proposal: Proposal) -> Proposal:
    rows = Proposal.objects.select_for_update(of=("self",))
    return rows.select_related("round__organiser").get(pk=proposal.pk)


def _locked_item(item: ProposalItem) -> ProposalItem:
    """The item under the proposal's lock, so that nobody concludes meanwhile."""
    _locked(item.proposal)
    rows = ProposalItem.objects.select_related("proposal__round", "assessment__unit")
    return rows.get(pk=item.pk)
