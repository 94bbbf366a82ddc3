"""Facts that somebody types to try a set out: read like those of a score sheet, kept nowhere."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from core.numbers import NumberError, parse_count, parse_number, parse_points
from criteria.definitions import CriterionDefinition
from criteria.scoring import FactField, Part, fact_errors, fact_fields, part_problems, rule_of

YES, NO = "yes", "no"
_READERS: Mapping[str, Callable[[str], Any]] = {
    "count": parse_count,
    "number": lambda text: str(parse_number(text)),
    "points": lambda text: str(parse_points(text)),
    "yes_no": lambda text: {YES: True, NO: False}.get(text, text),
    "choice": str,
}


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
        known: dict[str, Any] = {}
        for fact in tried_fields(part):
            name = input_name(self.criterion, part, fact)
            text = self.typed.get(name, "").strip()
            if text:
                try:
                    known[fact.name] = _READERS[fact.kind](text)
                except NumberError as error:
                    self.errors[name] = str(error)
        if tried_fields(part):
            for fact_name, message in fact_errors(part, known).items():
                self.errors.setdefault(f"{self.criterion.key}.{part.key}.{fact_name}", message)
                known.pop(fact_name, None)  # answers nothing, also not for another criterion
        return known


def tried_fields(part: Part) -> tuple[FactField, ...]:
    """What can be typed: also what later comes from our own records; nothing while unfinished."""
    if part_problems(part):
        return ()
    return fact_fields(part) or fact_fields(rule_of(part))


def input_name(criterion: CriterionDefinition, part: Part, fact: FactField) -> str:
    """Name of the input for one fact: "i-1.briefing.numerator"."""
    return f"{criterion.key}.{part.key}.{fact.name}"


def held_name(criterion: CriterionDefinition) -> str:
    """Name of the hidden input that says why the page shows the criterion as not asked."""
    return f"{criterion.key}.held"


def absent_name(criterion: CriterionDefinition) -> str:
    """Name of the box "không phát sinh"."""
    return f"{criterion.key}.not_applicable"
