"""The page on which units are given to officers and leaders: one line per unit, saved together."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from django.http import QueryDict

from assessments.actions.rounds import participating_units
from assessments.models import OfficerAssignment, Round
from assessments.workflow import RoundState
from assessments.year_plans import Followers, followers_proposal, leaders_of, officers_of
from core.keys import parse_key
from organisation.models import Unit, User

KEEP, NOBODY = "giu", "bo-trong"  # what a bulk change does with a column
CHOSEN, EMPTY, EVERY = "chon", "chua-co", "tat-ca"
KIND = "loai-"
NOT_HELD = "Người đã chọn không còn giữ vai trò này. Hãy chọn lại."
LEADER_ALONE = "Chọn chuyên viên trước khi giao lãnh đạo phụ trách."


@dataclass
class AssignmentLine:
    """A unit with the keys of its officer and leader; None: nobody yet."""

    unit: Unit
    officer_key: int | None = None
    leader_key: int | None = None
    gone: list[User] = field(default_factory=list)
    is_chosen: bool = False
    problem: str = ""

    @property
    def officer_name(self) -> str:
        return f"officer_{self.unit.pk}"

    @property
    def leader_name(self) -> str:
        return f"leader_{self.unit.pk}"


class AssignmentSheet:
    """Units, officers and leaders of a round, with what has been chosen, proposed or typed."""

    def __init__(self, round_: Round, typed: QueryDict | None = None):
        self.officers, self.leaders = officers_of(round_), leaders_of(round_)
        self.is_proposed = False
        self.lines = [AssignmentLine(unit) for unit in units_of(round_)]
        self._read(round_)
        if typed is not None:
            self._take_over(typed)

    def choices(self) -> dict[Unit, Followers]:
        """Unit → its people, for the action."""
        people = {person.pk: person for person in (*self.officers, *self.leaders)}
        return {
            line.unit: Followers(people.get(line.officer_key), people.get(line.leader_key))
            for line in self.lines
        }

    @property
    def problems(self) -> list[AssignmentLine]:
        """Lines that cannot be saved as they are."""
        return [line for line in self.lines if line.problem]

    @property
    def gone(self) -> list[AssignmentLine]:
        """Lines whose people of last year no longer hold the role."""
        return [line for line in self.lines if line.gone]

    @property
    def scopes(self) -> list[tuple[str, str]]:
        """Which units a bulk change may be meant for."""
        kinds = {line.unit.kind_id: line.unit.kind for line in self.lines}
        return [
            (CHOSEN, "Các đơn vị đã tích chọn bên dưới"),
            (EMPTY, "Các đơn vị chưa có chuyên viên"),
            *((f"{KIND}{pk}", f"Mọi đơn vị loại “{kind}”") for pk, kind in kinds.items()),
            (EVERY, "Tất cả các đơn vị"),
        ]

    def spread(self) -> None:
        """Give the units without an officer to whoever has the fewest."""
        chosen = [line.officer_key for line in self.lines]
        given = evenly(chosen, [person.pk for person in self.officers])
        for line, officer_key in zip(self.lines, given, strict=True):
            line.officer_key = officer_key
        self._judge()

    def change_together(self, typed: Mapping[str, str]) -> int:
        """Give the units that are meant to one officer, one leader; how many that were."""
        meant = self._meant(typed.get("pham-vi", CHOSEN))
        for line in meant:
            line.officer_key = _changed(line.officer_key, typed.get("chuyen-vien"), self.officers)
            line.leader_key = _changed(line.leader_key, typed.get("lanh-dao"), self.leaders)
        self._judge()
        return len(meant)

    def loads(self) -> list[tuple[User, int]]:
        """How many units each officer has."""
        counted = Counter(line.officer_key for line in self.lines)
        return [(person, counted[person.pk]) for person in self.officers]

    def _read(self, round_: Round) -> None:
        rows = {row.unit_id: row for row in OfficerAssignment.objects.filter(round=round_)}
        for line in self.lines:
            if row := rows.get(line.unit.pk):
                line.officer_key, line.leader_key = row.officer_id, row.leader_id
        if not rows and round_.state == RoundState.PLANNED:
            self._propose(round_)

    def _propose(self, round_: Round) -> None:
        proposal = followers_proposal(round_, [line.unit for line in self.lines])
        self.is_proposed = bool(proposal.by_unit)
        for line in self.lines:
            people = proposal.by_unit.get(line.unit.pk, Followers())
            line.officer_key = people.officer and people.officer.pk
            # Nobody leads a unit that no officer follows: the leader comes back with the officer.
            line.leader_key = people.officer and people.leader and people.leader.pk
            line.gone = proposal.gone.get(line.unit.pk, [])

    def _take_over(self, typed: QueryDict) -> None:
        chosen = set(typed.getlist("don-vi"))
        for line in self.lines:
            line.is_chosen = str(line.unit.pk) in chosen
            if line.officer_name in typed:
                line.officer_key = parse_key(typed[line.officer_name])
            if line.leader_name in typed:
                line.leader_key = parse_key(typed[line.leader_name])
        self._judge()

    def _judge(self) -> None:
        officers = {None, *(person.pk for person in self.officers)}
        leaders = {None, *(person.pk for person in self.leaders)}
        for line in self.lines:
            if line.officer_key not in officers or line.leader_key not in leaders:
                line.problem = NOT_HELD
            else:
                line.problem = LEADER_ALONE if line.leader_key and not line.officer_key else ""

    def _meant(self, scope: str) -> list[AssignmentLine]:
        tests = {
            CHOSEN: lambda line: line.is_chosen,
            EMPTY: lambda line: line.officer_key is None,
            EVERY: lambda line: True,
        }
        is_meant = tests.get(scope, lambda line: scope == f"{KIND}{line.unit.kind_id}")
        return [line for line in self.lines if is_meant(line)]


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


def _changed(present: int | None, wanted: str | None, people: list[User]) -> int | None:
    if wanted == NOBODY:
        return None
    key = parse_key(wanted)
    return key if key in {person.pk for person in people} else present
