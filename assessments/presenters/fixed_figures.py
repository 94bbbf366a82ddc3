"""What a fixed report said about one figure, where the units behind it say something else now."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from assessments.consolidating.content import shown
from assessments.consolidating.notable import ROMAN
from assessments.models import ConsolidatedReport, QuarterlyReport
from assessments.workflow import REPORT_SENT, ConsolidationState

NAMES = ("quarter", "last_quarter", "year", "last_year")


@dataclass(frozen=True)
class FixedFigure:
    """The figures as fixed; `later`: reports that came, or came again, since then."""

    report: ConsolidatedReport
    values: Mapping[str, str]
    later: list[str]


def fixed_figure(
    report: ConsolidatedReport | None, indicator: int, kind: int | None, now: Mapping[str, str]
) -> FixedFigure | None:
    """What the fixed report said instead of `now`; None where it says the same, or is a draft."""
    if report is None or report.state != ConsolidationState.FIXED:
        return None
    kept = _line(report.figures, indicator, kind)
    values = {name: shown(kept.get(name)) for name in NAMES}
    if all(values[name] == now[name] for name in NAMES):
        return None
    return FixedFigure(report, values, _later(report))


def _line(content: Mapping[str, Any], indicator: int, kind: int | None) -> Mapping[str, Any]:
    """The indicator's line of all units, or of a kind; empty where it was not there then."""
    lines = content["figures"]
    if kind is not None:
        own = (row["figures"] for row in content["kinds"] if row["pk"] == kind)
        lines = next(own, [])
    return next((line for line in lines if line["pk"] == indicator), {})


def _later(report: ConsolidatedReport) -> list[str]:
    rows = QuarterlyReport.objects.filter(
        round=report.round_id, quarter__lte=report.quarter, state__in=REPORT_SENT,
        submitted_at__gt=report.fixed_at,
    )  # fmt: skip
    return [f"{row.unit_name} (quý {ROMAN[row.quarter]})" for row in rows.order_by("submitted_at")]
