"""What an officer does about the units followed besides appraising: inspections and what came of
them, the notebook, registrations; and the units that the officer types for."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from assessments.duties.base import Duty, by_urgency, duties
from assessments.following_up import FollowUp, follow_ups
from assessments.models import Assessment, Round
from assessments.workflow import Step
from core.calendar import today

SOON = 7  # days: what is due later does not ask for anything yet


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
    followed = [
        _errand(one, names[one.unit_id])
        for round_ in {file.round_id: file.round for file in files}.values()
        for one in follow_ups(round_, names)
        if one.since or one.days_left <= SOON
    ]
    return sorted([*followed, *_registrations(own, names)], key=lambda errand: errand.rank)


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


def _errand(one: FollowUp, unit: str) -> Errand:
    """Who waits for an answer counts the days; nothing else has a day of its own."""
    due_on = None if one.since else one.due_on
    return Errand(f"{unit}: {one.words}", one.url, due_on, one.since)
