"""May this person register, comment on, approve or report on models now? Always with a reason."""

from assessments.duties.base import void_after
from assessments.mandates import held_a_mandate, may_type_for
from assessments.models import Assessment, OfficerAssignment, QuarterlyReport, Round
from assessments.permissions import reports
from assessments.permissions.files import OVERVIEW
from assessments.workflow import RoundState
from core.permissions import ALLOWED, Verdict, deny
from organisation.models import Unit, User
from organisation.roles import Permission
from recognition.models import ModelRegistration, UnitRegistration
from recognition.registrations import UNFINISHED
from recognition.workflow import UNIT_REGISTRATION_WORKFLOW, UnitRegistrationState

P = Permission
WITH_THE_UNIT = frozenset({UnitRegistrationState.DRAFT, UnitRegistrationState.RETURNED})
ORGANISERS_PEOPLE = (P.SUBMITTED_FILES_VIEW, P.PROPOSED_FILES_VIEW, P.ALL_FILES_VIEW)


def can_view_registration(user: User, registration: UnitRegistration) -> bool:
    """Object twin of UnitRegistrationQuerySet.visible_to."""
    organiser = registration.round.organiser_id
    if user.has_permission(P.OWN_FILES_VIEW, unit=registration.unit_id):
        return True
    if may_type_for(user, registration.round_id, registration.unit_id):
        return True
    if user.has_permission(P.ALL_FILES_VIEW, unit=organiser):
        return True
    reads = (P.SUBMITTED_FILES_VIEW, P.PROPOSED_FILES_VIEW)
    return bool(registration.submitted_at) and any(
        user.has_permission(permission, unit=organiser) for permission in reads
    )


def can_begin(user: User, round_: Round, unit: Unit) -> Verdict:
    """Begin the registration of a unit that takes part in the running round."""
    if not _types_for(user, round_.pk, unit.pk):
        return deny("Chỉ người của đơn vị mới được lập bản đăng ký.")
    if not Assessment.objects.filter(round=round_, unit=unit).exists():
        return deny("Đơn vị không tham gia đợt này nên không đăng ký.")
    if void_after(unit.valid_to, round_.registration_due):
        return deny("Đơn vị đã sáp nhập trước hạn đăng ký nên không đăng ký nữa.")
    return _in_running_round(round_)


def can_fill_registration(user: User, registration: UnitRegistration) -> Verdict:
    """Change what the registration says; add models."""
    if not _types_for(user, registration.round_id, registration.unit_id):
        return deny("Chỉ người của đơn vị mới được sửa bản đăng ký.")
    if registration.state not in WITH_THE_UNIT:
        return deny("Bản đăng ký đã nộp nên không sửa được. Cần sửa thì đề nghị Ban Dân vận trả.")
    return _in_running_round(registration.round)


def can_change_model(user: User, model: ModelRegistration) -> Verdict:
    """Change or take away one model; what the board has approved stays as it was approved."""
    if model.state not in UNFINISHED:
        return deny("Mô hình này đã được phê duyệt nên không sửa được nữa.")
    return can_fill_registration(user, model.registration)


def can_hand_in(user: User, registration: UnitRegistration) -> Verdict:
    """Hand in, or hand in again; late ones are taken and marked, typed for others as well."""
    if not answers_for(user, registration):
        return deny("Chỉ Bí thư hoặc thủ trưởng đơn vị được nộp bản đăng ký.")
    if not UNIT_REGISTRATION_WORKFLOW.allows("submit", registration.state):
        return deny("Bản đăng ký đã được nộp.")
    return _in_running_round(registration.round)


def can_comment(user: User, registration: UnitRegistration) -> Verdict:
    """Say something to the unit or to whoever decides, while the registration waits."""
    if registration.state != UnitRegistrationState.SUBMITTED:
        return deny("Chỉ góp ý được bản đăng ký đã nộp, đang chờ duyệt.")
    organiser = registration.round.organiser_id
    if not user.has_permission(P.APPRAISE, unit=organiser):
        return deny("Chỉ cán bộ Ban Dân vận được góp ý bản đăng ký.")
    if is_involved(user, registration):
        return deny("Bạn thuộc đơn vị này, đã nộp hoặc nhập thay bản đăng ký nên không góp ý được.")
    if user.has_permission(P.SETTLE, unit=organiser) or _is_assigned(user, registration):
        return ALLOWED
    return deny("Đơn vị này được phân công cho chuyên viên khác.")


