"""What quarterly reports say for the facts of a sheet; registered in AssessmentsConfig.ready().

Only reports that were handed in answer; those of units merged into this one count as its own.
"""

from collections.abc import Mapping
from decimal import Decimal

from assessments.figures import cumulative, positive_quarters, quarters_working, year_working
from assessments.models import Assessment, Indicator, QuarterlyReport
from assessments.report_rows import sent_quarters
from assessments.workflow import REPORT_SENT
from criteria.sources import Answer
from organisation.models import Unit

YEAR, QUARTERS = "indicator_year", "indicator_quarters"
LABELS = {YEAR: "Số liệu cả năm", QUARTERS: "Số quý có phát sinh"}


def year_values(assessment: Assessment, keys: frozenset[str]) -> Mapping[str, Answer]:
    """Code of an indicator → its value of the year, by its nature."""
    url = _last_report(assessment)
    return {
        code: Answer(
            as_fact(cumulative(indicator.nature, quarters)),
            year_working(indicator.nature, quarters), url,
        )
        for code, (indicator, quarters) in _known(assessment, keys).items()
    }  # fmt: skip


def quarter_counts(assessment: Assessment, keys: frozenset[str]) -> Mapping[str, Answer]:
    """Code of an indicator → in how many quarters there was something."""
    url = _last_report(assessment)
    return {
        code: Answer(len(positive_quarters(quarters)), quarters_working(quarters), url)
        for code, (_indicator, quarters) in _known(assessment, keys).items()
    }


def indicator_choices(organiser: Unit) -> list[tuple[str, str]]:
    """(code, name) of what the organiser asks."""
    asked = Indicator.objects.filter(organiser=organiser, is_asked=True)
    return [(indicator.code, str(indicator)) for indicator in asked]


def as_fact(value: Decimal) -> int | str:
    """A value as facts are stored: a whole number, or a decimal as text."""
    return int(value) if value == value.to_integral_value() else format(value.normalize(), "f")


def _known(assessment: Assessment, keys: frozenset[str]) -> dict:
    found = sent_quarters(assessment.round, assessment.unit)
    return {code: known for code, known in found.items() if code in keys}


def _last_report(assessment: Assessment) -> str:
    """The page with the figures of the year: that of the last report that was handed in."""
    reports = QuarterlyReport.objects.filter(round=assessment.round_id, unit=assessment.unit_id)
    last = reports.filter(state__in=REPORT_SENT).order_by("-quarter").first()
    return last.get_absolute_url() if last else ""
