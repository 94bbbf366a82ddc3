"""What a submission freezes: the whole statement in words and figures, and its fingerprint."""

import hashlib
import json
from collections import defaultdict
from decimal import Decimal
from typing import Any

from assessments.facts import shown_facts
from assessments.mandates import sheet_typists
from assessments.models import Assessment, Evidence, Score
from assessments.sheets import SheetResult, best_class, result_of
from assessments.sourced_facts import corrected_words, seen
from criteria.conditions import Withheld, withheld
from criteria.definitions import CriterionDefinition, SetDefinition, definition_of
from criteria.models import CriteriaSet, Scorer
from organisation.models import User

ZERO = Decimal(0)
FORMAT = 2  # of the frozen content; raise it when its keys change


def content_of(
    assessment: Assessment, rows: dict[int, Score], by: User | None = None
) -> dict[str, Any]:
    """The statement as JSON-able values, readable without any other row of the database.

    `scale` is there only where something left the scale of the total, `typed_by` only where
    somebody of the board typed on behalf of the unit.
    """
    definition = definition_of(assessment.criteria_set)
    result = result_of(definition, rows.values(), by_unit=True)
    evidence = evidence_content(assessment, definition)
    return {
        "format": FORMAT,
        "unit": {"name": assessment.unit_name, "code": assessment.unit.official_code},
        "round": {
            "year": assessment.round.year,
            "title": assessment.round.title,
            "organiser": assessment.round.organiser.name,
        },
        "criteria_set": set_content(assessment.criteria_set, definition),
        "total": str(result.totals.total),
        "maximum": str(sum((g.max_points for g in definition.groups if not g.is_bonus), ZERO)),
        "self_maximum": str(result.totals.maximum),
        "bonus": str(result.totals.bonus),
        "class": result.class_name,
        "class_reasons": list(result.reached.reasons),
        "best_class": best_class(definition, result.totals),
        "groups": _groups(definition, result),
        "scores": _scores(definition, rows, _codes(evidence)),
        "vetoes": [{"code": v.code, "title": v.title} for v in definition.vetoes],
        "evidence": evidence,
        "submitted_by": {"name": str(by), "position": by.position} if by else None,
        **({"scale": scale} if (scale := result.totals.scale_text) else {}),
        **({"typed_by": names} if (names := sheet_typists(assessment)) else {}),
    }


def set_content(criteria_set: CriteriaSet, definition: SetDefinition) -> dict[str, Any]:
    """The set by name, with the document that it belongs to and the sources it rests on.

    `legal_basis`: that of single criteria, by code.
    """
    dated = criteria_set.guidance_date
    return {
        "title": criteria_set.title,
        "version": criteria_set.version,
        "guidance": {
            "kind": criteria_set.guidance_kind,
            "number": criteria_set.guidance_number,
            "date": dated.isoformat() if dated else "",
            "issuer": criteria_set.guidance_issuer,
        },
        "basis": list(criteria_set.basis),
        "legal_basis": {
            c.code: c.legal_basis for c in definition.criteria.values() if c.legal_basis
        },
    }


def canonical(content: dict[str, Any]) -> str:
    """The one text of a content: sorted keys, no spaces; the same after a trip to the database."""
    return json.dumps(content, sort_keys=True, ensure_ascii=False, separators=(",", ":"))


def content_hash(content: dict[str, Any]) -> str:
    """SHA-256 (hex) of the canonical text."""
    return hashlib.sha256(canonical(content).encode()).hexdigest()


def evidence_content(assessment: Assessment, definition: SetDefinition) -> list[dict[str, Any]]:
    """Every piece of evidence that is not taken away, with the criteria it serves."""
    pieces = (
        Evidence.objects.filter(assessment=assessment, removed_at=None)
        .select_related("document")
        .prefetch_related("uses")
    )
    return [_piece(piece, definition) for piece in pieces]


def changes(before: dict[str, Any], after: dict[str, Any]) -> list[dict[str, Any]]:
    """Criteria that differ between two submissions, both sides of each."""
    earlier = {row["code"]: row for row in before["scores"]}
    return [
        {"before": earlier[row["code"]], "after": row}
        for row in after["scores"]
        if row["code"] in earlier and earlier[row["code"]] != row
    ]


def _piece(piece: Evidence, definition: SetDefinition) -> dict[str, Any]:
    used_by = {use.criterion_id for use in piece.uses.all()}
    document = piece.document
    return {
        "evidence": piece.pk,
        "code": piece.code,
        "title": piece.title,
        "reference_number": piece.reference_number,
        "dated_on": piece.dated_on.isoformat() if piece.dated_on else None,
        "issuer": piece.issuer,
        "pages": piece.pages,
        "url": piece.url,
        "file": document.name if document else "",
        "size": document.size if document else None,
        "page_count": document.page_count if document else None,
        "sha256": document.sha256 if document else "",
        "criteria": [c.code for pk, c in definition.criteria.items() if pk in used_by],
    }


def _codes(evidence: list[dict[str, Any]]) -> dict[str, list[str]]:
    """Codes of the evidence of each criterion."""
    found = defaultdict(list)
    for piece in evidence:
        for criterion in piece["criteria"]:
            found[criterion].append(piece["code"])
    return found


def _groups(definition: SetDefinition, result: SheetResult) -> list[dict[str, Any]]:
    totals = {group.code: group.points for group in result.totals.groups}
    return [
        {
            "code": group.code,
            "title": group.title,
            "max": str(definition.bonus_max if group.is_bonus else group.max_points),
            "points": str(totals.get(group.code, result.totals.bonus)),
            "is_bonus": group.is_bonus,
        }
        for group in definition.groups
    ]


def _scores(
    definition: SetDefinition, rows: dict[int, Score], codes: dict[str, list[str]]
) -> list[dict[str, Any]]:
    held = withheld(definition, rows)
    return [
        _row(c, rows[pk], codes.get(c.code, []), held.get(pk))
        for pk, c in definition.criteria.items()
    ]


def _row(
    criterion: CriterionDefinition, score: Score, evidence: list[str], why: Withheld | None
) -> dict[str, Any]:
    """One criterion; `not_asked` says why the unit did not have to answer, where it had not to.

    It is left out otherwise, so that hand-ins from before and after compare equal. So are
    `sourced`, `corrections` and `corrected` (in words) where nothing came from our records.
    """
    return (
        {
            "group": criterion.group_code,
            "code": criterion.code,
            "title": criterion.title,
            "max": str(criterion.max_points),
            "facts": score.facts,
            "facts_shown": shown_facts(criterion, score.facts),
            "points": None if score.points is None else str(score.points),
            "working": score.working,
            "not_applicable": score.not_applicable,
            "explanation": score.explanation,
            "evidence": evidence,
            "by_appraiser": criterion.scored_by == Scorer.APPRAISER,
        }
        | ({"not_asked": why.reason} if why else {})
        | _sourced(criterion, score)
    )


def _sourced(criterion: CriterionDefinition, score: Score) -> dict[str, Any]:
    """What our own records said, and what the unit stated otherwise; only where there is some."""
    kept = {
        "sourced": seen(score.sourced),
        "corrections": score.corrections,
        "corrected": corrected_words(criterion, score.facts, score.sourced, score.corrections),
    }
    return {name: value for name, value in kept.items() if value}
