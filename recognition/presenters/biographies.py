"""The life of a practice over the years, and of a year by its quarters."""

from dataclasses import dataclass

from django.db.models import Prefetch

from recognition.models import ModelProgress, ModelRegistration, RecognisedModel, TargetProgress
from recognition.progress import ProgressLine, progress_line

QUARTERS = {1: "I", 2: "II", 3: "III", 4: "IV"}
MOST_YEARS = 30


@dataclass(frozen=True)
class Chapter:
    """One year of a practice: under which name and unit it was registered, what became of it."""

    model: ModelRegistration
    recognised: RecognisedModel | None
    is_present: bool


@dataclass(frozen=True)
class Biography:
    """The years of a practice, newest first, and the quarters of the present one."""

    chapters: list[Chapter]
    quarters: list[tuple[str, ProgressLine]]

    @property
    def is_kept(self) -> bool:
        """Whether there is more than one year to tell of."""
        return len(self.chapters) > 1


def biography(model: ModelRegistration) -> Biography:
    """What kept_from chains tell about the model, both ways."""
    chain = _earlier(model) + [model] + _later(model)
    keys = [row.pk for row in chain]
    recognised = {
        row.registration_id: row for row in RecognisedModel.objects.filter(registration__in=keys)
    }
    chapters = [Chapter(row, recognised.get(row.pk), row.pk == model.pk) for row in chain]
    return Biography(chapters[::-1], _quarters(model))


def _earlier(model: ModelRegistration) -> list[ModelRegistration]:
    found: list[ModelRegistration] = []
    key = model.kept_from_id
    while key and len(found) < MOST_YEARS:
        row = ModelRegistration.objects.select_related("round", "unit").get(pk=key)
        found.insert(0, row)
        key = row.kept_from_id
    return found


def _later(model: ModelRegistration) -> list[ModelRegistration]:
    found: list[ModelRegistration] = []
    row: ModelRegistration | None = model
    while row and len(found) < MOST_YEARS:
        kept = ModelRegistration.objects.select_related("round", "unit").exclude(state="draft")
        row = kept.filter(kept_from=row).order_by("round__year").first()
        found += [row] if row else []
    return found


def _quarters(model: ModelRegistration) -> list[tuple[str, ProgressLine]]:
    rows = ModelProgress.objects.filter(model_registration=model).select_related("report")
    sent = rows.filter(report__submitted_at__isnull=False).order_by("report__quarter")
    sent = sent.prefetch_related(Prefetch("figures", TargetProgress.objects.order_by()))
    return [(QUARTERS[row.report.quarter], progress_line(model, row)) for row in sent]
