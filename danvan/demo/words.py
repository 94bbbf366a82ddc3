"""What people of the demonstration write: explanations, reasons, conclusions."""

import re
from collections.abc import Mapping
from typing import Any

from core.numbers import format_count
from criteria.definitions import CriterionDefinition
from danvan.demo.fixtures import read
from danvan.demo.sheets import FactSheet
from organisation.models import Unit

_FACT = re.compile(r"\{(\w+)\.(\w+)\}")


def explanation(
    unit: Unit, year: int, criterion: CriterionDefinition, facts: Mapping[str, Any]
) -> str:
    """What the unit writes about one criterion, with the figures that it entered."""
    text = read("demo_words")[unit.kind.code].get(criterion.code, "")
    text = text.replace("{place}", place_of(unit)).replace("{year}", str(year))
    return _FACT.sub(lambda found: _figure(facts[found[1]][found[2]]), text)


def place_of(unit: Unit) -> str:
    """The place or the body itself: "xã Đồng Tiến"."""
    return unit.name.removeprefix("Đảng bộ ")


def reason(criterion: CriterionDefinition, stated: FactSheet, settled: FactSheet) -> str:
    """Why the appraiser departs from what the unit stated on one criterion."""
    before, after = stated.level[criterion.pk], settled.level[criterion.pk]
    changed = [part for part in criterion.parts if before.get(part.key) != after.get(part.key)]
    return read("demo_words")["reasons"][changed[0].method]


def _figure(value: Any) -> str:
    return format_count(value) if isinstance(value, int) else str(value).replace(".", ",")
