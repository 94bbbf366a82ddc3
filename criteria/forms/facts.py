"""Facts of scoring parts as they are typed on a sheet or for trying a rule out."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from core.numbers import NumberError
from criteria.facts import read_fact
from criteria.scoring import FactField, Part, fact_errors, fact_fields, rule_of


def input_name(part: Part, fact: FactField, within: str = "") -> str:
    """Name of the input for one fact: "briefing.numerator".

    `within`: key of the criterion, where a page holds more than one: "i-1.briefing.numerator".
    """
    return _name(part, fact.name, within)


def read_facts(
    part: Part, typed: Mapping[str, str], within: str = ""
) -> tuple[dict[str, Any], dict[str, str]]:
    """The facts of a part that were typed, and what is wrong with them by input name."""
    known: dict[str, Any] = {}
    errors: dict[str, str] = {}
    for fact in fact_fields(part):
        name = input_name(part, fact, within)
        try:
            if text := typed.get(name, "").strip():
                known[fact.name] = read_fact(fact, text)
        except NumberError as error:
            errors[name] = str(error)
    for fact_name, message in fact_errors(part, known).items():
        errors.setdefault(_name(part, fact_name, within), message)
    return known, errors


def by_hand(part: Part) -> Part:
    """The part as if somebody entered the facts that our own records answer otherwise."""
    if part.method != "measure":
        return part
    condition = {n: v for n, v in part.parameters.items() if n == "requires"}
    rule = rule_of(part)
    return replace(rule, parameters={**rule.parameters, **condition})


def _name(part: Part, fact_name: str, within: str) -> str:
    return ".".join(filter(None, (within, part.key, fact_name)))
