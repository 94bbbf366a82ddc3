"""Further parts of the consolidated report, kept by the apps above (models by field).

An upper app registers its part in AppConfig.ready(); nothing here looks upwards.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from assessments.models import Round


@dataclass(frozen=True)
class Stalled:
    """Something of a unit that has come to a stop: "Mô hình “…”"."""

    unit: str
    what: str


@dataclass(frozen=True)
class ConsolidationPart:
    """One further part of every consolidated report.

    `values(round, quarter)`: plain values that survive JSON; they are frozen with the report.
    `reading`, `paper`: the templates that draw them (as `part`) on the page and in the PDF.
    `sheet(values)`: headers and rows for the workbook. `stalled(round, quarter)`: what the report
    may name among the shortcomings. `title` heads the part everywhere.
    """

    code: str
    title: str
    reading: str
    paper: str
    values: Callable[[Round, int], Mapping[str, Any]]
    sheet: Callable[[Mapping[str, Any]], tuple[Sequence[str], Sequence[Sequence[object]]]]
    stalled: Callable[[Round, int], Sequence[Stalled]]


_parts: dict[str, ConsolidationPart] = {}


def register(part: ConsolidationPart) -> None:
    """Add a part to every report, after those that are there."""
    _parts[part.code] = part


def parts() -> tuple[ConsolidationPart, ...]:
    """The registered parts in their order."""
    return tuple(_parts.values())
