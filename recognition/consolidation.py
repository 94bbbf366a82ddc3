"""Models by field in the board's consolidated report; registered in RecognitionConfig.ready()."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.db.models import Count, Q, QuerySet

from assessments.consolidating.parts import ConsolidationPart, Stalled
from assessments.consolidating.sums import HANDED_IN
from assessments.models import Round
from recognition.categories import ModelField, field_name
from recognition.models import ModelProgress, ModelRegistration
from recognition.workflow import ProgressState, RegistrationState

S = RegistrationState
APPROVED = (S.APPROVED, S.RECOGNISED, S.NOT_RECOGNISED, S.STOPPED)
MEASURES = (
    ("registered", "Đăng ký"), ("new", "Trong đó: mới"), ("kept", "Trong đó: duy trì từ năm trước"),
    ("approved", "Được phê duyệt"), ("recognised", "Được công nhận"),
    ("on_track", "Đúng tiến độ"), ("behind", "Chậm tiến độ"),
    ("stalled", "Dừng, chưa triển khai"), ("done", "Đã hoàn thành"),
    ("untold", "Chưa báo cáo tiến độ"),
)  # fmt: skip
BY_COLUMNS = {
    "registered": Q(),
    "new": Q(kept_from=None),
    "kept": Q(kept_from__isnull=False),
    "approved": Q(state__in=APPROVED),
    "recognised": Q(state=S.RECOGNISED),
}


def models_by_field(round_: Round, quarter: int) -> dict[str, Any]:
    """How many models each field has, and how they stood in the reports of the quarter."""
    counted = _registered(round_)
    for field, state, count in _progress(round_, quarter):
        if state:
            counted.setdefault(field, {})[state] = count
    lines = [_line(counted.get(field, {})) for field in ModelField.values]
    rows = [(name, label, [line[name] for line in lines]) for name, label in MEASURES]
    return {
        "round": round_.pk,
        "quarter": quarter,
        "fields": [field_name(code) for code in ModelField.values],
        "rows": [{"label": label, "measure": name, "counts": counts, "total": sum(counts),
                  "cells": [list(cell) for cell in zip(ModelField.values, counts, strict=True)]}
                 for name, label, counts in rows],
    }  # fmt: skip


def counted_models(round_: Round, measure: str, quarter: int) -> QuerySet:
    """The models that a figure of `models_by_field` counts, whatever their field."""
    rows = ModelRegistration.objects.filter(round=round_).exclude(state=S.DRAFT)
    if measure in BY_COLUMNS:
        return rows.filter(BY_COLUMNS[measure])
    reported = _reported(round_, quarter)
    if measure == "untold":
        told = reported.exclude(state="").values("model_registration")
        return rows.exclude(pk__in=told)
    return rows.filter(pk__in=reported.filter(state=measure).values("model_registration"))


def stalled_models(round_: Round, quarter: int) -> list[Stalled]:
    """Models that their units reported as stopped or not begun."""
    rows = _reported(round_, quarter).filter(state=ProgressState.STALLED)
    named = rows.order_by("report__unit__sort_key", "model_registration__name").values_list(
        "report__unit_name", "model_registration__name"
    )
    return [Stalled(unit, f"mô hình “{name}”") for unit, name in named]


def sheet_of(values: Mapping[str, Any]) -> tuple[Sequence[str], Sequence[Sequence[object]]]:
    """Headers and rows for the workbook."""
    rows = [[row["label"], *row["counts"], row["total"]] for row in values["rows"]]
    return ["Số mô hình", *values["fields"], "Tổng số"], rows


MODELS = ConsolidationPart(
    code="models",
    title="Mô hình “Dân vận khéo” theo lĩnh vực",
    reading="recognition/_models_by_field.html",
    paper="recognition/documents/_models_by_field.html",
    values=models_by_field,
    sheet=sheet_of,
    stalled=stalled_models,
)


def _registered(round_: Round) -> dict[str, dict[str, int]]:
    rows = ModelRegistration.objects.filter(round=round_).exclude(state=S.DRAFT).order_by()
    counts = rows.values("field").annotate(
        registered=Count("pk"),
        kept=Count("pk", filter=Q(kept_from__isnull=False)),
        approved=Count("pk", filter=Q(state__in=APPROVED)),
        recognised=Count("pk", filter=Q(state=S.RECOGNISED)),
    )
    return {row.pop("field"): row for row in counts}


def _progress(round_: Round, quarter: int):
    rows = _reported(round_, quarter).exclude(model_registration__state=S.DRAFT)
    return rows.order_by().values_list("model_registration__field", "state").annotate(n=Count("pk"))


def _reported(round_: Round, quarter: int):
    return ModelProgress.objects.filter(
        report__round=round_, report__quarter=quarter, report__state__in=HANDED_IN,
        model_registration__round=round_,
    )  # fmt: skip


def _line(counted: Mapping[str, int]) -> dict[str, int]:
    line = {name: counted.get(name, 0) for name, _label in MEASURES}
    line["new"] = line["registered"] - line["kept"]
    told = sum(line[state] for state in ProgressState.values)
    return line | {"untold": max(line["registered"] - told, 0)}
