"""Days that the government moved, as the list shows them."""

from dataclasses import dataclass

from assessments.actions.moved_days import document_of
from core.models import MovedDay


@dataclass(frozen=True)
class MovedDayLine:
    """One moved day and the dialog that asks before it is taken back."""

    row: MovedDay

    @property
    def document(self) -> str:
        """What announced it."""
        return document_of(self.row)

    @property
    def dialog(self) -> str:
        return f"bo-{self.row.pk}"


def moved_day_lines() -> list[MovedDayLine]:
    """Every moved day, the latest first."""
    return [MovedDayLine(row) for row in MovedDay.objects.order_by("-day")]
