"""May this person do this to this assessment now? Always with a reason."""

from datetime import date

from django.db.models import Q
from django.utils import timezone

from assessments.mandates import may_type_for
from assessments.models import Assessment, Evidence, OfficerAssignment, Round
from assessments.versions import Version
from assessments.workflow import (
    ASSESSMENT_WORKFLOW,
    BEFORE_COMMITTEE,
    HANDED_OVER,
    RESULT_OUT,
    ROUND_WORKFLOW,
    UNCONCLUDED,
    UNIT_EDITABLE,
    AssessmentState,
    RoundState,
)
from core.permissions import ALLOWED, Verdict, deny
from criteria.conditions import governed_by
from criteria.definitions import definition_of
from organisation.models import RoleAssignment, Unit, User
from organisation.roles import Permission

P = Permission
OVERVIEW = (P.SUBMITTED_FILES_VIEW, P.PROPOSED_FILES_VIEW, P.ALL_FILES_VIEW, P.ROUND_MANAGE)


def can_view(user: User, assessment: Assessment) -> bool:
    """Object twin of AssessmentQuerySet.visible_to."""
    organiser, state = assessment.round.organiser_id, assessment.state
    needed = [P.ALL_FILES_VIEW]
    if state in HANDED_OVER:
        needed.append(P.SUBMITTED_FILES_VIEW)
    if state in BEFORE_COMMITTEE:
        needed.append(P.PROPOSED_FILES_VIEW)
    own = user.has_permission(P.OWN_FILES_VIEW, unit=assessment.unit_id)
    own = own or may_type_for(user, assessment.round_id, assessment.unit_id)
    return own or any(user.has_permission(permission, organiser) for permission in needed)


def can_manage_rounds(user: User, organiser: Unit) -> Verdict:
    """Plan, open and close rounds of `organiser`, assign officers, extend deadlines."""
    if user.has_permission(P.ROUND_MANAGE, unit=organiser):
        return ALLOWED
    return deny("Chỉ lãnh đạo Ban Dân vận được điều hành đợt chấm điểm.")


def can_move_round(user: User, round_: Round, move: str) -> Verdict:
    """Open a planned round, start appraising, or close a round that holds no open file."""
    if not ROUND_WORKFLOW.allows(move, round_.state):
        return deny(f"Đợt chấm điểm đang ở bước “{round_.get_state_display()}”.")
    if move == "close" and (count := round_.assessments.filter(state__in=UNCONCLUDED).count()):
        return deny(f"Còn {count} hồ sơ đã nộp mà chưa có kết luận của Ban Thường vụ.")
    return can_manage_rounds(user, round_.organiser_id)


def can_assign(user: User, round_: Round, officer: User | None) -> Verdict:
    """Say who follows a unit; only somebody who may appraise for the organiser."""
    if officer and not _appraises_for(officer, round_.organiser_id):
        return deny(f"{officer} không phải cán bộ thẩm định của đợt này.")
    if round_.state == RoundState.CLOSED:
        return deny("Đợt chấm điểm đã kết thúc.")
    return can_manage_rounds(user, round_.organiser_id)


def can_decide_version(user: User, round_: Round) -> Verdict:
    """Decide which files of a round move to a later version of their set."""
    if round_.state == RoundState.CLOSED:
        return deny("Đợt chấm điểm đã kết thúc nên không chuyển phiên bản bộ tiêu chí được nữa.")
    if user.has_permission(P.ROUND_MANAGE, unit=round_.organiser_id):
        return ALLOWED
    return deny("Chỉ lãnh đạo Ban Dân vận được quyết định chuyển phiên bản bộ tiêu chí.")


def can_move_to(user: User, assessment: Assessment, version: Version) -> Verdict:
    """Move one file: a draft only. What was handed in stays under the version of that day."""
    if assessment.criteria_set_id == version.pk:
        return deny("Đã dùng phiên bản này.")
    if assessment.criteria_set_id not in version.earlier:
        return deny("Đang dùng bộ tiêu chí khác, không phải phiên bản trước của bộ này.")
    if assessment.state == AssessmentState.RETURNED:
        return deny("Đã nộp, đang bổ sung: giữ bộ tiêu chí lúc nộp.")
    if assessment.state != AssessmentState.DRAFT:
        return deny("Đã nộp: giữ bộ tiêu chí lúc nộp.")
    return can_decide_version(user, assessment.round)


def sees_overview(user: User, round_: Round) -> bool:
    """Who follows all units of a round; units see the calendar and their own file."""
    return any(user.has_permission(held, unit=round_.organiser_id) for held in OVERVIEW)


def can_fill(user: User, assessment: Assessment) -> Verdict:
    """Enter facts, explanations and evidence: the unit's people, or who may type for the unit."""
    if not types_for(user, assessment):
        return deny("Chỉ người của đơn vị mới được sửa bản tự chấm điểm.")
    if assessment.state not in UNIT_EDITABLE:
        return deny("Hồ sơ đã nộp nên không sửa được nữa. Có thể rút lại khi chưa ai mở hồ sơ.")
    return _within_time(assessment)


