"""One fact as people type and read it; a code such as "quarter_one" never reaches a page."""

from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import Any

from core.numbers import parse_count, parse_number, parse_points
from criteria.rules.base import FactField
from criteria.rules.figures import number_text

YES, NO = "yes", "no"
YES_NO = ((YES, "Có"), (NO, "Không"))
# Which keys a phone shows, by kind of fact.
INPUT_MODES = {"count": "numeric", "number": "decimal", "points": "decimal"}

_READERS: Mapping[str, Callable[[str], Any]] = {
    "count": parse_count,
    "number": lambda text: str(parse_number(text)),
    "points": lambda text: str(parse_points(text)),
    "yes_no": lambda text: {YES: True, NO: False}.get(text, text),
    "choice": str,
}


def read_fact(fact: FactField, text: str) -> Any:
    """What was typed as it is stored; raises core.numbers.NumberError."""
    return _READERS[fact.kind](text)


def choices_of(fact: FactField) -> tuple[tuple[str, str], ...]:
    """(key, label) of every answer; empty for figures."""
    return YES_NO if fact.kind == "yes_no" else fact.choices


def fact_text(fact: FactField, value: Any) -> str:
    """A stored fact as it is typed: 1.250; 12,5; the key of a choice; "" when absent."""
    if value is None:
        return ""
    if fact.kind == "yes_no":
        return YES if value is True else NO
    return str(value) if fact.kind == "choice" else number_text(Decimal(str(value)))


def shown_fact(fact: FactField, value: Any) -> str:
    """A stored fact in words for reading: the label of a choice, a figure with its unit."""
    text = fact_text(fact, value)
    return dict(choices_of(fact)).get(text, f"{text} {fact.unit}".strip()) if text else ""
