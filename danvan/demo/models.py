"""Registered models of each year and the register of recognised ones.

Written directly: registering and recognising models have no actions yet.
"""

from datetime import date
from random import Random

from assessments.models import Round
from core.party_dates import citation_date
from danvan.demo.dice import dice
from danvan.demo.district import District
from danvan.demo.fixtures import read
from danvan.demo.model_names import ModelNames
from danvan.demo.words import place_of
from recognition.models import (
    ModelField,
    ModelLevel,
    ModelRegistration,
    RecognisedModel,
    UnitRegistration,
)
from recognition.workflow import RegistrationState

PER_UNIT = 5  # the last one for the district, the others for the commune itself
OLDEST = 8  # years before the current one
SMALL_REGISTER = 12  # models of each field
TARGET = "Ít nhất 80% số hộ tham gia; sơ kết mỗi quý; nhân rộng sang một thôn khác trong năm."


def register_year(district: District, round_: Round) -> None:
    """Each unit registers five models for the year, over all fields."""
    drawn = ModelNames(district.seed, "registered", round_.year)
    for unit in district.units:
        whole = UnitRegistration.objects.create(
            round=round_, unit=unit, due_on=round_.registration_due
        )
        ModelRegistration.objects.bulk_create(
            _registration(drawn, whole, place) for place in range(PER_UNIT)
        )


def recognise_year(round_: Round) -> None:
    """In autumn the communes recognise their own models; those for the district wait."""
    own = ModelRegistration.objects.filter(round=round_, level=ModelLevel.COMMUNE)
    own.update(state=RegistrationState.RECOGNISED)


def fill_register(district: District, year: int, *, small: bool) -> None:
    """The register of the years before `year`: some 850 models, collective and individual."""
    drawn = ModelNames(district.seed, "recognised")
    fields = read("demo_models")["fields"]
    RecognisedModel.objects.bulk_create(
        _recognised(district, drawn, field, year, number)
        for field in fields
        for number in range(SMALL_REGISTER if small else fields[field]["total"])
    )


def _registration(drawn: ModelNames, whole: UnitRegistration, place: int) -> ModelRegistration:
    round_, unit = whole.round, whole.unit
    field = ModelField.values[place % len(ModelField)]
    name, owner = drawn.draw(field, place_of(unit))
    level = ModelLevel.DISTRICT if place == PER_UNIT - 1 else ModelLevel.COMMUNE
    row = ModelRegistration(
        registration=whole, round=round_, unit=unit, name=name, field=field, owner=owner,
        level=level, content=TARGET, state=RegistrationState.APPROVED,
        registered_on=round_.registration_due.replace(day=8),
    )  # fmt: skip
    row.search_key = row.folded()
    return row


def _recognised(
    district: District, drawn: ModelNames, field: str, year: int, number: int
) -> RecognisedModel:
    random = dice(district.seed, "recognised", field, number)
    unit = district.units[number % len(district.units)]
    is_district = random.random() < read("demo_models")["district_share"]
    level = ModelLevel.DISTRICT if is_district else ModelLevel.COMMUNE
    name, owner = drawn.draw(field, place_of(unit))
    won = year - random.randint(1, OLDEST)
    row = RecognisedModel(
        organiser=district.organiser, unit=unit, name=name, field=field, owner=owner, level=level,
        year=won, decision_reference=_reference(level, won, random),
    )  # fmt: skip
    row.search_key = row.folded()
    return row


def _reference(level: str, year: int, random: Random) -> str:
    symbol = "QĐ/HU" if level == ModelLevel.DISTRICT else "QĐ/ĐU"
    day = date(year + 1, 1, random.randint(5, 28))
    return f"{random.randint(11, 460)}-{symbol}, {citation_date(day)}"
