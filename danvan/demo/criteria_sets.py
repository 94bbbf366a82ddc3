"""The two criteria sets through the years: published with their guiding document, renewed."""

from core.calendar import today
from criteria.actions import contents, copying, lifecycle
from criteria.documents import Guidance
from criteria.models import CriteriaSet
from criteria.set_documents import definition_from
from danvan.demo.district import District
from danvan.demo.fixtures import read

FIXTURES = ("criteria_xa_thi_tran", "criteria_co_quan")
ISSUER = "Ban Dân vận Huyện uỷ Yên Thế"
FIRST, RENEWED = "03-HD/BDVHU", "02-HD/BDVHU"  # numbers start anew with each term of the committee


def publish_first(district: District) -> None:
    """The sets as the board first wrote them, appendices 1 and 2 of one document."""
    district.sets = [
        put_into_force(district, _written(district, name), FIRST, str(number))
        for number, name in enumerate(FIXTURES, start=1)
    ]


def renew(district: District) -> None:
    """The same sets for the running year; those of the years before are taken out of use."""
    before, by = district.sets, district.board_head
    copies = [copying.copy_to_year(s, year=district.year, title=s.title, by=by) for s in before]
    district.sets = [
        put_into_force(district, copy, RENEWED, str(number))
        for number, copy in enumerate(copies, start=1)
    ]
    for criteria_set in before:
        lifecycle.retire(criteria_set, by=by)


def put_into_force(
    district: District, draft: CriteriaSet, number: str, appendix: str = ""
) -> CriteriaSet:
    """Publish as an appendix to a document of this day; without printing just publish."""
    guidance = None
    if district.can_print:
        guidance = Guidance("Hướng dẫn", number, today(), ISSUER, appendix)
    return lifecycle.publish(draft, by=district.board_head, guidance=guidance)


def _written(district: District, name: str) -> CriteriaSet:
    definition = definition_from(read(name))
    return contents.create(definition, organiser=district.organiser, by=district.board_head)
