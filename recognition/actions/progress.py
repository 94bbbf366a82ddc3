"""The unit writes into its quarterly report how far each registered model has come."""

from collections.abc import Mapping
from decimal import Decimal

from django.core.exceptions import ValidationError
from django.db import transaction

from assessments.actions.reports import touch
from assessments.models import QuarterlyReport
from core import audit
from core.permissions import require
from core.versions import STALE, StaleVersion
from organisation.mergers import family
from organisation.models import User
from recognition.models import ModelProgress, ModelRegistration, TargetProgress
from recognition.permissions.registrations import can_report_progress
from recognition.progress import followed_models, progress_of
from recognition.workflow import ProgressState

NOT_FOLLOWED = "Mô hình này không còn trong danh mục theo dõi của đơn vị."


@transaction.atomic
def save_progress(
    report: QuarterlyReport,
    model: ModelRegistration,
    *,
    state: str,
    text: str,
    values: Mapping[int, Decimal | None],
    by: User,
    version: int | None = None,
) -> ModelProgress:
    """Take over what was typed about one model; `values` by key of the target, None: not said.

    Raises StaleVersion when somebody else has saved meanwhile, ValidationError for a model that
    is not followed or a negative value.
    """
    report = QuarterlyReport.objects.select_for_update(of=("self",)).get(pk=report.pk)
    require(can_report_progress(by, report))
    targets = _targets(report, model)
    _require_sensible(values)
    row = ModelProgress.objects.filter(report=report, model_registration=model).first()
    if version is not None and version != (row.version if row else 0):
        raise StaleVersion(STALE, code="stale")
    before = {"state": row.state, "text": row.text} if row else None
    row = row or ModelProgress(report=report, model_registration=model, version=0)
    row.state, row.text, row.version = state and ProgressState(state), text, row.version + 1
    row.save()
    _write_values(row, {key: value for key, value in values.items() if key in targets})
    # Progress is a part of the report: who hands it in is told that it has changed.
    touch(report, by)
    report.save(update_fields=["version", "entered_on_behalf"])
    audit.record(
        "model_progress.saved", row, by=by, before=before,
        after={"state": state, "text": text, "values": {str(k): v for k, v in values.items()}},
        unit=report.unit_id,
    )  # fmt: skip
    return row


def start_section(report: QuarterlyReport, earlier: QuarterlyReport | None) -> None:
    """Rows of a report that has just begun: the followed models as the quarter before left them.

    Called within the action that begins the report, which leaves the event. Values count from the
    start of the year, so that a new quarter goes on from them. What a unit that has merged into
    this one last said of its models goes on as well.
    """
    merged = family(report.unit_id, report.round.report_due_dates[report.quarter])
    others = QuarterlyReport.objects.filter(
        round=report.round_id, unit__in=merged, quarter__lt=report.quarter
    ).exclude(unit=report.unit_id)
    reports = others | QuarterlyReport.objects.filter(pk=earlier.pk if earlier else None)
    latest = progress_of(reports.order_by()).order_by("report__quarter")
    before = {row.model_registration_id: row for row in latest}
    models = [model for model in followed_models(report) if model.pk in before]
    rows = ModelProgress.objects.bulk_create(
        ModelProgress(
            report=report, model_registration=model, state=before[model.pk].state,
            text=before[model.pk].text,
        )
        for model in models
    )  # fmt: skip
    TargetProgress.objects.bulk_create(
        TargetProgress(progress=row, target_id=figure.target_id, value=figure.value)
        for row in rows
        for figure in before[row.model_registration_id].figures.all()
    )


def _targets(report: QuarterlyReport, model: ModelRegistration) -> frozenset[int]:
    followed = followed_models(report).filter(pk=model.pk).first()
    if followed is None:
        raise ValidationError(NOT_FOLLOWED)
    return frozenset(target.pk for target in followed.targets.all())


def _require_sensible(values: Mapping[int, Decimal | None]) -> None:
    problems = {
        f"target-{key}": "Không nhập số âm."
        for key, value in values.items()
        if value is not None and value < 0
    }
    if problems:
        raise ValidationError(problems)


def _write_values(row: ModelProgress, values: Mapping[int, Decimal | None]) -> None:
    cleared = [key for key, value in values.items() if value is None]
    row.figures.filter(target__in=cleared).delete()
    for key, value in values.items():
        if value is not None:
            TargetProgress.objects.update_or_create(
                progress=row, target_id=key, defaults={"value": value}
            )
