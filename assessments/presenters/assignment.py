"""The page on which units are given to officers: one choice per unit, saved together."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from assessments.actions.rounds import participating_units
from assessments.models import Round
from assessments.presenters.overview import officers_by_unit
from assessments.presenters.round_pages import round_officers
from organisation.models import Unit, User


@dataclass
class AssignmentLine:
    """A unit with the key of its officer; None: nobody yet."""

    unit: Unit
    officer_key: int | None

    @property
    def field_name(self) -> str:
        return f"officer_{self.unit.pk}"


class AssignmentSheet:
    """Units and officers of a round, with what has been chosen or typed."""

    def __init__(self, round_: Round, typed: Mapping[str, str] | None = None):
        self.officers = list(round_officers(round_))
        assigned = officers_by_unit(round_)
        self.lines = [
            AssignmentLine(unit, assigned[unit.pk].pk if unit.pk in assigned else None)
            for unit in units_of(round_)
        ]
        if typed is not None:
            self._take_over(typed)

    def choices(self) -> dict[Unit, User | None]:
        """Unit → officer, for the action."""
        people = {person.pk: person for person in self.officers}
        return {line.unit: people.get(line.officer_key) for line in self.lines}

    def spread(self) -> None:
        """Give the units without an officer to whoever has the fewest."""
        chosen = [line.officer_key for line in self.lines]
        given = evenly(chosen, [person.pk for person in self.officers])
        for line, officer_key in zip(self.lines, given, strict=True):
            line.officer_key = officer_key

    def loads(self) -> list[tuple[User, int]]:
        """How many units each officer has."""
        counted = Counter(line.officer_key for line in self.lines)
        return [(person, counted[person.pk]) for person in self.officers]

    def _take_over(self, typed: Mapping[str, str]) -> None:
        known = {str(person.pk): person.pk for person in self.officers}
        for line in self.lines:
            if line.field_name in typed:
                line.officer_key = known.get(typed[line.field_name])


def evenly(chosen: Iterable[int | None], officers: list[int]) -> list[int | None]:
    """`chosen` with its gaps filled so that nobody has two more than another has to take."""
    chosen = list(chosen)
    loads = {officer: chosen.count(officer) for officer in officers}
    for place, officer in enumerate(chosen):
        if officer is None and loads:
            least = min(loads, key=loads.__getitem__)
            loads[least] += 1
            chosen[place] = least
    return chosen


def units_of(round_: Round) -> list[Unit]:
    """Units that take part: those with a file, or before opening those that will get one."""
    units = Unit.objects.filter(assessments__round=round_).select_related("kind")
    return list(units) or list(participating_units(round_).select_related("kind"))
