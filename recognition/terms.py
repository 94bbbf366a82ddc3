"""Numbers of decisions: they run per issuer, document type and term of the committee."""

from datetime import date

from django.db.models import Max

from organisation.models import LetterheadFormat, Unit
from recognition.models import Decision

TERM_YEARS = 5
CONGRESS_MONTH = 7  # congresses below the national one are held by the middle of the year


def term_on(day: date, format: str) -> str:
    """The term that numbers run through: "2025 - 2030"; for State paper the calendar year.

    HD 05-HD/VPTW II.3 and NĐ 30/2020, Phụ lục I. A proposal only: the clerk may enter another,
    since a term begins on the day on which a congress ends.
    """
    if format == LetterheadFormat.ND30:
        return str(day.year)
    year = day.year if day.month >= CONGRESS_MONTH else day.year - 1
    start = year // TERM_YEARS * TERM_YEARS
    return f"{start} - {start + TERM_YEARS}"


def next_number(organiser: Unit | int, document_type: str, term: str) -> int:
    """The number after the highest that was used; the clerk may enter another free one."""
    used = Decision.objects.filter(organiser=organiser, document_type=document_type, term=term)
    return (used.aggregate(highest=Max("number"))["highest"] or 0) + 1


def holder_of(decision: Decision, term: str, number: int) -> Decision | None:
    """The document that already has the number, if any."""
    same = Decision.objects.filter(
        organiser=decision.organiser_id, document_type=decision.document_type, term=term
    )
    return same.filter(number=number).exclude(pk=decision.pk).first()
