"""The facts of a criterion in words, for history, papers and reasons."""

from typing import Any

from criteria.definitions import CriterionDefinition
from criteria.facts import shown_fact
from criteria.scoring import fact_fields


def shown_facts(criterion: CriterionDefinition, facts: dict[str, Any]) -> list[list[str]]:
    """[label, words] of every fact that was entered, in reading order."""
    return [
        [fact.label, words]
        for part in criterion.parts
        for fact in fact_fields(part)
        if (words := shown_fact(fact, facts.get(part.key, {}).get(fact.name)))
    ]
