"""Inspections of a year as a list, and one of them as a page."""

from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse

from assessments.forms.inspections import OVERDUE, InspectionFilter
from assessments.inspections import WAITING, criteria_of, days_overdue, file_of
from assessments.mended import knowing_evidence, with_evidence
from assessments.models import Finding, Inspection, OfficerAssignment, Round
from assessments.permissions.following import (
    can_change_plan,
    can_confirm_remedy,
    can_move_inspection,
    can_plan_inspections,
    can_record_visit,
    can_report_remedy,
    can_write_findings,
    sees_findings,
)
from assessments.presenters.following import remedy_pieces, state_values
from assessments.querysets import InspectionQuerySet
from assessments.workflow import InspectionState, RemedyState
from core import audit
from core.calendar import today
from core.text import fold
from organisation.models import Unit, User
from organisation.roles import Permission

TONES = {
    InspectionState.PLANNED: "neutral",
    InspectionState.VISITED: "info",
    InspectionState.CONCLUDED: "success",
    InspectionState.CANCELLED: "neutral",
}


@dataclass(frozen=True)
class InspectionLine:
    """One inspection in the list: what became of its shortcomings, what stands out."""

    row: Inspection
    tone: str
    shortcomings: int
    mended: int
    overdue: int
    is_missed: bool

    @property
    def remedy_words(self) -> str:
        """ "1/3 hạn chế đã khắc phục"; nothing before the conclusion."""
        if self.row.state != InspectionState.CONCLUDED:
            return ""
        if not self.shortcomings:
            return "Không nêu hạn chế"
        return f"{self.mended}/{self.shortcomings} hạn chế đã khắc phục"

    @property
    def overdue_words(self) -> str:
        """ "Quá hạn 2 hạn chế"."""
        return f"Quá hạn {self.overdue} hạn chế"


def inspection_lines(round_: Round, viewer: User, wanted: InspectionFilter) -> list[InspectionLine]:
    """What the person sees of a year's inspections, as far as the filter lets through."""
    rows = Inspection.objects.visible_to(viewer).filter(round=round_)
    rows = _narrowed(rows, wanted).select_related("unit").defer("minutes", "conclusion")
    return [inspection_line(row) for row in rows.prefetch_related("findings")]


def inspection_line(row: Inspection) -> InspectionLine:
    """One row with its counts; `is_missed`: the planned day has passed without a visit."""
    is_concluded = row.state == InspectionState.CONCLUDED
    shortcomings = [f for f in row.findings.all() if f.is_shortcoming and is_concluded]
    return InspectionLine(
        row=row,
        tone=TONES[row.state],
        shortcomings=len(shortcomings),
        mended=sum(f.remedy_state == RemedyState.DONE for f in shortcomings),
        overdue=sum(days_overdue(f) > 0 for f in shortcomings),
        is_missed=row.state == InspectionState.PLANNED and row.planned_on < today(),
    )


def followed_units(round_: Round, user: User) -> QuerySet[Unit]:
    """Units of the round that the person may inspect: all for a board head, else the assigned."""
    units = Unit.objects.filter(assessments__round=round_)
    if user.has_permission(Permission.SETTLE, unit=round_.organiser_id):
        return units
    mine = OfficerAssignment.objects.filter(round=round_, officer=user)
    return units.filter(pk__in=mine.values("unit"))


def inspection_page(inspection: Inspection, user: User) -> dict[str, Any]:
    """Context of templates/assessments/inspection_detail.html."""
    criteria = criteria_of(file_of(inspection))
    seen = sees_findings(user, inspection)
    rows = inspection.findings.select_related("reported_by", "confirmed_by")
    rows = with_evidence(list(knowing_evidence(rows, "findings"))) if seen else []
    return {
        "inspection": inspection,
        "line": inspection_line(inspection),
        "trail": trail(inspection.round, str(inspection.unit)),
        "findings": [_finding(row, inspection, user, criteria) for row in rows],
        "sees_findings": seen,
        "may": {
            "change": bool(can_change_plan(user, inspection)),
            "visit": bool(can_record_visit(user, inspection)),
            "find": bool(can_write_findings(user, inspection)),
            "conclude": bool(can_move_inspection(user, inspection, "conclude")),
            "cancel": bool(can_move_inspection(user, inspection, "cancel")),
        },
        "cancelled": _cancellation(inspection),
    }


def list_page(rounds: list[Round], chosen: Round | None, user: User) -> dict[str, Any]:
    """What surrounds the list: the years, and whether the person plans."""
    may_plan = bool(chosen and can_plan_inspections(user, chosen))
    return {"rounds": rounds, "round": chosen, "may_plan": may_plan}


def trail(round_: Round, *labels: str) -> list[dict[str, str]]:
    """Where the page stands."""
    url = f"{reverse('assessments:inspections')}?round={round_.pk}"
    first = {"label": f"Kiểm tra, giám sát năm {round_.year}", "url": url}
    return [first, *({"label": label} for label in labels)]


def trail_below(inspection: Inspection, label: str) -> list[dict[str, str]]:
    """Where a page about a part of an inspection stands."""
    here = {"label": str(inspection.unit), "url": inspection.get_absolute_url()}
    return [*trail(inspection.round), here, {"label": label}]


def _narrowed(rows: InspectionQuerySet, wanted: InspectionFilter) -> InspectionQuerySet:
    if wanted.unit:
        rows = rows.concerning(wanted.unit)
    if wanted.kind:
        rows = rows.filter(kind=wanted.kind)
    if wanted.state == OVERDUE:
        late = Finding.objects.filter(
            is_shortcoming=True, remedy_due__lt=today(), remedy_state__in=WAITING
        )
        concluded = rows.filter(state=InspectionState.CONCLUDED)
        rows = concluded.filter(pk__in=late.order_by().values("inspection"))
    elif wanted.state:
        rows = rows.filter(state=wanted.state)
    if folded := fold(wanted.words):
        rows = rows.filter(unit__in=Unit.objects.matching(folded).order_by().values("pk"))
    return rows


def _finding(row: Finding, inspection: Inspection, user: User, criteria: dict) -> dict[str, Any]:
    row.inspection = inspection
    return {
        "row": row,
        "dialog": f"remove-{row.pk}",
        "criterion": criteria.get(row.criterion_key),
        "is_concluded": inspection.state == InspectionState.CONCLUDED,
        "waits": inspection.state == InspectionState.CONCLUDED and row.remedy_state in WAITING,
        "pieces": remedy_pieces(row),
        "may_report": bool(can_report_remedy(user, row)),
        "may_confirm": bool(can_confirm_remedy(user, row)),
        **state_values(row),
    }


def _cancellation(inspection: Inspection):
    """Who took it off the plan, when and why: the audit trail keeps that."""
    if inspection.state != InspectionState.CANCELLED:
        return None
    return audit.history(inspection).filter(kind="inspection.cancelled").first()
