"""Further sections of a quarterly report, kept by the apps above (progress of registered models).

An upper app registers its section in AppConfig.ready(); nothing here looks upwards.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from assessments.models import QuarterlyReport
from organisation.models import User


@dataclass(frozen=True)
class ReportSectionKind:
    """One further section of every quarterly report.

    `reading`, `editing`: the templates of the section on the page, as read and as typed in; both
    get `values(report, user)` as `section`. `start(report, earlier)` prefills it when a report is
    begun (`earlier`: the quarter before, or None). `missing(report)`: what keeps the report from
    being handed in, in words. `paper(report)`: its plain values for the PDF, drawn by
    `paper_template`. `label`: a word or two that lead to the section from the top of the page.
    """

    code: str
    reading: str
    editing: str
    paper_template: str
    values: Callable[[QuarterlyReport, User], Mapping[str, Any]]
    start: Callable[[QuarterlyReport, QuarterlyReport | None], None]
    missing: Callable[[QuarterlyReport], Sequence[str]]
    paper: Callable[[QuarterlyReport], Mapping[str, Any]]
    label: str = ""


_sections: dict[str, ReportSectionKind] = {}


def register(section: ReportSectionKind) -> None:
    """Add a section to every report, after those that are there."""
    _sections[section.code] = section


def sections() -> tuple[ReportSectionKind, ...]:
    """The registered sections in their order."""
    return tuple(_sections.values())
