"""Everything that a consolidated report says in figures, as plain values that survive JSON.

Page, PDF and workbook are drawn from this: of a draft as it is now, of a fixed report as it was.
Numbers are texts ("5120.00"), None where nobody reported, "nothing" where who reported said that
nothing occurred.
"""

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import Q

from assessments.consolidating import arrivals as coming
from assessments.consolidating.arrivals import Arrival, arrivals
from assessments.consolidating.notable import ROMAN, Change, Findings, Rise, Silence, proposed_texts
from assessments.consolidating.notable_rows import RISE, NotableRow, notable_rows
from assessments.consolidating.parts import parts
from assessments.consolidating.sums import QUARTERS, Totals, round_before, totals
from assessments.models import Indicator, Round
from assessments.workflow import IndicatorNature
from core.calendar import format_date
from core.numbers import NOTHING, Nothing, format_number
from organisation.models import Unit, UnitKind

FORM = 1  # grows when the keys of the content change
NOTHING_TEXT = "nothing"
FIGURES = {
    "quarter": "quý này", "year": "luỹ kế",
    "last_quarter": "quý này năm trước", "last_year": "luỹ kế năm trước",
}  # fmt: skip
COUNTED = {
    "expected": "Số đơn vị phải báo cáo", "on_time": "Đã gửi đúng hạn", "late": "Gửi muộn",
    "returned": "Bị trả lại", "missing": "Quá hạn chưa gửi",
}  # fmt: skip


def begins_on(round_: Round, quarter: int) -> date:
    """The first day of a quarter of the round's year."""
    return date(round_.year, 3 * quarter - 2, 1)


def content_of(round_: Round, quarter: int) -> dict[str, Any]:
    """The figures of a quarter as they are now; the number of queries does not grow with units."""
    last = round_before(round_)
    found = totals(round_, quarter, last)
    indicators = asked_indicators(round_, found.indicators())
    return {
        "form": FORM,
        "year": round_.year,
        "quarter": quarter,
        "arrivals": _arrivals(arrivals(round_, quarter)),
        "figures": [_figure(row, found, quarter) for row in indicators],
        "kinds": [
            {"pk": kind.pk, "name": kind.name,
             "figures": _of_kind(kind, indicators, found, quarter)}
            for kind in UnitKind.objects.filter(pk__in=found.kinds())
        ],
        "series": [_series(row, found) for row in indicators],
        "parts": {part.code: dict(part.values(round_, quarter)) for part in parts()},
    }  # fmt: skip


def asked_indicators(round_: Round, reported: set[int]) -> list[Indicator]:
    """What is asked now, and what was reported although it is asked no more."""
    rows = Indicator.objects.filter(organiser=round_.organiser_id)
    return list(rows.filter(Q(is_asked=True) | Q(pk__in=reported)))


def texts_of(round_: Round, quarter: int, content: Mapping[str, Any]) -> dict[str, str]:
    """The texts that the rules propose for these figures."""
    last = round_before(round_)
    rows = notable_rows(round_, quarter, last)
    units = dict(Unit.objects.filter(pk__in={r.unit for r in rows}).values_list("pk", "short_name"))
    labels = {line["pk"]: (line["name"], line["unit_label"]) for line in content["figures"]}
    stalled = [
        (found.unit, found.what) for part in parts() for found in part.stalled(round_, quarter)
    ]
    sent = content["arrivals"]["units"]
    findings = Findings(
        year=round_.year,
        quarter=quarter,
        expected=content["arrivals"]["expected"],
        on_time=content["arrivals"]["on_time"],
        late=[(line["short_name"], line["days"]) for line in _with(sent, coming.LATE)],
        missing=[line["short_name"] for line in _with(sent, coming.MISSING)],
        returned=[line["short_name"] for line in _with(sent, coming.RETURNED)],
        changes=list(_changes(content["figures"])),
        rises=[_rise(row, units, labels) for row in rows if row.what == RISE],
        silences=[_silence(row, units, labels) for row in rows if row.what != RISE],
        stalled=stalled,
        next_due=_next_due(round_, quarter),
    )
    return proposed_texts(findings)


