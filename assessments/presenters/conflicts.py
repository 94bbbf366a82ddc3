"""Two people, one criterion: both texts side by side."""

from collections.abc import Mapping
from typing import Any

from assessments.forms.scores import ScoreForm, reason_name
from assessments.models import Score
from criteria.definitions import CriterionDefinition
from criteria.facts import choices_of, fact_text, shown_fact
from criteria.forms.facts import input_name
from criteria.scoring import FactField, Part, fact_fields, sources_of


def conflict_values(form: ScoreForm, row: Score) -> dict[str, Any]:
    """Context of components/version_conflict.html: only the boxes that differ."""
    boxes = [*fact_boxes(form, row), *_reason_boxes(form, row)]
    boxes.append(_box("explanation", "Thuyết minh", form.entry.explanation, row.explanation))
    boxes.append(_arose_box(form, row))
    return {
        "who": str(row.updated_by or "Người khác"),
        "at": row.updated_at,
        "version": row.version,
        "rows": [box for box in boxes if box["mine"] != box["theirs"]],
    }


def fact_boxes(form: ScoreForm, row: Any) -> list[dict[str, str]]:
    """Every fact in both versions; also for rows of an appraisal."""
    return [_fact_box(form, row, part, fact)
            for part in form.criterion.parts for fact in fact_fields(part)]  # fmt: skip


def typed_words(criterion: CriterionDefinition, typed: Mapping[str, str]) -> list[tuple[str, str]]:
    """(label, what was typed) of every box that is not empty, right or wrong as it is."""
    boxes = [
        (fact.label, dict(choices_of(fact)).get(text, text))
        for part in criterion.parts
        for fact in fact_fields(part)
        if (text := typed.get(input_name(part, fact), ""))
    ]
    explanation = typed.get("explanation", "")
    return [*boxes, ("Thuyết minh", explanation)] if explanation else boxes


def _fact_box(form: ScoreForm, row: Score, part: Part, fact: FactField) -> dict[str, str]:
    mine = form.entry.facts.get(part.key, {}).get(fact.name)
    theirs = row.facts.get(part.key, {}).get(fact.name)
    box = _box(input_name(part, fact), fact.label, fact_text(fact, mine), fact_text(fact, theirs))
    return box | {
        "mine_words": shown_fact(fact, mine),
        "theirs_words": shown_fact(fact, theirs),
    }


def _reason_boxes(form: ScoreForm, row: Score) -> list[dict[str, str]]:
    """The reason of each correction in both versions."""
    return [
        _box(
            reason_name(input_name(part, fact)),
            f"Lý do sửa: {fact.label}",
            form.entry.reasons.get(part.key, {}).get(fact.name, ""),
            row.corrections.get(part.key, {}).get(fact.name, ""),
        )
        for part in form.criterion.parts
        for fact in fact_fields(part)
        if fact.name in sources_of(part)
    ]


def _arose_box(form: ScoreForm, row: Score) -> dict[str, str]:
    words = {True: "Không phát sinh", False: "Có phát sinh"}
    mine, theirs = form.entry.not_applicable, row.not_applicable
    return _box("not_applicable", "Phát sinh", "1" if mine else "", "1" if theirs else "") | {
        "mine_words": words[mine],
        "theirs_words": words[theirs],
    }


def _box(name: str, label: str, mine: str, theirs: str) -> dict[str, str]:
    return {"name": name, "label": label, "mine": mine, "theirs": theirs}
