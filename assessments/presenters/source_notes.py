"""Beside a fact: what our own records of the year say, with their arithmetic and where to look."""

from collections.abc import Mapping
from typing import Any

from assessments.forms.scores import reason_name
from assessments.sourced_facts import ByFact, equal, offers
from criteria.definitions import CriterionDefinition
from criteria.facts import fact_text, shown_fact
from criteria.forms.facts import input_name
from criteria.scoring import FactField, Part, fact_fields, sources_of


def note_id(criterion: CriterionDefinition, name: str) -> str:
    """Id of the place where the note about an input stands."""
    return f"s{criterion.pk}-{name}".replace(".", "-")


def note_of(
    part: Part, fact: FactField, facts: ByFact, sourced: ByFact, reasons: ByFact
) -> dict[str, Any] | None:
    """The note about one fact; None where no records stand behind it.

    `is_corrected`: the unit states something else, for `reason`; `problem`: why the records' value
    cannot be taken; `was`: what had been typed before the records knew.
    """
    entry = (sourced.get(part.key) or {}).get(fact.name)
    reason = (reasons.get(part.key) or {}).get(fact.name, "")
    if entry is None:
        return {"is_lost": True, "reason": reason} if reason else None
    stated = (facts.get(part.key) or {}).get(fact.name)
    return {
        "shown": shown_fact(fact, entry["value"]) or str(entry["value"]),
        "typed": fact_text(fact, entry["value"]) if offers(entry) else "",
        "working": entry["working"],
        "url": entry["url"],
        "problem": entry.get("problem", ""),
        "was": shown_fact(fact, entry["was"]) if "was" in entry else "",
        "is_corrected": offers(entry) and not equal(stated, entry["value"]),
        "reason": reason,
    }


def notes_of(
    criterion: CriterionDefinition, facts: ByFact, sourced: ByFact, reasons: ByFact
) -> list[tuple[str, dict[str, Any]]]:
    """(label of the fact, note) of everything that records stand behind, in reading order."""
    return [
        (fact.label, note)
        for part in criterion.parts
        if sources_of(part)
        for fact in fact_fields(part)
        if (note := note_of(part, fact, facts, sourced, reasons))
    ]


def note_places(criterion: CriterionDefinition, row: Any) -> list[tuple[str, dict[str, Any]]]:
    """(id, note) of every note of a row, for an answer to a save."""
    return [
        (note_id(criterion, input_name(part, fact)), note)
        for part in criterion.parts
        if sources_of(part)
        for fact in fact_fields(part)
        if (note := note_of(part, fact, row.facts, row.sourced, row.corrections))
    ]


def correction_box(name: str, typed: Mapping[str, str] | None, note: dict) -> dict[str, Any]:
    """The box for the reason of correcting the fact at `name`: open where there is one to give."""
    reason = note["reason"] if typed is None else typed.get(reason_name(name), "")
    return {"name": reason_name(name), "reason": reason,
            "is_open": bool(reason or note["is_corrected"])}  # fmt: skip
