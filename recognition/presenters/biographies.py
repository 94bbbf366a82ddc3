"""The life of a practice over the years, and of a year by its quarters."""

from dataclasses import dataclass

from django.db.models import Prefetch, Q

from recognition.models import ModelProgress, ModelRegistration, RecognisedModel, TargetProgress
from recognition.progress import ProgressLine, progress_line
from recognition.workflow import RegistrationState

QUARTERS = {1: "I", 2: "II", 3: "III", 4: "IV"}


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
    keys = _chain(model)
    rows = ModelRegistration.objects.filter(pk__in=keys).select_related("round", "unit")
    recognised = {
        row.registration_id: row for row in RecognisedModel.objects.filter(registration__in=keys)
    }
    chapters = [Chapter(row, recognised.get(row.pk), row.pk == model.pk) for row in rows]
    chapters.sort(key=lambda chapter: -chapter.model.round.year)
    return Biography(chapters, _quarters(model))


def _chain(model: ModelRegistration) -> set[int]:
    """Keys of the practice in every year, drafts of a later year left out; one query."""
    kept = ModelRegistration.objects.filter(round__organiser=model.round.organiser_id)
    kept = kept.exclude(kept_from=None).exclude(Q(state=RegistrationState.DRAFT) & ~Q(pk=model.pk))
    kept_from = dict(kept.order_by().values_list("pk", "kept_from"))
    kept_as = {earlier: later for later, earlier in kept_from.items()}
    chain = {model.pk}
    for step in (kept_from, kept_as):
        key = model.pk
        while (key := step.get(key)) and key not in chain:
            chain.add(key)
    return chain


def _quarters(model: ModelRegistration) -> list[tuple[str, ProgressLine]]:
    rows = ModelProgress.objects.filter(model_registration=model).select_related("report")
    sent = rows.filter(report__submitted_at__isnull=False).order_by("report__quarter")
    sent = sent.prefetch_related(Prefetch("figures", TargetProgress.objects.order_by()))
    return [(QUARTERS[row.report.quarter], progress_line(model, row)) for row in sent]
