"""One criterion as it is typed: a plain form, since 36 Django forms cost a page its speed."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from assessments.actions.scores import Entry
from core.keys import parse_key
from core.numbers import format_count
from core.text import TextTooLong, clean_text
from criteria.definitions import CriterionDefinition
from criteria.forms.facts import read_facts
from criteria.scoring import Part, fact_fields

EXPLANATION_LENGTH = 5000  # characters


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
        known, errors = read_facts(part, self.typed)
        self.errors |= errors
        return known

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
