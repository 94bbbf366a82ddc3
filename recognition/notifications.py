"""One function per message of this app: who is told, and in which words. Called by actions only."""

from collections.abc import Iterable, Sequence

from django.urls import reverse
from django.utils import timezone

from assessments.deadlines import resend_due
from assessments.models import OfficerAssignment
from assessments.notifications.files import people_of
from core.calendar import format_date
from core.notifications import notify
from organisation.mergers import going_on
from organisation.models import RoleAssignment, User
from organisation.roles import Permission, Role, roles_with
from recognition.models import (
    Decision,
    DecisionEntry,
    ModelLevel,
    ModelRegistration,
    Proposal,
    ProposalItem,
    RegistrationNotice,
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


def _unit_people(units: Iterable[int]) -> list[User]:
    """Heads and editors of many units, or of what they went into, in one query."""
    held = RoleAssignment.objects.active_on(timezone.localdate()).filter(
        unit__in=going_on(list(units)), role__in=[Role.UNIT_HEAD, Role.UNIT_EDITOR]
    )
    return list(User.objects.filter(pk__in=held.values("user"), is_active=True))


def registration_submitted(registration: UnitRegistration) -> None:
    """The unit's officer and the board's head learn of it."""
    people = [*_officers(registration), *_board(registration)]
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


def notice_issued(notice: RegistrationNotice) -> None:
    """The units whose models are on the list learn that it has been announced."""
    listed = ModelRegistration.objects.filter(pk__in=notice.content["model_keys"])
    text = (
        f"Đã phát hành Thông báo số {notice.symbol} ngày {format_date(notice.issued_on)}: danh mục "
        f"mô hình, điển hình được phê duyệt năm {notice.round.year}."
    )
    people = _unit_people(listed.order_by().values_list("unit", flat=True).distinct())
    notify("notice_issued", people, text=text, url=notice.get_absolute_url())


def registration_returned(registration: UnitRegistration) -> None:
    """The unit learns that it has to complete its registration, and why."""
    day = format_date(resend_due(registration.decided_at, registration.due_on))
    text = (
        f"Bản đăng ký năm {registration.round.year} được trả lại: {registration.decision_note} "
        f"Nộp lại chậm nhất ngày {day}."
    )
    _tell("registration_returned", _unit_people([registration.unit_id]), text, registration)


def models_concluded(models: Sequence[ModelRegistration]) -> None:
    """A unit reads what was decided above it; the board what a commune recognised itself."""
    groups: dict[tuple[int, bool], list[ModelRegistration]] = {}
    for row in models:
        groups.setdefault((row.registration_id, row.level == ModelLevel.COMMUNE), []).append(row)
    for (_key, is_own), rows in groups.items():
        registration = rows[0].registration
        recognised = sum(row.state == RegistrationState.RECOGNISED for row in rows)
        text = (
            f"{rows[0].unit}: đã ghi kết quả {len(rows)} mô hình đăng ký năm {rows[0].round.year}, "
            f"{recognised} mô hình được công nhận."
        )
        _tell("models_concluded", _other_side(registration, is_own=is_own), text, registration)


def outcome_corrected(model: ModelRegistration, reason: str) -> None:
    """The side that did not record the outcome learns that it was a mistake."""
    people = _other_side(model.registration, is_own=model.level == ModelLevel.COMMUNE)
    text = f"Đính chính kết quả của mô hình “{model.name}” ({model.unit}): {reason}"
    notify("outcome_corrected", people, text=text, url=model.get_absolute_url())


def model_stopped(model: ModelRegistration) -> None:
    """The unit's officer (else the board's head) learns that a model is given up, and why."""
    text = f"{model.unit} dừng mô hình “{model.name}”: {model.decision_note}"
    people = _other_side(model.registration, is_own=True)
    notify("model_stopped", people, text=text, url=model.get_absolute_url())


def model_taken_up_again(model: ModelRegistration, reason: str) -> None:
    """The unit's officer (else the board's head) learns that the unit goes on with it."""
    text = f"{model.unit} làm tiếp mô hình “{model.name}”: {reason}"
    people = _other_side(model.registration, is_own=True)
    notify("model_taken_up_again", people, text=text, url=model.get_absolute_url())


def _other_side(registration: UnitRegistration, *, is_own: bool) -> list[User]:
    """The unit's officer or the board's head for what a unit did itself, else the unit."""
    if is_own:
        return _officers(registration) or _board(registration)
    return _unit_people([registration.unit_id])


def _officers(registration: UnitRegistration) -> list[User]:
    assigned = OfficerAssignment.objects.filter(
        round=registration.round_id, unit=registration.unit_id
    )
    return [row.officer for row in assigned.select_related("officer")]


def _board(registration: UnitRegistration) -> list[User]:
    return people_of(registration.round.organiser_id, Role.BOARD_HEAD)


def _tell(kind: str, people: Sequence[User], text: str, registration: UnitRegistration) -> None:
    notify(kind, people, text=text, url=registration.get_absolute_url())
