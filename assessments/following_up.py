"""What waits for those who follow units: visits, conclusions, remedies to judge, promises."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date

from django.utils import timezone
from django.utils.text import Truncator

from assessments.models import Finding, Inspection, NotebookEntry, Round
from assessments.workflow import InspectionState, RemedyState
from core.calendar import VIETNAM, add_working_days, today

JUDGE_WITHIN = 5  # working days, as for what a unit has to send again
SHOWN = 100  # characters of what somebody wrote


@dataclass(frozen=True)
class FollowUp:
    """One thing to do about a unit, and where; `key` names it for ever.

    `due_on`: by when (None: nobody set a day); `since`: somebody has been waiting from that day.
    """

    key: str
    unit_id: int
    words: str
    url: str
    due_on: date | None = None
    since: date | None = None

    @property
    def is_visit(self) -> bool:
        """An inspection that is on the plan or waits for its conclusion."""
        return self.key.startswith("inspection-")

    @property
    def days_left(self) -> int:
        """Days until its day, negative after it; 0 without one."""
        return (self.due_on - today()).days if self.due_on else 0


def follow_ups(round_: Round, units: Collection[int]) -> list[FollowUp]:
    """What waits at these units in the year, the nearest day first; three queries."""
    if not units:
        return []
    found = [*_inspections(round_, units), *_remedies(round_, units), *_notes(round_, units)]
    return sorted(found, key=lambda one: (one.due_on or today(), one.unit_id))


def _inspections(round_: Round, units: Collection[int]) -> Iterator[FollowUp]:
    rows = Inspection.objects.filter(round=round_, unit__in=units)
    for row in rows.filter(state__in=[InspectionState.PLANNED, InspectionState.VISITED]):
        about = f"cuộc {row.get_kind_display().lower()} “{_short(row.subject)}”"
        key, url = f"inspection-{row.pk}", row.get_absolute_url()
        if row.state == InspectionState.VISITED:
            yield FollowUp(key, row.unit_id, f"kết luận {about}", url, since=row.visited_on)
        else:
            yield FollowUp(key, row.unit_id, f"{about} theo kế hoạch", url, row.planned_on)


def _remedies(round_: Round, units: Collection[int]) -> Iterator[FollowUp]:
    rows = Finding.objects.filter(
        inspection__round=round_, inspection__unit__in=units,
        inspection__state=InspectionState.CONCLUDED, remedy_state=RemedyState.REPORTED,
    ).select_related("inspection")  # fmt: skip
    for row in rows:
        day = timezone.localdate(row.reported_at, VIETNAM)
        words = f"đánh giá việc khắc phục “{_short(row.text)}”"
        yield FollowUp(
            f"remedy-{row.pk}", row.inspection.unit_id, words, row.inspection.get_absolute_url(),
            add_working_days(day, JUDGE_WITHIN), day,
        )  # fmt: skip


def _notes(round_: Round, units: Collection[int]) -> Iterator[FollowUp]:
    rows = NotebookEntry.objects.filter(
        round=round_, unit__in=units, done_at=None, due_on__isnull=False
    )
    for row in rows:
        words = f"{row.get_kind_display().lower()}: {_short(row.text)}"
        yield FollowUp(f"note-{row.pk}", row.unit_id, words, row.get_absolute_url(), row.due_on)


def _short(text: str) -> str:
    return Truncator(text).chars(SHOWN)
