"""What the inspections of a year found about a unit: beside its criteria, overdue, mended."""

from collections.abc import Collection, Mapping
from typing import Any

from django.urls import reverse
from django.utils.http import urlencode

from assessments.mended import knowing_evidence
from assessments.models import Assessment, Finding, Inspection
from assessments.querysets import InspectionQuerySet
from assessments.workflow import InspectionState, RemedyState, counted_remedies
from core.calendar import today
from criteria.definitions import CriterionDefinition, definition_of
from criteria.sources import Answer

REMEDIES, CONCLUDED = "remedies", "concluded"
CHOICES = (
    (REMEDIES, "Mức khắc phục hạn chế đã nêu (xong, một phần, chưa)"),
    (CONCLUDED, "Số cuộc đã có kết luận"),
)
WAITING = frozenset({RemedyState.OPEN, RemedyState.PARTLY, RemedyState.NOT_DONE})


def concluded(assessment: Assessment) -> list[Inspection]:
    """Concluded inspections of the unit, and of those that merged into it, with their findings."""
    kept = _concerning(assessment).filter(state=InspectionState.CONCLUDED)
    return list(kept.order_by("visited_on", "pk").prefetch_related("findings"))


def findings_by_key(assessment: Assessment) -> dict[str, list[Finding]]:
    """Key of the criterion → what concluded inspections found there; one query."""
    rows = Finding.objects.filter(
        inspection__in=_concerning(assessment).order_by(),
        inspection__state=InspectionState.CONCLUDED,
    )
    found: dict[str, list[Finding]] = {}
    seen = rows.exclude(criterion_key="")
    seen = knowing_evidence(seen, "findings")
    for row in seen.select_related("inspection__round", "inspection__unit"):
        found.setdefault(row.criterion_key, []).append(row)
    return found


def criteria_of(assessment: Assessment | None) -> dict[str, CriterionDefinition]:
    """Key → criterion of the unit's set, in reading order; nothing without a file."""
    if assessment is None:
        return {}
    return {c.key: c for c in definition_of(assessment.criteria_set).criteria.values()}


def file_of(inspection: Inspection) -> Assessment | None:
    """The unit's file in the year of the inspection."""
    files = Assessment.objects.filter(round=inspection.round_id, unit=inspection.unit_id)
    return files.select_related("criteria_set").first()


def open_remedies(units: Collection[int]) -> dict[int, list[Finding]]:
    """Unit → shortcomings of its concluded inspections that wait for it, soonest first."""
    rows = Finding.objects.filter(
        inspection__unit__in=units, inspection__state=InspectionState.CONCLUDED,
        is_shortcoming=True, remedy_state__in=WAITING,
    )  # fmt: skip
    found: dict[int, list[Finding]] = {}
    for row in rows.select_related("inspection").order_by("remedy_due", "pk"):
        found.setdefault(row.inspection.unit_id, []).append(row)
    return found


def days_overdue(finding: Finding) -> int:
    """Days since the deadline of a shortcoming that still waits for its unit; 0 when in time."""
    if finding.remedy_due is None or finding.remedy_state not in WAITING:
        return 0
    return max((today() - finding.remedy_due).days, 0)


def source(assessment: Assessment, keys: frozenset[str]) -> Mapping[str, Answer]:
    """The source "inspections"; nothing is said while there is no conclusion."""
    rows = concluded(assessment)
    if not rows:
        return {}
    url = f"{reverse('assessments:inspections')}?{urlencode({'round': assessment.round_id})}"
    shortcomings = [f for row in rows for f in row.findings.all() if f.is_shortcoming]
    said = {
        REMEDIES: Answer(mended(shortcomings), _mended_words(shortcomings), url),
        CONCLUDED: Answer(len(rows), _concluded_words(rows), url),
    }
    return {key: said[key] for key in keys if key in said}


def choices(_organiser: Any) -> tuple[tuple[str, str], ...]:
    """What of the inspections may fill a fact."""
    return CHOICES


def mended(shortcomings: list[Finding]) -> str:
    """ "all", "part" or "none", as a scoring part's choices are called; nothing found is all."""
    states = {finding.remedy_state for finding in shortcomings}
    if states <= {RemedyState.DONE}:
        return "all"
    return "part" if states & {RemedyState.DONE, RemedyState.PARTLY} else "none"


def _concerning(assessment: Assessment) -> InspectionQuerySet:
    """Those of the year that the file answers for."""
    round_ = assessment.round
    rows = Inspection.objects.concerning(assessment.unit_id, round_.self_assessment_due)
    return rows.filter(round=round_)


def _mended_words(shortcomings: list[Finding]) -> str:
    if not shortcomings:
        return "Kết luận không nêu hạn chế"
    return (
        f"{len(shortcomings)} hạn chế: {counted_remedies(row.remedy_state for row in shortcomings)}"
    )


def _concluded_words(rows: list[Inspection]) -> str:
    days = ", ".join(f"{row.visited_on:%d/%m/%Y}" for row in rows)
    return f"{len(rows)} cuộc có kết luận (làm việc ngày {days})"
