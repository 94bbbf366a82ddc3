"""Deciding what an opened file is worth: single criteria, the rest at once, vetoes."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from decimal import Decimal

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from assessments.appraisal_rows import AppraisalSheet, differs, is_automatic, plain_facts
from assessments.dependents import follow
from assessments.findings import COMPUTED_KINDS
from assessments.models import AppraisedScore, Assessment, VetoFinding
from assessments.models.appraisal import REASON_LENGTH
from assessments.permissions.files import can_appraise
from assessments.sheets import Facts, measured_facts, score, working_lines
from core import audit
from core.calendar import format_date, today
from core.permissions import deny, require
from core.versions import require_version
from criteria.conditions import Withheld, governed_by
from criteria.definitions import CriterionDefinition
from criteria.scoring import points_text
from organisation.models import User

WRITTEN = (
    "facts", "points", "working", "not_applicable", "is_changed", "reason", "decided_at",
    "decided_by", "version",
)  # fmt: skip
NEEDS_REASON = f"Khác với đơn vị: ghi lý do, ít nhất {REASON_LENGTH} ký tự."
NEEDS_NOTE = f"Ghi rõ căn cứ, ít nhất {REASON_LENGTH} ký tự."
COMPUTED_VETO = "Điều kiện này do hệ thống tính từ tổng điểm nên không sửa được."


@dataclass(frozen=True)
class Judgement:
    """What the appraiser says about one criterion; `points` are set against the rule, if given."""

    facts: Facts
    points: Decimal | None = None
    not_applicable: bool = False
    reason: str = ""

    def __call__(self, criterion: CriterionDefinition) -> "Judgement":
        """A judgement that is known beforehand, whatever the criterion."""
        return self


Judge = Callable[[CriterionDefinition], Judgement]


@transaction.atomic
def decide_score(
    pk: int, criterion_pk: int, judge: Judge, *, version: int | None = None, by: User
) -> AppraisalSheet:
    """Settle one criterion of assessment `pk`: facts give the points unless points are given.

    Takes keys, because fetching under lock is the access check (DoesNotExist); `judge` answers
    with the judgement once the criterion is known. Incomplete facts are kept and leave the row
    undecided. Criteria that are asked only after a certain answer here follow at once. A stale
    form that says what is stored already changes nothing. Raises ValidationError for a
    difference without a reason, PermissionDenied for a criterion that is not asked.
    """
    files = Assessment.objects.visible_to(by).locked()
    # Only a draft moves to another version, so here the set may come with the row.
    assessment = files.select_related("criteria_set").get(pk=pk)
    require(can_appraise(by, assessment))
    sheet = AppraisalSheet.of(assessment)
    if criterion_pk not in sheet.rows or is_automatic(sheet.definition.criteria[criterion_pk]):
        raise AppraisedScore.DoesNotExist
    row, criterion = sheet.rows[criterion_pk], sheet.definition.criteria[criterion_pk]
    _require_asked(sheet, criterion)
    judgement = judge(criterion)
    facts = measured_facts(criterion, assessment, judgement.facts)
    judgement = replace(judgement, facts=facts)
    if _says(row, criterion, judgement):
        # The first answer was lost, and with it how other criteria changed on the page.
        sheet.followed = governed_by(sheet.definition, [criterion_pk])
    else:
        require_version(row, version)
        _store(sheet, row, judgement, by)
    return sheet


@transaction.atomic
def accept_rest(assessment: Assessment, *, by: User) -> list[AppraisedScore]:
    """Agree to every undecided row as the unit stated it; returns the rows decided.

    Rows that the unit left unscored stay open: there is nothing to agree to.
    """
    assessment = Assessment.objects.locked().get(pk=assessment.pk)
    require(can_appraise(by, assessment))
    sheet = AppraisalSheet.of(assessment)
    rows = sheet.acceptable()
    for row in rows:
        criterion = sheet.definition.criteria[row.criterion_id]
        facts = measured_facts(criterion, assessment, row.unit_facts or {})
        _settle(sheet, row, Judgement(facts, None, bool(row.unit_not_applicable)), by)
    written = {row.criterion_id: row for row in [*rows, *follow(sheet, by)]}
    AppraisedScore.objects.bulk_update(written.values(), WRITTEN)
    codes = {sheet.definition.criteria[pk].code: row.points for pk, row in written.items()}
    audit.record("appraisal.rest_accepted", assessment, by=by, after=codes, unit=assessment.unit)
    return rows


@transaction.atomic
def decide_veto(
    assessment: Assessment, veto_pk: int, *, found: bool, note: str = "", by: User
) -> VetoFinding:
    """Say whether a veto applies; found, or cleared against our own records, it needs a note."""
    assessment = Assessment.objects.locked().get(pk=assessment.pk)
    require(can_appraise(by, assessment))
    finding = assessment.appraisal.veto_findings.select_related("veto").get(veto__pk=veto_pk)
    if finding.veto.kind in COMPUTED_KINDS:
        raise ValidationError(COMPUTED_VETO)
    against_records = finding.by_system and not found
    if (found or against_records) and len(note) < REASON_LENGTH:
        raise ValidationError({"note": NEEDS_NOTE})
    before = {"found": finding.found, "note": finding.note}
    finding.found, finding.note = found, note
    finding.decided_at, finding.decided_by = timezone.now(), by
    finding.save(update_fields=["found", "note", "decided_at", "decided_by"])
    audit.record(
        "veto_finding.decided", finding, by=by, before=before,
        after={"found": found, "note": note}, note=note, unit=assessment.unit,
    )  # fmt: skip
    return finding


def _says(row: AppraisedScore, criterion: CriterionDefinition, judgement: Judgement) -> bool:
    """Whether the row holds exactly this decision."""
    return (
        row.decided_at is not None
        and row.points == _points(criterion, judgement)
        and row.facts == judgement.facts
        and row.not_applicable == judgement.not_applicable
        and row.reason == judgement.reason
    )


def _points(criterion: CriterionDefinition, judgement: Judgement) -> Decimal | None:
    """Points set against the rule, else those that the facts give; none if it did not arise."""
    absent = judgement.not_applicable
    if judgement.points is not None and not absent:
        return judgement.points
    return score(criterion, judgement.facts, not_applicable=absent).points


def _store(sheet: AppraisalSheet, row: AppraisedScore, judgement: Judgement, by: User) -> None:
    before, held = _figures(row), sheet.held
    _settle(sheet, row, judgement, by)
    row.save(update_fields=WRITTEN)
    followed = _bring_along(sheet, held, by)
    audit.record(
        "appraised_score.decided", row, by=by, before=before, after=_figures(row) | followed,
        note=row.reason, unit=sheet.assessment.unit,
    )  # fmt: skip


def _bring_along(sheet: AppraisalSheet, held: dict[int, Withheld], by: User) -> dict:
    """Store what follows from a decision for other criteria; what the event says about them.

    `held`: what was not asked before it.
    """
    rows, now = follow(sheet, by), sheet.held
    moved = {pk for pk in held | now if held.get(pk) != now.get(pk)}
    sheet.followed = frozenset(moved | {row.criterion_id for row in rows})
    if not rows:
        return {}
    AppraisedScore.objects.bulk_update(rows, WRITTEN)
    criteria = sheet.definition.criteria
    return {"followed": {criteria[row.criterion_id].code: _figures(row) for row in rows}}


def _require_asked(sheet: AppraisalSheet, criterion: CriterionDefinition) -> None:
    if why := sheet.held.get(criterion.pk):
        require(deny(f"Chưa lưu tiêu chí {criterion.code}: {why.reason}."))


def _settle(sheet: AppraisalSheet, row: AppraisedScore, judgement: Judgement, by: User) -> None:
    """Write the decision into the row (unsaved); undecided as long as no points come out."""
    criterion = sheet.definition.criteria[row.criterion_id]
    absent = judgement.not_applicable
    scored = score(criterion, judgement.facts, not_applicable=absent)
    points = _points(criterion, judgement)
    changed = differs(criterion, row, judgement.facts, points, absent)
    decided = absent or points is not None or (criterion.is_bonus and not changed)
    reason = judgement.reason or _asked_reason(sheet, criterion)
    reason = reason or _measured_reason(criterion, row, judgement)
    if decided and changed and len(reason) < REASON_LENGTH:
        raise ValidationError({"reason": NEEDS_REASON})
    row.facts, row.points, row.not_applicable = judgement.facts, points, absent
    lines = working_lines(criterion, scored, judgement.facts, row.unit_sourced or {})
    row.working = [*lines, *_against_rule(scored.points, points)]
    row.is_changed, row.reason = decided and changed, reason if changed else ""
    row.decided_at, row.decided_by = (timezone.now(), by) if decided else (None, None)
    row.version += 1


def _figures(row: AppraisedScore) -> dict:
    return {"points": row.points, "not_applicable": row.not_applicable, "facts": row.facts}


def _against_rule(by_rule: Decimal | None, points: Decimal | None) -> list[str]:
    if points == by_rule or points is None:
        return []
    return [f"Người thẩm định ấn định {points_text(points)} điểm"]


def _asked_reason(sheet: AppraisalSheet, criterion: CriterionDefinition) -> str:
    """The system's own reason where the unit was not asked at all."""
    why = sheet.stated_held.get(criterion.pk)
    if why is None:
        return ""
    code = why.governing.code
    return f"Phải chấm theo kết quả thẩm định tiêu chí {code}; đơn vị chưa phải trả lời."


def _measured_reason(
    criterion: CriterionDefinition, row: AppraisedScore, judgement: Judgement
) -> str:
    """The system's own reason where nothing but its figures moved since the hand-in."""
    now, then = plain_facts(judgement.facts), plain_facts(row.unit_facts or {})
    moved = {part for part, _name in dict(now.items() ^ then.items())}
    measured = {part.key for part in criterion.parts if part.method == "measure"}
    if judgement.points is not None or not moved or moved - measured:
        return ""
    return f"Hệ thống tính lại theo số liệu đến ngày {format_date(today())}."
