"""One row of the score sheet as plain values: 36 of them are drawn in a few milliseconds."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from django.urls import reverse

from assessments import sheets
from assessments.completeness import LACK_LABELS, Lack, is_computed, lacks_of
from assessments.forms.scores import ScoreForm
from assessments.models import Assessment, Score
from assessments.presenters.source_notes import correction_box, note_id, note_of, note_places
from criteria.conditions import Withheld
from criteria.definitions import CriterionDefinition
from criteria.facts import INPUT_MODES, choices_of, fact_text
from criteria.forms.facts import input_name
from criteria.models import NotApplicablePolicy, Scorer
from criteria.presenters.help import help_of, level_tables
from criteria.scoring import FactField, Part, fact_fields, points_text, sources_of

LACK_TONES = {
    Lack.NOT_SCORED: "neutral",
    Lack.NO_EVIDENCE: "warning",
    Lack.NO_EXPLANATION: "warning",
}


@dataclass
class Addresses:
    """Addresses of the rows of one sheet; reversed once, since 36 rows need three each."""

    assessment: Assessment
    _patterns: dict[str, str] = field(default_factory=dict)

    @cached_property
    def add(self) -> str:
        """Address at which evidence is added."""
        return reverse("assessments:evidence-add", args=[self.assessment.pk])

    @cached_property
    def advice(self) -> str:
        """Address of the advice ledger."""
        return reverse("assessments:advice", args=[self.assessment.pk])

    def of(self, name: str, criterion_pk: int) -> str:
        """Address of route `name` for one criterion."""
        if name not in self._patterns:
            self._patterns[name] = reverse(name, args=[self.assessment.pk, 0])
        return self._patterns[name].replace("/0/", f"/{criterion_pk}/", 1)


@dataclass(frozen=True)
class RowView:
    """What is needed to show one criterion; `lock`: why it cannot be edited, "" when it can.

    `held`: why it is not asked, None when it is.
    """

    criterion: CriterionDefinition
    score: Score
    addresses: Addresses
    record_key: str
    evidence: list[dict[str, Any]] = field(default_factory=list)
    offered: list[dict[str, Any]] = field(default_factory=list)
    lock: str = ""
    is_asked: bool = False
    form: ScoreForm | None = None
    appraised: Any = None
    held: Withheld | None = None
    beside: list[dict[str, Any]] = field(default_factory=list)

    def values(self) -> dict[str, Any]:
        """Everything that templates/assessments/_score_row.html draws."""
        criterion, pk = self.criterion, self.criterion.pk
        return {
            "pk": str(pk),  # text throughout: Django formats each number that a template draws
            "code": criterion.code,
            "title": criterion.title,
            "help": help_of(criterion, hint=False),
            "scoring": criterion.scoring_text,
            "hint": criterion.evidence_hint,
            "evidence_required": criterion.evidence_required,
            "may_not_arise": criterion.may_not_arise,
            "by_appraiser": criterion.scored_by == Scorer.APPRAISER,
            "is_computed": is_computed(criterion),
            "lock": self.lock,
            "parts": self._parts(),
            "explanation": self._typed("explanation", self.score.explanation),
            "explanation_error": self._error("explanation"),
            "not_applicable": self.score.not_applicable,
            "is_kept": bool(self.score.explanation or any(self.score.facts.values())),
            "version": str(self._typed("version", self.score.version)),
            "evidence": self.evidence,
            "offered": self.offered,
            "reuse_url": self.addresses.add,
            "beside": self.beside,
            "add_url": f"{self.addresses.add}?tieu_chi={pk}",
            "record_key": self.record_key,
            "save_url": self.addresses.of("assessments:score-save", pk),
            **self.points_values(),
        }

    def points_values(self) -> dict[str, Any]:
        """What changes with each save: points, arithmetic, state."""
        score, criterion = self.score, self.criterion
        lacks = () if self.held else lacks_of(criterion, score, score.has_evidence)
        return {
            "pk": str(criterion.pk),
            "points": "–" if score.points is None else points_text(score.points),
            "max": points_text(criterion.max_points),
            "is_asked": self.is_asked,
            "is_done": score.points is not None and not lacks and not self.held,
            "working": self._working(),
            "levels": [] if score.not_applicable else level_tables(criterion, score.facts),
            "held": held_values(self.held),
            "not_applicable": score.not_applicable,
            "policy_note": _policy_note(self.addresses.assessment, criterion),
            "marks": [(LACK_LABELS[lack], LACK_TONES[lack]) for lack in lacks],
            "tags": " ".join([*lacks, *(["asked"] if self.is_asked else [])]),
            "why_url": self.addresses.of("assessments:why", criterion.pk),
            "appraised": self._appraised(),
            "notes": note_places(criterion, score),
        }

    def field_errors(self) -> list[tuple[str, str]]:
        """(id of the message's place, message) of every input, "" where nothing is wrong."""
        names = [
            input_name(part, fact) for part in self.criterion.parts for fact in fact_fields(part)
        ]
        return [(error_id(self.criterion, n), self._error(n)) for n in [*names, "explanation"]]

    def _parts(self) -> list[dict[str, Any]]:
        several = len(self.criterion.parts) > 1
        return [
            {
                "label": part.label if several else "",
                "max": points_text(part.max_points),
                "fields": [self._field(part, fact) for fact in fact_fields(part)],
                "is_measure": part.method == "measure",
            }
            for part in self.criterion.parts
        ]

    def _field(self, part: Part, fact: FactField) -> dict[str, Any]:
        name = input_name(part, fact)
        value = fact_text(fact, self.score.facts.get(part.key, {}).get(fact.name))
        value = self._typed(name, value)
        choices = choices_of(fact)
        return {
            "name": name,
            "id": f"f{self.criterion.pk}-{name}".replace(".", "-"),
            "label": fact.label,
            "unit": fact.unit,
            "value": value,
            "choices": [(key, label, key == value) for key, label in choices],
            "shown": dict(choices).get(value, value),
            "inputmode": INPUT_MODES.get(fact.kind, ""),
            "error": self._error(name),
            "error_id": error_id(self.criterion, name),
            **self._source(part, fact, name),
        }

    def _source(self, part: Part, fact: FactField, name: str) -> dict[str, Any]:
        """What our records say about a fact, and the box for the reason of another value."""
        if fact.name not in sources_of(part):
            return {}
        score = self.score
        note = note_of(part, fact, score.facts, score.sourced, score.corrections)
        if note is None or not note.get("typed"):
            return {"note": note, "note_id": note_id(self.criterion, name)}
        box = correction_box(name, self.form.typed if self.form else None, note)
        box["is_open"] |= bool(self._error(name))
        return {"note": note, "note_id": note_id(self.criterion, name), "correction": box}

    def _typed(self, name: str, stored: Any) -> Any:
        return self.form.typed.get(name, "") if self.form else stored

    def _error(self, name: str) -> str:
        return self.form.errors.get(name, "") if self.form else ""

    def _working(self) -> list[str]:
        """The arithmetic; nothing while nobody has entered anything."""
        if self.criterion.scored_by == Scorer.APPRAISER:
            return _known_lines(self.criterion, self.addresses.assessment)
        entered = any(facts for facts in self.score.facts.values())
        return self.score.working if entered else []

    def _appraised(self) -> dict[str, Any] | None:
        if self.appraised is None:
            return None
        return {
            "points": "–" if self.appraised.points is None else points_text(self.appraised.points),
            "not_applicable": self.appraised.not_applicable,
            "is_changed": self.appraised.is_changed,
            "reason": self.appraised.reason,
        }


def held_values(held: Withheld | None) -> dict[str, Any] | None:
    """Why a criterion is not asked, for a page."""
    if held is None:
        return None
    sentence = f"{held.reason[:1].upper()}{held.reason[1:]}."
    return {"is_waiting": held.is_waiting, "reason": held.reason, "sentence": sentence}


def error_id(criterion: CriterionDefinition, name: str) -> str:
    """Id of the place where the message about an input stands."""
    return f"e{criterion.pk}-{name}".replace(".", "-")


def _known_lines(criterion: CriterionDefinition, assessment: Assessment) -> list[str]:
    """What the system knows of a criterion that only the appraiser scores."""
    facts: Mapping = sheets.measured_facts(criterion, assessment, {})
    return sheets.working_lines(criterion, sheets.score(criterion, facts)) if facts else []


def _policy_note(assessment: Assessment, criterion: CriterionDefinition) -> str:
    if assessment.criteria_set.not_applicable_policy == NotApplicablePolicy.FULL:
        return f"tính đủ {points_text(criterion.max_points)} điểm"
    return "không tính vào thang điểm"
