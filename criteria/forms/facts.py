"""Facts of scoring parts as they are typed on a sheet or for trying a rule out."""

from collections.abc import Mapping
from typing import Any

from core.numbers import NumberError
from criteria.facts import read_fact
from criteria.scoring import FactField, Part, fact_errors, fact_fields


def input_name(part: Part, fact: FactField) -> str:
    """Name of the input for one fact: "briefing.numerator"."""
    return f"{part.key}.{fact.name}"


def read_facts(part: Part, typed: Mapping[str, str]) -> tuple[dict[str, Any], dict[str, str]]:
    """The facts of a part that were typed, and what is wrong with them by input name."""
    known: dict[str, Any] = {}
    errors: dict[str, str] = {}
    for fact in fact_fields(part):
        name = input_name(part, fact)
        try:
            if text := typed.get(name, "").strip():
                known[fact.name] = read_fact(fact, text)
        except NumberError as error:
            errors[name] = str(error)
    for fact_name, message in fact_errors(part, known).items():
        errors.setdefault(f"{part.key}.{fact_name}", message)
    return known, errors
