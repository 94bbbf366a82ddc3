"""May this person say how a registered model ended, stop it or go on with it? With a reason.

A commune's own committee recognises at commune level: its head records that, until the appraisal
begins. Everything above is recorded by the head of the board, as long as the year is not closed.
"""

from collections.abc import Iterable

from assessments.workflow import RoundState
from core.permissions import ALLOWED, Verdict, deny
from organisation.models import User
from organisation.roles import Permission
from recognition.categories import ModelLevel, level_in_sentence
from recognition.models import ModelRegistration
from recognition.permissions.registrations import is_involved
from recognition.workflow import REGISTRATION_WORKFLOW

P = Permission
NOTHING_WAITS = "Không có mô hình nào đang chờ đồng chí ghi kết quả."
NOT_APPROVED = "Chỉ ghi kết quả của mô hình đã được phê duyệt và chưa có kết quả."
NOT_CONCLUDED = "Mô hình này chưa có kết quả nên không có gì để đính chính."


def can_judge(user: User, model: ModelRegistration) -> Verdict:
    """Whether it is this person's to record the outcome now, whatever state the model is in."""
    if model.level == ModelLevel.COMMUNE:
        return _is_unit_head(user, model, f"ghi kết quả công nhận {level_in_sentence(model.level)}")
    if not user.has_permission(P.SETTLE, unit=model.round.organiser_id):
        return deny(_board_only())
    if is_involved(user, model.registration):
        return deny("Đồng chí thuộc đơn vị này, đã nộp hoặc nhập thay nên không ghi kết quả.")
    if model.round.state not in (RoundState.OPEN, RoundState.APPRAISING):
        return deny("Đợt của năm không còn mở nên không ghi hay đính chính kết quả được nữa.")
    return ALLOWED


def can_conclude(user: User, model: ModelRegistration) -> Verdict:
    """Record that the model is recognised, or that it is not."""
    if not REGISTRATION_WORKFLOW.allows("recognise", model.state):
        return deny(NOT_APPROVED)
    return can_judge(user, model)


def can_conclude_some(user: User, models: Iterable[ModelRegistration]) -> Verdict:
    """At least one of the models waits for this person."""
    return ALLOWED if any(can_conclude(user, row) for row in models) else deny(NOTHING_WAITS)


def can_conclude_rounds(user: User) -> Verdict:
    """The list of all units' models that wait for the board."""
    if user.has_permission(P.SETTLE):
        return ALLOWED
    return deny(_board_only())


def can_correct(user: User, model: ModelRegistration) -> Verdict:
    """Take an outcome back that was recorded by mistake."""
    if not REGISTRATION_WORKFLOW.allows("correct", model.state):
        return deny(NOT_CONCLUDED)
    return can_judge(user, model)


def can_stop(user: User, model: ModelRegistration) -> Verdict:
    """Give up a model that the board has approved."""
    if not REGISTRATION_WORKFLOW.allows("stop", model.state):
        return deny("Chỉ dừng được mô hình đã phê duyệt và chưa có kết quả.")
    return _is_unit_head(user, model, "dừng mô hình")


def can_take_up_again(user: User, model: ModelRegistration) -> Verdict:
    """Go on with a model that was stopped."""
    if not REGISTRATION_WORKFLOW.allows("take_up_again", model.state):
        return deny("Chỉ làm tiếp được mô hình đã dừng.")
    return _is_unit_head(user, model, "cho làm tiếp mô hình")


def _board_only() -> str:
    level = level_in_sentence(ModelLevel.DISTRICT)
    return f"Chỉ lãnh đạo Ban Dân vận được ghi kết quả từ {level} trở lên."


def _is_unit_head(user: User, model: ModelRegistration, deed: str) -> Verdict:
    if not user.has_permission(P.ASSESSMENT_SUBMIT, unit=model.unit_id):
        return deny(f"Chỉ Bí thư hoặc thủ trưởng đơn vị được {deed}.")
    if model.round.state != RoundState.OPEN:
        return deny("Năm thi đua đã chuyển sang thẩm định nên đơn vị không thay đổi được nữa.")
    return ALLOWED
