"""What waits for people of the board beside files and reports: visits, promises, typing."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from assessments.duties.base import duties
from assessments.following_up import follow_ups
from assessments.models import Assessment, EntryMandate
from danvan.worklists.tasks import NEAR
from organisation.models import Unit, User

SHOWN = 20


@dataclass(frozen=True)
class FollowedLine:
    """One thing to do about a unit."""

    unit: Unit
    words: str
    url: str
    due_on: date | None


def followed_lines(files: Iterable[Assessment]) -> list[FollowedLine]:
    """Visits, conclusions, remedies, promises at the units of these files; overdue ones first.

    What lies further ahead than two weeks is left to the notebook and the list of inspections.
    """
    units = {file.unit_id: file.unit for file in files}
    rounds = {file.round_id: file.round for file in files}.values()
    return [
        FollowedLine(units[one.unit_id], one.words, one.url, one.due_on)
        for round_ in rounds
        for one in follow_ups(round_, units)
        if one.days_left <= NEAR
    ]


def typed_lines(user: User) -> list[FollowedLine]:
    """Steps, near or late, of the units that the person types for."""
    held = EntryMandate.objects.filter(person=user, ended_at=None)
    files = list(
        Assessment.objects.filter(pk__in=held.values("assessment")).select_related("unit", "round")
    )
    units = {file.unit_id: file.unit for file in files}
    rounds = {file.round_id: file.round for file in files}.values()
    return [
        FollowedLine(units[duty.unit_id], duty.words, duty.url, duty.due_on)
        for round_ in rounds
        for duty in duties(round_, [f.unit_id for f in files if f.round_id == round_.pk])
        if duty.holder == "unit" and duty.is_current and duty.due_on and duty.days_left <= NEAR
    ]
