"""What happened to a quarterly report, newest first, in plain words; who typed meanwhile."""

from dataclasses import replace
from typing import Any

from assessments.models import QuarterlyReport
from assessments.reporting.entries import SECTION_TEXTS, TEXTS, Figure
from assessments.workflow import ReportState
from core import audit
from core.event_words import DescribedEvent, described
from core.models import AuditEvent
from core.numbers import format_number

SHOWN = 60  # events
STATES = {state.value: state.label for state in ReportState}


def report_history(report: QuarterlyReport) -> list[DescribedEvent]:
    """The latest events as lines of components/history_list.html."""
    events = list(audit.history(report)[:SHOWN])
    lines = zip(described(events), events, strict=True)
    names = _names(report) if any(event.kind == "report.saved" for event in events) else {}
    return [_spelt(line, event, names) for line, event in lines]


def last_writer(report: QuarterlyReport, key: str) -> AuditEvent | None:
    """The latest event that wrote the part with this key."""
    for event in audit.history(report).filter(kind="report.saved")[:SHOWN]:
        if any(key in (entry.get("code"), entry.get("key"), entry.get("name"))
               for entry in event.after):  # fmt: skip
            return event
    return None


def _spelt(line: DescribedEvent, event: AuditEvent, names: dict[str, str]) -> DescribedEvent:
    if event.kind == "report.saved":
        told = "; ".join(_part(entry, names) for entry in event.after)
        return replace(line, words=f"{line.words}: {told}", before_words="", after_words="")
    return replace(
        line,
        before_words=STATES.get(line.before_words, line.before_words),
        after_words=STATES.get(line.after_words, line.after_words),
    )


def _part(entry: dict[str, Any], names: dict[str, str]) -> str:
    """One written part: a figure with its value, a group by its title."""
    if "code" in entry:
        name = names.get(entry["code"], entry["code"])
        value = entry["value"]
        if entry.get("is_none"):
            return f"{name} không phát sinh"
        return f"{name} {'(để trống)' if value is None else format_number(value)}"
    if "key" in entry:
        return names.get(entry["key"], entry["key"])
    return TEXTS.get(entry["name"], entry["name"])


def _names(report: QuarterlyReport) -> dict[str, str]:
    indicators = report.round.organiser.indicators.order_by().values_list("code", "name")
    groups = report.sections.order_by().values_list("group_key", "title")
    return dict(indicators) | dict(groups)


def conflict_rows(mine: Any, theirs: Any) -> list[dict[str, str]]:
    """The boxes of a part that two people have filled differently."""
    if isinstance(mine, Figure):
        return _figure_rows(mine, theirs)
    labels = {**SECTION_TEXTS, "text": "Nội dung"}
    return [
        {"name": name, "label": label, "mine": getattr(mine, name),
         "theirs": getattr(theirs, name)}
        for name, label in labels.items()
        if hasattr(mine, name) and getattr(mine, name) != getattr(theirs, name)
    ]  # fmt: skip


def _figure_rows(mine: Figure, theirs: Figure) -> list[dict[str, str]]:
    """The number and the tick "không phát sinh", as their boxes hold them."""
    pairs = (
        ("value", "Số liệu", typed_figure(mine), typed_figure(theirs)),
        ("none", "Không phát sinh", _ticked(mine), _ticked(theirs)),
    )
    return [
        {"name": name, "label": label, "mine": own, "theirs": other,
         **({"mine_words": _yes_no(own), "theirs_words": _yes_no(other)} if name == "none" else {})}
        for name, label, own, other in pairs
        if own != other
    ]  # fmt: skip


def typed_figure(entry: Figure) -> str:
    """The number as its box holds it; empty where nothing occurred, or was said."""
    return "" if entry.value is None or entry.is_none else format_number(entry.value)


def _ticked(entry: Figure) -> str:
    return "1" if entry.is_none else ""


def _yes_no(ticked: str) -> str:
    return "Có" if ticked else "Không"
