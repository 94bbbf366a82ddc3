"""One criterion as it is typed: a plain form, since 36 Django forms cost a page its speed."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from assessments.actions.scores import CorrectionRefused, Entry
from core.keys import parse_key
from core.numbers import format_count
from core.text import TextTooLong, clean_text
from criteria.definitions import CriterionDefinition
from criteria.forms.facts import input_name, read_facts
from criteria.scoring import Part, fact_fields, sources_of

EXPLANATION_LENGTH = 5000  # characters
REASON_MOST = 500  # characters of the reason of a correction


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


def reason_name(name: str) -> str:
    """Name of the input for the reason of correcting the fact at `name`."""
    return f"{name}.reason"


def version_of(typed: Mapping[str, str]) -> int:
    """The version the person saw; 0, which no row has, when the form lost it."""
    return parse_key(typed.get("version")) or 0


def unexplained_form(refusal: CorrectionRefused, typed: Mapping[str, str]) -> "ScoreForm":
    """What was typed, with a message at each fact that departs from our records unexplained."""
    form = ScoreForm(refusal.criterion, typed)
    for part in refusal.criterion.parts:
        for fact in fact_fields(part):
            if message := refusal.errors.get((part.key, fact.name)):
                form.errors[input_name(part, fact)] = message
    return form


@dataclass
class ScoreForm:
    """Reads what was typed for `criterion`; `errors` by input name, `typed` to be shown again."""

    criterion: CriterionDefinition
    typed: Mapping[str, str]
    errors: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        facts = {part.key: self._facts(part) for part in self.criterion.parts if fact_fields(part)}
        reasons = {p.key: given for p in self.criterion.parts if (given := self._reasons(p))}
        self.entry = Entry(facts, self._explanation(), self._not_applicable(), reasons)

    def _facts(self, part: Part) -> dict[str, Any]:
        known, errors = read_facts(part, self.typed)
        self.errors |= errors
        return known

    def _reasons(self, part: Part) -> dict[str, str]:
        """Why facts of the part depart from our own records."""
        names = {
            name: input_name(part, fact)
            for fact in fact_fields(part)
            if (name := fact.name) in sources_of(part)
        }
        texts = {name: self._reason_of(where) for name, where in names.items()}
        return {name: text for name, text in texts.items() if text}

    def _reason_of(self, name: str) -> str:
        try:
            return clean_text(self.typed.get(reason_name(name), ""), REASON_MOST)
        except TextTooLong as error:
            self.errors[name] = (
                f"Lý do dài {format_count(error.length)} ký tự; tối đa {REASON_MOST}."
            )
            return ""

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
