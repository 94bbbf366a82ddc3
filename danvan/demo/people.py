"""Invented people with accounts: nobody here is a real official."""

import re
from collections.abc import Iterator
from datetime import date
from itertools import count
from random import Random

from django.contrib.auth.hashers import make_password

from core import audit
from core.text import fold
from danvan.demo.dice import dice
from danvan.demo.district import District
from danvan.demo.fixtures import read
from organisation import actions
from organisation.demo_accounts import DEMO_PASSWORD
from organisation.models import RoleAssignment, Unit, User
from organisation.roles import Role

SINCE = date(2020, 7, 1)
MAIL_DOMAIN = "yenthe.example"  # a reserved domain: nobody ever receives these messages


def names(random: Random) -> Iterator[str]:
    """Full names of the region, none twice."""
    words, used = read("demo_people"), set()
    while True:
        sex = words[random.choice(["men", "women"])]
        parts = (words["family_names"], sex["middle"], sex["given"])
        name = " ".join(random.choice(part) for part in parts)
        if name not in used:
            used.add(name)
            yield name


class Register:
    """Makes accounts in the name of the administrator, who comes first."""

    def __init__(self, district: District) -> None:
        self.district = district
        self.names = names(dice(district.seed, "people"))
        # One hash for all: they share the published password, and hashing is slow on purpose.
        self.password = make_password(DEMO_PASSWORD)
        self.administrator: User | None = None
        self.numbers = count(1)  # telephones that nobody answers

    def enrol(self, username: str, role: Role, unit: Unit, position: str) -> User:
        """An active person with a role at a unit since the present committee took office."""
        person = User(
            username=username, full_name=next(self.names), position=position,
            email=f"{username}@{MAIL_DOMAIN}", phone=f"0900 00{next(self.numbers):04d}",
            password=self.password,
        )  # fmt: skip
        person.save()
        audit.record("person.created", person, by=self.administrator, after={"username": username})
        self._give(person, role, unit)
        self.district.people.setdefault((role, unit.pk), []).append(person)
        return person

    def _give(self, person: User, role: Role, unit: Unit) -> None:
        if self.administrator:
            actions.assign_role(person, role, unit, by=self.administrator, valid_from=SINCE)
            return
        self.administrator = person
        row = RoleAssignment.objects.create(user=person, unit=unit, role=role, valid_from=SINCE)
        audit.record("role.assigned", person, by=None, after=str(row), unit=unit)


def login_of(unit: Unit) -> str:
    """The unit's part of its user names: "dongtien"."""
    for agency in read("demo_places")["agencies"]:
        if agency["name"] == unit.name:
            return agency["login"]
    return re.sub(r"\W", "", fold(unit.short_name))


def enrol_district(register: Register) -> None:
    """Board, officers, committee, office, auditor; the administrator is the first in the list."""
    for post in read("demo_people")["district"]:
        role = Role(post["role"])
        register.enrol(post["username"], role, register.district.organiser, post["position"])


def enrol_units(register: Register) -> None:
    """A head and an editor in each unit."""
    for unit in register.district.units:
        login, is_agency = login_of(unit), unit.kind.code == "agency"
        place = unit.name.removeprefix("Đảng bộ ")
        head = f"Bí thư Đảng uỷ {place}"
        editor = "Cán bộ phụ trách dân vận" if is_agency else "Trưởng Khối Dân vận"
        register.enrol(f"bithu.{login}", Role.UNIT_HEAD, unit, head)
        register.enrol(f"danvan.{login}", Role.UNIT_EDITOR, unit, f"{editor} {place}")
