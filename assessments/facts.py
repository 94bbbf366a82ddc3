"""Stored facts as people read and type them; a code such as "quarter_one" never reaches a page."""

from decimal import Decimal
from typing import Any

from criteria.definitions import CriterionDefinition
from criteria.scoring import FactField, fact_fields, number_text

YES, NO = "yes", "no"
YES_NO = ((YES, "Có"), (NO, "Không"))


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


def shown_facts(criterion: CriterionDefinition, facts: dict[str, Any]) -> list[list[str]]:
    """[label, words] of every fact that was entered, in reading order."""
    return [
        [fact.label, words]
        for part in criterion.parts
        for fact in fact_fields(part)
        if (words := shown_fact(fact, facts.get(part.key, {}).get(fact.name)))
    ]
