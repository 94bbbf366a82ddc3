"""What is wrong with a criteria set: everything at once, in plain words, each with its place.

One module per noun; `findings` puts them together in the order in which the set is read.
"""

from criteria.checks import bands, codes, conditions, groups, totals, vetoes
from criteria.checks.base import Finding, Place, Severity
from criteria.definitions import SetDefinition, definition_of
from criteria.models import CriteriaSet

__all__ = ["Finding", "Place", "Severity", "faults", "findings", "set_problems"]


def findings(definition: SetDefinition) -> list[Finding]:
    """Everything worth saying about the set, in reading order."""
    return [
        *totals.findings(definition),
        *codes.findings(definition),
        *groups.findings(definition),
        *conditions.findings(definition),
        *vetoes.findings(definition),
        *bands.findings(definition),
    ]


def faults(definition: SetDefinition) -> list[Finding]:
    """What keeps the set from being published."""
    return [found for found in findings(definition) if found.severity == Severity.FAULT]


def set_problems(criteria_set: CriteriaSet) -> list[str]:
    """What keeps the stored set from being published; empty when it is fit."""
    return [found.message for found in faults(definition_of(criteria_set))]
