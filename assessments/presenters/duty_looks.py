"""How a duty looks in one cell: a word, a picture, a tone and a day; never colour alone."""

from dataclasses import dataclass
from datetime import date

from assessments.duties.base import Duty
from organisation.models import User

SOON = 7  # days: from then on a deadline is near
BOARD, UNIT, COMMITTEE = "Lãnh đạo Ban Dân vận", "Đơn vị", "Ban Thường vụ"
NOBODY = "Chưa phân công"
OFFICERS_STEPS = frozenset({"registration_approval", "appraisal"})


@dataclass(frozen=True)
class Look:
    """What stands in a cell; `is_quiet`: nothing that anybody has to think of now."""

    word: str
    icon: str
    tone: str
    day: date | None = None
    is_quiet: bool = False


def look_of(duty: Duty) -> Look:
    """The look of a duty today."""
    if duty.is_void:
        return Look("Không thực hiện", "slash-circle", "quiet", is_quiet=True)
    if duty.done_on:
        return _done(duty)
    if duty.is_late:
        words = f"Quá hạn {duty.days_late} ngày"
        return Look(words, "exclamation-triangle-fill", "danger", duty.due_on)
    if not duty.is_current:
        return Look("Chưa tới", "dash-circle", "quiet", duty.due_on, is_quiet=True)
    return _to_do(duty)


def holder_of(duty: Duty, officer: User | None) -> str:
    """Who has to act: the unit, the officer by name, the head of the board, the committee."""
    if duty.holder == "board":
        return str(officer or NOBODY) if duty.step in OFFICERS_STEPS else BOARD
    return UNIT if duty.holder == "unit" else COMMITTEE


def _done(duty: Duty) -> Look:
    if duty.days_late:
        words = f"Xong, chậm {duty.days_late} ngày"
        return Look(words, "check-circle-fill", "warning", duty.done_on, is_quiet=True)
    return Look("Đã xong", "check-circle-fill", "success", duty.done_on, is_quiet=True)


def _to_do(duty: Duty) -> Look:
    left = duty.days_left
    if left is not None and left <= SOON:
        words = f"Còn {left} ngày" if left else "Hạn hôm nay"
        return Look(words, "clock", "warning", duty.due_on)
    if duty.is_begun:
        return Look("Đang làm", "pencil", "info", duty.due_on)
    if days := duty.days_waiting:
        return Look(f"Chờ {days} ngày", "hourglass-split", "info", duty.due_on)
    return Look("Chưa làm", "circle", "neutral", duty.due_on)