def can_fill_criterion(user: User, assessment: Assessment, criterion_pk: int) -> Verdict:
    """Enter one criterion: in a file returned for single criteria the others stay locked."""
    allowed = can_fill(user, assessment)
    if allowed and criterion_pk in locked_criteria(assessment):
        return deny("Tiêu chí này không nằm trong yêu cầu bổ sung nên đang được khoá.")
    return allowed


def can_change_evidence(user: User, evidence: Evidence) -> Verdict:
    """Describe, take away or bring back a piece of evidence; never one of a locked criterion."""
    allowed = can_fill(user, evidence.assessment)
    used = set(evidence.uses.values_list("criterion", flat=True))
    if allowed and used & locked_criteria(evidence.assessment):
        return deny("Minh chứng này đang dùng cho một tiêu chí bị khoá nên không sửa, gỡ được.")
    return allowed


def locked_criteria(assessment: Assessment) -> frozenset[int]:
    """Keys of criteria the unit may not change while it supplements single criteria."""
    if assessment.state != AssessmentState.RETURNED:
        return frozenset()
    request = assessment.supplement_requests.filter(answered_at=None).first()
    if request is None or request.is_whole:
        return frozenset()
    asked = set(request.criteria.values_list("pk", flat=True))
    # What an asked criterion decides about may have to be answered as well.
    asked |= governed_by(definition_of(assessment.criteria_set), asked)
    others = assessment.scores.exclude(criterion__in=asked)
    return frozenset(others.values_list("criterion", flat=True))


def can_submit(user: User, assessment: Assessment) -> Verdict:
    """Hand in, or hand in again after a supplement."""
    if not user.has_permission(P.ASSESSMENT_SUBMIT, unit=assessment.unit_id):
        return deny("Chỉ Bí thư hoặc thủ trưởng đơn vị được nộp bản tự chấm điểm.")
    if assessment.state not in UNIT_EDITABLE:
        return deny("Bản tự chấm điểm đã được nộp.")
    return _within_time(assessment)


def can_recall(user: User, assessment: Assessment) -> Verdict:
    """Take the file back, until an officer has opened it."""
    if not user.has_permission(P.ASSESSMENT_SUBMIT, unit=assessment.unit_id):
        return deny("Chỉ Bí thư hoặc thủ trưởng đơn vị được rút lại hồ sơ.")
    if not ASSESSMENT_WORKFLOW.allows("recall", assessment.state):
        return deny("Chỉ rút lại được hồ sơ đang chờ thẩm định.")
    if assessment.opened_at:
        return deny("Cán bộ thẩm định đã mở hồ sơ. Hãy liên hệ để được trả lại bổ sung.")
    return _within_time(assessment)  # later it could not be handed in again


def can_open_file(user: User, assessment: Assessment) -> Verdict:
    """Open a handed-in file for appraisal; from then on the unit cannot recall it."""
    if assessment.state != AssessmentState.SUBMITTED:
        return deny("Chỉ thẩm định được hồ sơ đã nộp.")
    return is_appraiser(user, assessment)


def can_appraise(user: User, assessment: Assessment) -> Verdict:
    """Decide points and vetoes of an opened file, or finish its appraisal."""
    allowed = can_open_file(user, assessment)
    if allowed and not assessment.opened_at:
        return deny("Hãy mở hồ sơ để bắt đầu thẩm định.")
    return allowed


def can_send_back(user: User, assessment: Assessment) -> Verdict:
    """Return the file, whole or in part, for supplement."""
    if not ASSESSMENT_WORKFLOW.allows("send_back", assessment.state):
        return deny("Chỉ trả lại được hồ sơ đang chờ thẩm định.")
    return is_appraiser(user, assessment)


def can_give_feedback(user: User, assessment: Assessment) -> Verdict:
    """Agree or disagree with the provisional result, until the window's last day has ended."""
    if not user.has_permission(P.ASSESSMENT_SUBMIT, unit=assessment.unit_id):
        return deny("Chỉ Bí thư hoặc thủ trưởng đơn vị được phản hồi kết quả.")
    if assessment.state != AssessmentState.APPRAISED:
        return deny("Hồ sơ không trong thời gian lấy ý kiến của đơn vị.")
    if _today() > assessment.feedback_due:
        return deny(f"Đã hết thời gian phản hồi (đến hết ngày {assessment.feedback_due:%d/%m/%Y}).")
    return ALLOWED


def can_reconsider(user: User, assessment: Assessment) -> Verdict:
    """Take up the appraisal again after the unit's feedback."""
    if not ASSESSMENT_WORKFLOW.allows("reconsider", assessment.state):
        return deny("Chỉ xem xét lại được hồ sơ đang lấy ý kiến của đơn vị.")
    return is_appraiser(user, assessment)


