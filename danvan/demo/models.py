"""Registered models of closed years and the register of recognised ones, written directly: nobody
watches those years being told."""

from datetime import date, datetime, time, timedelta
from random import Random

from assessments.models import Assessment, Round
from core.calendar import VIETNAM
from core.party_dates import citation_date
from danvan.demo.dice import dice
from danvan.demo.district import District
from danvan.demo.fixtures import read
from danvan.demo.model_names import ModelNames
from danvan.demo.registered_models import contents
from danvan.demo.words import place_of
from organisation.models import Unit
from recognition.actions import outcomes
from recognition.actions.model_registrations import Content
from recognition.actions.outcomes import DecisionPaper, Word
from recognition.models import (
    ModelLevel,
    ModelRegistration,
    ModelTarget,
    RecognisedModel,
    UnitRegistration,
)
from recognition.workflow import RegistrationState, UnitRegistrationState

OLDEST = 8  # years before the current one
SMALL_REGISTER = 12  # models of each field
EARLY, LATE, APPROVED_AFTER = -7, 6, 13  # days from the deadline


def register_year(district: District, round_: Round, late: frozenset[int]) -> None:
    """Each unit has registered five models, over all fields; those of `late` after the day."""
    drawn = ModelNames(district.seed, "registered", round_.year)
    for unit in district.units:
        day = round_.registration_due + timedelta(days=LATE if unit.pk in late else EARLY)
        whole = _whole(district, round_, unit, day)
        said = contents(district, unit, round_.year, drawn)
        rows = ModelRegistration.objects.bulk_create(_row(whole, each, day) for each in said)
        ModelTarget.objects.bulk_create(
            ModelTarget(
                model_registration=row, position=position, text=target.text,
                figure=target.figure, unit_label=target.unit_label,
            )
            for row, each in zip(rows, said, strict=True)
            for position, target in enumerate(each.targets)
        )  # fmt: skip
        Assessment.objects.filter(round=round_, unit=unit).update(registered_on=day)


def recognise_year(round_: Round) -> None:
    """In autumn the communes recognise their own models; those for the district wait."""
    own = ModelRegistration.objects.filter(round=round_, level=ModelLevel.COMMUNE)
    own.filter(state=RegistrationState.APPROVED).update(state=RegistrationState.RECOGNISED)


def conclude_year(district: District, round_: Round) -> None:
    """The year that is running: each commune's head records its own committee's decision."""
    waiting = ModelRegistration.objects.filter(
        round=round_, level=ModelLevel.COMMUNE, state=RegistrationState.APPROVED
    )
    for unit in district.units:
        keys = waiting.filter(unit=unit).values_list("pk", flat=True)
        number = dice(district.seed, "concluded", unit.short_name).randint(11, 90)
        paper = DecisionPaper(f"{number}-QĐ/ĐU", district.clock.now.astimezone(VIETNAM).date())
        outcomes.conclude({key: Word(True) for key in keys}, paper, by=district.head(unit))
        district.clock.tick()


def fill_register(district: District, year: int, *, small: bool) -> None:
    """The register of the years before `year`: some 850 models, collective and individual."""
    drawn = ModelNames(district.seed, "recognised")
    fields = read("demo_models")["fields"]
    RecognisedModel.objects.bulk_create(
        _recognised(district, drawn, field, year, number)
        for field in fields
        for number in range(SMALL_REGISTER if small else fields[field]["total"])
    )


def _whole(district: District, round_: Round, unit: Unit, day: date) -> UnitRegistration:
    sent = datetime.combine(day, time(9), VIETNAM)
    decided = datetime.combine(
        round_.registration_due + timedelta(days=APPROVED_AFTER), time(10), VIETNAM
    )
    words = read("demo_registrations")
    return UnitRegistration.objects.create(
        round=round_, unit=unit, due_on=round_.registration_due,
        state=UnitRegistrationState.APPROVED, title_sought=words["titles"][unit.kind.code],
        pledge=words["pledge"], first_submitted_at=sent, submitted_at=sent,
        submitted_by=district.head(unit), decided_at=decided, decided_by=district.board_head,
    )  # fmt: skip


def _row(whole: UnitRegistration, content: Content, day: date) -> ModelRegistration:
    row = ModelRegistration(
        registration=whole, round=whole.round, unit=whole.unit, registered_on=day,
        state=RegistrationState.APPROVED, **content.values,
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
