"""The models of a registration: add one, change it, take it away, carry last year's over."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from core import audit
from core.permissions import require
from core.text import fold
from core.versions import require_version
from organisation.models import User
from recognition.actions.registrations import locked, mark_typed
from recognition.models import ModelRegistration, ModelTarget, TargetProgress, UnitRegistration
from recognition.permissions.registrations import can_change_model, can_fill_registration
from recognition.registrations import carriable, with_targets

FIELDS = (
    "name", "field", "owner", "level", "reason", "content", "place", "people", "forces",
    "resources", "starts_on", "ends_on", "expected_product",
)  # fmt: skip
MOST_MODELS, MOST_TARGETS = 60, 20
SAME_NAME = "Đơn vị đã đăng ký một mô hình tên “{}” trong năm nay. Hãy đặt tên khác hoặc sửa nó."
HAS_PROGRESS = (
    "Mục tiêu “{}” đã có kết quả trong báo cáo quý nên không bỏ được. Có thể sửa lời, số lượng."
)
MODEL_HAS_PROGRESS = (
    "Mô hình này đã có tiến độ trong báo cáo quý nên không bỏ khỏi bản đăng ký được."
)


@dataclass(frozen=True)
class Target:
    """A target as it was typed; `pk` of the row that it changes, None for a new one."""

    text: str
    figure: Decimal | None = None
    unit_label: str = ""
    pk: int | None = None


@dataclass(frozen=True)
class Content:
    """What a unit says about a model: the columns of FIELDS, and the targets in their order."""

    values: dict[str, Any]
    targets: Sequence[Target] = field(default_factory=tuple)


@transaction.atomic
def add(registration: UnitRegistration, content: Content, *, by: User) -> ModelRegistration:
    """A further model. Raises ValidationError for a name that the unit uses already."""
    registration = locked(registration)
    require(can_fill_registration(by, registration))
    _require_own_name(registration, content.values["name"])
    if registration.model_registrations.count() >= MOST_MODELS:
        raise ValidationError(f"Một bản đăng ký có tối đa {MOST_MODELS} mô hình.")
    model = _new(registration, **content.values)
    model.save()
    _write_targets(model, content.targets)
    _mark(registration, by)
    _record("model_registration.added", model, by, after=_plain(content))
    return model


@transaction.atomic
def change(
    model: ModelRegistration, content: Content, *, by: User, version: int | None = None
) -> ModelRegistration:
    """Take over what was typed about a model, its targets included."""
    model = _locked_model(model)
    require(can_change_model(by, model))
    require_version(model, version)
    _require_own_name(model.registration, content.values["name"], apart_from=model.pk)
    before = _plain(content_of(model))
    for name in FIELDS:
        setattr(model, name, content.values[name])
    model.version += 1
    model.save(update_fields=[*FIELDS, "version"])
    _write_targets(model, content.targets)
    _mark(model.registration, by)
    _record("model_registration.changed", model, by, before=before, after=_plain(content))
    return model


@transaction.atomic
def remove(model: ModelRegistration, *, by: User, version: int | None = None) -> None:
    """Take a model out of the registration; its event keeps everything that it said."""
    model = _locked_model(model)
    require(can_change_model(by, model))
    require_version(model, version)
    if model.progress.exists():
        raise ValidationError(MODEL_HAS_PROGRESS)
    _mark(model.registration, by)
    _record("model_registration.removed", model, by, before=_plain(content_of(model)))
    model.delete()


@transaction.atomic
def carry(
    registration: UnitRegistration, wanted: Iterable[int] | None = None, *, by: User
) -> list[ModelRegistration]:
    """Take models of last year over (all that there are when `wanted` is None), targets included.

    The days move by as many years; a name that this year's registration has already is left out.
    """
    registration = locked(registration)
    require(can_fill_registration(by, registration))
    rows = carriable(registration)
    if wanted is not None:
        rows = rows.filter(pk__in=wanted)
    names = _names(registration)
    earlier = [row for row in with_targets(rows) if fold(row.name) not in names]
    carried = ModelRegistration.objects.bulk_create(
        [_carried(registration, row) for row in earlier]
    )
    ModelTarget.objects.bulk_create(
        ModelTarget(
            model_registration=model, position=target.position, text=target.text,
            figure=target.figure, unit_label=target.unit_label,
        )
        for model, old in zip(carried, earlier, strict=True)
        for target in old.targets.all()
    )  # fmt: skip
    _mark(registration, by)
    audit.record(
        "unit_registration.models_carried", registration, by=by,
        after={"models": [model.name for model in carried]}, unit=registration.unit_id,
    )  # fmt: skip
    return carried


def content_of(model: ModelRegistration) -> Content:
    """What the model says now."""
    targets = tuple(
        Target(row.text, row.figure, row.unit_label, row.pk) for row in model.targets.all()
    )
    return Content({name: getattr(model, name) for name in FIELDS}, targets)


def _mark(registration: UnitRegistration, by: User) -> None:
    """The version stays: who is typing the title beside it need not be asked."""
    if mark_typed(registration, by):
        registration.save(update_fields=["entered_on_behalf"])


def _carried(registration: UnitRegistration, old: ModelRegistration) -> ModelRegistration:
    values = {name: getattr(old, name) for name in FIELDS}
    years = registration.round.year - old.round.year
    for name in ("starts_on", "ends_on"):
        values[name] = _years_later(values[name], years)
    model = _new(registration, **values, kept_from=old)
    model.search_key = model.folded()
    return model


def _new(registration: UnitRegistration, **values: Any) -> ModelRegistration:
    return ModelRegistration(
        registration=registration, round=registration.round, unit=registration.unit, **values
    )


def _years_later(day: date | None, years: int) -> date | None:
    if day is None:
        return None
    is_leap_day = (day.month, day.day) == (2, 29)
    return day.replace(year=day.year + years, day=28 if is_leap_day else day.day)


def _names(registration: UnitRegistration) -> set[str]:
    return {fold(name) for name in registration.model_registrations.values_list("name", flat=True)}


def _require_own_name(
    registration: UnitRegistration, name: str, *, apart_from: int | None = None
) -> None:
    """The registration's row is locked, so that two people cannot add one name at once."""
    rows = registration.model_registrations.exclude(pk=apart_from)
    if fold(name) in {fold(known) for known in rows.values_list("name", flat=True)}:
        raise ValidationError({"name": SAME_NAME.format(name)})


