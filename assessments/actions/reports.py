"""The unit begins its quarterly report and fills it in, part by part."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, replace
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from assessments.deadlines import due_on
from assessments.figures import FLOW
from assessments.models import (
    Assessment,
    Indicator,
    IndicatorValue,
    QuarterlyReport,
    ReportSection,
)
from assessments.permissions.reports import can_fill, can_start
from assessments.reporting.entries import Entry, Figure, Section, mark, stored
from assessments.reporting.rows import asked_of, earlier_report
from assessments.reporting.sections import sections
from assessments.workflow import REPORT_STEPS
from core import audit
from core.permissions import ALLOWED, deny, require
from core.versions import STALE, StaleVersion
from criteria.definitions import definition_of
from organisation.models import User
from organisation.roles import Permission

GONE = "Đồng chí không xem được báo cáo này nữa: đơn vị vừa rút lại, hoặc vai trò đã thay đổi."


@transaction.atomic
def start(file: Assessment, quarter: int, *, by: User) -> QuarterlyReport:
    """The report of the file's unit for a quarter: begun and prefilled, or the one that is there.

    What the quarter before planned is where progress starts; stocks and rates go on, flows are new.
    """
    file = Assessment.objects.locked("unit", "round").get(pk=file.pk)
    known = QuarterlyReport.objects.filter(round=file.round, unit=file.unit, quarter=quarter)
    require(can_start(by, file, quarter))
    if report := known.first():
        return report
    report = QuarterlyReport.objects.create(
        round=file.round, unit=file.unit, unit_name=file.unit_name, quarter=quarter,
        due_on=due_on(file.round, file.unit_id, REPORT_STEPS[quarter - 1]),
        entered_on_behalf=is_on_behalf(by, file.unit_id),
    )  # fmt: skip
    _prefill(report, file)
    audit.record("report.started", report, by=by, unit=file.unit)
    return report


@transaction.atomic
def save(
    report: QuarterlyReport, entry: Entry, *, seen: str | None = None, by: User
) -> QuarterlyReport:
    """Store one part. `seen`: the mark of what its form showed; None: the caller holds no form.

    A form that says what is stored already changes nothing: its first answer was lost. Raises
    PermissionDenied, StaleVersion, ValidationError, DoesNotExist (no such figure or group).
    """
    report = locked(report, by)
    require(can_fill(by, report))
    known = indicators_of(report) if isinstance(entry, Figure) else {}
    entry = _sound(report, entry, known)
    before = stored(report, entry)
    if before == entry:
        return report
    if seen is not None and mark(before) != seen:
        raise StaleVersion(STALE, code="stale")
    return _write(report, [entry], known, by, [before])


@transaction.atomic
def save_all(report: QuarterlyReport, entries: Sequence[Entry], *, by: User) -> QuarterlyReport:
    """Store many parts at once, as one change."""
    report = locked(report, by)
    require(can_fill(by, report))
    known = indicators_of(report)
    entries = [_sound(report, entry, known) for entry in entries]
    return _write(report, entries, known, by)


def locked(report: QuarterlyReport, by: User) -> QuarterlyReport:
    """The report, locked until the transaction ends; refused to who does not see it (any more)."""
    rows = QuarterlyReport.objects.visible_to(by).select_for_update(of=("self",))
    found = rows.select_related("unit", "round").filter(pk=report.pk).first()
    require(ALLOWED if found else deny(GONE))
    return found


def is_on_behalf(by: User, unit_id: int) -> bool:
    """Whether somebody types who is not of the unit."""
    return not by.has_permission(Permission.ASSESSMENT_FILL, unit=unit_id)


def touch(report: QuarterlyReport, by: User) -> None:
    """Count one accepted write, marked when somebody of the board typed."""
    report.version += 1
    report.entered_on_behalf = report.entered_on_behalf or is_on_behalf(by, report.unit_id)


def _prefill(report: QuarterlyReport, file: Assessment) -> None:
    earlier = earlier_report(report)
    planned = _planned(earlier)
    ReportSection.objects.bulk_create(
        ReportSection(
            report=report, group_key=group.key, title=group.title, position=position,
            progress=planned.get(group.key, ""), plans=planned.get(group.key, ""),
        )
        for position, group in enumerate(definition_of(file.criteria_set).groups)
        if not group.is_bonus
    )  # fmt: skip
    IndicatorValue.objects.bulk_create(
        IndicatorValue(report=report, **going_on) for going_on in _going_on(report, earlier)
    )
    for kind in sections():
        kind.start(report, earlier)


def _planned(earlier: QuarterlyReport | None) -> dict[str, str]:
    if earlier is None:
        return {}
    return dict(earlier.sections.order_by().values_list("group_key", "plans"))


def _going_on(report: QuarterlyReport, earlier: QuarterlyReport | None) -> list[dict[str, Any]]:
    """Stocks and rates as they stood at the end of the quarter before."""
    if earlier is None:
        return []
    asked = asked_of(report.unit).exclude(nature=FLOW)
    rows = earlier.values.filter(indicator__in=asked).order_by()
    return [
        {"indicator_id": indicator, "value": value, "is_none": is_none}
        for indicator, value, is_none in rows.values_list("indicator", "value", "is_none")
    ]


def indicators_of(report: QuarterlyReport) -> dict[str, Indicator]:
    """Code → indicator that the report may answer: asked now, or answered while it was asked."""
    answered = Indicator.objects.filter(values__report=report)
    return {row.code: row for row in [*answered, *asked_of(report.unit)]}


def indicator_of(report: QuarterlyReport, code: str) -> Indicator:
    """The indicator of this code; raises Indicator.DoesNotExist."""
    if found := indicators_of(report).get(code):
        return found
    raise Indicator.DoesNotExist


def _sound(report: QuarterlyReport, entry: Entry, known: Mapping[str, Indicator]) -> Entry:
    """The entry as it may be stored; raises ValidationError or DoesNotExist."""
    if isinstance(entry, Section):
        if not report.sections.filter(group_key=entry.key).exists():
            raise ReportSection.DoesNotExist
        return entry
    if isinstance(entry, Figure):
        if entry.code not in known:
            raise Indicator.DoesNotExist
        return _sound_figure(entry, known[entry.code].decimal_places)
    return entry


def _sound_figure(entry: Figure, places: int) -> Figure:
    if entry.is_none:
        return replace(entry, value=Decimal(0), is_confirmed=False)
    if entry.value is None:
        return replace(entry, is_confirmed=False)
    if entry.value < 0:
        raise ValidationError("Không nhập số âm.")
    if entry.value != round(entry.value, places):
        raise ValidationError(
            f"Chỉ tiêu này lấy {places} chữ số sau dấu phẩy."
            if places
            else "Chỉ tiêu này là số nguyên."
        )
    return entry


def _write(
    report: QuarterlyReport,
    entries: Sequence[Entry],
    known: Mapping[str, Indicator],
    by: User,
    before: Sequence[Entry] = (),
) -> QuarterlyReport:
    texts = [name for entry in entries if (name := _store(report, entry, known))]
    touch(report, by)
    report.save(update_fields=["version", "entered_on_behalf", *texts])
    audit.record(
        "report.saved", report, by=by, unit=report.unit,
        before=[asdict(entry) for entry in before], after=[asdict(entry) for entry in entries],
    )  # fmt: skip
    return report


def _store(report: QuarterlyReport, entry: Entry, known: Mapping[str, Indicator]) -> str:
    """Write one part; answers with the report's own column that is still to be saved."""
    if isinstance(entry, Figure):
        _store_figure(report, entry, known[entry.code])
    elif isinstance(entry, Section):
        texts = {name: text for name, text in asdict(entry).items() if name != "key"}
        report.sections.filter(group_key=entry.key).update(**texts)
    else:
        setattr(report, entry.name, entry.text)
        return entry.name
    return ""


def _store_figure(report: QuarterlyReport, entry: Figure, indicator: Indicator) -> None:
    rows = report.values.filter(indicator=indicator)
    said = {
        "value": entry.value, "is_confirmed": entry.is_confirmed, "is_none": entry.is_none,
    }  # fmt: skip
    if entry.value is None:
        rows.delete()
    elif not rows.update(**said):
        # The report is locked: nobody else can have added the row meanwhile.
        report.values.create(indicator=indicator, **said)
