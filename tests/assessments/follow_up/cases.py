"""Reminding late units, and moving a year on."""

from uuid import UUID

from assessments.actions import follow_up
from assessments.models import Reminder
from assessments.workflow import Step

KEY = UUID(int=7)
TEXT = "Đề nghị gửi báo cáo quý I ngay hôm nay."
STEP = Step.REPORT_1


def remind(round_, units, by, *, key=KEY, step=STEP) -> Reminder:
    return follow_up.remind(round_, step, units, text=TEXT, key=key, by=by)
