"""The board's side of a proposal: draw up, refresh, give it its reference, submit, withdraw."""

from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from assessments.actions import lifecycle
from assessments.models import Assessment, Round
from assessments.workflow import AssessmentState
from core import audit
from core.permissions import require
from core.versions import require_version
from organisation.models import User
from recognition import notifications
from recognition.judgements import Judgement, judgements_of
from recognition.models import Proposal, ProposalItem
from recognition.permissions.decisions import (
    can_draw_up,
    can_edit_proposal,
    can_submit_proposal,
    can_withdraw_proposal,
)
from recognition.workflow import PROPOSAL_WORKFLOW

CHANGED = (
    "Kết quả thẩm định của một số đơn vị đã thay đổi sau khi lập danh sách. "
    "Hãy cập nhật danh sách, xem lại rồi trình."
)


@transaction.atomic
def draw_up(round_: Round, *, by: User) -> Proposal:
    """Start the next proposal of a round with every unit whose result is settled."""
    round_ = Round.objects.select_for_update().get(pk=round_.pk)
    require(can_draw_up(by, round_))
    number = round_.proposals.count() + 1
    proposal = Proposal.objects.create(round=round_, number=number, title=_title(round_, number))
    count = _write_items(proposal)
    audit.record(
        "proposal.drawn_up", proposal, by=by, after={"units": count}, unit=round_.organiser
    )
    return proposal


@transaction.atomic
def refresh(proposal: Proposal, *, by: User, version: int | None = None) -> Proposal:
    """Write the list anew from the results as they are now."""
    proposal = _locked(proposal)
    require(can_edit_proposal(by, proposal))
    require_version(proposal, version)
    before = proposal.items.count()
    proposal.items.all().delete()
    after = _write_items(proposal)
    _save(proposal)
    _record("proposal.refreshed", proposal, by, {"units": before}, {"units": after})
    return proposal


@transaction.atomic
def edit_reference(
    proposal: Proposal,
    *,
    reference: str,
    dated_on: date,
    minutes_reference: str,
    by: User,
    version: int | None = None,
) -> Proposal:
    """Give the proposal its number, its date and the minutes that it rests on."""
    proposal = _locked(proposal)
    require(can_edit_proposal(by, proposal))
    require_version(proposal, version)
    before = _reference(proposal)
    proposal.reference, proposal.dated_on = reference, dated_on
    proposal.minutes_reference = minutes_reference
    _save(proposal, "reference", "dated_on", "minutes_reference")
    _record("proposal.reference_given", proposal, by, before, _reference(proposal))
    return proposal


@transaction.atomic
def submit(proposal: Proposal, *, by: User, version: int | None = None) -> Proposal:
    """Put the list before the Standing Committee; its files can no longer be reopened.

    Raises ValidationError when the reference is missing, or when a result has changed since.
    """
    proposal = _locked(proposal)
    require(can_submit_proposal(by, proposal))
    require_version(proposal, version)
    _require_complete(proposal)
    for assessment in _assessments(proposal):
        lifecycle.mark_proposed(assessment, by=by)
    _move(proposal, "submit", timezone.now(), by)
    notifications.proposal_submitted(proposal)
    _record("proposal.submitted", proposal, by, None, _counts(proposal))
    return proposal


@transaction.atomic
def withdraw(proposal: Proposal, *, by: User, version: int | None = None) -> Proposal:
    """Take the list back before the committee has said a word; its files are settled again."""
    proposal = _locked(proposal)
    require(can_withdraw_proposal(by, proposal))
    require_version(proposal, version)
    for assessment in _assessments(proposal):
        lifecycle.mark_withdrawn(assessment, by=by)
    _move(proposal, "withdraw", None, None)
    notifications.proposal_withdrawn(proposal)
    _record("proposal.withdrawn", proposal, by)
    return proposal


def settled_assessments(round_: Round):
    """Assessments that may enter the next proposal."""
    return Assessment.objects.filter(round=round_, state=AssessmentState.SETTLED)


def is_current(proposal: Proposal) -> bool:
    """Whether the list still says what the settled results say."""
    fields = ("assessment_id", "total", "class_name", "is_qualified", "reasons")
    listed = [tuple(getattr(row, name) for name in fields) for row in proposal.items.all()]
    fresh = [_item(proposal, j) for j in judgements_of(settled_assessments(proposal.round))]
    now = [tuple(getattr(row, name) for name in fields) for row in fresh]
    return sorted(listed) == sorted(now)


def _title(round_: Round, number: int) -> str:
    title = f"Đề nghị công nhận đơn vị đạt chuẩn “Dân vận khéo” năm {round_.year}"
    return title if number == 1 else f"{title} (đợt {number})"


def _write_items(proposal: Proposal) -> int:
    judged = judgements_of(settled_assessments(proposal.round))
    return len(ProposalItem.objects.bulk_create([_item(proposal, j) for j in judged]))


def _item(proposal: Proposal, judgement: Judgement) -> ProposalItem:
    return ProposalItem(
        proposal=proposal,
        assessment=judgement.assessment,
        unit_name=judgement.assessment.unit_name,
        total=judgement.totals.total,
        class_name=judgement.outcome.class_name,
        is_qualified=judgement.outcome.qualified,
        reasons=list(judgement.outcome.reasons),
    )


def _require_complete(proposal: Proposal) -> None:
    if not proposal.reference or not proposal.dated_on:
        raise ValidationError("Chưa nhập số và ngày của tờ trình. Hãy nhập rồi trình.")
    if not proposal.items.exists():
        raise ValidationError("Danh sách chưa có đơn vị nào được chốt kết quả.")
    if not is_current(proposal):
        raise ValidationError(CHANGED)


def _assessments(proposal: Proposal) -> list[Assessment]:
    items = proposal.items.select_related("assessment__round", "assessment__unit")
    return [item.assessment for item in items]


def _locked(proposal: Proposal) -> Proposal:
    rows = Proposal.objects.select_for_update(of=("self",))
    return rows.select_related("round__organiser").get(pk=proposal.pk)


def _move(proposal: Proposal, move: str, at, by: User | None) -> None:
    proposal.state = PROPOSAL_WORKFLOW.target(move, proposal.state)
    proposal.submitted_at, proposal.submitted_by = at, by
    _save(proposal, "state", "submitted_at", "submitted_by")


def _save(proposal: Proposal, *fields: str) -> None:
    """Save the named columns and count the write (the row is locked)."""
    proposal.version += 1
    proposal.save(update_fields=[*fields, "version"])


def _reference(proposal: Proposal) -> dict:
    return {
        "reference": proposal.reference,
        "dated_on": proposal.dated_on,
        "minutes_reference": proposal.minutes_reference,
    }


def _counts(proposal: Proposal) -> dict[str, int]:
    qualified = proposal.items.filter(is_qualified=True).count()
    return {"qualified": qualified, "not_qualified": proposal.items.count() - qualified}


def _record(kind: str, proposal: Proposal, by: User, before=None, after=None) -> None:
    audit.record(kind, proposal, by=by, before=before, after=after, unit=proposal.round.organiser)
