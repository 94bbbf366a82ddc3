"""Models that wait for their outcome as the page lists them, each with its last known progress."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.forms import BoundField

from recognition.forms.outcomes import OutcomesForm
from recognition.models import ModelProgress, ModelRegistration
from recognition.presenters.biographies import QUARTERS


@dataclass(frozen=True)
class OutcomeLine:
    """A model, how it stood in the last report that was handed in, and its two boxes."""

    model: ModelRegistration
    progress: ModelProgress | None
    outcome: BoundField
    note: BoundField

    @property
    def progress_words(self) -> str:
        """ "Quý III: đúng tiến độ"."""
        if self.progress is None or not self.progress.state:
            return "Chưa báo cáo tiến độ"
        quarter = QUARTERS[self.progress.report.quarter]
        return f"Quý {quarter}: {self.progress.get_state_display().lower()}"


def outcome_lines(form: OutcomesForm, models: Sequence[ModelRegistration]) -> list[OutcomeLine]:
    """One query for the progress of all of them."""
    rows = ModelProgress.objects.filter(
        model_registration__in=models, report__submitted_at__isnull=False
    ).select_related("report")
    latest = {row.model_registration_id: row for row in rows.order_by("report__quarter")}
    return [OutcomeLine(row, latest.get(row.pk), *form.boxes(row)) for row in models]
