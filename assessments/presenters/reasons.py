"""Why a criterion got its points: rule, facts, arithmetic, evidence, who changed it and why."""

from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from django.db.models import Model

from assessments.appraisal_rows import AppraisalSheet, plain_facts
from assessments.facts import shown_facts
from assessments.models import AppraisedScore, Assessment, Score
from assessments.permissions.files import can_view_appraisal
from assessments.presenters.appraisal_row import gap_values
from assessments.presenters.following import beside
from assessments.presenters.rows import held_values
from assessments.presenters.sheet import evidence_by_criterion
from assessments.presenters.source_notes import notes_of
from assessments.presenters.version_notice import criterion_forms, moves_of, told_of
from core import audit
from core.event_words import described
from core.models import AuditEvent
from criteria.conditions import condition_of, governing_of, withheld
from criteria.definitions import CriterionDefinition, definition_of
from criteria.facts import shown_fact
from criteria.models import NotApplicablePolicy
from criteria.presenters.help import help_of
from criteria.scoring import describe, fact_fields, points_text
from organisation.models import User

ACCEPTED = "appraisal.rest_accepted"
ABSENT = "–"


def why_page(assessment: Assessment, criterion_pk: int, user: User) -> dict[str, Any] | None:
    """Context of templates/assessments/why.html; None for a criterion of another set."""
    definition = definition_of(assessment.criteria_set)
    criterion = definition.criteria.get(criterion_pk)
    if criterion is None:
        return None
    score = assessment.scores.select_related("updated_by").get(criterion__pk=criterion_pk)
    stated = _stated(assessment, criterion, score)
    appraised = _appraised(assessment, criterion, user)
    return {
        "assessment": assessment,
        "criterion": criterion,
        "help": help_of(criterion),
        "parts": [
            {"label": part.label, "max": part.max_points, "rule": describe(part)}
            for part in criterion.parts
        ],
        "policy": _policy(assessment, criterion),
        "condition": condition_of(definition, criterion),
        "stated": stated,
        "appraised": appraised,
        "shown": appraised if appraised and appraised["at"] else stated,
        "evidence": evidence_by_criterion(assessment).get(criterion_pk, []),
        "beside": beside(assessment, user).lines.get(criterion_pk, []),
    }


def changes(criterion: CriterionDefinition, event: AuditEvent) -> list[dict[str, str]]:
    """What one event changed, in words: label, before, after."""
    before, after = event.before or {}, event.after or {}
    found = [
        _change("Điểm", _points(before.get("points")), _points(after.get("points")))
        if "points" in after
        else None,
        _change("Phát sinh", _arose(before), _arose(after)),
        _change("Áp dụng tiêu chí này", "", _asked(after)),
        _change("Thuyết minh", before.get("explanation", ""), after.get("explanation", "")),
        *_fact_changes(criterion, before.get("facts") or {}, after.get("facts") or {}),
        *_reason_changes(criterion, before, after),
    ]
    return [change for change in found if change]


def _stated(assessment: Assessment, criterion: CriterionDefinition, score: Score) -> dict[str, Any]:
    definition, rows = definition_of(assessment.criteria_set), {}
    if criterion.condition:
        rows = {row.criterion_id: row for row in assessment.scores.order_by()}
    above = [rows[pk] for pk in governing_of(definition, criterion)]
    return {
        "held": held_values(withheld(definition, rows).get(criterion.pk)) if rows else None,
        "points": _points(score.points),
        "not_applicable": score.not_applicable,
        "facts": shown_facts(criterion, score.facts),
        "working": score.working,
        "notes": notes_of(criterion, score.facts, score.sourced, score.corrections),
        "words": score.explanation,
        "by": score.updated_by,
        "at": score.updated_at,
        "history": _stated_history(assessment, criterion, score, above),
    }


def _stated_history(
    assessment: Assessment, criterion: CriterionDefinition, score: Score, above: Iterable[Model]
) -> list[dict[str, Any]]:
    """Saves of the row, each read under the version of its day, and the moves between them.

    `above`: the rows that decided whether the criterion is asked.
    """
    moves = moves_of(assessment)
    forms = criterion_forms(assessment, criterion, moves)
    lines = [_moved(criterion, event) for event in moves]
    for event in _with_followed(criterion, score, above):
        then = [form for sequence, form in forms if event.sequence < sequence]
        lines += _history(then[-1] if then else criterion, [event])
    return sorted(lines, key=lambda line: line["line"].at, reverse=True)


def _moved(criterion: CriterionDefinition, event: AuditEvent) -> dict[str, Any]:
    return {"line": described([event])[0], "changes": told_of(event, criterion)}


