"""The deadlines of a person's rounds as a calendar file, with alarms: for telephone and Outlook.

An event keeps its name (UID) from one download to the next, so that opening the file again moves
what has changed instead of adding it a second time.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET

from assessments.deadlines import due_dates
from assessments.duties.base import duties
from assessments.models import Assessment, Round
from assessments.workflow import RoundState, Step
from core.downloads import download
from organisation.models import Unit, User
from organisation.roles import Permission

P = Permission
BOARD = (P.SUBMITTED_FILES_VIEW, P.PROPOSED_FILES_VIEW, P.ALL_FILES_VIEW, P.ROUND_MANAGE)
# An all-day event begins at midnight: alarms ring at seven in the morning, a week and a day before.
ALARMS = (timedelta(hours=7) - timedelta(days=7), timedelta(hours=7) - timedelta(days=1))
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


@login_required
@require_GET
def year_calendar(request: HttpRequest) -> HttpResponse:
    """Everything that is due in the person's rounds under way."""
    entries = sorted(entries_for(request.user), key=lambda entry: (entry.day, entry.key))
    content = calendar_file(entries)
    return download(content, "lich-dan-van-kheo.ics", "text/calendar; charset=utf-8")


def entries_for(user: User) -> Iterator[Entry]:
    """For a unit its own steps with its own extensions; for the organiser's people every date."""
    own = user.units_with(P.OWN_FILES_VIEW)
    files = Assessment.objects.filter(unit__in=own, round__state__in=_UNDER_WAY)
    for round_ in Round.objects.filter(pk__in=files.values("round")).select_related("organiser"):
        yield from _of_units(round_, own)
    organisers = frozenset().union(*(user.units_with(held) for held in BOARD))
    for round_ in Round.objects.filter(organiser__in=organisers, state__in=_PLANNED_TOO):
        yield from _of_round(round_)


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
    has_several = len(names) > 1
    for duty in duties(round_, units):
        if duty.holder != "unit" or duty.due_on is None or duty.is_void:
            continue
        name = f" – {names[duty.unit_id]}" if has_several else ""
        yield Entry(
            f"{round_.pk}-{duty.step}-{duty.unit_id}", duty.due_on,
            f"Hạn: {duty.words or duty.step.label}{name}", duty.url or reverse("home"),
            duty.done_on is not None,
        )  # fmt: skip


def _of_round(round_: Round) -> Iterator[Entry]:
    url = reverse("assessments:matrix", args=[round_.pk])
    dates = {
        Step.REGISTRATION: round_.registration_due, Step.REPORT_1: round_.report_1_due,
        Step.REPORT_2: round_.report_2_due, Step.REPORT_3: round_.report_3_due,
        Step.REPORT_4: round_.report_4_due, Step.SELF_ASSESSMENT: round_.self_assessment_due,
        Step.APPRAISAL: round_.appraisal_due,
    }  # fmt: skip
    for step, day in dates.items():
        yield Entry(f"{round_.pk}-{step}", day, f"Hạn: {step.label} ({round_.title})", url)
    opens = round_.self_assessment_opens
    yield Entry(f"{round_.pk}-opens", opens, f"Bắt đầu tự chấm điểm ({round_.title})", url)
    extended = due_dates(round_)
    named = Unit.objects.filter(pk__in={unit for unit, _step in extended})
    names = dict(named.values_list("pk", "short_name"))
    for (unit, step), day in sorted(extended.items()):
        if day > extended.of_round[step]:  # one that the round's own day has overtaken says nothing
            words = f"Hạn gia hạn: {step.label} – {names[unit]}"
            yield Entry(f"{round_.pk}-{step}-{unit}-extended", day, words, url)


def _event(entry: Entry):
    from icalendar import Alarm, Event  # noqa: PLC0415 (see calendar_file)

    event = Event()
    event.add("uid", f"{entry.key}@{urlsplit(settings.PUBLIC_URL).hostname}")
    event.add("dtstamp", timezone.now())
    event.add("dtstart", entry.day)
    event.add("dtend", entry.day + _ONE_DAY)
    event.add("summary", f"{entry.words} (đã xong)" if entry.is_done else entry.words)
    event.add("description", f"Hết ngày này là hạn cuối. {settings.PUBLIC_URL}{entry.url}")
    event.add("transp", "TRANSPARENT")
    for before in () if entry.is_done else ALARMS:
        alarm = Alarm()
        alarm.add("action", "DISPLAY")
        alarm.add("description", entry.words)
        alarm.add("trigger", before)
        event.add_component(alarm)
    return event
