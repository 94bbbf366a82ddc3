"""Units against the twelve steps of the year, late ones first: who is behind, at a glance."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from itertools import groupby
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse

from assessments.duties.base import Basis, Duty, by_urgency, duties
from assessments.forms.matrix import ONLY_LATE, MatrixFilter, MatrixFilterForm
from assessments.models import Assessment, OfficerAssignment, Round
from assessments.presenters.duty_looks import SOON, Look, holder_of, look_of
from assessments.presenters.overview import officers_by_unit
from assessments.presenters.round_pages import round_officers
from assessments.workflow import BEFORE_COMMITTEE, Step
from core.text import fold
from organisation.models import Unit, UnitKind, User
from organisation.roles import Permission

STEPS = tuple(Step)
OF_FILE = (Step.SELF_ASSESSMENT, Step.APPRAISAL, Step.FEEDBACK, Step.SETTLEMENT)
OF_COMMITTEE = (Step.PROPOSAL, Step.CONCLUSION)
CALLERS = (Permission.APPRAISE, Permission.ALL_FILES_VIEW)
FILE_READERS = (Permission.SUBMITTED_FILES_VIEW, Permission.ALL_FILES_VIEW)
DRAFT_READERS = (Permission.PROPOSAL_WRITE, Permission.ALL_FILES_VIEW)
PROPOSAL_READERS = (*DRAFT_READERS, Permission.PROPOSED_FILES_VIEW)


@dataclass(frozen=True)
class Cell:
    """One step of one unit as a person may see it; `url` empty where there is nothing to open."""

    step: Step
    look: Look
    url: str = ""


@dataclass
class MatrixRow:
    """One unit with its duties in the order of the steps."""

    file: Assessment
    officer: User | None
    duties: list[Duty] = field(default_factory=list)
    viewer: User | None = None

    @cached_property
    def late(self) -> list[Duty]:
        """What is overdue, the longest first."""
        return sorted((duty for duty in self.duties if duty.is_late), key=by_urgency)

    @property
    def days_late(self) -> int:
        return self.late[0].days_late if self.late else 0

    @cached_property
    def pressing(self) -> Duty | None:
        """What somebody has to do first; None when nothing can be done now."""
        if self.late:
            return self.late[0]
        return min((duty for duty in self.duties if duty.is_current), key=_on_hand, default=None)

    @property
    def holder(self) -> str:
        """On whom the unit's year waits."""
        return holder_of(self.pressing, self.officer) if self.pressing else ""

    @property
    def days_waiting(self) -> int | None:
        return self.pressing.days_waiting if self.pressing else None

    @cached_property
    def cells(self) -> list[Cell]:
        return [_cell(duty, self.file, self.viewer) for duty in self.duties]


def matrix_rows(
    round_: Round, wanted: MatrixFilter | None = None, viewer: User | None = None
) -> list[MatrixRow]:
    """The chosen units, late or not, late ones first; the same few queries for any number.

    `viewer`: cells lead only where this person may go; without one, to where the work is done.
    """
    wanted = wanted or MatrixFilter({})
    units = frozenset(_chosen(round_, wanted)) if wanted.chooses_units else None
    basis = Basis(round_, units)
    found = duties(round_, basis=basis)
    return rows_from(found, basis.files, officers_by_unit(round_), viewer)


def rows_from(
    found: Iterable[Duty],
    files: Iterable[Assessment],
    officers: Mapping[int, User],
    viewer: User | None = None,
) -> list[MatrixRow]:
    """The rows of files whose duties are known already."""
    by_unit = {file.unit_id: file for file in files}
    rows = [
        MatrixRow(by_unit[unit], officers.get(unit), list(own), viewer)
        for unit, own in groupby(found, key=lambda duty: duty.unit_id)
        if unit in by_unit
    ]
    return sorted(rows, key=_late_first)


def late_counts(rows: list[MatrixRow]) -> dict[str, int]:
    """Step → how many of the units are late with it, in the order of the steps."""
    counts = Counter(duty.step for row in rows for duty in row.late)
    return {step: counts[step] for step in STEPS if counts[step]}


