"""What the pages of the consolidated report show."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.urls import reverse

from assessments.actions.consolidation import is_typed
from assessments.consolidating import arrivals as coming
from assessments.consolidating.arrivals import Arrival, arrivals
from assessments.consolidating.content import (
    begins_on,
    content_of,
    differences,
    shown,
    text_of,
    texts_of,
)
from assessments.consolidating.notable import ROMAN
from assessments.consolidating.sums import QUARTERS, UnitFigures, round_before, totals, unit_figures
from assessments.documents.consolidation import (
    MOST_CHARTS,
    TEXTS,
    charts,
    figure_lines,
    part_values,
)
from assessments.models import ConsolidatedReport, Indicator, Round
from assessments.permissions.consolidation import (
    can_read_some_consolidation,
    can_start_consolidation,
    can_view_consolidation,
    can_write_consolidation,
)
from assessments.workflow import ConsolidationState
from core.calendar import today
from organisation.models import Unit, User

TONES = {
    coming.ON_TIME: "success", coming.LATE: "warning", coming.RETURNED: "warning",
    coming.MISSING: "danger", coming.WAITING: "neutral",
}  # fmt: skip
GROUPS = (
    ("Quá hạn chưa gửi, bị trả lại, gửi muộn", (coming.MISSING, coming.RETURNED, coming.LATE)),
    ("Chưa gửi, chưa đến hạn", (coming.WAITING,)),
    ("Gửi đúng hạn", (coming.ON_TIME,)),
)


@dataclass(frozen=True)
class QuarterLink:
    """One quarter of a round in the list: its report and what it is called there."""

    quarter: int
    name: str
    words: str
    tone: str
    url: str


@dataclass(frozen=True)
class UnitLine:
    """One unit's own values of an indicator, with the reports that they stand in."""

    name: str
    kind: str
    note: str
    quarter: str
    year: str
    last_quarter: str
    last_year: str
    report: str
    last_report: str


def page_values(
    round_: Round, quarter: int, report: ConsolidatedReport | None, viewer: User, chosen: str
) -> dict[str, Any]:
    """The page: of a draft as it is now, of a fixed report as it was, with what has changed."""
    now = content_of(round_, quarter)
    is_fixed = report is not None and report.state == ConsolidationState.FIXED
    content = report.figures if is_fixed else now
    drawn = charts(content)
    return {
        "round": round_,
        "quarter": quarter,
        "roman": ROMAN[quarter],
        "report": report,
        "is_fixed": is_fixed,
        "changes": differences(content, now) if is_fixed else [],
        "arrivals": content["arrivals"],
        "absent": absent_count(content["arrivals"]),
        "arrival_groups": arrival_groups(content["arrivals"]["units"]),
        "lines": figure_lines(content["figures"]),
        "kinds": [
            {**kind, "lines": figure_lines(kind["figures"])} for kind in content["kinds"]
        ],
        "parts": part_values(content),
        "charts": [c for c in drawn if str(c.key) == chosen] or drawn[:MOST_CHARTS],
        "chart_choices": drawn,
        "chosen_chart": chosen,
        "texts": _texts(round_, quarter, report, now),
        "can_start": can_start_consolidation(viewer, round_, quarter),
        "can_write": report is not None and can_write_consolidation(viewer, report),
    }  # fmt: skip


def absent_count(arrivals: Mapping[str, Any]) -> int:
    """How many units' reports of the quarter are not in the sums."""
    return arrivals["expected"] - arrivals["on_time"] - arrivals["late"]