def _appraised(
    assessment: Assessment, criterion: CriterionDefinition, user: User
) -> dict[str, Any] | None:
    """The appraiser's side, for those who may see it."""
    if not hasattr(assessment, "appraisal") or not can_view_appraisal(user, assessment):
        return None
    rows = assessment.appraisal.scores.select_related("decided_by")
    row: AppraisedScore = rows.get(criterion=criterion.pk)
    sheet = AppraisalSheet.of(assessment) if criterion.condition else None
    return {
        "held": held_values(sheet.held.get(criterion.pk)) if sheet else None,
        "points": _points(row.points),
        "not_applicable": row.not_applicable,
        "facts": shown_facts(criterion, row.facts),
        "working": row.working,
        "words": row.reason,
        "gap": gap_values(row),
        "by": row.decided_by,
        "at": row.decided_at,
        "history": _history(criterion, _events_of(assessment, criterion, row, sheet)),
    }


def _with_followed(
    criterion: CriterionDefinition, row: Model, above: Iterable[Model]
) -> list[AuditEvent]:
    """Events of the row, with those of the rows `above` that decided whether it is asked."""
    followed = [
        event
        for governing in above
        for event in audit.history(governing)
        if criterion.code in (event.after or {}).get("followed", {})
    ]
    for event in followed:
        outcome = event.after["followed"][criterion.code]
        event.before, event.after = {}, {"is_asked": not outcome["not_applicable"]}
    return sorted([*audit.history(row), *followed], key=lambda e: e.sequence, reverse=True)


def _events_of(
    assessment: Assessment,
    criterion: CriterionDefinition,
    row: AppraisedScore,
    sheet: AppraisalSheet | None,
) -> list[AuditEvent]:
    """Events of the row, with those that accepted it together with others; newest first.

    `sheet` is needed for a criterion with a condition, to find the rows that govern it.
    """
    above = [sheet.rows[pk] for pk in governing_of(sheet.definition, criterion)] if sheet else []
    accepted = [
        event
        for event in audit.history(assessment).filter(kind=ACCEPTED)
        if criterion.code in (event.after or {})
    ]
    for event in accepted:
        event.after = {"points": event.after[criterion.code]}
    events = [*_with_followed(criterion, row, above), *accepted]
    return sorted(events, key=lambda event: event.sequence, reverse=True)


def _history(criterion: CriterionDefinition, events: Iterable[AuditEvent]) -> list[dict[str, Any]]:
    events = list(events)
    return [
        {"line": line, "changes": changes(criterion, event)}
        for line, event in zip(described(events), events, strict=True)
    ]


def _fact_changes(criterion: CriterionDefinition, before: dict, after: dict) -> list[dict | None]:
    then, now = plain_facts(before), plain_facts(after)
    return [
        _change(
            fact.label,
            shown_fact(fact, (before.get(part.key) or {}).get(fact.name)),
            shown_fact(fact, (after.get(part.key) or {}).get(fact.name)),
        )
        for part in criterion.parts
        for fact in fact_fields(part)
        if then.get((part.key, fact.name)) != now.get((part.key, fact.name))
    ]


def _reason_changes(criterion: CriterionDefinition, before: dict, after: dict) -> list[dict | None]:
    """Reasons of corrected facts."""
    then, now = (trace.get("corrections") or {} for trace in (before, after))
    return [
        _change(
            f"Lý do sửa: {fact.label}",
            (then.get(part.key) or {}).get(fact.name, ""),
            (now.get(part.key) or {}).get(fact.name, ""),
        )
        for part in criterion.parts
        for fact in fact_fields(part)
    ]


def _change(label: str, before: str, after: str) -> dict[str, str] | None:
    if before == after:
        return None
    return {"label": label, "before": before, "after": after}


def _points(value: Any) -> str:
    return ABSENT if value is None else points_text(Decimal(str(value)))


def _arose(trace: dict[str, Any]) -> str:
    if "not_applicable" not in trace:
        return ""
    return "không phát sinh" if trace["not_applicable"] else "có phát sinh"


def _asked(trace: dict[str, Any]) -> str:
    if "is_asked" not in trace:
        return ""
    return "có" if trace["is_asked"] else "không"


def _policy(assessment: Assessment, criterion: CriterionDefinition) -> str:
    if not criterion.may_not_arise and not criterion.condition:
        return ""
    absence = "Không phát sinh" if criterion.may_not_arise else "Không áp dụng"
    if assessment.criteria_set.not_applicable_policy == NotApplicablePolicy.FULL:
        return f"{absence}: tính đủ {points_text(criterion.max_points)} điểm."
    return f"{absence}: không tính vào thang điểm, quy về 100."
