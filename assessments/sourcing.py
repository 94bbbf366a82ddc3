"""Sources that this app's quarterly reports answer; registered in AssessmentsConfig.ready().

Only reports that are with the board count: one that is being written may still change. A unit's
figures include those of the units that merged into it.
"""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from django.urls import reverse

from assessments.figures import (
    RATE,
    combined,
    cumulative,
    positive_quarters,
    quarters_working,
    year_working,
)
from assessments.models import Assessment, Indicator, IndicatorValue
from assessments.workflow import REPORT_SENT
from core.numbers import NOTHING, Nothing
from criteria.rules.figures import stored_figure
from criteria.sources import Answer
from organisation.mergers import family
from organisation.models import Unit

YEAR, QUARTERS = "indicator_year", "indicator_quarters"


@dataclass
class Figures:
    """What the reports of a year say about one indicator: quarter → values; the last report."""

    nature: str
    values: dict[int, list[Decimal]] = field(default_factory=lambda: defaultdict(list))
    last_report: int = 0

    def quarters(self) -> dict[int, Decimal]:
        """One figure for each quarter that is known."""
        return {q: combined(self.nature, known) for q, known in self.values.items()}

    @property
    def url(self) -> str:
        """The last report, which shows the quarters before as well."""
        return reverse("assessments:report", args=[self.last_report])


def indicator_years(assessment: Assessment, codes: frozenset[str]) -> Mapping[str, Answer]:
    """What the year gave: flows summed up, of stocks and rates the last one.

    Where nothing occurred there is no rate, and the unit itself has to say what that means.
    """
    found = {}
    for code, figures in _figures(assessment, codes).items():
        quarters = figures.quarters()
        value = cumulative(figures.nature, quarters)
        if figures.nature != RATE or not isinstance(value, Nothing):
            working = year_working(figures.nature, quarters)
            found[code] = Answer(stored_fact(value), working, figures.url)
    return found


def indicator_quarters(assessment: Assessment, codes: frozenset[str]) -> Mapping[str, Answer]:
    """In how many quarters there was something at all."""
    return {
        code: Answer(
            len(positive_quarters(figures.quarters())),
            quarters_working(figures.quarters()),
            figures.url,
        )
        for code, figures in _figures(assessment, codes).items()
    }


def indicator_choices(organiser: Unit) -> list[tuple[str, str]]:
    """(code, name with its unit of measure) of the indicators that the organiser keeps."""
    asked = Indicator.objects.filter(organiser=organiser, is_asked=True)
    return [(indicator.code, str(indicator)) for indicator in asked]


def stored_fact(value: Decimal) -> int | str:
    """A figure as facts are stored: whole, or a decimal as text."""
    return int(value) if value == value.to_integral_value() else stored_figure(value)


def _figures(assessment: Assessment, codes: frozenset[str]) -> dict[str, Figures]:
    """What was reported, by code of the indicator; one query."""
    found: dict[str, Figures] = {}
    units = family(assessment.unit_id, assessment.round.self_assessment_due)
    rows = IndicatorValue.objects.filter(
        report__unit__in=units, report__round=assessment.round_id, report__state__in=REPORT_SENT,
        indicator__code__in=codes,
    ).order_by("report__quarter", "pk")  # fmt: skip
    columns = ("indicator__code", "indicator__nature", "report__quarter", "value", "is_none")
    for code, nature, quarter, value, is_none, report in rows.values_list(*columns, "report"):
        figures = found.setdefault(code, Figures(nature))
        figures.values[quarter].append(NOTHING if is_none else value)
        figures.last_report = report
    return found
