"""The deadlines of a person's rounds as a calendar file, with alarms: for telephone and Outlook.

An event keeps its name (UID) from one download to the next, so that opening the file again moves
what has changed instead of adding it a second time.
"""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.text import capfirst
from django.views.decorators.http import require_GET

from assessments.deadlines import due_dates
from assessments.duties.base import Basis, duties
from assessments.following_up import follow_ups
from assessments.mending import to_mend
from assessments.models import Assessment, OfficerAssignment, Round
from assessments.workflow import RoundState, Step
from core.downloads import download
from organisation.models import Unit, User
from organisation.roles import Permission

P, S = Permission, Step
REPORTS = (S.REPORT_1, S.REPORT_2, S.REPORT_3, S.REPORT_4)
WHOLE_YEAR = (S.REGISTRATION, *REPORTS, S.SELF_ASSESSMENT, S.APPRAISAL)
# What each may do at the organiser decides which of its dates concern the person: those who follow
# the year have all; who joins the appraisal, its part; who reads the board's reports and decides,
# theirs.
CONCERNED = (
    (P.APPRAISE, WHOLE_YEAR),
    (P.ROUND_MANAGE, WHOLE_YEAR),
    (P.ALL_FILES_VIEW, WHOLE_YEAR),
    (P.SUBMITTED_FILES_VIEW, (S.SELF_ASSESSMENT, S.APPRAISAL)),
    (P.PROPOSED_FILES_VIEW, (*REPORTS, S.APPRAISAL)),
)
# An all-day event begins at midnight: alarms ring at seven in the morning, a week and a day before.
ALARMS = (timedelta(hours=7) - timedelta(days=7), timedelta(hours=7) - timedelta(days=1))
LAST_DAY = "Hết ngày này là hạn cuối."
_UNDER_WAY = (RoundState.OPEN, RoundState.APPRAISING)
_PLANNED_TOO = (RoundState.PLANNED, *_UNDER_WAY)
_ONE_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Entry:
    """A deadline; `key` names it for ever."""

    key: str
    day: date
    words: str
    url: str
    is_done: bool = False
    note: str = LAST_DAY


@login_required
@require_GET
def year_calendar(request: HttpRequest) -> HttpResponse:
    """Everything that is due in the person's rounds under way."""
    entries = sorted(entries_for(request.user), key=lambda entry: (entry.day, entry.key))
    content = calendar_file(entries)
    return download(content, "lich-dan-van-kheo.ics", "text/calendar; charset=utf-8")


def entries_for(user: User) -> Iterator[Entry]:
    """For a unit its own steps and what it has to mend; for the organiser's people their dates."""
    own = user.units_with(P.OWN_FILES_VIEW)
    files = Assessment.objects.filter(unit__in=own, round__state__in=_UNDER_WAY)
    for round_ in Round.objects.filter(pk__in=files.values("round")).select_related("organiser"):
        yield from _of_units(round_, own)
    organisers = frozenset().union(*(user.units_with(held) for held, _steps in CONCERNED))
    for round_ in Round.objects.filter(organiser__in=organisers, state__in=_PLANNED_TOO):
        yield from _of_round(round_, _steps_of(user, round_))
        yield from _of_follower(round_, user)


def calendar_file(entries: Iterable[Entry]) -> bytes:
    """The entries as iCalendar: lines folded at 75 bytes, UTF-8."""
    from icalendar import Calendar  # noqa: PLC0415 (slow to load; few requests need it)

    calendar = Calendar()
    calendar.add("prodid", "-//Dan van kheo//Lich cong tac nam//VI")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", "Dân vận khéo: lịch công tác năm")
    calendar.add("x-wr-timezone", settings.TIME_ZONE)
    for entry in entries:
        calendar.add_component(_event(entry))
    return calendar.to_ical()


def _of_units(round_: Round, units: frozenset[int]) -> Iterator[Entry]:
    names = dict(Unit.objects.filter(pk__in=units).values_list("pk", "short_name"))
    basis = Basis(round_, units)
    shown = [
        duty
        for duty in duties(round_, basis=basis)
        if duty.holder == "unit" and duty.due_on is not None and not duty.is_void
    ]
    has_several = len({duty.unit_id for duty in shown}) > 1
    for duty in shown:
        name = f" – {names[duty.unit_id]}" if has_several else ""
        is_done = duty.done_on is not None
        words = (
            f"Đã xong: {duty.step.label}" if is_done else f"Hạn: {duty.words or duty.step.label}"
        )
        yield Entry(
            f"{round_.pk}-{duty.step}-{duty.unit_id}", duty.due_on, f"{words}{name}",
            duty.url or reverse("home"), is_done,
        )  # fmt: skip
    for mend in to_mend(basis, lambda _due_on: True):
        name = f" – {names[mend.unit_id]}" if has_several else ""
        yield Entry(mend.key, mend.due_on, f"Hạn: {mend.words}{name}", mend.url)


