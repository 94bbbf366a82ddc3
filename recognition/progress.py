"""How far registered models have come: each target's value beside its figure, by quarter."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import ROUND_DOWN, Decimal

from django.db.models import Prefetch, QuerySet

from assessments.models import QuarterlyReport
from assessments.workflow import REPORT_SENT
from organisation.mergers import family
from recognition.models import (
    ModelProgress,
    ModelRegistration,
    ModelTarget,
    TargetProgress,
)
from recognition.registrations import with_targets
from recognition.workflow import ProgressState, RegistrationState

R = RegistrationState
FOLLOWED = (R.REGISTERED, R.APPROVED, R.RECOGNISED, R.NOT_RECOGNISED)
WHOLE = Decimal(100)


@dataclass(frozen=True)
class TargetLine:
    """A target beside what of it was reached since the start of the year; None: not said."""

    target: ModelTarget
    value: Decimal | None = None

    @property
    def percent(self) -> str:
        """The share in whole percent, never 100 before it is all; "" when nothing can be said."""
        if self.ratio is None:
            return ""
        return f"{int((self.ratio * WHOLE).quantize(Decimal(1), ROUND_DOWN))}%"

    @property
    def ratio(self) -> Decimal | None:
        """Share of the figure that was reached (1 is all of it); None when nothing can be said."""
        if self.value is None or not self.target.figure:
            return None
        return self.value / self.target.figure


@dataclass(frozen=True)
class ProgressLine:
    """One followed model in one report of `unit_id`; `progress` None: nothing was saved yet."""

    unit_id: int
    model: ModelRegistration
    progress: ModelProgress | None
    targets: list[TargetLine]

    @property
    def former_unit(self) -> str:
        """Who registered it, when that was a unit that has merged into the reporting one."""
        return "" if self.model.unit_id == self.unit_id else self.model.unit.name

    @property
    def state(self) -> str:
        """The code of the state; "" while none was chosen."""
        return self.progress.state if self.progress else ""

    @property
    def state_words(self) -> str:
        """The state in words."""
        return ProgressState(self.state).label if self.state else "Chưa ghi"

    @property
    def text(self) -> str:
        """What the unit wrote."""
        return self.progress.text if self.progress else ""

    @property
    def version(self) -> int:
        """Version of the row; 0 for none."""
        return self.progress.version if self.progress else 0

    @property
    def faults(self) -> list[str]:
        """What a report cannot be handed in without."""
        found = [] if self.state else ["chưa chọn tình hình"]
        return found + [
            f"chưa ghi kết quả mục tiêu “{line.target.text}”"
            for line in self.targets
            if line.value is None
        ]


def followed_models(report: QuarterlyReport) -> QuerySet:
    """Models that the unit reports on: registered for the year and neither refused nor stopped.

    Those of a unit that had merged into it by the quarter's day as well, unless that unit has
    reported on them itself.
    """
    due_on = report.round.report_due_dates[report.quarter]
    own_word = QuarterlyReport.objects.filter(
        round=report.round_id, quarter=report.quarter, state__in=REPORT_SENT
    ).exclude(unit=report.unit_id)
    rows = ModelRegistration.objects.filter(
        round=report.round_id, unit__in=family(report.unit_id, due_on), state__in=FOLLOWED
    ).exclude(unit__in=own_word.order_by().values("unit"))
    return with_targets(rows.select_related("unit").order_by("name"))


def progress_lines(report: QuarterlyReport) -> list[ProgressLine]:
    """Every followed model of the report's unit; four queries."""
    saved = {row.model_registration_id: row for row in progress_of([report])}
    models = followed_models(report)
    return [progress_line(report, model, saved.get(model.pk)) for model in models]


def progress_line(
    report: QuarterlyReport, model: ModelRegistration, progress: ModelProgress | None
) -> ProgressLine:
    """One model with what was said about it."""
    values = {row.target_id: row.value for row in progress.figures.all()} if progress else {}
    targets = [TargetLine(target, values.get(target.pk)) for target in model.targets.all()]
    return ProgressLine(report.unit_id, model, progress, targets)


def progress_of(reports: Iterable[QuarterlyReport]) -> QuerySet:
    """What was saved about models in the reports, with the figures."""
    rows = ModelProgress.objects.filter(report__in=reports)
    return rows.prefetch_related(Prefetch("figures", TargetProgress.objects.order_by()))
