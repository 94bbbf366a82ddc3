"""Facts that somebody types to try a set out: read like those of a score sheet, kept nowhere."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from criteria.definitions import CriterionDefinition
from criteria.forms.facts import by_hand, read_facts
from criteria.scoring import FactField, Part, fact_fields, part_problems


@dataclass
class TrialFacts:
    """Facts of one criterion by part; `errors` by input name, what was typed to be shown again."""

    criterion: CriterionDefinition
    typed: Mapping[str, str]
    errors: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.facts = {part.key: self._facts(part) for part in self.criterion.parts}
        asked = self.typed.get(absent_name(self.criterion)) == "1"
        self.not_applicable = asked and self.criterion.may_not_arise

    def _facts(self, part: Part) -> dict[str, Any]:
        if not tried_fields(part):
            return {}
        known, errors = read_facts(by_hand(part), self.typed, self.criterion.key)
        self.errors |= errors
        # A wrong fact answers nothing, also not for another criterion.
        return {
            name: value
            for name, value in known.items()
            if f"{self.criterion.key}.{part.key}.{name}" not in errors
        }


def tried_fields(part: Part) -> tuple[FactField, ...]:
    """What can be typed: also what later comes from our own records; nothing while unfinished."""
    return () if part_problems(part) else fact_fields(by_hand(part))


def held_name(criterion: CriterionDefinition) -> str:
    """Name of the hidden input that says why the page shows the criterion as not asked."""
    return f"{criterion.key}.held"


def absent_name(criterion: CriterionDefinition) -> str:
    """Name of the box "không phát sinh"."""
    return f"{criterion.key}.not_applicable"
