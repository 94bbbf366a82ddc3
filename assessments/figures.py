"""How the figures of quarterly reports add up: over quarters, over merged units. Pure.

An indicator's nature alone decides. A flow ("ngày công") is summed; a stock ("mô hình duy trì") and
a rate ("tỷ lệ hộ nghèo") are what the last quarter said. Of several units that are one today, flows
and stocks of a quarter are summed and rates averaged, before the quarters are looked at.

A unit may say that nothing of the kind occurred (NOTHING): it adds nothing to a sum, has no part in
an average, and where nobody says anything else that is the result.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from core.numbers import NOTHING, Nothing, format_number

QUARTERS = (1, 2, 3, 4)
QUARTER_NAMES = {1: "I", 2: "II", 3: "III", 4: "IV"}
FLOW, RATE = "flow", "rate"
ABSURD = 10  # times as much
_CENT = Decimal("0.01")

Quarters = Mapping[int, Decimal]


@dataclass(frozen=True)
class Doubt:
    """Why a value should be looked at again; `words` completes "Đúng là 1.200, …"."""

    words: str
    against: Decimal


def combined(nature: str, values: Iterable[Decimal]) -> Decimal | None:
    """One value of a quarter for several units; None when no unit gave one."""
    told = list(values)
    if not told:
        return None
    known = [value for value in told if not isinstance(value, Nothing)]
    if not known:
        return NOTHING
    if nature == RATE:
        return (sum(known, Decimal(0)) / len(known)).quantize(_CENT, ROUND_HALF_UP)
    return sum(known, Decimal(0))


def cumulative(nature: str, quarters: Quarters, until: int = 4) -> Decimal | None:
    """The value of the year up to the end of a quarter; None when nothing was given."""
    given = [quarter for quarter in sorted(quarters) if quarter <= until]
    if not given:
        return None
    if nature == FLOW:
        return combined(nature, (quarters[quarter] for quarter in given))
    return quarters[given[-1]]


def year_working(nature: str, quarters: Quarters) -> str:
    """ "Quý I 12 + II 9 + III 15 + IV 8 = 44"; "Quý IV 12" where only the last one counts.

    Quarters that are not known are named: "Quý I 12 + II 9 (chưa có quý III, IV) = 21"; so are
    those in which nothing occurred: "Quý I 12 + II không phát sinh + III 0 + IV 8 = 20".
    """
    if not quarters:
        return ""
    if nature != FLOW:
        last = max(quarters)
        return f"Quý {QUARTER_NAMES[last]} {_said(quarters[last])}"
    total = cumulative(nature, quarters)
    if isinstance(total, Nothing):
        names = ", ".join(QUARTER_NAMES[quarter] for quarter in sorted(quarters))
        return f"Quý {names} không phát sinh{_unknown(quarters)}"
    terms = " + ".join(f"{QUARTER_NAMES[q]} {_said(quarters[q])}" for q in sorted(quarters))
    return f"Quý {terms}{_unknown(quarters)} = {format_number(total)}"


def positive_quarters(quarters: Quarters) -> tuple[int, ...]:
    """The quarters with something to count."""
    return tuple(quarter for quarter in sorted(quarters) if quarters[quarter] > 0)


def quarters_working(quarters: Quarters) -> str:
    """ "Quý I, II, IV = 3 quý"; "Không quý nào (chưa có quý IV) = 0 quý"."""
    found = positive_quarters(quarters)
    names = ", ".join(QUARTER_NAMES[quarter] for quarter in found)
    start = f"Quý {names}" if found else "Không quý nào"
    without = ", ".join(
        QUARTER_NAMES[q] for q in sorted(quarters) if isinstance(quarters[q], Nothing)
    )
    told = f"; quý {without} không phát sinh" if without else ""
    return f"{start}{told}{_unknown(quarters)} = {len(found)} quý"


def doubt(value: Decimal | None, last_year: Decimal | None, earlier: Quarters) -> Doubt | None:
    """Why `value` seems absurd: ten times last year's quarter, or the year's largest before it."""
    if not value:
        return None
    if last_year and value >= ABSURD * last_year:
        return Doubt(f"gấp {_times(value, last_year)} lần cùng kỳ năm trước", last_year)
    largest = max(earlier.values(), default=Decimal(0))
    if largest and value >= ABSURD * largest:
        return Doubt(f"gấp {_times(value, largest)} lần quý cao nhất trước đó", largest)
    return None


def change(value: Decimal | None, before: Decimal | None) -> Decimal | None:
    """By which share (1 is the whole) a value differs from the one before; None without a base."""
    if value is None or not before:
        return None
    return (value - before) / before


def _said(value: Decimal) -> str:
    return "không phát sinh" if isinstance(value, Nothing) else format_number(value)


def _times(value: Decimal, base: Decimal) -> str:
    return (
        format_number(value / base, 0)
        if value / base >= ABSURD * 10
        else format_number(value / base, 1)
    )


def _unknown(quarters: Quarters) -> str:
    names = ", ".join(QUARTER_NAMES[q] for q in QUARTERS if q not in quarters)
    return f" (chưa có quý {names})" if names else ""
