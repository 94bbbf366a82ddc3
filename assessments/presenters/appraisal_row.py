"""One criterion of the appraisal sheet: what the unit stated beside what the appraiser decides."""

from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from assessments.appraisal_rows import is_automatic
from assessments.completeness import Lack, lacks_of
from assessments.forms.appraisals import JudgementForm
from assessments.models import AppraisedScore
from assessments.presenters.rows import Addresses, error_id, held_values
from assessments.presenters.source_notes import note_of
from assessments.sheets import score, working_lines
from assessments.sourced_facts import departures
from criteria.conditions import Withheld
from criteria.definitions import CriterionDefinition
from criteria.facts import INPUT_MODES, choices_of, fact_text, shown_fact
from criteria.forms.facts import input_name
from criteria.models import Scorer
from criteria.presenters.help import help_of, level_tables
from criteria.scoring import FactField, Part, fact_fields, points_text, sources_of

ABSENT = "–"
# Words of the filter chips.
OPEN, GAP, NO_EVIDENCE, NOT_ARISEN = "open", "gap", "evidence", "not-arisen"
CORRECTED = "corrected"


@dataclass(frozen=True)
class StatedRow:
    """The unit's side of a row, in the shape that the list of lacks asks for."""

    points: Decimal | None
    not_applicable: bool
    explanation: str


