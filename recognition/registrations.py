"""What registrations say when read together: lateness, what is missing, names that are alike,
what may be carried over from an earlier year."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from datetime import date

from django.db.models import Max, Prefetch, QuerySet
from django.utils import timezone

from assessments.models import Round
from core.calendar import today
from organisation.mergers import family
from recognition.models import (
    ModelRegistration,
    ModelTarget,
    RecognisedModel,
    UnitRegistration,
)
from recognition.similar_names import Known, Likeness, nearest
from recognition.workflow import RegistrationState

R = RegistrationState
CARRIED_STATES = (R.APPROVED, R.RECOGNISED, R.NOT_RECOGNISED)
UNFINISHED = (R.DRAFT, R.REGISTERED, R.REFUSED)  # what a unit may still change
COUNTED = (R.REGISTERED, R.APPROVED, R.RECOGNISED, R.NOT_RECOGNISED)  # part of the year's list
# Field → what an official calls it; asked for in the list of models (criteria on it are scored).
INFORMATION = {
    "reason": "lý do",
    "content": "nội dung",
    "place": "nơi thực hiện",
    "people": "người phụ trách",
    "starts_on": "ngày bắt đầu",
    "ends_on": "ngày kết thúc",
    "expected_product": "sản phẩm dự kiến",
}
SCOPES = ("own", "others", "earlier")
ModelRows = Iterable[ModelRegistration]


@dataclass(frozen=True)
class Missing:
    """Something that a hand-in asks for; `model` None: of the unit's own registration."""

    words: str
    model: ModelRegistration | None = None


@dataclass
class Radar:
    """Names like one that is being registered, by where they stand."""

    own: list[Likeness] = field(default_factory=list)
    others: list[Likeness] = field(default_factory=list)
    earlier: list[Likeness] = field(default_factory=list)

    def __bool__(self) -> bool:
        return bool(self.own or self.others or self.earlier)

    @property
    def groups(self) -> list[tuple[str, list[Likeness]]]:
        """(heading, names) of what there is."""
        named = (
            ("Trong đơn vị, năm nay", self.own),
            ("Ở đơn vị khác, năm nay", self.others),
            ("Các năm trước", self.earlier),
        )
        return [(heading, found) for heading, found in named if found]


def registered_day(registration: UnitRegistration) -> date | None:
    """The day of the first hand-in, which alone decides about lateness."""
    first = registration.first_submitted_at
    return timezone.localdate(first) if first else None


def days_late(registration: UnitRegistration) -> int:
    """Days between the deadline and the first hand-in, or today while there is none."""
    return max(((registered_day(registration) or today()) - registration.due_on).days, 0)


def with_targets(rows: QuerySet) -> QuerySet:
    """Models with their targets read at once."""
    return rows.prefetch_related(Prefetch("targets", ModelTarget.objects.order_by("position")))


def missing(registration: UnitRegistration, models: ModelRows) -> list[Missing]:
    """What keeps the registration from being handed in; `models` with their targets."""
    found = []
    if not registration.title_sought:
        found.append(Missing("Chưa ghi danh hiệu, mức xếp loại phấn đấu."))
    rows = list(models)
    if not rows:
        found.append(Missing("Chưa có mô hình, điển hình nào."))
    return found + [
        Missing(words, row)
        for row in rows
        if row.state in UNFINISHED
        for words in target_faults(row)
    ]


def target_faults(model: ModelRegistration) -> list[str]:
    """Targets that cannot be measured at the end of the year."""
    targets = list(model.targets.all())
    if not targets:
        return ["Chưa có mục tiêu nào."]
    return [words for target in targets if (words := target_fault(target))]


def target_fault(target: ModelTarget) -> str:
    """What a target lacks; "" when it can be measured."""
    if target.figure is None:
        return f"Mục tiêu “{target.text}” chưa có số lượng."
    return "" if target.unit_label else f"Mục tiêu “{target.text}” chưa có đơn vị tính."


def lacking(model: ModelRegistration) -> list[str]:
    """Information that the list of models asks for and this one does not give, in words."""
    words = [label for name, label in INFORMATION.items() if not getattr(model, name)]
    return words + (["mục tiêu đo được"] if target_faults(model) else [])


def carriable(registration: UnitRegistration) -> QuerySet:
    """Models of the latest earlier year that the unit may take over, those of merged units too."""
    earlier = ModelRegistration.objects.filter(
        unit__in=family(registration.unit_id), round__organiser=registration.round.organiser_id,
        round__year__lt=registration.round.year, state__in=CARRIED_STATES,
    )  # fmt: skip
    latest = earlier.aggregate(latest=Max("round__year"))["latest"]
    taken = registration.model_registrations.exclude(kept_from=None).values("kept_from")
    rows = earlier.filter(round__year=latest).exclude(pk__in=taken)
    return rows.select_related("round", "unit").order_by("name")


def known_names(round_: Round, unit_pk: int) -> list[Known]:
    """Every name that the organiser knows: handed-in registrations of all years, the register.

    Drafts count for their own unit alone: what another unit is still writing is not told.
    """
    rows = ModelRegistration.objects.filter(round__organiser=round_.organiser_id)
    seen = rows.exclude(state=R.DRAFT) | rows.filter(unit=unit_pk)
    columns = ("pk", "name", "unit_id", "unit__short_name", "round__year", "state", "kept_from_id")
    registered = [_Registered(*row) for row in seen.order_by().values_list(*columns)]
    register = RecognisedModel.objects.filter(organiser=round_.organiser_id, registration=None)
    columns = ("name", "unit_id", "unit__short_name", "year")
    recognised = register.order_by().values_list(*columns)
    return [row.known for row in registered] + [
        Known(name, unit, unit_name, year, "đã được công nhận")
        for name, unit, unit_name, year in recognised
    ]


def radar(
    name: str, round_: Round, unit_pk: int, known: Iterable[Known], *, apart: Collection[int] = ()
) -> Radar:
    """The names most alike in the unit, in other units and in earlier years.

    `apart`: keys of registrations that are the same practice (itself, what it is kept from).
    """
    sorts: dict[str, list[Known]] = {scope: [] for scope in SCOPES}
    for row in known:
        if row.key not in apart:
            sorts[_scope(row, round_, unit_pk)].append(row)
    return Radar(**{scope: nearest(name, rows) for scope, rows in sorts.items()})


def same_practice(model: ModelRegistration, known: Iterable[Known]) -> frozenset[int]:
    """Keys of the registration and of the earlier ones that it is kept from."""
    kept_from = {row.key: row.kept_from for row in known}
    chain, key = {model.pk}, model.kept_from_id or 0
    while key:
        chain.add(key)
        key = kept_from.get(key, 0)
    return frozenset(chain)


def _scope(row: Known, round_: Round, unit_pk: int) -> str:
    if row.year < round_.year:
        return "earlier"
    return "own" if row.unit_id == unit_pk else "others"


@dataclass(frozen=True)
class _Registered:
    pk: int
    name: str
    unit_id: int
    unit_name: str
    year: int
    state: str
    kept_from_id: int | None

    @property
    def known(self) -> Known:
        status = R(self.state).label.lower()
        return Known(
            self.name, self.unit_id, self.unit_name, self.year, status, self.pk,
            self.kept_from_id or 0,
        )  # fmt: skip
