"""What a unit reports in a quarter: one plausible value for each indicator that it is asked for."""

from collections.abc import Iterable
from decimal import Decimal
from random import Random
from typing import Any

from assessments.models import Indicator
from danvan.demo.dice import dice
from danvan.demo.district import District, Size
from danvan.demo.fixtures import read
from organisation.models import Unit, UnitKind

AGENCY_HOUSEHOLDS = 260  # agencies report what they gave to their sponsored hamlets
QUARTERS_A_YEAR = 4


def lay_indicators(district: District) -> list[Indicator]:
    """The figures of the movement, those of the sheet among them."""
    kinds = UnitKind.objects.in_bulk(field_name="code")
    return Indicator.objects.bulk_create(
        Indicator(
            organiser=district.organiser, code=row["code"], name=row["name"],
            unit_label=row["unit"], nature=row.get("nature", "flow"),
            unit_kind=kinds.get(row.get("kind")), decimal_places=row.get("places", 0),
            position=position,
        )
        for position, row in enumerate(_rows())
    )  # fmt: skip


def asked_of(unit: Unit, indicators: Iterable[Indicator]) -> list[Indicator]:
    """The indicators that the unit reports."""
    return [row for row in indicators if row.unit_kind_id in (None, unit.kind_id)]


def figures(district: District, unit: Unit, year: int, quarter: int) -> dict[str, Decimal]:
    """The value of every indicator by its code; parts of a whole follow from the whole."""
    size, known = district.sizes[unit.pk], {}
    for row in _rows():
        random = dice(district.seed, "figure", row["code"], unit.short_name, year, quarter)
        if "falling" in row:
            start = dice(district.seed, "poverty", unit.short_name).uniform(*row["falling"])
            known[row["code"]] = _fallen(start, year, quarter)
        else:
            known[row["code"]] = _figure(row, size, random, known)
    return known


def _rows() -> list[dict[str, Any]]:
    return read("demo_models")["indicators"]


def _figure(row: dict[str, Any], size: Size, random: Random, known: dict[str, Decimal]) -> Decimal:
    if "of" in row:
        return Decimal(round(float(known[row["of"]]) * random.uniform(*row["share"])))
    if "same" in row:
        return Decimal(size.villages if row["same"] == "villages" else row["same"])
    if "count" in row:
        return Decimal(random.randint(*row["count"]))
    amount = (size.households or AGENCY_HOUSEHOLDS) * row["rate"] * random.uniform(0.2, 1.9)
    return Decimal(str(round(amount, row.get("places", 0))))


def _fallen(start: float, year: int, quarter: int) -> Decimal:
    quarters = quarter + QUARTERS_A_YEAR * (year % 3)
    return Decimal(str(round(max(start - 0.15 * quarters, 0.4), 2)))