def _of_follower(round_: Round, user: User) -> Iterator[Entry]:
    """Extensions of the units that the person follows, and what waits there with a day.

    Who steers the year has every extension and every visit.
    """
    may_manage = user.has_permission(P.ROUND_MANAGE, unit=round_.organiser_id)
    sees_all = may_manage or user.has_permission(P.ALL_FILES_VIEW, unit=round_.organiser_id)
    own = set(
        OfficerAssignment.objects.filter(round=round_, officer=user).values_list("unit", flat=True)
    )
    if sees_all or own:
        yield from _extended(round_, None if sees_all else own)
    followed = Unit.objects.filter(assessments__round=round_)
    followed = followed if may_manage else followed.filter(pk__in=own)
    names = dict(followed.values_list("pk", "short_name")) if may_manage or own else {}
    for one in follow_ups(round_, names):
        if one.due_on and (one.is_visit or one.unit_id in own):
            words = capfirst(f"{one.words} – {names[one.unit_id]}")
            yield Entry(one.key, one.due_on, words, one.url, note="")


def _steps_of(user: User, round_: Round) -> frozenset[Step]:
    held = [steps for may, steps in CONCERNED if user.has_permission(may, unit=round_.organiser_id)]
    return frozenset(step for steps in held for step in steps)


def _of_round(round_: Round, steps: frozenset[Step]) -> Iterator[Entry]:
    url = reverse("assessments:matrix", args=[round_.pk])
    dates = {
        S.REGISTRATION: round_.registration_due, S.REPORT_1: round_.report_1_due,
        S.REPORT_2: round_.report_2_due, S.REPORT_3: round_.report_3_due,
        S.REPORT_4: round_.report_4_due, S.SELF_ASSESSMENT: round_.self_assessment_due,
        S.APPRAISAL: round_.appraisal_due,
    }  # fmt: skip
    for step, day in dates.items():
        if step in steps:
            yield Entry(f"{round_.pk}-{step}", day, f"Hạn: {step.label} ({round_.title})", url)
    if S.SELF_ASSESSMENT in steps:
        words = f"Bắt đầu tự chấm điểm ({round_.title})"
        yield Entry(f"{round_.pk}-opens", round_.self_assessment_opens, words, url)


def _extended(round_: Round, units: Collection[int] | None) -> Iterator[Entry]:
    """Extensions that hold; one that the round's own day has overtaken says nothing."""
    url = reverse("assessments:matrix", args=[round_.pk])
    extended = due_dates(round_)
    holding = sorted(
        (unit, step, day)
        for (unit, step), day in extended.items()
        if day > extended.of_round[step] and (units is None or unit in units)
    )
    named = Unit.objects.filter(pk__in={unit for unit, _step, _day in holding})
    names = dict(named.values_list("pk", "short_name"))
    for unit, step, day in holding:
        words = f"Hạn gia hạn: {step.label} – {names[unit]}"
        yield Entry(f"{round_.pk}-{step}-{unit}-extended", day, words, url)


def _event(entry: Entry):
    from icalendar import Alarm, Event  # noqa: PLC0415 (see calendar_file)

    event = Event()
    event.add("uid", f"{entry.key}@{urlsplit(settings.PUBLIC_URL).hostname}")
    event.add("dtstamp", timezone.now())
    event.add("dtstart", entry.day)
    event.add("dtend", entry.day + _ONE_DAY)
    event.add("summary", entry.words)
    event.add("description", f"{entry.note} {settings.PUBLIC_URL}{entry.url}".strip())
    event.add("transp", "TRANSPARENT")
    for before in () if entry.is_done else ALARMS:
        alarm = Alarm()
        alarm.add("action", "DISPLAY")
        alarm.add("description", entry.words)
        alarm.add("trigger", before)
        event.add_component(alarm)
    return event
