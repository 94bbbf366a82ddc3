"""Which deadlines a person is reminded of on a day: before them, after them, until it is done."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import asdict, dataclass
from datetime import date, timedelta

from django.urls import reverse
from django.utils.text import capfirst

from assessments.calls import people_by_unit
from assessments.duties.base import Basis, Duty, by_urgency, duties
from assessments.following_up import FollowUp, follow_ups
from assessments.mending import Mend, to_mend
from assessments.models import EntryMandate, OfficerAssignment, Round
from assessments.workflow import Step
from core.calendar import format_date, is_working_day, today
from organisation.models import RoleAssignment, Unit, User
from organisation.roles import Role

# Days from the deadline on which a reminder goes out (negative: before it), then once a week.
# What falls on a day off goes on the working day before.
OFFSETS = frozenset({-7, -3, -1, 1, 3, 7})
WEEKLY_AFTER, WEEK = 7, 7
COMMITTEE = "committee"  # nobody of ours sets it a day
NAMED = 5  # units that a summary names
_ONE_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Line:
    """One thing that a digest says, and where it is done."""

    text: str
    url: str
    due_on: date

    def stored(self) -> dict[str, str]:
        """As a digest keeps it."""
        return {**asdict(self), "due_on": self.due_on.isoformat()}


@dataclass(frozen=True)
class Due:
    """A line that is due on a day for a person."""

    person: User
    day: date
    line: Line


def is_reminder_day(due_on: date, day: date) -> bool:
    """Whether a reminder of the deadline goes out on `day`; never on a day off."""
    return is_working_day(day) and any(
        _is_counted((counted - due_on).days) for counted in _day_and_days_off_after(day)
    )


def due_lines(round_: Round, days: Iterable[date]) -> list[Due]:
    """What the people of a round are reminded of on each of the days; constant queries."""
    days, basis = list(days), Basis(round_, None)
    found = [
        (duty, day)
        for duty in duties(round_, basis=basis)
        if duty.due_on and duty.is_open and not duty.is_blocked and duty.holder != COMMITTEE
        for day in days
        if is_reminder_day(duty.due_on, day)
    ]
    mends = to_mend(basis, lambda due_on: any(is_reminder_day(due_on, day) for day in days))
    to_follow = [
        one
        for one in follow_ups(round_, [file.unit_id for file in basis.files])
        if one.due_on and any(is_reminder_day(one.due_on, day) for day in days)
    ]
    if not (found or mends or to_follow):
        return []
    asked = (*mends, *to_follow, *(duty for duty, _day in found))
    people = _People(round_, {one.unit_id for one in asked})
    own = [
        Due(person, day, _line(duty, people))
        for duty, day in found
        for person in people.who_can_act(duty)
    ]
    mending = _of_days(mends, days, people, people.at_unit)
    following = _of_days(to_follow, days, people, people.who_follow)
    return own + mending + following + _summaries(round_, found, people)


class _People:
    """Who does what in a round: asked once for all duties."""

    def __init__(self, round_: Round, keys: set[int]) -> None:
        self.units = {unit.pk: unit for unit in Unit.objects.filter(pk__in=keys)}
        by_unit = people_by_unit(keys)
        self.of_unit = {unit: [one.user for one in people] for unit, people in by_unit.items()}
        board = _board(round_)
        self.typists = _typists(round_, board)
        self.heads = [user for user, roles in board.items() if Role.BOARD_HEAD in roles]
        self.officers = {
            unit: officer
            for unit, officer in _assigned(round_).items()
            if board.get(officer, set()) & {Role.OFFICER, Role.BOARD_HEAD}
        }

    def who_can_act(self, duty: Duty) -> list[User]:
        """The people of the unit and who types for it (never its opinion), or its followers."""
        if duty.holder == "unit":
            typists = self.typists[duty.unit_id] if duty.step != Step.FEEDBACK else []
            return [*self.at_unit(duty.unit_id), *typists]
        return self.who_follow(duty.unit_id)

    def at_unit(self, unit: int) -> list[User]:
        """Head and editors of the unit."""
        return self.of_unit.get(unit, [])

    def who_follow(self, unit: int) -> list[User]:
        """The officer who follows the unit; the heads of the board if there is none."""
        officer = self.officers.get(unit)
        return [officer] if officer else self.heads


def _board(round_: Round) -> dict[User, set[str]]:
    held = RoleAssignment.objects.active_on(today()).filter(
        unit=round_.organiser_id, role__in=[Role.OFFICER, Role.BOARD_HEAD], user__is_active=True
    )
    found: dict[User, set[str]] = defaultdict(set)
    for row in held.select_related("user"):
        found[row.user].add(row.role)
    return found


def _assigned(round_: Round) -> dict[int, User]:
    rows = OfficerAssignment.objects.filter(round=round_).select_related("officer")
    return {row.unit_id: row.officer for row in rows}


def _typists(round_: Round, board: Mapping[User, set[str]]) -> dict[int, list[User]]:
    """Unit → people of the board who may type for it now."""
    held = EntryMandate.objects.filter(assessment__round=round_, ended_at=None)
    found: dict[int, list[User]] = defaultdict(list)
    for row in held.select_related("person", "assessment"):
        if row.person in board:
            found[row.assessment.unit_id].append(row.person)
    return found


def _of_days(
    things: Iterable[Mend | FollowUp],
    days: list[date],
    people: _People,
    who: Callable[[int], list[User]],
) -> list[Due]:
    """What has to be mended or followed, for those whom `who` names for its unit."""
    return [
        Due(person, day, _line(thing, people))
        for thing in things
        for day in days
        if is_reminder_day(thing.due_on, day)
        for person in who(thing.unit_id)
    ]


def _summaries(round_: Round, found: list[tuple[Duty, date]], people: _People) -> list[Due]:
    """For the heads of the board: how many units are late with a step, and which."""
    late: dict[tuple[Step, date], list[Duty]] = defaultdict(list)
    for duty, day in found:
        if duty.is_late and duty.holder == "unit":
            late[duty.step, day].append(duty)
    url = reverse("assessments:calls", args=[round_.pk])
    return [
        Due(head, day, Line(_late_words(step, sorted(group, key=by_urgency), people),
                            f"{url}?buoc={step.value}", group[0].due_on))
        for (step, day), group in late.items()
        for head in people.heads
    ]  # fmt: skip


def _late_words(step: Step, group: list[Duty], people: _People) -> str:
    names = [people.units[duty.unit_id].short_name for duty in group[:NAMED]]
    more = f" và {len(group) - NAMED} đơn vị khác" if len(group) > NAMED else ""
    return f"{step.label}: {len(group)} đơn vị quá hạn ({', '.join(names)}{more})"


def _line(duty: Duty | Mend | FollowUp, people: _People) -> Line:
    unit = people.units[duty.unit_id]
    text = f"{capfirst(duty.words)} – {unit.short_name}: {when_words(duty)}"
    return Line(text, duty.url, duty.due_on)


def when_words(duty: Duty | Mend | FollowUp) -> str:
    """The deadline and how far it is, seen from today."""
    day, left = format_date(duty.due_on), duty.days_left
    if left > 0:
        return f"hạn {day}, còn {left} ngày"
    return f"hết hôm nay ({day}) là hạn cuối" if left == 0 else f"hạn {day}, đã quá {-left} ngày"


def _is_counted(offset: int) -> bool:
    return offset in OFFSETS or (offset > WEEKLY_AFTER and (offset - WEEKLY_AFTER) % WEEK == 0)


def _day_and_days_off_after(day: date) -> list[date]:
    days = [day]
    while not is_working_day(following := days[-1] + _ONE_DAY):
        days.append(following)
    return days
