"""The advice ledger of one file: what it answers, what it asks for, what earlier years asked."""

from collections.abc import Iterable
from typing import Any

from assessments.advices import former_unit, ledger, suggested, unanswered
from assessments.inspections import criteria_of
from assessments.mended import knowing_evidence, speaker, with_evidence
from assessments.models import Advice, Assessment
from assessments.permissions.files import can_view_appraisal
from assessments.permissions.following import can_advise, can_answer_advice, can_judge_advice
from assessments.presenters.following import TONES, advice_state, answer_pieces, years_words
from criteria.definitions import CriterionDefinition
from organisation.models import User


def advice_page(assessment: Assessment, user: User) -> dict[str, Any]:
    """Context of templates/assessments/advice.html."""
    criteria, (due, earlier) = criteria_of(assessment), ledger(assessment)
    may_advise = bool(can_advise(user, assessment))
    rows = assessment.advice.select_related("given_by", "answered_by")
    given = list(knowing_evidence(rows, "advice")) if _sees(user, assessment) else []
    with_evidence([*due, *earlier, *given])
    may_judge = bool(can_judge_advice(user, assessment))
    may_answer = bool(can_answer_advice(user, assessment))
    return {
        "assessment": assessment,
        "due": [
            _line(row, criteria, may_answer=may_answer, may_judge=may_judge)
            | {"former": former_unit(row, assessment)}
            for row in due
        ],
        "years": years_words(due),
        "left": len(unanswered(due)),
        "given": [_line(row, criteria) for row in given],
        "sees_given": _sees(user, assessment),
        "may_advise": may_advise,
        "suggested": suggested(assessment, given) if may_advise else [],
        "earlier": _by_year(earlier, assessment, criteria),
    }


def _sees(user: User, assessment: Assessment) -> bool:
    """This year's advice belongs to the appraisal."""
    return hasattr(assessment, "appraisal") and can_view_appraisal(user, assessment)


def _by_year(
    rows: Iterable[Advice], file: Assessment, criteria: dict[str, CriterionDefinition]
) -> list[dict]:
    found: dict[int, list[dict]] = {}
    for row in rows:
        line = _line(row, criteria) | {"former": former_unit(row, file)}
        found.setdefault(row.assessment.round.year, []).append(line)
    return [{"year": year, "lines": lines} for year, lines in found.items()]


def _line(
    row: Advice,
    criteria: dict[str, CriterionDefinition],
    *,
    may_answer: bool = False,
    may_judge: bool = False,
) -> dict[str, Any]:
    return {
        "row": row,
        "dialog": f"withdraw-{row.pk}",
        "criterion": criteria.get(row.criterion_key),
        "speaker": speaker(row),
        "pieces": answer_pieces(row),
        "state": advice_state(row),
        "tone": TONES[row.state],
        "may_answer": may_answer and row.judged_at is None,
        "may_judge": may_judge and row.answered_at is not None,
    }