def late_chips(rows: list[MatrixRow], wanted: MatrixFilter) -> list[dict[str, Any]]:
    """All units, the late ones, and those late with one step; each chip filters the table."""
    late = sum(bool(row.late) for row in rows)
    chips = [
        _chip("Tất cả", len(rows), wanted.address(buoc="", loc=""), not wanted.only_late),
        _chip("Chỉ đơn vị chậm", late, wanted.address(buoc="", loc=ONLY_LATE),
              wanted.only_late and not wanted.step),
    ]  # fmt: skip
    return chips + [
        _chip(f"Chậm: {Step(step).label}", count, wanted.address(buoc=step, loc=""),
              step == wanted.step)
        for step, count in late_counts(rows).items()
    ]  # fmt: skip


def narrowed(rows: list[MatrixRow], wanted: MatrixFilter) -> list[MatrixRow]:
    """The rows that remain when only late units are asked for."""
    if not wanted.only_late:
        return rows
    return [row for row in rows if _is_late(row, wanted.step)]


def filter_form(round_: Round, wanted: MatrixFilter) -> MatrixFilterForm:
    """The boxes above the table."""
    kinds = UnitKind.objects.filter(units__assessments__round=round_).distinct()
    return MatrixFilterForm(wanted, kinds, round_officers(round_))


def _chosen(round_: Round, wanted: MatrixFilter) -> QuerySet:
    """Keys of the units that the boxes ask for."""
    files = Assessment.objects.filter(round=round_)
    assigned = OfficerAssignment.objects.filter(round=round_)
    if folded := fold(wanted.words):
        files = files.filter(unit__in=Unit.objects.matching(folded))
    if wanted.kind:
        files = files.filter(unit__kind=wanted.kind)
    if wanted.officer:
        files = files.filter(unit__in=assigned.filter(officer=wanted.officer).values("unit"))
    if wanted.is_without_officer:
        files = files.exclude(unit__in=assigned.values("unit"))
    return files.order_by().values_list("unit", flat=True)


def _on_hand(duty: Duty) -> tuple:
    """What is due soon, then what has been lying with somebody longest, then by deadline: a report
    that is due in two weeks does not hide a file that waits for its officer."""
    if duty.days_left is not None and duty.days_left <= SOON:
        return (0, *by_urgency(duty))
    return (1, duty.since) if duty.since else (2, *by_urgency(duty))


def _is_late(row: MatrixRow, step: str) -> bool:
    return any(not step or duty.step == step for duty in row.late)


def _late_first(row: MatrixRow) -> tuple:
    return (-row.days_late, -len(row.late), row.file.unit.sort_key)


def _cell(duty: Duty, file: Assessment, viewer: User | None) -> Cell:
    """What lies with a unit is not open to others before it is handed in."""
    is_readable = duty.holder != "unit" or duty.done_on is not None
    is_there = is_readable and not duty.is_void and not duty.is_blocked
    if is_there and viewer:
        return Cell(duty.step, look_of(duty), _way(duty, file, viewer))
    if viewer and duty.is_late and _holds(viewer, file, CALLERS):
        return Cell(duty.step, look_of(duty), _call(duty, file))
    return Cell(duty.step, look_of(duty), duty.url if is_there else "")


def _call(duty: Duty, file: Assessment) -> str:
    """The unit's line in the list of whom to ring, where the call is ticked."""
    page = reverse("assessments:calls", args=[file.round_id])
    return f"{page}?buoc={duty.step}&cua=tat-ca#dv-{duty.unit_id}"


def _way(duty: Duty, file: Assessment, viewer: User) -> str:
    """Where the step leads this person: to the work, to the file to read, or nowhere."""
    if duty.step in OF_COMMITTEE:
        is_draft = duty.step == Step.PROPOSAL and duty.done_on is None
        readers = DRAFT_READERS if is_draft else PROPOSAL_READERS
        return duty.url if _holds(viewer, file, readers) else ""
    if duty.step not in OF_FILE:
        return duty.url
    if duty.step == Step.SETTLEMENT and _holds(viewer, file, (Permission.SETTLE,)):
        return duty.url
    readers = list(FILE_READERS)
    if file.state in BEFORE_COMMITTEE:
        readers.append(Permission.PROPOSED_FILES_VIEW)
    return file.get_absolute_url() if _holds(viewer, file, readers) else ""


def _holds(viewer: User, file: Assessment, permissions: Iterable[Permission]) -> bool:
    return any(viewer.has_permission(held, file.round.organiser_id) for held in permissions)


def _chip(label: str, count: int, url: str, current: bool) -> dict[str, Any]:
    return {"label": label, "count": count, "url": url, "current": current}
