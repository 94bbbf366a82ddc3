"""Figures of quarterly reports: how they add up over the quarters of a year, shown in words.

Pure. An indicator's nature alone decides: a flow is summed, of a stock or a rate the last stands.
"""

from collections.abc import Iterable, Mapping
from decimal import ROUND_HALF_UP, Decimal

from assessments.workflow import IndicatorNature
from criteria.rules.figures import number_text

QUARTERS = (1, 2, 3, 4)
QUARTER_NAMES = {1: "I", 2: "II", 3: "III", 4: "IV"}
PLACES = Decimal("0.01")  # as indicators are stored


def of_quarter(nature: str, values: Iterable[Decimal]) -> Decimal:
    """One figure for a quarter out of those of several units; there is at least one.

    Rates are averaged, everything else adds up.
    """
    known = list(values)
    total = sum(known, Decimal(0))
    if nature != IndicatorNature.RATE:
        return total
    return (total / len(known)).quantize(PLACES, rounding=ROUND_HALF_UP)


def of_year(nature: str, quarters: Mapping[int, Decimal]) -> Decimal | None:
    """The figure of the year out of the quarters that are known; None where none is."""
    if not quarters:
        return None
    if nature == IndicatorNature.FLOW:
        return sum(quarters.values(), Decimal(0))
    return quarters[max(quarters)]


def year_working(nature: str, quarters: Mapping[int, Decimal]) -> str:
    """ "Quý I 12 + II 9 + III 15 + IV 8 = 44"; "Quý IV 12" where only the last one counts.

    Quarters that are not known are named: "Quý I 12 + II 9 (chưa có quý III, IV) = 21".
    """
    if not quarters:
        return ""
    if nature != IndicatorNature.FLOW:
        last = max(quarters)
        return f"Quý {QUARTER_NAMES[last]} {number_text(quarters[last])}"
    known = sorted(quarters)
    terms = " + ".join(f"{QUARTER_NAMES[q]} {number_text(quarters[q])}" for q in known)
    return f"Quý {terms}{_unknown(quarters)} = {number_text(sum(quarters.values(), Decimal(0)))}"


def quarters_with(quarters: Mapping[int, Decimal]) -> list[int]:
    """The quarters in which there was something at all."""
    return [quarter for quarter in QUARTERS if quarters.get(quarter)]


def quarters_working(quarters: Mapping[int, Decimal]) -> str:
    """ "Quý I, II, IV = 3 quý"; "Không quý nào (chưa có quý IV) = 0 quý"."""
    found = quarters_with(quarters)
    names = ", ".join(QUARTER_NAMES[quarter] for quarter in found)
    start = f"Quý {names}" if found else "Không quý nào"
    return f"{start}{_unknown(quarters)} = {len(found)} quý"


def _unknown(quarters: Mapping[int, Decimal]) -> str:
    names = ", ".join(QUARTER_NAMES[q] for q in QUARTERS if q not in quarters)
    return f" (chưa có quý {names})" if names else ""
