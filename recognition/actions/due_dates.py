"""How unit registrations follow the deadlines of their round; registered with the round's app."""

from collections.abc import Collection

from django.db.models import F

from assessments.deadlines import DueDates
from assessments.models import Round
from assessments.workflow import Step
from recognition.models import UnitRegistration
from recognition.workflow import UnitRegistrationState

WITH_UNIT = (UnitRegistrationState.DRAFT, UnitRegistrationState.RETURNED)


def registration_handed_in(round_: Round, unit_pk: int, step: Step) -> bool:
    """The unit's registration is no longer with it."""
    rows = UnitRegistration.objects.filter(round=round_, unit=unit_pk)
    return rows.exclude(state__in=WITH_UNIT).exists()


def move_registrations(
    round_: Round, step: Step, dates: DueDates, units: Collection[int] | None = None
) -> None:
    """Registrations get their new day, handed in or not: one deadline for everybody."""
    rows = UnitRegistration.objects.filter(round=round_)
    if units is not None:
        rows = rows.filter(unit__in=units)
    days = {unit_pk: dates[unit_pk, step] for unit_pk in rows.values_list("unit", flat=True)}
    for day in set(days.values()):
        of_day = [unit_pk for unit_pk, due_on in days.items() if due_on == day]
        rows.filter(unit__in=of_day).exclude(due_on=day).update(
            due_on=day, version=F("version") + 1
        )
