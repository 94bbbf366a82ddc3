"""What a unit has to do with its file now, and where the file stands."""

from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from django.urls import reverse
from django.utils import timezone

from assessments.duties.base import Duty
from assessments.models import Assessment
from assessments.permissions.files import can_fill, can_give_feedback, can_submit
from assessments.workflow import REPORT_STEPS, AssessmentState, Step
from core.numbers import format_points
from organisation.models import User
from organisation.roles import Permission

S = AssessmentState
NEAR = 14  # days before and after a deadline in which it is what counts most
# How long a step takes an editor who has the papers at hand.
EFFORT = {
    Step.REGISTRATION: "khoảng 1 giờ", Step.REPORT_1: "khoảng 1 giờ",
    Step.REPORT_2: "khoảng 1 giờ", Step.REPORT_3: "khoảng 1 giờ", Step.REPORT_4: "khoảng 1 giờ",
    Step.SELF_ASSESSMENT: "khoảng 3 giờ, làm nhiều lần được", Step.FEEDBACK: "khoảng 15 phút",
}  # fmt: skip
BUTTONS = {
    Step.REGISTRATION: "Đăng ký", Step.SELF_ASSESSMENT: "Mở hồ sơ", Step.FEEDBACK: "Cho ý kiến",
}  # fmt: skip
STEP_OF_STATE = {
    S.DRAFT: 0, S.RETURNED: 0, S.SUBMITTED: 1, S.APPRAISED: 1, S.SETTLED: 1, S.PROPOSED: 2,
    S.CLOSED: 3,
}  # fmt: skip
_QUIET = {
    S.SUBMITTED: (
        "Hồ sơ đã nộp, đang chờ thẩm định", "Chưa phải làm gì thêm. Khi có yêu cầu bổ sung hoặc "
        "kết quả dự kiến, đồng chí sẽ nhận được thông báo.", "Xem hồ sơ đã nộp",
    ),
    S.SETTLED: (
        "Kết quả thẩm định đã chốt", "Ban Dân vận đang chuẩn bị trình Ban Thường vụ.",
        "Xem kết quả",
    ),
    S.PROPOSED: (
        "Hồ sơ đã trình Ban Thường vụ", "Đang chờ kết luận của Ban Thường vụ.", "Xem kết quả",
    ),
    S.CLOSED: ("Ban Thường vụ đã kết luận", "", "Xem kết luận"),
}  # fmt: skip


@dataclass(frozen=True)
class Progress:
    """How far the unit has scored itself: criteria done, of how many, and the points so far."""

    scored: int
    to_score: int
    total: Decimal

    @property
    def is_complete(self) -> bool:
        return self.scored == self.to_score

    @property
    def total_text(self) -> str:
        return format_points(self.total)


@dataclass(frozen=True)
class Task:
    """The one thing to do now; `is_pressing` makes the button the page's primary one.

    `begins_at`: where one press begins it (a POST), for what nobody has begun.
    """

    title: str
    text: str
    button: str
    url: str
    due_on: date | None = None
    is_pressing: bool = False
    effort: str = ""
    begins_at: str = ""

    @property
    def rank(self) -> tuple:
        """Order of work: what can still be in time or is hardly late, long overdue, the rest."""
        if self.due_on is None:
            return (3, date.max)
        days = (self.due_on - timezone.localdate()).days
        near = -NEAR <= days <= NEAR
        return (0 if near else 1 if days < 0 else 2, self.due_on)

    def of_year(self, year: int) -> "Task":
        """The same with the year in its title, for who has work of two years."""
        return self if str(year) in self.title else replace(self, title=f"{self.title}, năm {year}")


def task_of(user: User, file: Assessment, progress: Progress | None, reason: str = "") -> Task:
    """What the unit has to do with its file now."""
    if file.state == S.DRAFT:
        return _draft_task(user, file, progress)
    if file.state == S.RETURNED:
        return Task(
            "Bổ sung hồ sơ theo yêu cầu", reason, "Bổ sung hồ sơ", file.get_absolute_url(),
            file.due_on, is_pressing=True,
        )  # fmt: skip
    if file.state == S.APPRAISED:
        return _feedback_task(user, file)
    title, text, button = _QUIET[file.state]
    name = "assessments:detail" if file.state == S.SUBMITTED else "recognition:result"
    return Task(title, text, button, reverse(name, args=[file.pk]))


