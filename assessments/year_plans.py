"""What we propose for a new year: last year's round, sets and people, as far as they still hold."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from assessments.calendars import calendar_problems, proposed_calendar, shifted_calendar
from assessments.models import OfficerAssignment, Round
from core.calendar import today
from criteria.lineage import in_time, lineage_of
from criteria.models import CriteriaSet
from criteria.workflow import CriteriaSetState
from organisation.mergers import heirs
from organisation.models import RoleAssignment, Unit, UnitKind, User
from organisation.roles import Permission

DATES = (
    "registration_due", "report_1_due", "report_2_due", "report_3_due", "report_4_due",
    "self_assessment_opens", "self_assessment_due", "appraisal_due",
)  # fmt: skip
DAYS = ("supplement_days", "feedback_days")


@dataclass(frozen=True)
class YearProposal:
    """A year as it could be planned; `sets` by key of the unit kind. `previous`: copied from."""

    year: int
    title: str
    calendar: dict[str, date | int]
    sets: dict[int, CriteriaSet | None]
    previous: Round | None


@dataclass(frozen=True)
class Followers:
    """The officer who follows a unit and the leader in charge of it; None: nobody."""

    officer: User | None = None
    leader: User | None = None

    def __str__(self) -> str:
        if self.officer is None:
            return "(chưa phân công)"
        return f"{self.officer}" + (f", lãnh đạo phụ trách {self.leader}" if self.leader else "")


@dataclass(frozen=True)
class FollowersProposal:
    """Last year's people by unit; `gone` names those who no longer hold the role."""

    by_unit: dict[int, Followers] = field(default_factory=dict)
    gone: dict[int, list[User]] = field(default_factory=dict)


def year_proposal(organiser: Unit, year: int, kinds: Iterable[UnitKind]) -> YearProposal:
    """Last year's round a year later, with the newest published set of each kind's lineage."""
    previous = organiser.rounds.filter(year__lt=year).order_by("-year").first()
    sets = _newest_sets(organiser, previous, year, list(kinds))
    usual = f"Chấm điểm, công nhận đơn vị “Dân vận khéo” năm {year}"
    if previous is None:
        return YearProposal(year, usual, proposed_calendar(year), sets, None)
    later = year - previous.year
    dates = shifted_calendar({name: getattr(previous, name) for name in DATES}, later)
    if calendar_problems(year, dates):  # last year's was not one to copy
        dates = {name: day for name, day in proposed_calendar(year).items() if name in DATES}
    days = {name: getattr(previous, name) for name in DAYS}
    had_year = str(previous.year) in previous.title
    title = previous.title.replace(str(previous.year), str(year)) if had_year else usual
    return YearProposal(year, title, {**dates, **days}, sets, previous)


def followers_proposal(round_: Round, units: Iterable[Unit]) -> FollowersProposal:
    """Who followed each unit (or one that merged into it) last year and still holds the role."""
    earlier = Round.objects.filter(organiser=round_.organiser_id, year__lt=round_.year)
    previous = earlier.order_by("-year").first()
    if previous is None:
        return FollowersProposal()
    rows = OfficerAssignment.objects.filter(round=previous)
    rows = list(rows.select_related("officer", "leader").order_by("-unit__valid_to", "pk"))
    by_unit = {row.unit_id: row for row in rows}
    into = heirs(by_unit, date(round_.year, 12, 31))
    # Of several that went into one, who followed the first of them.
    former = {into[row.unit_id]: row for row in rows if row.unit_id in into}
    found = {unit.pk: by_unit.get(unit.pk) or former.get(unit.pk) for unit in units}
    return _still_held(round_, {pk: row for pk, row in found.items() if row})


def people_with(round_: Round, permission: Permission) -> list[User]:
    """Active people who hold the permission at the organiser of the round, by given name."""
    held = RoleAssignment.objects.active_on(today()).giving(permission)
    held = held.filter(unit=round_.organiser_id)
    return list(User.objects.filter(pk__in=held.values("user"), is_active=True))


def officers_of(round_: Round) -> list[User]:
    """Who may follow units."""
    return people_with(round_, Permission.APPRAISE)


def leaders_of(round_: Round) -> list[User]:
    """Who may be in charge of units."""
    return people_with(round_, Permission.SETTLE)


def _still_held(round_: Round, rows: dict[int, OfficerAssignment]) -> FollowersProposal:
    officers, leaders = set(officers_of(round_)), set(leaders_of(round_))
    proposal = FollowersProposal()
    for unit_pk, row in rows.items():
        officer = row.officer if row.officer in officers else None
        leader = row.leader if row.leader in leaders else None
        proposal.by_unit[unit_pk] = Followers(officer, leader)
        gone = [p for p, kept in ((row.officer, officer), (row.leader, leader)) if p and not kept]
        if gone:
            proposal.gone[unit_pk] = list(dict.fromkeys(gone))
    return proposal


def _newest_sets(
    organiser: Unit, previous: Round | None, year: int, kinds: list[UnitKind]
) -> dict[int, CriteriaSet | None]:
    sets = list(CriteriaSet.objects.filter(organiser=organiser).select_related("unit_kind"))
    links = previous.criteria_sets.select_related("criteria_set") if previous else ()
    used = {link.unit_kind_id: link.criteria_set for link in links}
    return {kind.pk: _newest(kind, used.get(kind.pk), sets, year) for kind in kinds}


def _newest(
    kind: UnitKind, used: CriteriaSet | None, sets: list[CriteriaSet], year: int
) -> CriteriaSet | None:
    """The latest that came from last year's set; where none did, the latest of the kind."""
    usable = [
        row
        for row in sets
        if row.state == CriteriaSetState.PUBLISHED and row.unit_kind_id == kind.pk
        and row.year <= year
    ]  # fmt: skip
    family = {used, *lineage_of(used, sets).descendants} if used else set()
    return max([row for row in usable if row in family] or usable, key=in_time, default=None)