@dataclass(frozen=True)
class AppraisalRow:
    """What is needed to draw one criterion; `live`: facts of our records for an automatic one.

    `held` and `stated_held`: why it is not asked now, and why it was not asked of the unit.
    """

    criterion: CriterionDefinition
    row: AppraisedScore
    addresses: Addresses
    evidence: list[dict[str, Any]] = field(default_factory=list)
    live: dict[str, Any] | None = None
    form: JudgementForm | None = None
    is_editable: bool = True
    needs_reason: bool = False
    held: Withheld | None = None
    stated_held: Withheld | None = None
    beside: list[dict[str, Any]] = field(default_factory=list)

    def values(self) -> dict[str, Any]:
        """Everything that templates/assessments/_appraisal_row.html draws."""
        criterion, row = self.criterion, self.row
        return {
            "code": criterion.code,
            "title": criterion.title,
            "has_help": bool(help_of(criterion)),
            "scoring": criterion.scoring_text,
            "evidence_required": criterion.evidence_required,
            "may_not_arise": criterion.may_not_arise,
            "evidence": self.evidence,
            "beside": self.beside,
            "parts": self._parts(),
            "unit": self._unit_values(),
            "is_automatic": is_automatic(criterion),
            "is_editable": self.is_editable and not is_automatic(criterion),
            "set_points": self._typed("points", self.points_against_rule()),
            "is_absent": self._typed("not_applicable", row.not_applicable),
            "version": row.version,
            "save_url": self.addresses.of("assessments:appraised-save", criterion.pk),
            "advise_url": f"{self.addresses.advice}?tieu_chi={criterion.key}#viet",
            "errors": {name: self.error(name) for name in ("points", "reason", "not_applicable")},
            **self.judged_values(),
            "reason": self._typed("reason", row.reason),
        }

    def judged_values(self) -> dict[str, Any]:
        """What changes with each save: points, gap, arithmetic, state, tags."""
        row = self.row
        return {
            "pk": self.criterion.pk,
            "points": self._points_shown(),
            "stated": self._stated_words(),
            "max": points_text(self.criterion.max_points),
            "not_applicable": row.not_applicable,
            "working": self._working(),
            "is_decided": row.decided_at is not None,
            "can_agree": self._can_agree(),
            "gap": gap_values(row),
            "needs_reason": self.needs_reason or row.is_changed,
            "is_unstated": row.self_points is None and not self._did_not_arise(),
            "held": held_values(self.held),
            "levels": [] if row.not_applicable else level_tables(self.criterion, self._facts()),
            "reason": row.reason,
            "tags": " ".join(self.tags()),
            "why_url": self.addresses.of("assessments:why", self.criterion.pk),
        }

    def tags(self) -> list[str]:
        """Words of the chips that keep this row on screen."""
        row, criterion = self.row, self.criterion
        is_stated = self.stated_held is None
        lacks = lacks_of(criterion, _stated_row(row), row.has_evidence) if is_stated else ()
        is_asked = self.held is None or self.held.is_waiting
        found = {
            OPEN: row.decided_at is None and not is_automatic(criterion) and is_asked,
            GAP: gap_of(row) not in (None, 0) or row.is_changed,
            NO_EVIDENCE: Lack.NO_EVIDENCE in lacks,
            NOT_ARISEN: self._did_not_arise(),
            CORRECTED: bool(departures(row.unit_facts or {}, row.unit_sourced or {})),
        }
        return [word for word, applies in found.items() if applies]

    def preview(self) -> str:
        """What the typed figures would give, for an answer that refuses them for now."""
        if self.form is None or self.form.judgement.not_applicable:
            return ""
        judgement = self.form.judgement
        points = score(self.criterion, {**self.row.facts, **judgement.facts}).points
        return _points(points if judgement.points is None else judgement.points)

    def points_against_rule(self) -> str:
        """Points set by hand: only where the rule would give others."""
        if self.row.points is None:
            return ""
        by_rule = score(self.criterion, self.row.facts).points
        return "" if by_rule == self.row.points else points_text(self.row.points)

    def field_errors(self) -> list[tuple[str, str]]:
        """(id of the message's place, message) of every input, "" where nothing is wrong."""
        parts = self.criterion.parts
        names = [input_name(part, fact) for part in parts for fact in fact_fields(part)]
        names += ["points", "reason"]
        if self.criterion.may_not_arise:
            names.append("not_applicable")
        return [(error_id(self.criterion, name), self.error(name)) for name in names]

    def error(self, name: str) -> str:
        """What is wrong with an input."""
        return self.form.errors.get(name, "") if self.form else ""

    def _unit_values(self) -> dict[str, Any]:
        row = self.row
        return {
            "points": _points(row.self_points),
            "not_applicable": row.unit_not_applicable,
            "held": held_values(self.stated_held),
            "explanation": row.unit_explanation or "",
            "working": row.unit_working or [],
            "scores": self.criterion.scored_by == Scorer.UNIT,
        }

    def _parts(self) -> list[dict[str, Any]]:
        several = len(self.criterion.parts) > 1
        return [
            {
                "label": part.label if several else "",
                "max": points_text(part.max_points),
                "fields": [self._field(part, fact) for fact in fact_fields(part)],
            }
            for part in self.criterion.parts
        ]

    def _field(self, part: Part, fact: FactField) -> dict[str, Any]:
        name = input_name(part, fact)
        own = _fact(self.row.facts, part, fact)
        stated = _fact(self.row.unit_facts or {}, part, fact)
        value = self._typed(name, fact_text(fact, own))
        choices = choices_of(fact)
        return {
            "name": name,
            "id": f"a{self.criterion.pk}-{name}".replace(".", "-"),
            "label": fact.label,
            "unit": fact.unit,
            "value": value,
            "choices": [(key, label, key == value) for key, label in choices],
            "note": self._note(part, fact),
            "shown": shown_fact(fact, own) or ABSENT,
            "stated": shown_fact(fact, stated) or ABSENT,
            "inputmode": INPUT_MODES.get(fact.kind, ""),
            "error": self.error(name),
            "error_id": error_id(self.criterion, name),
        }

    def _note(self, part: Part, fact: FactField) -> dict[str, Any] | None:
        """What our records said when the unit handed in."""
        row = self.row
        sides = (row.unit_facts or {}, row.unit_sourced or {}, row.unit_corrections or {})
        return note_of(part, fact, *sides) if fact.name in sources_of(part) else None

    def _typed(self, name: str, stored: Any) -> Any:
        return self.form.typed.get(name, "") if self.form else stored

    def _points_shown(self) -> str:
        if self.live:
            return _points(score(self.criterion, self.live).points)
        return _points(self.row.points)

    def _working(self) -> list[str]:
        if self.live:
            return working_lines(self.criterion, score(self.criterion, self.live))
        if is_automatic(self.criterion) and self.row.decided_at is None:
            return ["Hệ thống tự tính khi các tiêu chí khác đã thẩm định xong."]
        return self.row.working

    def _can_agree(self) -> bool:
        row = self.row
        is_stated = row.self_points is not None or self._did_not_arise()
        return row.decided_at is None and (is_stated or self.criterion.is_bonus)

    def _did_not_arise(self) -> bool:
        """The unit itself said that the task did not arise."""
        return bool(self.row.unit_not_applicable) and self.stated_held is None

    def _stated_words(self) -> str:
        """The unit's points in a word; "" where it was not asked."""
        if self.stated_held or self.criterion.scored_by != Scorer.UNIT:
            return ""
        return "không phát sinh" if self._did_not_arise() else _points(self.row.self_points)

    def _facts(self) -> dict[str, Any]:
        """Facts that the points shown rest on."""
        return self.live or self.row.facts


def gap_of(row: AppraisedScore) -> Decimal | None:
    """Appraised less stated points; None while one of them is not known."""
    if row.points is None or row.self_points is None:
        return None
    return row.points - row.self_points


def gap_values(row: AppraisedScore) -> dict[str, str]:
    """The gap in sign, word and tone, so that colour never stands alone."""
    gap = gap_of(row)
    if gap is None:
        return {}
    if gap == 0:
        return {"text": "0,00", "word": "bằng tự chấm", "tone": "same", "icon": "check-circle-fill"}
    word, tone = ("thấp hơn", "lower") if gap < 0 else ("cao hơn", "higher")
    return {"text": signed(gap), "word": word, "tone": tone, "icon": "exclamation-triangle-fill"}


def signed(points: Decimal) -> str:
    """ "+0,50" or "−1,00"."""
    return f"+{points_text(points)}" if points > 0 else points_text(points)


def _points(points: Decimal | None) -> str:
    return ABSENT if points is None else points_text(points)


def _fact(facts: dict, part: Part, fact: FactField) -> Any:
    return (facts.get(part.key) or {}).get(fact.name)


def _stated_row(row: AppraisedScore) -> StatedRow:
    return StatedRow(row.self_points, bool(row.unit_not_applicable), row.unit_explanation or "")
