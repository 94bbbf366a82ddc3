"""Which set a file was exported from, found again by what the file says of its content."""

from criteria.columns.references import parts_of_reference, reference_of
from criteria.definitions import definition_of
from criteria.models import CriteriaSet
from criteria.workflow import CriteriaSetState
from organisation.models import User


def origin_of(reference: str, user: User) -> CriteriaSet | None:
    """The published or retired set with this content among those that the person may see.

    A reference that was made up finds nothing that its author could not see anyway.
    """
    named = parts_of_reference(reference)
    if named is None:
        return None
    kind, year, version = named
    sets = CriteriaSet.objects.visible_to(user).select_related("unit_kind", "organiser")
    found = sets.filter(unit_kind__code=kind, year=year, version=version)
    for criteria_set in found.exclude(state=CriteriaSetState.DRAFT):
        if reference_of(definition_of(criteria_set)) == reference:
            return criteria_set
    return None
