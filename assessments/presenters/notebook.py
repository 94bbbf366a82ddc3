"""The officer's notebook by quarter, and what of it stands beside a report and an appraisal."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.urls import reverse

from assessments.actions.notebook import WITH_DEADLINE
from assessments.models import Assessment, NotebookEntry, NotebookPhoto, QuarterlyReport, Round
from assessments.permissions.following import (
    can_correct_entry,
    can_read_notebook,
    can_write_notebook,
)
from assessments.presenters.reports import QUARTER_NAMES
from core.calendar import today
from organisation.mergers import family
from organisation.models import Unit, User

MOST_BESIDE = 30  # entries; the notebook has them all


@dataclass(frozen=True)
class NotebookLine:
    """One entry: whether it waits, is late, may be corrected; its photos.

    `former_unit`: about whom it was noted, when that was a unit that has merged into this one.
    """

    row: NotebookEntry
    former_unit: str
    photos: tuple[NotebookPhoto, ...]
    may_tick: bool
    may_correct: bool

    @property
    def is_task(self) -> bool:
        """A promise or a next step, which is ticked off."""
        return self.row.kind in WITH_DEADLINE

    @property
    def is_open(self) -> bool:
        """Still to be done."""
        return self.is_task and self.row.done_at is None

    @property
    def is_late(self) -> bool:
        """Its day has ended without it."""
        return self.is_open and self.row.due_on is not None and self.row.due_on < today()


def notebook_page(round_: Round, unit: Unit, user: User) -> dict[str, Any]:
    """Context of templates/assessments/notebook.html; three queries for any number of entries."""
    may_write = can_write_notebook(user, round_, unit.pk)
    rows = _entries(round_, unit.pk, today())
    lines = _lines(rows, unit.pk, writer=user if may_write else None)
    quarters = [
        {"name": QUARTER_NAMES[quarter], "lines": kept}
        for quarter in (4, 3, 2, 1)
        if (kept := [line for line in lines if line.row.quarter == quarter])
    ]
    return {
        "round": round_,
        "unit": unit,
        "quarters": quarters,
        "tasks": open_first(line for line in lines if line.is_open),
        "may_write": may_write,
        "trail": [
            {"label": str(round_), "url": round_.get_absolute_url()},
            {"label": f"Sổ theo dõi: {unit}"},
        ],
    }


def notebook_beside(report: QuarterlyReport, user: User) -> dict[str, Any] | None:
    """Context of templates/assessments/_notebook_beside.html beside a quarterly report.

    The quarter's entries and older tasks that are still open; None for who may not read it.
    """
    if not can_read_notebook(user, report.round, report.unit_id):
        return None
    round_, quarter = report.round, report.quarter
    rows = _entries(round_, report.unit_id, round_.report_due_dates[quarter])
    lines = _lines((row for row in rows if row.quarter <= quarter), report.unit_id)
    kept = [line for line in lines if line.row.quarter == report.quarter or line.is_open]
    return _panel(report.round, report.unit_id, open_first(kept))


def notebook_panel(assessment: Assessment, user: User) -> dict[str, Any] | None:
    """The same beside the year-end score: the whole year, promises still open first."""
    round_, unit = assessment.round, assessment.unit_id
    if not can_read_notebook(user, round_, unit):
        return None
    rows = _entries(round_, unit, round_.self_assessment_due)
    return _panel(round_, unit, open_first(_lines(rows, unit)))


def open_first(lines: Iterable[NotebookLine]) -> list[NotebookLine]:
    """Open tasks by their day, those without one after them; then the rest as it comes."""
    return sorted(
        lines,
        key=lambda line: (
            (0, line.row.due_on is None, line.row.due_on or line.row.happened_on)
            if line.is_open
            else (1, True, today())
        ),
    )


def _panel(round_: Round, unit: int, lines: list[NotebookLine]) -> dict[str, Any]:
    return {
        "lines": lines[:MOST_BESIDE],
        "count": len(lines),
        "open_count": sum(line.is_open for line in lines),
        "url": reverse("assessments:notebook", args=[round_.pk, unit]),
    }


def _entries(round_: Round, unit: int, by: date) -> list[NotebookEntry]:
    """What was noted about the unit and those that had merged into it by a day."""
    rows = NotebookEntry.objects.filter(round=round_, unit__in=family(unit, by))
    named = rows.select_related("written_by", "done_by", "unit")
    return list(named.prefetch_related("photos__document"))


def _lines(
    rows: Iterable[NotebookEntry], unit: int, writer: User | None = None
) -> list[NotebookLine]:
    """`writer`: who may tick off, and put right what is their own; nobody beside other pages."""
    return [
        NotebookLine(
            row,
            "" if row.unit_id == unit else row.unit.name,
            tuple(row.photos.all()),
            may_tick=writer is not None and row.kind in WITH_DEADLINE,
            may_correct=writer is not None and row.written_by_id == writer.pk,
        )
        for row in rows
    ]


def correction_page(entry: NotebookEntry, user: User) -> dict[str, Any]:
    """What surrounds the form that puts an entry right."""
    return {
        "entry": entry,
        "photos": entry.photos.select_related("document"),
        "may_correct": can_correct_entry(user, entry),
    }
