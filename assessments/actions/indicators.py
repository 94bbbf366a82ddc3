"""The list of figures that units report each quarter, kept by the board."""

from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max, ProtectedError

from assessments.models import Indicator
from assessments.permissions.years import can_manage_indicators
from core import audit
from core.permissions import require
from core.text import fold
from core.versions import require_version
from organisation.models import Unit, UnitKind, User

CODE_LENGTH = 36
USED_NATURE = (
    "Chỉ tiêu đã có số liệu nên không đổi được cách cộng. Hãy dừng hỏi chỉ tiêu này và thêm "
    "chỉ tiêu mới."
)
USED_UNIT = (
    "Chỉ tiêu đã có số liệu nên không đổi được đơn vị tính. Hãy dừng hỏi chỉ tiêu này và thêm "
    "chỉ tiêu mới."
)
USED_PLACES = "Chỉ tiêu đã có số liệu nên không giảm được số chữ số thập phân."
IN_USE = "Chỉ tiêu đã được dùng nên không xoá được. Hãy dừng hỏi chỉ tiêu này."


@dataclass(frozen=True)
class Description:
    """What the board says about a figure; `unit_kind` None: every kind of unit reports it."""

    name: str
    unit_label: str
    nature: str
    decimal_places: int = 0
    unit_kind: UnitKind | None = None


@transaction.atomic
def add_indicator(organiser: Unit, described: Description, *, by: User) -> Indicator:
    """Ask for one more figure, at the end of the list."""
    organiser = _locked_list(organiser)
    require(can_manage_indicators(by, organiser))
    _require_new_name(organiser, described, None)
    last = organiser.indicators.aggregate(last=Max("position"))["last"]
    row = Indicator.objects.create(
        organiser=organiser, code=_free_code(organiser, described.name),
        position=0 if last is None else last + 1, **_fields(described),
    )  # fmt: skip
    audit.record("indicator.added", row, by=by, after=_plain(described), unit=organiser)
    return row


@transaction.atomic
def change_indicator(
    row: Indicator, described: Description, *, by: User, version: int | None = None
) -> Indicator:
    """Say something else about a figure; what earlier reports mean by it may not change."""
    organiser = _locked_list(row.organiser)
    require(can_manage_indicators(by, organiser))
    row = Indicator.objects.select_related("unit_kind").get(pk=row.pk)
    require_version(row, version)
    _require_same_meaning(row, described)
    _require_new_name(organiser, described, row)
    before, fields = _description_of(row), _fields(described)
    for name, value in fields.items():
        setattr(row, name, value)
    row.version += 1
    row.save(update_fields=[*fields, "version"])
    audit.record(
        "indicator.changed", row, by=by, before=_plain(before), after=_plain(described),
        unit=organiser,
    )  # fmt: skip
    return row


@transaction.atomic
def move_indicator(row: Indicator, to: str, *, by: User) -> bool:
    """Move a figure one place "up" or "down"; whether it could."""
    organiser = _locked_list(row.organiser)
    require(can_manage_indicators(by, organiser))
    rows = list(organiser.indicators.all())
    place = rows.index(row)
    goal = place + (-1 if to == "up" else 1)
    if not 0 <= goal < len(rows):
        return False
    rows.insert(goal, rows.pop(place))
    for position, each in enumerate(rows):
        each.position = position
    Indicator.objects.bulk_update(rows, ["position"])
    audit.record("indicator.moved", row, by=by, before=place + 1, after=goal + 1, unit=organiser)
    return True


@transaction.atomic
def stop_asking(row: Indicator, *, by: User) -> Indicator:
    """New reports no longer ask for the figure; its values stay."""
    return _ask(row, False, "indicator.stopped", by)


@transaction.atomic
def ask_again(row: Indicator, *, by: User) -> Indicator:
    """New reports ask for the figure again."""
    return _ask(row, True, "indicator.resumed", by)


@transaction.atomic
def remove_indicator(row: Indicator, *, by: User) -> None:
    """Take away a figure that nothing was ever reported for: one that was a mistake."""
    organiser = _locked_list(row.organiser)
    require(can_manage_indicators(by, organiser))
    row = Indicator.objects.get(pk=row.pk)
    key, described = row.pk, _plain(_description_of(row))
    try:
        with transaction.atomic():
            row.delete()
    except ProtectedError as error:
        raise ValidationError(IN_USE) from error
    row.pk = key  # the event names the row that was
    audit.record("indicator.removed", row, by=by, before=described, unit=organiser)


def is_used(row: Indicator) -> bool:
    """Whether a report has a value of it."""
    return row.values.exists()


def _ask(row: Indicator, is_asked: bool, kind: str, by: User) -> Indicator:
    organiser = _locked_list(row.organiser)
    require(can_manage_indicators(by, organiser))
    row = Indicator.objects.get(pk=row.pk)
    row.is_asked = is_asked
    row.version += 1
    row.save(update_fields=["is_asked", "version"])
    audit.record(kind, row, by=by, unit=organiser)
    return row


def _locked_list(organiser: Unit) -> Unit:
    """The organiser: whoever changes its list waits for the one before."""
    return Unit.objects.select_for_update(of=("self",)).get(pk=organiser.pk)


def _require_same_meaning(row: Indicator, described: Description) -> None:
    problems = {}
    if described.nature != row.nature:
        problems["nature"] = USED_NATURE
    if described.unit_label != row.unit_label:
        problems["unit_label"] = USED_UNIT
    if described.decimal_places < row.decimal_places:
        problems["decimal_places"] = USED_PLACES
    if problems and is_used(row):
        raise ValidationError(problems)


def _require_new_name(organiser: Unit, described: Description, row: Indicator | None) -> None:
    others = organiser.indicators.exclude(pk=row.pk if row else None)
    same = [fold(other.name) for other in others if other.unit_label == described.unit_label]
    if fold(described.name) in same:
        raise ValidationError({"name": "Danh mục đã có chỉ tiêu này với cùng đơn vị tính."})


def _free_code(organiser: Unit, name: str) -> str:
    words = "".join(letter if letter.isalnum() else " " for letter in fold(name))
    code = "-".join(words.encode("ascii", "ignore").decode().split())[:CODE_LENGTH].strip("-")
    code = code or "chi-tieu"
    taken = set(organiser.indicators.values_list("code", flat=True))
    candidates = [code, *(f"{code}-{number}" for number in range(2, len(taken) + 3))]
    return next(candidate for candidate in candidates if candidate not in taken)


def _fields(described: Description) -> dict[str, object]:
    return {name: getattr(described, name) for name in Description.__dataclass_fields__}


def _description_of(row: Indicator) -> Description:
    return Description(**{name: getattr(row, name) for name in Description.__dataclass_fields__})


def _plain(described: Description) -> dict[str, object]:
    return {**_fields(described), "unit_kind": described.unit_kind and str(described.unit_kind)}
