"""The years of a unit read together: results, decisions, models, reports; merged units included."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models.expressions import RawSQL
from django.utils import timezone

from assessments.models import Assessment, QuarterlyReport
from assessments.workflow import AssessmentState
from organisation.mergers import family
from organisation.models import Unit
from recognition.models import DecisionEntry, ModelRegistration
from recognition.registrations import COUNTED
from recognition.workflow import DecisionState, RegistrationState

QUARTERS = 4
# Before that the total is the appraisers' own business.
SETTLED = (AssessmentState.SETTLED, AssessmentState.PROPOSED, AssessmentState.CLOSED)


@dataclass(frozen=True)
class YearLine:
    """One year of the unit, or of one that was merged into it, under the name it had then."""

    file: Assessment
    name: str
    merged_on: date | None
    entry: DecisionEntry | None
    registered: int
    recognised: int
    reports_on_time: int
    reports: int

    @property
    def year(self) -> int:
        """The year of the movement."""
        return self.file.round.year

    @property
    def total(self) -> Decimal | None:
        """The settled total; None before that."""
        return self.file.appraised_total if self.file.state in SETTLED else None

    @property
    def class_name(self) -> str:
        """The settled class."""
        return self.file.appraised_class if self.file.state in SETTLED else ""

    @property
    def outcome(self) -> str:
        """What was concluded, or how far the year has come."""
        if self.entry and self.entry.revoked_at:
            return "Đã thu hồi công nhận"
        return self.file.get_outcome_display() or self.file.get_state_display()


def year_lines(unit: Unit) -> list[YearLine]:
    """All years of the unit and its predecessors, newest first; a fixed number of queries."""
    keys = family(unit.pk)
    files = Assessment.objects.filter(unit__in=keys).select_related("round", "unit")
    files = list(files.order_by("-round__year", "unit__sort_key"))
    entries = _entries(files)
    registered, recognised = _models(keys)
    on_time, sent = _reports(keys)
    return [
        YearLine(
            file, file.unit_name, file.unit.valid_to if file.unit_id != unit.pk else None,
            entries.get(file.pk), registered[_place(file)], recognised[_place(file)],
            on_time[_place(file)], sent[_place(file)],
        )
        for file in files
    ]  # fmt: skip


def _place(row) -> tuple[int, int]:
    return row.round_id, row.unit_id


def _entries(files: Iterable[Assessment]) -> dict[int, DecisionEntry]:
    in_force = (DecisionState.ISSUED, DecisionState.REVOKED)
    rows = DecisionEntry.objects.filter(assessment__in=files, decision__state__in=in_force)
    return {row.assessment_id: row for row in rows.select_related("decision").order_by("pk")}


def _models(units: RawSQL) -> tuple[defaultdict, defaultdict]:
    registered: defaultdict = defaultdict(int)
    recognised: defaultdict = defaultdict(int)
    rows = ModelRegistration.objects.filter(unit__in=units, state__in=COUNTED).order_by()
    for round_, unit, state in rows.values_list("round", "unit", "state"):
        registered[round_, unit] += 1
        recognised[round_, unit] += state == RegistrationState.RECOGNISED
    return registered, recognised


def _reports(units: RawSQL) -> tuple[defaultdict, defaultdict]:
    on_time: defaultdict = defaultdict(int)
    sent: defaultdict = defaultdict(int)
    rows = QuarterlyReport.objects.filter(unit__in=units, first_submitted_at__isnull=False)
    columns = ("round", "unit", "due_on", "first_submitted_at")
    for round_, unit, due_on, first in rows.order_by().values_list(*columns):
        sent[round_, unit] += 1
        on_time[round_, unit] += timezone.localdate(first) <= due_on
    return on_time, sent
