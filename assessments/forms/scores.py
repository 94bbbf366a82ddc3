"""One criterion as it is typed: a plain form, since 36 Django forms cost a page its speed."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from assessments.actions.scores import Entry
from assessments.facts import NO, YES
from core.keys import parse_key
from core.numbers import NumberError, format_count, parse_count, parse_number, parse_points
from core.text import TextTooLong, clean_text
from criteria.definitions import CriterionDefinition
from criteria.scoring import FactField, Part, fact_errors, fact_fields

EXPLANATION_LENGTH = 5000  # characters

_READERS: Mapping[str, Callable[[str], Any]] = {
    "count": parse_count,
    "number": lambda text: str(parse_number(text)),
    "points": lambda text: str(parse_points(text)),
    "yes_no": lambda text: {YES: True, NO: False}.get(text, text),
    "choice": str,
}


def input_name(part: Part, fact: FactField) -> str:
    """Name of the input for one fact: "briefing.numerator"."""
    return f"{part.key}.{fact.name}"


class ScoreRefused(ValueError):
    """Something typed is wrong; `form` says what and where."""

    def __init__(self, form: "ScoreForm") -> None:
        super().__init__("; ".join(form.errors.values()))
        self.form = form


def read_entry(criterion: CriterionDefinition, typed: Mapping[str, str]) -> Entry:
    """What was typed as an entry; raises ScoreRefused."""
    form = ScoreForm(criterion, typed)
    if form.errors:
        raise ScoreRefused(form)
    return form.entry


def version_of(typed: Mapping[str, str]) -> int:
    """The version the person saw; 0, which no row has, when the form lost it."""
    return parse_key(typed.get("version")) or 0


@dataclass
class ScoreForm:
    """Reads what was typed for `criterion`; `errors` by input name, `typed` to be shown again."""

    criterion: CriterionDefinition
    typed: Mapping[str, str]
    errors: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        facts = {part.key: self._facts(part) for part in self.criterion.parts if fact_fields(part)}
        self.entry = Entry(facts, self._explanation(), self._not_applicable())

    def _facts(self, part: Part) -> dict[str, Any]:
        known = {}
        for fact in fact_fields(part):
            text = self.typed.get(input_name(part, fact), "").strip()
            if text:
                self._read(part, fact, text, known)
        for name, message in fact_errors(part, known).items():
            self.errors.setdefault(f"{part.key}.{name}", message)
        return known

    def _read(self, part: Part, fact: FactField, text: str, known: dict[str, Any]) -> None:
        try:
            known[fact.name] = _READERS[fact.kind](text)
        except NumberError as error:
            self.errors[input_name(part, fact)] = str(error)

    def _explanation(self) -> str:
        try:
            return clean_text(self.typed.get("explanation", ""), EXPLANATION_LENGTH)
        except TextTooLong as error:
            self.errors["explanation"] = (
                f"Thuyết minh dài {format_count(error.length)} ký tự; tối đa "
                f"{format_count(EXPLANATION_LENGTH)}. Hãy viết gọn lại hoặc đính kèm thành tệp."
            )
            return ""

    def _not_applicable(self) -> bool:
        asked = bool(self.typed.get("not_applicable"))
        if asked and not self.criterion.may_not_arise:
            self.errors["explanation"] = "Tiêu chí này không được ghi “Không phát sinh”."
        return asked
