"""The guiding document of a set, and what its papers take from letterheads."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from core.party_dates import NEW_FORM_FROM, citation_date
from core.text import printed_quotes
from criteria.definitions import SetDefinition
from criteria.models import CriteriaSet
from organisation.models import Letterhead, LetterheadFormat, Unit

DOTS = "……………"


@dataclass(frozen=True)
class Guidance:
    """The guiding document that a set is an appendix to; `appendix`: its number among several."""

    kind: str
    number: str
    date: date
    issuer: str
    appendix: str = ""

    @property
    def citation(self) -> str:
        """ "Hướng dẫn số 05-HD/BDVHU, ngày 15/01/2026 của Ban Dân vận Huyện uỷ"."""
        return f"{self.kind} số {self.number}, ngày {citation_date(self.date)} của {self.issuer}"


def guidance_of(criteria_set: CriteriaSet) -> Guidance | None:
    """The document that a published set came with; None where none was named."""
    if not criteria_set.guidance_number or criteria_set.guidance_date is None:
        return None
    return Guidance(
        criteria_set.guidance_kind, criteria_set.guidance_number, criteria_set.guidance_date,
        criteria_set.guidance_issuer,
    )  # fmt: skip


def issuing_letterhead(organiser: Unit, day: date) -> Letterhead | None:
    """That of the organiser's own board where it has just one, else the organiser's."""
    boards = Q(unit__parent=organiser, unit__kind__is_assessed=False)
    in_force = Letterhead.objects.filter(Q(unit=organiser) | boards).valid_on(day)
    found = list(in_force.order_by("-valid_from"))
    of_boards = [row for row in found if row.unit_id != organiser.pk]
    if len(of_boards) == 1:
        return of_boards[0]
    return next((row for row in found if row.unit_id == organiser.pk), None)


def format_on(day: date) -> str:
    """The Party's rules of form in force on that day, where no letterhead says otherwise."""
    return LetterheadFormat.HD05 if day >= NEW_FORM_FROM else LetterheadFormat.HD36


def author_of(
    criteria_set: CriteriaSet, guidance: Guidance | None, letterhead: Letterhead | None
) -> str:
    """Who the paper is from, for the properties of the PDF."""
    if guidance:
        return guidance.issuer
    return letterhead.author if letterhead else criteria_set.organiser.name


def basis_lines(definition: SetDefinition) -> list[str]:
    """What the set rests on, each ending in ";" and the last in "."; empty lines are left out."""
    return listed_sources(definition.basis)


def listed_sources(basis: Iterable[str]) -> list[str]:
    """The same of a set's basis as it was frozen elsewhere."""
    lines = [printed_quotes(line).strip().rstrip(" ;,.") for line in basis]
    lines = [line for line in lines if line]
    return [f"{line};" for line in lines[:-1]] + [f"{line}." for line in lines[-1:]]


def lower_first(text: str) -> str:
    """A title inside a sentence."""
    return text[:1].lower() + text[1:]
