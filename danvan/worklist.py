"""Everything that waits for a person, section by section: nobody has to search for their work."""

from danvan.worklists.board import head_sections, officer_sections
from danvan.worklists.committee import clerk_sections, committee_sections
from danvan.worklists.oversight import administrator_sections, reader_sections
from danvan.worklists.section import Section
from danvan.worklists.unit import unit_sections
from organisation.models import User

SOURCES = (
    unit_sections,
    officer_sections,
    head_sections,
    committee_sections,
    clerk_sections,
    reader_sections,
    administrator_sections,
)


def sections(user: User) -> list[Section]:
    """The parts of the person's home page: one per kind of role that they hold."""
    found = [section for source in SOURCES for section in source(user)]
    return found or [Section("home/_no_role.html")]
