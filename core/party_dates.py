"""Dates and numbers as the Party's papers print them: Hướng dẫn 05-HD/VPTW, phần II (2026).

The State's form (Nghị định 30/2020/NĐ-CP, Phụ lục I) keeps the same zeros and another number line.
"""

from datetime import date

NEW_FORM_FROM = date(2026, 5, 27)  # HD 05-HD/VPTW takes effect; HD 36-HD/VPTW before


def _day_and_month(day: date) -> tuple[str, str]:
    """Days below 10 and months below 3 get a leading zero; `5/3` is never written `5/03`."""
    return f"{day.day:02d}", f"{day.month:02d}" if day.month < 3 else str(day.month)


def long_date(day: date) -> str:
    """`ngày 05 tháng 12 năm 2026`."""
    day_of_month, month = _day_and_month(day)
    return f"ngày {day_of_month} tháng {month} năm {day.year}"


def place_and_date(place: str, day: date) -> str:
    """The dateline: `Yên Thế, ngày 05 tháng 12 năm 2026`."""
    return f"{place}, {long_date(day)}"


def citation_date(day: date) -> str:
    """The date inside a citation: `05/12/2026`, `27/5/2026`."""
    return f"{'/'.join(_day_and_month(day))}/{day.year}"


def party_symbol(number: int, kind: str, issuer: str) -> str:
    """Number and symbol of a Party paper in a sentence: `07-QĐ/HU`."""
    return f"{number:02d}-{kind}/{issuer}"


def party_number(number: int, kind: str, issuer: str) -> str:
    """The number line of a Party paper, without a colon: `Số 07-QĐ/HU`."""
    return f"Số {party_symbol(number, kind, issuer)}"


def state_number(number: int, kind: str, issuer: str) -> str:
    """The number line of a State paper: `Số: 07/QĐ-UBND`."""
    return f"Số: {number:02d}/{kind}-{issuer}"