def arrival_groups(units: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """Who is missing or late first and open, each with its day and badge."""
    return [
        {
            "label": label,
            "is_open": place == 0,
            "lines": [_shown_arrival(line) for status in statuses for line in units
                      if line["status"] == status],
        }
        for place, (label, statuses) in enumerate(GROUPS)
    ]  # fmt: skip


def _shown_arrival(line: Mapping[str, Any]) -> dict[str, Any]:
    return {
        **line,
        "tone": TONES[line["status"]],
        "due": date.fromisoformat(line["due_on"]),
        "sent": date.fromisoformat(line["sent_on"]) if line["sent_on"] else None,
        "url": reverse("assessments:report", args=[line["report"]]) if line["report"] else "",
    }


def proposal_choices(report: ConsolidatedReport) -> list[dict[str, Any]]:
    """Each text as it stands beside what the rules propose now."""
    content = content_of(report.round, report.quarter)
    fresh = texts_of(report.round, report.quarter, content)
    return [
        {"name": name, "label": label, "present": getattr(report, name), "fresh": fresh[name],
         "is_typed": is_typed(report, name), "is_same": getattr(report, name) == fresh[name]}
        for name, label in TEXTS.items()
    ]  # fmt: skip


def quarter_links(round_: Round, viewer: User) -> list[QuarterLink]:
    """The quarters of a round whose report this person may open; one query."""
    return next((links for _round, links in years([round_], viewer)), [])


def years(rounds: Iterable[Round], viewer: User) -> list[tuple[Round, list[QuarterLink]]]:
    """Rounds with their quarters, those left out that say nothing to this person; one query."""
    readable = [row for row in rounds if can_read_some_consolidation(viewer, row)]
    kept = ConsolidatedReport.objects.filter(round__in=readable).defer("figures", "proposed")
    reports = {(report.round_id, report.quarter): report for report in kept}
    found = [(round_, _links(round_, viewer, reports)) for round_ in readable]
    return [(round_, links) for round_, links in found if links]


def _links(
    round_: Round, viewer: User, reports: Mapping[tuple[int, int], ConsolidatedReport]
) -> list[QuarterLink]:
    return [
        _link(round_, quarter, reports.get((round_.pk, quarter)))
        for quarter in QUARTERS
        if begins_on(round_, quarter) <= today()
        and can_view_consolidation(viewer, round_, reports.get((round_.pk, quarter)))
    ]


def indicator_values(
    round_: Round, quarter: int, indicator: Indicator, kind: int | None
) -> dict[str, Any]:
    """The total of one indicator and the units behind it; a constant number of queries."""
    last = round_before(round_)
    natures = {indicator.pk: indicator.nature}
    own = unit_figures(round_, quarter, last, natures, indicator=indicator.pk)
    asked = arrivals(round_, quarter)
    keys = {unit for _i, unit, _r in own} | {line.unit for line in asked}
    units = Unit.objects.filter(pk__in=keys).select_related("kind", "merged_into")
    if kind:
        units = units.filter(kind=kind)
    sent = {line.unit: line for line in asked}
    lines = [_unit_line(unit, indicator, own, sent.get(unit.pk), round_, last) for unit in units]
    found = totals(round_, quarter, last)
    total = found.line(indicator, quarter, kind)
    return {
        "total": {name: _shown(getattr(total, name)) for name in
                  ("quarter", "year", "last_quarter", "last_year")},
        "lines": lines,
    }  # fmt: skip


def _texts(
    round_: Round, quarter: int, report: ConsolidatedReport | None, now: Mapping[str, Any]
) -> list[dict[str, Any]]:
    """The texts of the report; before it is begun what the rules would propose."""
    texts = (
        {name: getattr(report, name) for name in TEXTS}
        if report
        else texts_of(round_, quarter, now)
    )
    return [{"label": label, "text": texts[name]} for name, label in TEXTS.items()]


def _link(round_: Round, quarter: int, report: ConsolidatedReport | None) -> QuarterLink:
    words, tone = "Chưa soạn", "neutral"
    if report:
        is_fixed = report.state == ConsolidationState.FIXED
        words, tone = report.get_state_display(), "success" if is_fixed else "info"
    url = reverse("assessments:consolidation", args=[round_.pk, quarter])
    return QuarterLink(quarter, ROMAN[quarter], words, tone, url)


def _unit_line(
    unit: Unit,
    indicator: Indicator,
    own: Mapping[tuple[int, int, int], UnitFigures],
    sent: Arrival | None,
    round_: Round,
    last: Round | None,
) -> UnitLine:
    nothing = UnitFigures()
    now = own.get((indicator.pk, unit.pk, round_.pk), nothing)
    before = own.get((indicator.pk, unit.pk, last.pk), nothing) if last else nothing
    return UnitLine(
        name=sent.name if sent else unit.name, kind=unit.kind.name, note=_note(unit, sent, now),
        quarter=_shown(now.quarter), year=_shown(now.year),
        last_quarter=_shown(before.quarter), last_year=_shown(before.year),
        report=_report_url(now.report), last_report=_report_url(before.report),
    )  # fmt: skip


def _note(unit: Unit, sent: Arrival | None, now: UnitFigures) -> str:
    if unit.merged_into:
        return f"Đã sáp nhập vào {unit.merged_into}"
    if sent and not sent.is_in:
        return sent.words
    return "" if now.quarter is not None else "Báo cáo không có số liệu này"


def _report_url(pk: int | None) -> str:
    return reverse("assessments:report", args=[pk]) if pk else ""


def _shown(value: Decimal | None) -> str:
    return shown(text_of(value))