def can_approve(user: User, registration: UnitRegistration) -> Verdict:
    """Approve the list of models, or refuse single ones."""
    return _can_move(user, registration, "approve", "Chỉ duyệt được bản đăng ký đang chờ duyệt.")


def can_return(user: User, registration: UnitRegistration) -> Verdict:
    """Send the registration back to be completed."""
    return _can_move(user, registration, "return", "Chỉ trả lại được bản đăng ký đang chờ duyệt.")


def can_reopen(user: User, registration: UnitRegistration) -> Verdict:
    """Give an approved registration back: to add a model, or to mend a refused one."""
    return _can_move(user, registration, "reopen", "Chỉ mở lại được bản đăng ký đã phê duyệt.")


def can_report_progress(user: User, report: QuarterlyReport) -> Verdict:
    """Enter how far the models have come: a part of the report, by the rules of the report."""
    return reports.can_fill(user, report)


def can_print_lists(user: User) -> Verdict:
    """Lists of all registered models of a round, and the paper that approves them."""
    if any(user.has_permission(permission) for permission in OVERVIEW):
        return ALLOWED
    return deny("Chỉ cơ quan của cấp tổ chức đợt được xem danh mục chung.")


def can_view_history(user: User, unit: Unit) -> bool:
    """The years of a unit: its own people, those of the unit it became, the organiser's people."""
    if user.has_permission(P.OWN_FILES_VIEW, unit=unit):
        return True
    return any(user.has_permission(p, unit=unit.parent_id or 0) for p in ORGANISERS_PEOPLE)


def is_involved(user: User, registration: UnitRegistration) -> bool:
    """One of the unit, who handed in, or who types (typed) for the unit."""
    if user.has_permission(P.OWN_FILES_VIEW, unit=registration.unit_id):
        return True
    if registration.submitted_by_id == user.pk:
        return True
    return held_a_mandate(user, registration.round_id, registration.unit_id)


def answers_for(user: User, registration: UnitRegistration) -> bool:
    """Whether the person hands in for the unit: its head, or who holds a mandate."""
    if user.has_permission(P.ASSESSMENT_SUBMIT, unit=registration.unit_id):
        return True
    return may_type_for(user, registration.round_id, registration.unit_id)


def _can_move(user: User, registration: UnitRegistration, move: str, closed: str) -> Verdict:
    if not user.has_permission(P.SETTLE, unit=registration.round.organiser_id):
        return deny("Chỉ lãnh đạo Ban Dân vận được duyệt hoặc trả lại bản đăng ký.")
    if not UNIT_REGISTRATION_WORKFLOW.allows(move, registration.state):
        return deny(closed)
    if is_involved(user, registration):
        return deny("Bạn thuộc đơn vị này, đã nộp hoặc nhập thay bản đăng ký nên không duyệt được.")
    if registration.round.state == RoundState.CLOSED:
        return deny("Đợt chấm điểm đã kết thúc.")
    return ALLOWED


def _types_for(user: User, round_pk: int, unit_pk: int) -> bool:
    if user.has_permission(P.ASSESSMENT_FILL, unit=unit_pk):
        return True
    return may_type_for(user, round_pk, unit_pk)


def _in_running_round(round_: Round) -> Verdict:
    if round_.state == RoundState.PLANNED:
        return deny("Năm thi đua chưa mở nên chưa đăng ký được.")
    if round_.state != RoundState.OPEN:
        return deny("Năm thi đua đã chuyển sang thẩm định nên không đăng ký được nữa.")
    return ALLOWED


def _is_assigned(user: User, registration: UnitRegistration) -> bool:
    return OfficerAssignment.objects.filter(
        round=registration.round_id, unit=registration.unit_id, officer=user
    ).exists()
