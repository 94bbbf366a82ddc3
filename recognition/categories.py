"""Fields, owners and levels of models: codes that rows keep, and what they are called on a day."""

from collections.abc import Mapping
from datetime import date

from django.apps import apps
from django.db.models import TextChoices

from core.calendar import today
from core.remembered import Remembered


class ModelField(TextChoices):
    """Lĩnh vực: the four of the movement."""

    ECONOMY = "economy", "Kinh tế"
    SOCIETY = "society", "Văn hoá - xã hội"
    DEFENCE = "defence", "Quốc phòng - an ninh"
    POLITICS = "politics", "Xây dựng hệ thống chính trị"


class ModelOwner(TextChoices):
    COLLECTIVE = "collective", "Tập thể"
    INDIVIDUAL = "individual", "Cá nhân"


class ModelLevel(TextChoices):
    """Who recognises: the unit's own committee, the organiser, the level above it."""

    COMMUNE = "commune", "Cấp xã"
    DISTRICT = "district", "Cấp huyện"
    PROVINCE = "province", "Cấp tỉnh"


class CategoryKind(TextChoices):
    """What may be renamed."""

    FIELD = "field", "Lĩnh vực"
    LEVEL = "level", "Cấp công nhận"


CODES: Mapping[str, type[TextChoices]] = {
    CategoryKind.FIELD: ModelField,
    CategoryKind.LEVEL: ModelLevel,
}
Renamings = Mapping[tuple[str, str], tuple[tuple[date, str], ...]]


def _read() -> Renamings:
    found: dict[tuple[str, str], tuple[tuple[date, str], ...]] = {}
    rows = apps.get_model("recognition", "CategoryName").objects.order_by("valid_from")
    for kind, code, day, name in rows.values_list("kind", "code", "valid_from", "name"):
        found[kind, code] = (*found.get((kind, code), ()), (day, name))
    return found


# Names of (kind, code) with their first days, in order; what was never renamed is missing.
renamings = Remembered(_read)


def category_name(kind: str, code: str, on: date | None = None) -> str:
    """What the code is called on that day (today); before it was renamed, the name given here."""
    day = on or today()
    in_force = [name for first, name in renamings.known().get((kind, code), ()) if first <= day]
    return in_force[-1] if in_force else str(CODES[kind](code).label)


def field_name(code: str, on: date | None = None) -> str:
    """The field's name on that day (today)."""
    return category_name(CategoryKind.FIELD, code, on)


def level_name(code: str, on: date | None = None) -> str:
    """The level's name on that day (today)."""
    return category_name(CategoryKind.LEVEL, code, on)


def level_in_sentence(code: str) -> str:
    """The level's name of today inside a sentence: "cấp huyện"."""
    name = level_name(code)
    return name[:1].lower() + name[1:]


def field_choices() -> list[tuple[str, str]]:
    """Code and name of today, for forms and filters."""
    return [(code, field_name(code)) for code in ModelField.values]


def level_choices() -> list[tuple[str, str]]:
    """Code and name of today, for forms and filters."""
    return [(code, level_name(code)) for code in ModelLevel.values]
