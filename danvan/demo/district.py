"""What has been laid so far and what every later step needs to know."""

from dataclasses import dataclass, field

from criteria.models import CriteriaSet
from danvan.demo.clock import Clock
from organisation.models import Unit, User
from organisation.roles import Role


@dataclass(frozen=True)
class Size:
    """How large a unit is: the figures that its reports and its dossiers follow."""

    households: int = 0
    villages: int = 0
    staff: int = 0


@dataclass
class District:
    """The organising unit with its units and people; `people` by (role, key of the unit).

    `year`: the one that is running at the end of the story. `sets`: those in force, communal first.
    """

    seed: int
    year: int
    clock: Clock
    organiser: Unit
    board: Unit
    units: list[Unit]
    sizes: dict[int, Size]
    people: dict[tuple[str, int], list[User]] = field(default_factory=dict)
    sets: list[CriteriaSet] = field(default_factory=list)
    can_print: bool = False

    def at_district(self, role: Role) -> list[User]:
        """Who holds a role at the organising unit."""
        return self.people[role, self.organiser.pk]

    def head(self, unit: Unit) -> User:
        """Who hands in for the unit."""
        return self.people[Role.UNIT_HEAD, unit.pk][0]

    def editor(self, unit: Unit) -> User:
        """Who fills in for the unit."""
        return self.people[Role.UNIT_EDITOR, unit.pk][0]

    @property
    def board_head(self) -> User:
        return self.at_district(Role.BOARD_HEAD)[0]

    def officer(self, unit: Unit) -> User:
        """The officer who follows the unit: the units are shared out in their order."""
        officers = self.at_district(Role.OFFICER)
        return officers[self.units.index(unit) * len(officers) // len(self.units)]
