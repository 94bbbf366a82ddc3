"""What waits for those who follow units: visits, conclusions, remedies to judge, promises."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from django.utils import timezone
from django.utils.text import Truncator

from assessments.models import Finding, Inspection, NotebookEntry, Round
from assessments.models.following import NoteKind
from assessments.workflow import InspectionState, RemedyState
from core.calendar import VIETNAM, add_working_days, format_date, today

JUDGE_WITHIN = 5  # working days, as for what a unit has to send again
SHOWN = 120  # characters of what somebody wrote


@dataclass(frozen=True)
class FollowUp:
    """One thing to do about a unit, by when (None: nobody set a day), and where; `key` names it."""

    key: str
    unit_id: int
    words: str
    url: str
    due_on: date | None

    @property
    def days_left(self) -> int:
        """Days until its day, negative after it; 0 without one."""
        return (self.due_on - today()).days if self.due_on else 0


def follow_ups(round_: Round, units: Collection[int]) -> list[FollowUp]:
    """What waits at these units in the year, the nearest day first; three queries."""
    found = [*_inspections(round_, units), *_remedies(round_, units), *_notes(round_, units)]
    return sorted(found, key=lambda one: (one.due_on or today(), one.unit_id))


def _inspections(round_: Round, units: Iterable[int]) -> Iterator[FollowUp]:
    rows = Inspection.objects.filter(
        round=round_, unit__in=units, state__in=[InspectionState.PLANNED, InspectionState.VISITED]
    ).only("unit", "subject", "planned_on", "visited_on", "state")
    for row in rows:
        subject, url = _short(row.subject), row.get_absolute_url()
        if row.state == InspectionState.PLANNED:
            words, due = f"Kiểm tra, giám sát: {subject}", row.planned_on
        else:
            day = format_date(row.visited_on)
            words, due = f"Kết luận cuộc kiểm tra ngày {day}: {subject}", None
        yield FollowUp(f"inspection-{row.pk}", row.unit_id, words, url, due)


def _remedies(round_: Round, units: Iterable[int]) -> Iterator[FollowUp]:
    rows = Finding.objects.filter(
        inspection__round=round_, inspection__unit__in=units,
        inspection__state=InspectionState.CONCLUDED, remedy_state=RemedyState.REPORTED,
    ).select_related("inspection")  # fmt: skip
    for row in rows:
        day = timezone.localdate(row.reported_at, VIETNAM)
        words = f"Đánh giá việc khắc phục, đơn vị báo ngày {format_date(day)}: {_short(row.text)}"
        due = add_working_days(day, JUDGE_WITHIN)
        url = row.inspection.get_absolute_url()
        yield FollowUp(f"remedy-{row.pk}", row.inspection.unit_id, words, url, due)


def _notes(round_: Round, units: Iterable[int]) -> Iterator[FollowUp]:
    rows = NotebookEntry.objects.filter(
        round=round_, unit__in=units, done_at=None, due_on__isnull=False,
        kind__in=[NoteKind.PROMISE, NoteKind.NEXT_STEP],
    )  # fmt: skip
    for row in rows:
        url = reverse("assessments:notebook", args=[round_.pk, row.unit_id])
        words = f"{row.get_kind_display()}: {_short(row.text)}"
        yield FollowUp(f"note-{row.pk}", row.unit_id, words, url, row.due_on)


def _short(text: str) -> str:
    return Truncator(text).chars(SHOWN)
