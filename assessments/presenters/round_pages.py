"""What the pages of a round show around the overview: calendar, own files, chips, sets."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Count
from django.utils.http import urlencode

from assessments.actions.rounds import participating_units, units_without_set
from assessments.forms.rounds import OverviewFilter, OverviewFilterForm
from assessments.models import Assessment, Extension, Round, RoundCriteriaSet
from assessments.presenters.overview import state_counts
from assessments.workflow import AssessmentState, Step
from assessments.year_plans import officers_of
from core import audit
from core.calendar import format_date
from organisation.models import UnitKind, User
from organisation.roles import Permission


@dataclass(frozen=True)
class CalendarLine:
    """One date of the year."""

    label: str
    day: date


@dataclass(frozen=True)
class MovedDeadlines:
    """Deadlines of all units that were moved together, in words; why, by whom, when."""

    at: datetime
    by: str
    reason: str
    lines: list[str]


@dataclass(frozen=True)
class OtherVersion:
    """A set that some files go by although the round names another for their kind."""

    pk: int
    title: str
    version: int
    count: int


@dataclass(frozen=True)
class SetLine:
    """The set of one kind of unit, with the others that its files go by."""

    link: RoundCriteriaSet
    others: list[OtherVersion]

    @property
    def keys(self) -> set[int]:
        """Every set that the kind is measured by."""
        return {self.link.criteria_set_id, *(other.pk for other in self.others)}


def calendar_lines(round_: Round) -> list[CalendarLine]:
    """The year in the order in which it happens."""
    lines = [CalendarLine("Đăng ký nội dung, mô hình", round_.registration_due)]
    names = zip(("I", "II", "III", "IV"), round_.report_due_dates.values(), strict=True)
    lines += [CalendarLine(f"Báo cáo quý {name}", day) for name, day in names]
    lines += [
        CalendarLine("Bắt đầu tự chấm điểm", round_.self_assessment_opens),
        CalendarLine("Hạn nộp bản tự chấm điểm", round_.self_assessment_due),
        CalendarLine("Hạn thẩm định xong", round_.appraisal_due),
    ]
    return sorted(lines, key=lambda line: line.day)


def state_chips(round_: Round, wanted: OverviewFilter) -> list[dict[str, Any]]:
    """Progress at a glance: how many units are in each state; each chip filters the table."""
    counts = state_counts(round_)
    everything = {"label": "Tất cả", "count": sum(counts.values()), "url": "?",
                  "current": not wanted.state}  # fmt: skip
    return [everything] + [
        {
            "label": state.label,
            "count": counts[state],
            "url": f"?{urlencode({'state': state.value})}",
            "current": wanted.state == state,
        }
        for state in AssessmentState
        if state in counts
    ]


def filter_form(round_: Round, wanted: OverviewFilter) -> OverviewFilterForm:
    """The boxes above the table."""
    kinds = UnitKind.objects.filter(units__assessments__round=round_).distinct()
    return OverviewFilterForm(wanted, kinds, round_officers(round_))


def round_officers(round_: Round) -> list[User]:
    """People who may follow units of the round, by given name."""
    return officers_of(round_)


def sets_of(round_: Round) -> list[SetLine]:
    """The set of each kind of unit, and how many files go by another version of it."""
    files = round_.assessments.order_by().values(
        "criteria_set", "criteria_set__unit_kind", "criteria_set__title", "criteria_set__version"
    )
    counted = list(files.annotate(count=Count("pk")))
    links = round_.criteria_sets.select_related("criteria_set", "unit_kind")
    return [SetLine(link, _other_versions(link, counted)) for link in links]


def _other_versions(link: RoundCriteriaSet, counted: list[dict[str, Any]]) -> list[OtherVersion]:
    return [
        OtherVersion(
            row["criteria_set"], row["criteria_set__title"], row["criteria_set__version"],
            row["count"],
        )
        for row in counted
        if row["criteria_set__unit_kind"] == link.unit_kind_id
        and row["criteria_set"] != link.criteria_set_id
    ]  # fmt: skip


def participants(round_: Round) -> dict[str, list]:
    """Who takes part when the round is opened, and who does not for want of a set."""
    return {
        "participating": list(participating_units(round_).select_related("kind")),
        "without_set": list(units_without_set(round_).select_related("kind")),
    }


def own_files(round_: Round, user: User) -> list[Assessment]:
    """Files of the person's own units."""
    units = user.units_with(Permission.OWN_FILES_VIEW)
    return list(round_.assessments.filter(unit__in=units).select_related("unit"))


def granted_extensions(round_: Round) -> list[Extension]:
    """Later deadlines of units, with their reasons: open to everybody, so that it stays fair."""
    return list(round_.extensions.select_related("unit", "granted_by"))


def moved_deadlines(round_: Round) -> list[MovedDeadlines]:
    """When deadlines of all units were moved, newest first: open to everybody too."""
    events = audit.history(round_).filter(kind="round.deadlines_moved")
    return [
        MovedDeadlines(
            event.at, event.actor_name, event.note,
            [f"{Step(step).label}: {_day(event.before[step])} → {_day(day)}"
             for step, day in event.after.items()],
        )
        for event in events
    ]  # fmt: skip


def _day(text: str) -> str:
    return format_date(date.fromisoformat(text))