def task_of_duty(user: User, duty: Duty, round_pk: int) -> Task:
    """A step of the year that the unit can do now: registering, a quarterly report, an opinion."""
    text = "Đang làm dở: làm tiếp rồi gửi." if duty.is_begun else "Chưa bắt đầu."
    button = BUTTONS.get(duty.step, "Làm báo cáo") if duty.url else ""
    may_begin = (
        duty.step in (Step.REGISTRATION, *REPORT_STEPS)
        and not duty.is_begun
        and user.has_permission(Permission.ASSESSMENT_FILL, unit=duty.unit_id)
    )
    return Task(
        duty.words, text, button, duty.url, duty.due_on, is_pressing=bool(duty.url),
        effort=EFFORT.get(duty.step, ""), begins_at=_beginning(duty, round_pk) if may_begin else "",
    )  # fmt: skip


def _beginning(duty: Duty, round_pk: int) -> str:
    if duty.step == Step.REGISTRATION:
        return reverse("recognition:registration-start", args=[round_pk, duty.unit_id])
    quarter = REPORT_STEPS.index(duty.step) + 1
    return reverse("assessments:report-start", args=[round_pk, quarter, duty.unit_id])


def _draft_task(user: User, file: Assessment, progress: Progress) -> Task:
    title, url = f"Tự chấm điểm năm {file.round.year}", file.get_absolute_url()
    fill = can_fill(user, file)
    if not fill:
        return Task(title, fill.reason, "Xem bản tự chấm điểm", url, file.due_on)
    if not progress.is_complete:
        button = "Tiếp tục chấm điểm" if progress.scored else "Bắt đầu chấm điểm"
        text = "Nhập số liệu từng tiêu chí và đính kèm minh chứng; điểm được tính ngay."
        effort = EFFORT[Step.SELF_ASSESSMENT]
        return Task(title, text, button, url, file.due_on, is_pressing=True, effort=effort)
    if can_submit(user, file):
        submit_url = reverse("assessments:submit", args=[file.pk])
        text = "Đã chấm đủ các tiêu chí. Kiểm tra lần cuối rồi nộp."
        return Task(title, text, "Kiểm tra và nộp", submit_url, file.due_on, is_pressing=True)
    text = "Đã chấm đủ các tiêu chí. Bí thư hoặc thủ trưởng đơn vị là người nộp hồ sơ."
    return Task(title, text, "Xem lại bản tự chấm điểm", url, file.due_on)


def _feedback_task(user: User, file: Assessment) -> Task:
    allowed = can_give_feedback(user, file)
    name = "assessments:feedback" if allowed else "assessments:detail"
    total = format_points(file.appraised_total)
    return Task(
        "Đã có kết quả thẩm định dự kiến",
        f"{total} điểm, {file.appraised_class}. "
        + ("Đề nghị đơn vị cho ý kiến." if allowed else allowed.reason),
        "Xem và cho ý kiến" if allowed else "Xem kết quả dự kiến",
        reverse(name, args=[file.pk]),
        file.feedback_due,
        is_pressing=bool(allowed),
        effort=EFFORT[Step.FEEDBACK] if allowed else "",
    )


def steps_of(file: Assessment) -> tuple[dict[str, str], ...]:
    """The three steps of the year with where the file stands."""
    reached = STEP_OF_STATE[file.state]
    notes = (
        f"hạn {file.due_on:%d/%m/%Y}" if reached == 0 else "",
        file.round.organiser.name,
        file.get_outcome_display(),
    )
    labels = ("Đang chấm", "Thẩm định", "Kết luận")
    return tuple(
        {"label": label, "note": note, "state": _step_state(place, reached)}
        for place, (label, note) in enumerate(zip(labels, notes, strict=True))
    )


def _step_state(place: int, reached: int) -> str:
    if place < reached:
        return "done"
    return "current" if place == reached else "todo"