def differences(before: Mapping[str, Any], now: Mapping[str, Any]) -> list[str]:
    """What has changed since the report was fixed, in words."""
    lines = [
        f"{words}: {before['arrivals'][name]} → {now['arrivals'][name]}"
        for name, words in COUNTED.items()
        if before["arrivals"][name] != now["arrivals"][name]
    ]
    old = {line["pk"]: line for line in before["figures"]}
    for line in now["figures"]:
        kept = old.get(line["pk"], {})
        lines += [
            f"{line['name']}, {words}: {shown(kept.get(name))} → {shown(line[name])}"
            for name, words in FIGURES.items()
            if kept.get(name) != line[name]
        ]
    return lines


def shown(text: str | None) -> str:
    """A number of the content as people read it; "–" where nobody reported."""
    number = number_of(text)
    return "–" if number is None else format_number(number)


def number_of(text: str | None) -> Decimal | None:
    """A number of the content to reckon with."""
    if text is None:
        return None
    return NOTHING if text == NOTHING_TEXT else Decimal(text)


def _figure(row: Indicator, found: Totals, quarter: int, kind: int | None = None) -> dict[str, Any]:
    line = asdict(found.line(row, quarter, kind))
    named = {
        "pk": row.pk, "name": row.name, "unit_label": row.unit_label, "nature": str(row.nature),
    }  # fmt: skip
    return named | {name: text_of(value) for name, value in line.items()}


def _of_kind(
    kind: UnitKind, indicators: Sequence[Indicator], found: Totals, quarter: int
) -> list[dict[str, Any]]:
    """What the kind is asked for, and what of its units reported all the same."""
    lines = [(row, _figure(row, found, quarter, kind.pk)) for row in indicators]
    return [
        line
        for row, line in lines
        if row.unit_kind_id in (None, kind.pk) or any(line[name] is not None for name in FIGURES)
    ]


def _series(row: Indicator, found: Totals) -> dict[str, Any]:
    return {
        "pk": row.pk,
        "name": row.name,
        "unit_label": row.unit_label,
        "this": [text_of(value) for value in found.quarters(row, last_year=False)],
        "last": [text_of(value) for value in found.quarters(row, last_year=True)],
    }


def _arrivals(lines: Sequence[Arrival]) -> dict[str, Any]:
    counts = {
        status: sum(line.status == status for line in lines)
        for status in (coming.ON_TIME, coming.LATE, coming.RETURNED, coming.MISSING, coming.WAITING)
    }
    return {"expected": len(lines), **counts, "units": [_arrival(line) for line in lines]}


def _arrival(line: Arrival) -> dict[str, Any]:
    days = {"due_on": line.due_on.isoformat(), "sent_on": line.sent_on and line.sent_on.isoformat()}
    return asdict(line) | days | {"words": line.words}


def _changes(figures: Sequence[Mapping[str, Any]]):
    for line in figures:
        if line["nature"] == IndicatorNature.FLOW and line["year"] is not None:
            now, before = number_of(line["year"]), number_of(line["last_year"])
            yield Change(line["name"], line["unit_label"], now, before)


def _rise(row: NotableRow, units: Mapping[int, str], labels: Mapping[int, tuple]) -> Rise:
    return Rise(units[row.unit], *labels[row.indicator], row.now, row.before)


def _silence(row: NotableRow, units: Mapping[int, str], labels: Mapping[int, tuple]) -> Silence:
    return Silence(units[row.unit], *labels[row.indicator], row.before)


def _next_due(round_: Round, quarter: int) -> str:
    if quarter == QUARTERS[-1]:
        day = format_date(round_.self_assessment_due)
        return f"bản tự chấm điểm cuối năm đến hết ngày {day}"
    day = format_date(round_.report_due_dates[quarter + 1])
    return f"báo cáo quý {ROMAN[quarter + 1]} đến hết ngày {day}"


def _with(lines: Sequence[Mapping[str, Any]], status: str) -> list[Mapping[str, Any]]:
    return [line for line in lines if line["status"] == status]


def text_of(value: Decimal | None) -> str | None:
    """A figure as the content keeps it."""
    if value is None:
        return None
    return NOTHING_TEXT if isinstance(value, Nothing) else str(value)
