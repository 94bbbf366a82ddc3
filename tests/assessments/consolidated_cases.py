"""Rows for consolidated reports, written directly: many units, random values, merged units.

Some values say that nothing occurred (NOTHING).
"""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal
from random import Random

from django.utils import timezone

from assessments.models import Assessment, Indicator, IndicatorValue, QuarterlyReport, Round
from core.numbers import NOTHING, Nothing
from organisation.models import Unit
from tests import factories

CENT = Decimal("0.01")
HANDED_IN = {"submitted", "accepted"}


@dataclass
class Story:
    """A district with two years of reports; `values`: what stands in each report."""

    this: Round
    last: Round
    units: list[Unit]
    indicators: list[Indicator]
    reports: list[QuarterlyReport] = field(default_factory=list)
    values: dict[int, dict[int, Decimal]] = field(default_factory=dict)


def make_rounds(year: int = 2026) -> tuple[Round, Round]:
    """The round of a year and that of the year before, without files."""
    organiser = factories.make_district()
    return tuple(make_bare_round(organiser, number) for number in (year, year - 1))


def make_bare_round(organiser: Unit, year: int) -> Round:
    """An open round whose calendar is that of its year."""
    return Round.objects.create(
        organiser=organiser, year=year, title=f"Chấm điểm năm {year}", state="open",
        registration_due=date(year, 3, 15), report_1_due=date(year, 3, 25),
        report_2_due=date(year, 6, 25), report_3_due=date(year, 9, 25),
        report_4_due=date(year, 12, 20), self_assessment_opens=date(year, 11, 15),
        self_assessment_due=date(year, 12, 10), appraisal_due=date(year, 12, 28),
    )  # fmt: skip


def make_story(seed: int, *, units: int = 6, indicators: int = 4, merges: int = 2) -> Story:
    """Random reports of two years; some missing, returned or drafts, some units merged."""
    random = Random(seed)
    this, last = make_rounds()
    kinds = ["commune", "agency"]
    people = [
        factories.make_unit(this.organiser, kinds[n % 2], f"Đảng bộ xã Số {seed}-{n}")
        for n in range(units)
    ]
    _merge(random, people, merges)
    asked = [_indicator(this, random, n) for n in range(indicators)]
    story = Story(this, last, people, asked)
    sender = factories.make_person()
    for round_ in (this, last):
        for unit in people:
            for quarter in (1, 2, 3, 4):
                if random.random() < 0.85:
                    _report(story, random, round_, unit, quarter, sender)
    return story


def report_of(round_: Round, unit: Unit, quarter: int, sender=None, **fields) -> QuarterlyReport:
    """A report handed in on its day unless `state` says draft."""
    values = {"state": "accepted", "due_on": round_.report_due_dates[quarter]}
    values |= fields
    if values["state"] != "draft":
        sent_at = values.pop("sent_at", None) or _noon(values["due_on"])
        values |= {"first_submitted_at": sent_at, "submitted_at": sent_at,
                   "submitted_by": sender or factories.make_person(),
                   "officer_comment": "Đã đọc báo cáo này."}  # fmt: skip
    return QuarterlyReport.objects.create(
        round=round_, unit=unit, unit_name=values.pop("unit_name", unit.name), quarter=quarter,
        **values,
    )  # fmt: skip


def take_part(round_: Round, *units: Unit) -> None:
    """Empty files, which make units take part in a round."""
    criteria_set = factories.make_published_set(round_.organiser)
    Assessment.objects.bulk_create(
        Assessment(round=round_, unit=unit, unit_name=unit.name, criteria_set=criteria_set,
                   due_on=round_.self_assessment_due)
        for unit in units
    )  # fmt: skip


def write(report: QuarterlyReport, **values: object) -> None:
    """Values of a report by the code of the indicator (underscores for hyphens)."""
    organiser = report.round.organiser
    for code, value in values.items():
        indicator = Indicator.objects.get(organiser=organiser, code=code.replace("_", "-"))
        IndicatorValue.objects.create(
            report=report, indicator=indicator, value=Decimal(value), is_none=value is NOTHING
        )