def can_settle(user: User, assessment: Assessment) -> Verdict:
    """Settle the result once the unit has answered or its window has closed."""
    if not user.has_permission(P.SETTLE, unit=assessment.round.organiser_id):
        return deny("Chỉ lãnh đạo Ban Dân vận được chốt kết quả.")
    if not ASSESSMENT_WORKFLOW.allows("settle", assessment.state):
        return deny("Chỉ chốt được hồ sơ đã có kết quả thẩm định dự kiến.")
    if _is_involved(user, assessment):
        return deny(
            "Đồng chí thuộc đơn vị này, đã nộp hoặc nhập thay hồ sơ nên không được chốt kết quả."
        )
    if _today() <= assessment.feedback_due and not has_answered(assessment):
        return deny(
            f"Đơn vị còn thời gian phản hồi đến hết ngày {assessment.feedback_due:%d/%m/%Y}."
        )
    return ALLOWED


def can_reopen(user: User, assessment: Assessment) -> Verdict:
    """Reopen a settled file, with a written reason."""
    if not user.has_permission(P.SETTLE, unit=assessment.round.organiser_id):
        return deny("Chỉ lãnh đạo Ban Dân vận được mở lại hồ sơ.")
    if not ASSESSMENT_WORKFLOW.allows("reopen", assessment.state):
        return deny("Chỉ mở lại được hồ sơ đã chốt và chưa trình Ban Thường vụ.")
    return ALLOWED


def can_view_appraisal(user: User, assessment: Assessment) -> bool:
    """See the appraiser's side: those who work with the file; the unit once a result is out."""
    organiser = assessment.round.organiser_id
    if user.has_permission(P.OWN_FILES_VIEW, unit=assessment.unit_id):
        return assessment.state in RESULT_OUT
    return can_view(user, assessment) and (
        user.has_permission(P.SUBMITTED_FILES_VIEW, unit=organiser)
        or user.has_permission(P.ALL_FILES_VIEW, unit=organiser)
        or assessment.state in BEFORE_COMMITTEE
    )


def is_appraiser(user: User, assessment: Assessment) -> Verdict:
    """The officer assigned to the unit, or a board head; never somebody of the unit itself."""
    organiser = assessment.round.organiser_id
    if not user.has_permission(P.APPRAISE, unit=organiser):
        return deny("Chỉ cán bộ Ban Dân vận được thẩm định hồ sơ.")
    if _is_involved(user, assessment):
        return deny(
            "Đồng chí thuộc đơn vị này, đã nộp hoặc nhập thay hồ sơ nên không được thẩm định."
        )
    if user.has_permission(P.SETTLE, unit=organiser) or _is_assigned(user, assessment):
        return ALLOWED
    return deny("Hồ sơ này được phân công cho chuyên viên khác.")


def has_answered(assessment: Assessment) -> bool:
    """The unit has given its word on the current provisional result."""
    finished = assessment.appraisal.finished_at
    return assessment.feedback.filter(given_at__gte=finished).exists()


def _appraises_for(person: User, organiser: int) -> bool:
    held = RoleAssignment.objects.active_on(_today()).giving(P.APPRAISE)
    return held.filter(user=person, unit=organiser).exists()


def _is_assigned(user: User, assessment: Assessment) -> bool:
    return OfficerAssignment.objects.filter(
        round=assessment.round_id, unit=assessment.unit_id, officer=user
    ).exists()


def types_for(user: User, assessment: Assessment) -> bool:
    """Somebody of the unit, or of the board with a mandate to type for it."""
    if user.has_permission(P.ASSESSMENT_FILL, unit=assessment.unit_id):
        return True
    return may_type_for(user, assessment.round_id, assessment.unit_id)


def _is_involved(user: User, assessment: Assessment) -> bool:
    if user.has_permission(P.OWN_FILES_VIEW, unit=assessment.unit_id):
        return True
    # Handed the file in, or holds (held) a mandate to type for the unit: one question.
    took_part = Q(submissions__submitted_by=user) | Q(entry_mandates__person=user)
    return Assessment.objects.filter(took_part, pk=assessment.pk).exists()


def _within_time(assessment: Assessment) -> Verdict:
    unit = assessment.unit
    if assessment.state != AssessmentState.RETURNED and unit.has_ended:
        return deny(
            f"{unit} đã kết thúc hoạt động ngày {unit.valid_to:%d/%m/%Y}. Kết quả trong năm "
            "được tính cho đơn vị nhận sáp nhập."
        )
    opens = assessment.round.self_assessment_opens
    if _today() < opens:
        return deny(f"Chưa đến thời gian tự chấm điểm (bắt đầu ngày {opens:%d/%m/%Y}).")
    if _today() > assessment.due_on:
        return deny(
            f"Đã hết hạn ngày {assessment.due_on:%d/%m/%Y}. Liên hệ Ban Dân vận để được gia hạn."
        )
    return ALLOWED


def _today() -> date:
    return timezone.localdate()
