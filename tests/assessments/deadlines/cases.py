"""Days of a year whose steps are still to come."""

from datetime import date, timedelta

from assessments.actions import extensions
from assessments.deadlines import present_due

SMALL_FACTS = {
    "I.1": {"numerator": 99, "denominator": 100}, "I.2": {"answer": True},
    "II.1": {"meetings": 2}, "II.2": {"answer": True},
}  # fmt: skip
REASON = "Mưa lũ chia cắt địa bàn ba ngày"
DAY = timedelta(days=1)
# A day in the middle of a year whose steps are still to come.
YEAR = {
    "registration_due": date(2026, 3, 31), "report_1_due": date(2026, 4, 1),
    "report_2_due": date(2026, 6, 30), "report_3_due": date(2026, 9, 30),
    "report_4_due": date(2026, 12, 18), "self_assessment_opens": date(2026, 3, 1),
    "self_assessment_due": date(2026, 11, 30), "appraisal_due": date(2026, 12, 31),
}  # fmt: skip


def extend(file, step, head, days: int = 3, reason: str = REASON) -> date:
    """So many days more than the unit has; the day that came of it."""
    day = present_due(file.round, file.unit_id, step) + timedelta(days=days)
    extensions.grant(file.round, file.unit, step, due_on=day, reason=reason, by=head)
    return day