def _write_targets(model: ModelRegistration, targets: Sequence[Target]) -> None:
    """Rows that stay keep their keys (progress hangs on them), others come and go."""
    present = {row.pk: row for row in model.targets.all()}
    kept = {target.pk for target in targets}
    gone = [row for row in present.values() if row.pk not in kept]
    measured = TargetProgress.objects.filter(target__in=gone).select_related("target").first()
    if measured:
        raise ValidationError(HAS_PROGRESS.format(measured.target.text))
    ModelTarget.objects.filter(pk__in=[row.pk for row in gone]).delete()
    for position, target in enumerate(targets):
        row = present.get(target.pk) or ModelTarget(model_registration=model)
        row.position, row.text = position, target.text
        row.figure, row.unit_label = target.figure, target.unit_label
        row.save()


def _locked_model(model: ModelRegistration) -> ModelRegistration:
    """The model with its registration locked first, as everywhere: no two orders, no deadlock."""
    registration = locked(model.registration)
    model = ModelRegistration.objects.select_for_update(of=("self",)).get(pk=model.pk)
    model.registration, model.unit, model.round = (
        registration, registration.unit, registration.round,
    )  # fmt: skip
    return model


def _plain(content: Content) -> dict[str, Any]:
    targets = [[row.text, row.figure, row.unit_label] for row in content.targets]
    return {**content.values, "targets": targets}


def _record(kind: str, model: ModelRegistration, by: User, *, before=None, after=None) -> None:
    audit.record(kind, model, by=by, before=before, after=after, unit=model.unit_id)
