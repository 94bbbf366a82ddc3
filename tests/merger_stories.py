"""A merges into B and B, later in the same year, into C; what each of them had stays open."""

from dataclasses import dataclass
from datetime import timedelta

from django.utils import timezone

from assessments.actions import rounds
from assessments.models import Assessment, Round
from organisation.actions.units import merge_unit
from organisation.models import Unit, User
from organisation.roles import Role
from tests.assessments.round_cases import add_file
from tests.factories import (
    make_board_head,
    make_district,
    make_head,
    make_officer,
    make_open_round,
    make_person,
)


@dataclass
class Chain:
    """Files of three communes in one open round, the officer of each, the head of the last."""

    round: Round
    first: Assessment
    middle: Assessment
    last: Assessment
    officer: User
    others_officer: User
    head: User

    @property
    def units(self) -> list[Unit]:
        return [file.unit for file in (self.first, self.middle, self.last)]

    def merge(self) -> None:
        """A into B ten days ago, B into C today; the head of C comes back as a new request."""
        a, b, c = self.units
        today = timezone.localdate()
        merge(a, b, on=today - timedelta(days=10))
        merge(b, c, on=today)
        self.head = again(self.head)


def make_chain(round_: Round | None = None) -> Chain:
    """`officer` follows A and B, `others_officer` follows C."""
    round_ = round_ or make_open_round(make_district())
    names = ("Đảng bộ xã An Thượng", "Đảng bộ xã Đồng Hưu", "Đảng bộ xã Xuân Lương")
    files = [add_file(round_, name=name) for name in names]
    officers = [make_officer(round_.organiser) for _ in range(2)]
    board_head = make_board_head(round_.organiser)
    for file, officer in zip(files, (officers[0], *officers), strict=True):
        rounds.assign_officer(round_, file.unit, officer, by=board_head)
    files = [Assessment.objects.with_context().get(pk=file.pk) for file in files]
    return Chain(round_, *files, *officers, make_head(files[-1].unit))


def merge(unit: Unit, into: Unit, on) -> None:
    """Through the action, as an administrator does."""
    administrator = make_person(Role.ADMINISTRATOR, unit.parent)
    merge_unit(unit, into, on=on, reason="Sáp nhập theo nghị quyết.", by=administrator)
    for row in (unit, into):
        row.refresh_from_db()


def again(user: User) -> User:
    """The same person as the next request reads them: roles are read once per request."""
    return User.objects.get(pk=user.pk)
