"""The overview of a round: each unit with its state, deadline, points and whom it waits for."""

from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from django.db.models import Count, QuerySet

from assessments.forms.rounds import OverviewFilter
from assessments.models import Assessment, Extension, OfficerAssignment, Round
from assessments.permissions.files import can_view
from assessments.permissions.following import can_read_notebook
from assessments.permissions.mandates import can_mandate
from assessments.permissions.years import can_move_deadlines
from assessments.presenters.appraisal_row import signed
from assessments.waiting import Holder, Waiting, waiting, with_waiting
from assessments.workflow import UNIT_EDITABLE, AssessmentState, Step
from core.text import fold
from organisation.models import Unit, User

TONES = {
    AssessmentState.DRAFT: "neutral",
    AssessmentState.RETURNED: "warning",
    AssessmentState.SUBMITTED: "info",
    AssessmentState.APPRAISED: "info",
    AssessmentState.SETTLED: "success",
    AssessmentState.PROPOSED: "info",
    AssessmentState.CLOSED: "success",
}
NOBODY_ASSIGNED = "Chưa phân công"


@dataclass
class OverviewRow:
    """One unit of the round as `viewer` may see it."""

    file: Assessment
    viewer: User
    officer: User | None
    extension: Extension | None

    @cached_property
    def may_open(self) -> bool:
        """Whether the file itself may be looked into."""
        return can_view(self.viewer, self.file)

    @cached_property
    def shows_points(self) -> bool:
        """Points of a draft are the unit's own affair until it hands in."""
        return self.may_open and self.file.state != AssessmentState.DRAFT

    @property
    def self_total(self) -> Decimal | None:
        return self.file.self_total if self.shows_points else None

    @property
    def self_class(self) -> str:
        return self.file.self_class if self.shows_points else ""

    @property
    def appraised_total(self) -> Decimal | None:
        return self.file.appraised_total if self.shows_points else None

    @property
    def appraised_class(self) -> str:
        return self.file.appraised_class if self.shows_points else ""

    @property
    def gap(self) -> Decimal | None:
        """Appraised minus self-assessed points."""
        if self.self_total is None or self.appraised_total is None:
            return None
        return self.appraised_total - self.self_total

    @property
    def gap_text(self) -> str:
        """The gap with its sign: "+0,50", "−1,00"."""
        return "–" if self.gap is None else signed(self.gap)

    @property
    def tone(self) -> str:
        return TONES[self.file.state]

    @property
    def is_with_unit(self) -> bool:
        """Whether the deadline still counts."""
        return self.file.state in UNIT_EDITABLE

    @cached_property
    def waiting(self) -> Waiting:
        return waiting(self.file)

    @property
    def officer_name(self) -> str:
        return str(self.officer) if self.officer else NOBODY_ASSIGNED

    @property
    def holder_name(self) -> str:
        """The officer by name, the others by what they are."""
        holder = self.waiting.holder
        return self.officer_name if holder == Holder.OFFICER else holder.value

    @cached_property
    def reads_notebook(self) -> bool:
        """Whether the person may read what the board noted about the unit."""
        return can_read_notebook(self.viewer, self.file.round, self.file.unit_id)

    @cached_property
    def may_extend(self) -> bool:
        return self.is_with_unit and bool(can_move_deadlines(self.viewer, self.file.round))

    @cached_property
    def may_mandate(self) -> bool:
        """Whether the person may let somebody of the board type for the unit."""
        return self.is_with_unit and bool(can_mandate(self.viewer, self.file))


def overview_rows(round_: Round, viewer: User, wanted: OverviewFilter) -> list[OverviewRow]:
    """The rows that the filter lets through, in its order; three queries however many there are."""
    officers, extensions = officers_by_unit(round_), extensions_by_unit(round_)
    rows = []
    for file in with_waiting(_filtered(round_, wanted)):
        file.round = round_
        unit = file.unit_id
        rows.append(OverviewRow(file, viewer, officers.get(unit), extensions.get(unit)))
    return sorted(rows, key=ORDERS[wanted.order])


def state_counts(round_: Round) -> dict[str, int]:
    """How many files are in each state."""
    counted = round_.assessments.order_by().values("state").annotate(count=Count("pk"))
    return {row["state"]: row["count"] for row in counted}


def officers_by_unit(round_: Round) -> dict[int, User]:
    """Unit key → the officer who follows it."""
    rows = OfficerAssignment.objects.filter(round=round_).select_related("officer")
    return {row.unit_id: row.officer for row in rows}


def extensions_by_unit(round_: Round) -> dict[int, Extension]:
    """Unit key → its latest extension for the sheet."""
    rows = Extension.objects.filter(round=round_, step=Step.SELF_ASSESSMENT)
    rows = rows.order_by("granted_at")
    return {row.unit_id: row for row in rows}


def _filtered(round_: Round, wanted: OverviewFilter) -> QuerySet:
    files = Assessment.objects.filter(round=round_).select_related("unit__kind", "criteria_set")
    folded = fold(wanted.words)
    if folded:
        files = files.filter(unit__in=Unit.objects.matching(folded))
    if wanted.kind:
        files = files.filter(unit__kind=wanted.kind)
    if wanted.state:
        files = files.filter(state=wanted.state)
    if wanted.officer:
        files = files.filter(unit__in=_units_of(round_, wanted.officer))
    if wanted.is_without_officer:
        files = files.exclude(
            unit__in=OfficerAssignment.objects.filter(round=round_).values("unit")
        )
    return files.order_by("unit__sort_key")


def _units_of(round_: Round, officer: int) -> QuerySet:
    return OfficerAssignment.objects.filter(round=round_, officer=officer).values("unit")


def _by_gap(row: OverviewRow):
    return (row.gap is None, -abs(row.gap or 0), row.file.unit.sort_key)


def _by_waiting(row: OverviewRow):
    return (-(row.waiting.days or 0), row.file.unit.sort_key)


def _by_deadline(row: OverviewRow):
    return (not row.is_with_unit, row.file.due_on, row.file.unit.sort_key)


ORDERS = {
    "name": lambda row: row.file.unit.sort_key,
    "gap": _by_gap,
    "waiting": _by_waiting,
    "deadline": _by_deadline,
}
