"""One function per message of this app: who is told, and in which words. Called by actions only."""

from collections.abc import Sequence

from django.urls import reverse
from django.utils import timezone

from assessments.deadlines import resend_due
from assessments.models import OfficerAssignment
from assessments.notifications.files import people_of
from core.calendar import format_date
from core.notifications import notify
from organisation.models import RoleAssignment, User
from organisation.roles import Permission, Role, roles_with
from recognition.models import (
    Decision,
    DecisionEntry,
    ModelRegistration,
    Proposal,
    ProposalItem,
    UnitRegistration,
)
from recognition.workflow import RegistrationState


def proposal_submitted(proposal: Proposal) -> None:
    """The committee learns that a list waits for its word."""
    text = f"{proposal.title}: Ban Dân vận đã trình {proposal.items.count()} đơn vị để xem xét."
    notify("proposal_submitted", _committee(proposal), text=text, url=proposal.get_absolute_url())


def proposal_withdrawn(proposal: Proposal) -> None:
    """The committee learns that the list was taken back."""
    text = f"{proposal.title}: Ban Dân vận đã rút lại tờ trình."
    notify("proposal_withdrawn", _committee(proposal), text=text)


def proposal_decided(proposal: Proposal) -> None:
    """The board learns the committee's word on every unit."""
    board = people_of(proposal.round.organiser_id, Role.BOARD_HEAD)
    text = f"{proposal.title}: Ban Thường vụ đã kết luận."
    notify("proposal_decided", board, text=text, url=proposal.get_absolute_url())


def unit_not_recognised(item: ProposalItem) -> None:
    """The unit learns that it is not recognised, and where it reads why."""
    address = reverse("recognition:result", args=[item.assessment_id])
    text = f"{item.unit_name}: không được công nhận năm {item.proposal.round.year}. Xem lý do."
    notify("unit_not_recognised", _unit_people([item.assessment.unit_id]), text=text, url=address)


def decision_drafted(decision: Decision) -> None:
    """The clerk learns that a decision waits for its number and date."""
    clerks = people_of(decision.organiser_id, *roles_with(Permission.DECISION_ISSUE))
    text = f"Dự thảo quyết định chờ cấp số và ban hành: {decision.title}."
    notify("decision_drafted", clerks, text=text, url=decision.get_absolute_url())


def decision_issued(decision: Decision) -> None:
    """The recognised units and the board learn that the decision is in force."""
    text = (
        f"Đã ban hành Quyết định {decision.symbol} ngày {format_date(decision.issued_on)}: "
        f"{decision.title}."
    )
    notify("decision_issued", _concerned(decision), text=text, url=decision.get_absolute_url())


def decision_revoked(decision: Decision) -> None:
    """The units and the board learn that the whole decision is revoked, and why."""
    text = f"Quyết định {decision.symbol} đã bị thu hồi: {decision.revocation_reason}"
    notify("decision_revoked", _concerned(decision), text=text, url=decision.get_absolute_url())


def entries_revoked(decision: Decision, entries: list[DecisionEntry], reason: str) -> None:
    """The units whose recognition ends learn it, and why."""
    people = _unit_people([entry.assessment.unit_id for entry in entries])
    text = f"Đã thu hồi công nhận của đơn vị tại Quyết định {decision.symbol}: {reason}"
    notify("entries_revoked", people, text=text, url=decision.get_absolute_url())


def _committee(proposal: Proposal) -> list[User]:
    return people_of(proposal.round.organiser_id, *roles_with(Permission.PROPOSAL_DECIDE))


def _concerned(decision: Decision) -> list[User]:
    units = decision.entries.values_list("assessment__unit", flat=True)
    return [*_unit_people(units), *people_of(decision.organiser_id, Role.BOARD_HEAD)]


def _unit_people(units) -> list[User]:
    """Heads and editors of many units in one query."""
    held = RoleAssignment.objects.active_on(timezone.localdate()).filter(
        unit__in=units, role__in=[Role.UNIT_HEAD, Role.UNIT_EDITOR]
    )
    return list(User.objects.filter(pk__in=held.values("user"), is_active=True))


def registration_submitted(registration: UnitRegistration) -> None:
    """The unit's officer, or the board when there is none, and the board's head learn of it."""
    organiser = registration.round.organiser_id
    assigned = OfficerAssignment.objects.filter(
        round=registration.round_id, unit=registration.unit_id
    ).select_related("officer")
    people = [*(row.officer for row in assigned), *people_of(organiser, Role.BOARD_HEAD)]
    text = f"{registration.unit} đã nộp bản đăng ký năm {registration.round.year}."
    _tell("registration_submitted", people, text, registration)


def registration_approved(
    registration: UnitRegistration, models: Sequence[ModelRegistration]
) -> None:
    """The unit learns which of its models are approved, and how many are not."""
    refused = sum(row.state == RegistrationState.REFUSED for row in models)
    text = (
        f"Ban Dân vận đã phê duyệt {len(models) - refused} mô hình, điển hình đăng ký năm "
        f"{registration.round.year} của đơn vị"
    )
    text += f"; {refused} mô hình không được phê duyệt, có lý do kèm theo." if refused else "."
    _tell("registration_approved", _unit_people([registration.unit_id]), text, registration)


def registration_returned(registration: UnitRegistration) -> None:
    """The unit learns that it has to complete its registration, and why."""
    day = format_date(resend_due(registration.decided_at, registration.due_on))
    text = (
        f"Bản đăng ký năm {registration.round.year} được trả lại: {registration.decision_note} "
        f"Nộp lại chậm nhất ngày {day}."
    )
    _tell("registration_returned", _unit_people([registration.unit_id]), text, registration)


def _tell(kind: str, people: Sequence[User], text: str, registration: UnitRegistration) -> None:
    notify(kind, people, text=text, url=registration.get_absolute_url())
