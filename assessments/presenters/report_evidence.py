"""Evidence collected with a quarterly report, and what it may be collected for."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.urls import reverse

from assessments.models import Assessment, Evidence, QuarterlyReport
from assessments.reporting.rows import FigureRow
from criteria.definitions import CriterionDefinition, definition_of

WHOLE, FIGURE, CRITERION = "", "so-lieu", "tieu-chi"


def evidence_lines(report: QuarterlyReport) -> list[dict[str, Any]]:
    """What was collected with the report."""
    rows = list(report.evidence.filter(removed_at=None).select_related("document", "indicator"))
    codes = {c.key: c.code for c in criteria_of(report)} if _names_a_criterion(rows) else {}
    return [_line(report, row, codes) for row in rows]


def evidence_uses(report: QuarterlyReport, figures: Iterable[FigureRow]) -> list[tuple[str, list]]:
    """What a piece may be collected for, as groups of (value, label) of a select."""
    return [
        ("Số liệu", [(f"{FIGURE}:{row.indicator.code}", row.indicator.name) for row in figures]),
        ("Tiêu chí của bộ chấm điểm",
         [(f"{CRITERION}:{c.key}", f"{c.code}. {c.title}") for c in criteria_of(report)]),
    ]  # fmt: skip


def read_use(text: str) -> dict[str, str]:
    """The chosen use as arguments of the action."""
    kind, _, key = text.partition(":")
    return {
        "indicator": key if kind == FIGURE else "",
        "criterion": key if kind == CRITERION else "",
    }


def evidence_panel(report: QuarterlyReport, use: str) -> dict[str, Any]:
    """What is offered to add evidence: files and a link."""
    return {
        "report": report,
        "use": use,
        "use_words": _use_words(report, use),
        "hidden": {"cho": use},
    }


def criteria_of(report: QuarterlyReport) -> tuple[CriterionDefinition, ...]:
    """The criteria that the unit is measured by in the report's year."""
    file = Assessment.objects.select_related("criteria_set").get(
        round=report.round_id, unit=report.unit_id
    )
    return tuple(definition_of(file.criteria_set).criteria.values())


def _names_a_criterion(rows: Iterable[Evidence]) -> bool:
    return any(row.criterion_key for row in rows)


def _use_words(report: QuarterlyReport, use: str) -> str:
    known = read_use(use)
    if known["criterion"]:
        titles = {c.key: f"tiêu chí {c.code}. {c.title}" for c in criteria_of(report)}
        return titles.get(known["criterion"], "")
    if known["indicator"]:
        names = report.round.organiser.indicators.filter(code=known["indicator"])
        return "".join(f"số liệu “{name}”" for name in names.values_list("name", flat=True))
    return "cả báo cáo"


def _line(report: QuarterlyReport, row: Evidence, criteria: Mapping[str, str]) -> dict[str, Any]:
    use = f"Số liệu: {row.indicator.name}" if row.indicator else "Cả báo cáo"
    if row.criterion_key:
        use = f"Tiêu chí {criteria.get(row.criterion_key, row.criterion_key)}"
    document = row.document
    return {
        "pk": row.pk,
        "code": row.code,
        "title": row.title,
        "url": reverse("assessments:report-evidence-open", args=[report.pk, row.pk]),
        "kind": document.kind if document else "link",
        "size": document.size if document else None,
        "use": use,
    }
