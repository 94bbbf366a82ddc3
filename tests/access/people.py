"""Everybody who could ask, in the district of the world and in another one."""

from organisation.models import RoleAssignment, Unit, User
from tests import factories
from tests.access.world import ASSIGNED, AT_ORGANISER, AT_UNIT, DISABLED, ELSEWHERE, WITHOUT_ROLE


def everybody(organiser: Unit, other_unit: Unit) -> dict[str, User]:
    """Everybody by the name that the policy gives them; the guest has no account."""
    elsewhere = factories.make_district("Huyện uỷ Tân Yên")
    unit_elsewhere = factories.make_unit(elsewhere, name="Đảng bộ xã Nơi khác")
    people = {}
    for name, role in AT_UNIT.items():
        people[f"{name} đơn vị"] = factories.make_person()
        people[f"{name} đơn vị khác"] = factories.make_person(role, other_unit)
        people[f"{name} {ELSEWHERE}"] = factories.make_person(role, unit_elsewhere)
    for name, role in AT_ORGANISER.items():
        people[name] = factories.make_person(role, organiser)
        people[f"{name} {ELSEWHERE}"] = factories.make_person(role, elsewhere)
    people[ASSIGNED] = factories.make_officer(organiser)
    people[WITHOUT_ROLE] = factories.make_person()
    people[DISABLED] = factories.make_board_head(organiser)
    people[DISABLED].is_active = False
    people[DISABLED].save(update_fields=["is_active"])
    return people


def give(person: User, role: str, unit: Unit) -> None:
    RoleAssignment.objects.create(user=person, unit=unit, role=role, valid_from=factories.LONG_AGO)
