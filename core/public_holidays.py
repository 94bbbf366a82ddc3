"""Public holidays of Viet Nam, and how sure we are of those of a year.

By law: Bộ luật Lao động 2019, article 112 (1/1, five days of Tết, 10/3 by the moon, 30/4, 1/5, 2/9
and a day beside it), article 111.3 (what falls on a day of rest is made up), and since 2026
Nghị quyết 28/2026/QH16 of 24/4/2026, article 2: 24/11, Ngày Văn hoá Việt Nam, as the Politburo's
Nghị quyết 80-NQ/TW of January 2026 had asked. The `holidays` library computes them, with the
lunar calendar up to 2100.

Which five days are Tết, and which day stands beside 2/9, the Prime Minister settles each autumn for
the next year. `ANNOUNCED` names the document of each year that we have compared with what is
computed (tests/core/test_public_holidays.py); other years follow the pattern of those and may turn
out otherwise.

Working days that are exchanged are data (core.MovedDay); the library knows some of them too.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache

from core.party_dates import citation_date

_TET, _NEW_YEAR = "Tết", "Tết Dương lịch"


@dataclass(frozen=True)
class Announcement:
    """The document that settles Tết and National Day of a year; days off including weekends."""

    kind: str
    number: str
    issued_on: date
    tet: tuple[date, date]
    national_day: tuple[date, date]

    def __str__(self) -> str:
        return f"{self.kind} số {self.number}, ngày {citation_date(self.issued_on)}"


ANNOUNCED: Mapping[int, Announcement] = {
    2024: Announcement(
        "Thông báo", "5015/TB-LĐTBXH", date(2023, 11, 22),
        (date(2024, 2, 8), date(2024, 2, 14)), (date(2024, 8, 31), date(2024, 9, 3)),
    ),
    2025: Announcement(
        "Thông báo", "6150/TB-BLĐTBXH", date(2024, 12, 3),
        (date(2025, 1, 25), date(2025, 2, 2)), (date(2025, 8, 30), date(2025, 9, 2)),
    ),
    2026: Announcement(
        "Thông báo", "9441/TB-BNV", date(2025, 10, 16),
        (date(2026, 2, 14), date(2026, 2, 22)), (date(2026, 8, 29), date(2026, 9, 2)),
    ),
    2027: Announcement(
        "Công văn", "10065/VPCP-KGVX", date(2026, 10, 2),
        (date(2027, 2, 4), date(2027, 2, 10)), (date(2027, 9, 2), date(2027, 9, 5)),
    ),
}  # fmt: skip


def is_usual_working_day(day: date) -> bool:
    """Whether people work on `day` as far as law and library say."""
    return _computed().is_working_day(day)


def tet(year: int) -> tuple[date, date] | None:
    """First and last day of Tết as announced, else as computed; None beyond the lunar calendar."""
    if announced := ANNOUNCED.get(year):
        return announced.tet
    days = sorted(
        date(year, 1, 1) + timedelta(days=after)
        for after in range(90)
        if _is_tet(_computed().get(date(year, 1, 1) + timedelta(days=after), ""))
    )
    return (days[0], days[-1]) if days else None


def _is_tet(name: str) -> bool:
    return _TET in name and not name.startswith(_NEW_YEAR)


@cache
def _computed():
    import holidays  # noqa: PLC0415 (slow to load; most requests never count working days)

    return holidays.country_holidays("VN", language="vi")
