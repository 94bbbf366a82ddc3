"""The days that the government moved in the years of the story."""

from datetime import date

from assessments.actions import moved_days
from core.moved_days import moved_days as moved_days_known
from organisation.models import User

# Documents: number and day.
Document = tuple[str, date]
OF_2024: Document = ("2450/VPCP-KGVX", date(2024, 4, 12))
OF_2025: Document = ("6150/TB-BLĐTBXH", date(2024, 12, 3))
NEW_YEAR_2026: Document = ("12729/VPCP-KGVX", date(2025, 12, 25))
OF_2026: Document = ("9441/TB-BNV", date(2025, 10, 16))
# Day, off or worked, why, by which document.
DAYS = (
    (date(2024, 4, 29), True, "Nghỉ liền dịp 30/4 và 01/5/2024, làm bù thứ Bảy 04/5/2024", OF_2024),
    (date(2024, 5, 4), False, "Làm bù cho ngày 29/4/2024", OF_2024),
    (date(2025, 4, 26), False, "Làm bù cho ngày 02/5/2025", OF_2025),
    (date(2025, 5, 2), True, "Nghỉ liền dịp 30/4 và 01/5/2025, làm bù thứ Bảy 26/4/2025", OF_2025),
    (date(2026, 1, 2), True, "Nghỉ liền Tết Dương lịch, làm bù thứ Bảy 10/01/2026", NEW_YEAR_2026),
    (date(2026, 1, 10), False, "Làm bù cho ngày 02/01/2026", NEW_YEAR_2026),
    (date(2026, 8, 22), False, "Làm bù cho ngày 31/8/2026", OF_2026),
    (date(2026, 8, 31), True, "Nghỉ liền dịp Quốc khánh 2026, làm bù thứ Bảy 22/8/2026", OF_2026),
)


def lay(administrator: User) -> None:
    """Write them down, and count with them from here on."""
    for day, is_off, note, (number, issued_on) in DAYS:
        moved_days.add_moved_day(
            day, is_off=is_off, note=note, reference=number, reference_on=issued_on,
            by=administrator,
        )  # fmt: skip
    moved_days_known.forget()
