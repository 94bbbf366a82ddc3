"""What a unit still has to mend by a day: shortcomings of inspections, advice of earlier years."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date

from django.urls import reverse

from assessments.advices import advice_due_in, unanswered
from assessments.duties.base import Basis
from assessments.inspections import open_remedies
from assessments.workflow import UNIT_EDITABLE, Step
from core.calendar import today


@dataclass(frozen=True)
class Mend:
    """One thing, until when, where it is answered; `key` names it."""

    key: str
    unit_id: int
    words: str
    url: str
    due_on: date
    key: str

    @property
    def days_left(self) -> int:
        """Days until its day, negative after it."""
        return (self.due_on - today()).days


def to_mend(basis: Basis, counts: Callable[[date], bool]) -> list[Mend]:
    """What waits for the units and whose day `counts`; two queries beside those of the basis."""
    return [mend for mend in _remedies(basis) if counts(mend.due_on)] + list(_advice(basis, counts))


def _remedies(basis: Basis) -> Iterator[Mend]:
    found = open_remedies([file.unit_id for file in basis.files])
    for unit, findings in found.items():
        for row in findings:
            if row.remedy_due and row.inspection.round_id == basis.round.pk:
                words = f"Báo cáo khắc phục sau kiểm tra, giám sát: {row}"
                url = row.inspection.get_absolute_url()
                yield Mend(f"finding-{row.pk}", unit, words, url, row.remedy_due)


def _advice(basis: Basis, counts: Callable[[date], bool]) -> Iterator[Mend]:
    """Advice is answered with the self-assessment: its day is that of the hand-in."""
    days = {file.pk: basis.due_dates[file.unit_id, Step.SELF_ASSESSMENT] for file in basis.files}
    files = [file for file in basis.files if file.state in UNIT_EDITABLE and counts(days[file.pk])]
    due = advice_due_in(files)
    for file in files:
        if left := unanswered(due[file.pk]):
            words = f"Trả lời {len(left)} việc năm trước đề nghị khắc phục"
            url = reverse("assessments:advice", args=[file.pk])
            yield Mend(f"advice-{file.pk}", file.unit_id, words, url, days[file.pk])
