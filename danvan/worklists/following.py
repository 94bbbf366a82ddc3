"""What an officer does about the units followed besides appraising: inspections and what came of
them, the notebook, registrations; and the units that the officer types for."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils import timezone
from django.utils.text import Truncator

from assessments.duties.base import Duty, by_urgency, duties
from assessments.models import Assessment, Finding, Inspection, NotebookEntry, Round
from assessments.workflow import InspectionState, RemedyState, Step
from core.calendar import today

SOON = 7  # days: what is due later does not ask for anything yet
LONGEST = 100  # characters of what somebody wrote


@dataclass(frozen=True)
class Errand:
    """One thing to do, where; by when, or waiting since when."""

    words: str
    url: str
    due_on: date | None = None
    since: date | None = None

    @property
    def days_waiting(self) -> int:
        """Days that somebody has been waiting for it."""
        return (today() - self.since).days if self.since else 0

    @property
    def rank(self) -> tuple:
        """Order: by the day that counts, the longest waiting among them."""
        return (self.due_on or self.since or date.max, self.words)


@dataclass(frozen=True)
class TypedFor:
    """A unit that somebody of the board types for, and what it has to do now."""

    file: Assessment
    duties: list[Duty]


def errands(files: Collection[Assessment], own: Iterable[Duty]) -> list[Errand]:
    """Everything about the units of the files; a fixed number of queries. `own`: their duties."""
    names = {file.unit_id: file.unit.short_name for file in files}
    rounds = {file.round_id for file in files}
    if not files:
        return []
    found = [
        *_registrations(own, names), *_inspections(rounds, names), *_remedies(names),
        *_notes(rounds, names),
    ]  # fmt: skip
    return sorted(found, key=lambda errand: errand.rank)


def typed_for(files: Collection[Assessment]) -> list[TypedFor]:
    """What the units of the files have to do now; nothing is asked where there are none."""
    by_round: dict[Round, list[Assessment]] = defaultdict(list)
    for file in files:
        by_round[file.round].append(file)
    return [line for round_, rows in by_round.items() for line in _typed_for(round_, rows)]


def _typed_for(round_: Round, files: list[Assessment]) -> Iterator[TypedFor]:
    waiting: dict[int, list[Duty]] = defaultdict(list)
    for duty in duties(round_, [file.unit_id for file in files]):
        if duty.holder == "unit" and duty.is_current and duty.step != Step.FEEDBACK:
            waiting[duty.unit_id].append(duty)
    for file in files:
        yield TypedFor(file, sorted(waiting[file.unit_id], key=by_urgency))


def _registrations(own: Iterable[Duty], names: dict[int, str]) -> Iterator[Errand]:
    for duty in own:
        if duty.step == Step.REGISTRATION_APPROVAL and duty.is_current and not duty.is_begun:
            words = f"{names[duty.unit_id]}: góp ý bản đăng ký"
            yield Errand(words, duty.url, duty.due_on, duty.since)


def _inspections(rounds: Collection[int], names: dict[int, str]) -> Iterator[Errand]:
    rows = Inspection.objects.filter(round__in=rounds, unit__in=names)
    for row in rows.filter(state__in=[InspectionState.PLANNED, InspectionState.VISITED]):
        about = f"{row.get_kind_display().lower()} “{_short(row.subject)}”"
        if row.state == InspectionState.VISITED:
            words = f"{names[row.unit_id]}: kết luận cuộc {about}"
            yield Errand(words, row.get_absolute_url(), since=row.visited_on)
        elif row.planned_on <= _soon():
            words = f"{names[row.unit_id]}: cuộc {about} theo kế hoạch"
            yield Errand(words, row.get_absolute_url(), row.planned_on)


def _remedies(names: dict[int, str]) -> Iterator[Errand]:
    rows = Finding.objects.filter(
        inspection__unit__in=names, inspection__state=InspectionState.CONCLUDED,
        remedy_state=RemedyState.REPORTED,
    )  # fmt: skip
    for row in rows.select_related("inspection"):
        words = f"đánh giá việc khắc phục “{_short(row.text)}”"
        yield Errand(
            f"{names[row.inspection.unit_id]}: {words}", row.inspection.get_absolute_url(),
            since=timezone.localdate(row.reported_at),
        )  # fmt: skip


def _notes(rounds: Collection[int], names: dict[int, str]) -> Iterator[Errand]:
    rows = NotebookEntry.objects.filter(
        round__in=rounds, unit__in=names, done_at=None, due_on__lte=_soon()
    )
    for row in rows:
        words = f"{row.get_kind_display().lower()}: {_short(row.text)}"
        yield Errand(f"{names[row.unit_id]}: {words}", row.get_absolute_url(), row.due_on)


def _soon() -> date:
    return today() + timedelta(days=SOON)


def _short(text: str) -> str:
    return Truncator(text).chars(LONGEST)
