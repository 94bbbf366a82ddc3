"""The days that the government moved in the years of the story."""

from datetime import date

from assessments.actions import moved_days
from core.moved_days import forget
from organisation.models import User

# Day, off or worked, why.
DAYS = (
    (date(2024, 4, 29), True, "Nghỉ liền dịp 30/4 và 01/5/2024, làm bù thứ Bảy 04/5/2024"),
    (date(2024, 5, 4), False, "Làm bù cho ngày 29/4/2024"),
    (date(2025, 4, 26), False, "Làm bù cho ngày 02/5/2025"),
    (date(2025, 5, 2), True, "Nghỉ liền dịp 30/4 và 01/5/2025, làm bù thứ Bảy 26/4/2025"),
    (date(2026, 1, 2), True, "Nghỉ liền Tết Dương lịch 2026, làm bù thứ Bảy 10/01/2026"),
    (date(2026, 1, 10), False, "Làm bù cho ngày 02/01/2026"),
    (date(2026, 8, 22), False, "Làm bù cho ngày 31/8/2026"),
    (date(2026, 8, 31), True, "Nghỉ liền dịp Quốc khánh 2026, làm bù thứ Bảy 22/8/2026"),
)


def lay(administrator: User) -> None:
    """Write them down, and count with them from here on."""
    for day, is_off, note in DAYS:
        moved_days.add_moved_day(day, is_off=is_off, note=note, by=administrator)
    forget()