def expected(story: Story, indicator: Indicator, quarter: int, kind: int | None = None):
    """(quarter, year, last quarter, last year), worked out the long way in Python."""
    return tuple(
        figure
        for round_ in (story.this, story.last)
        for figure in (
            _of_quarter(story, round_, indicator, quarter, kind),
            _of_year(story, round_, indicator, quarter, kind),
        )
    )


def _of_quarter(story, round_, indicator, quarter, kind):
    return _together(indicator, [
        story.values[r.pk][indicator.pk] for r in _counted(story, round_)
        if r.quarter == quarter and indicator.pk in story.values[r.pk]
        and kind in (None, r.unit.kind_id)
    ])  # fmt: skip


def _of_year(story, round_, indicator, quarter, kind):
    reports = [r for r in _counted(story, round_) if r.quarter <= quarter]
    if indicator.nature != "flow":
        reports = _last_of_each_family(round_, reports, quarter)
    return _together(indicator, [
        story.values[r.pk][indicator.pk] for r in reports
        if indicator.pk in story.values[r.pk] and kind in (None, r.unit.kind_id)
    ])  # fmt: skip


def _last_of_each_family(round_, reports, quarter):
    families = defaultdict(list)
    for report in reports:
        families[_heir(report.unit, round_.report_due_dates[quarter]).pk].append(report)
    return [
        r for family in families.values() for r in family
        if r.quarter == max(other.quarter for other in family)
    ]  # fmt: skip


def _heir(unit, day):
    while unit.merged_into and unit.valid_to < day:
        unit = unit.merged_into
    return unit


def _counted(story, round_):
    return [r for r in story.reports if r.round_id == round_.pk and r.state in HANDED_IN]


def _together(indicator, values):
    if not values:
        return None
    known = [value for value in values if value is not NOTHING]
    if not known:
        return NOTHING
    total = sum(known, Decimal(0))
    if indicator.nature == "rate":
        return (total / len(known)).quantize(CENT, ROUND_HALF_UP)
    return total.quantize(CENT)


def told(figures) -> list[object]:
    """Figures so that NOTHING differs from 0, which it equals in sums."""
    return ["nothing occurred" if isinstance(f, Nothing) else f for f in figures]


def _merge(random: Random, units: list[Unit], count: int) -> None:
    for unit, into in zip(units[:count], units[1 : count + 1], strict=True):
        last_day = date(2025, 4, 1) + timedelta(days=random.randint(0, 600))
        Unit.objects.filter(pk=unit.pk).update(merged_into=into, valid_to=last_day)
    for unit in units:
        unit.refresh_from_db()


def _indicator(round_: Round, random: Random, number: int) -> Indicator:
    nature = ("flow", "stock", "rate")[number % 3]
    return factories.make_indicator(
        round_.organiser, f"so-{number}", name=f"Chỉ tiêu {number}", nature=nature,
        decimal_places=2, position=number,
    )  # fmt: skip


def _report(story: Story, random: Random, round_: Round, unit: Unit, quarter: int, sender) -> None:
    state = random.choices(["accepted", "submitted", "returned", "draft"], [6, 3, 1, 1])[0]
    report = report_of(round_, unit, quarter, sender, state=state)
    kept = {indicator.pk: _value(random) for indicator in story.indicators if random.random() < 0.9}
    IndicatorValue.objects.bulk_create(
        IndicatorValue(report=report, indicator_id=key, value=value, is_none=value is NOTHING)
        for key, value in kept.items()
    )
    story.reports.append(report)
    story.values[report.pk] = kept


def _value(random: Random) -> Decimal:
    """One in three says that nothing occurred, one in ten is a plain 0."""
    if random.random() < 1 / 3:
        return NOTHING
    return Decimal(0 if random.random() < 0.1 else random.randint(0, 10_000_000)) / 100


def _noon(day: date):
    return timezone.make_aware(timezone.datetime(day.year, day.month, day.day, 12))
