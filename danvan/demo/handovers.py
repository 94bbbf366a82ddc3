"""In autumn of the running year an editor leaves, and hands over to somebody new."""

from datetime import date

from assessments.actions import handovers
from core import audit
from core.calendar import today
from danvan.demo.clock import Agenda
from danvan.demo.dice import dice
from danvan.demo.district import District
from danvan.demo.people import MAIL_DOMAIN, names
from organisation.models import User
from organisation.roles import Role

REASON = "Đồng chí bàn giao nhận nhiệm vụ mới theo Quyết định số 118-QĐ/HU."


def schedule(agenda: Agenda, district: District, year: int) -> None:
    """Plan the handover; the minutes have to be printed."""
    if district.can_print:
        agenda.add(date(year, 9, 8), 9, lambda: _hand_over(district))


def _hand_over(district: District) -> None:
    unit = district.units[-1]
    administrator = district.at_district(Role.ADMINISTRATOR)[0]
    giver = district.editor(unit)
    taker = _newcomer(district, giver, administrator)
    handovers.hand_over(
        giver.role_assignments.get(), taker, on=today(), reason=REASON, by=administrator,
        witness=f"{district.head(unit)}, {district.head(unit).position}",
    )  # fmt: skip
    # Read anew: a person remembers the roles that were looked up.
    district.people[Role.UNIT_EDITOR, unit.pk] = [User.objects.get(pk=taker.pk)]


def _newcomer(district: District, before: User, administrator: User) -> User:
    """Another person with the same position; the accounts pages would have made the account."""
    taken = set(User.objects.values_list("full_name", flat=True))
    drawn = names(dice(district.seed, "handover"))
    name = next(name for name in drawn if name not in taken)
    username = f"{before.username}.2"
    person = User(
        username=username, full_name=name, position=before.position, password=before.password,
        email=f"{username}@{MAIL_DOMAIN}",
    )  # fmt: skip
    person.save()
    audit.record("person.created", person, by=administrator, after={"username": username})
    return person
