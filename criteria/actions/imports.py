"""Writing what a file holds, exactly as its preview showed it."""

from django.db import transaction

from core.versions import STALE, StaleVersion
from criteria.actions import contents
from criteria.definitions import SetDefinition, definition_of
from criteria.models import CriteriaSet
from criteria.set_documents import fingerprint
from organisation.models import User


@transaction.atomic
def replace_previewed(
    draft: CriteriaSet, definition: SetDefinition, *, by: User, seen: str
) -> CriteriaSet:
    """Give a draft the content of a file, unless it is no longer what the preview compared with.

    `seen` is the fingerprint of the content at the preview: somebody may have changed a single
    criterion since, which leaves the revision of the set as it was. Leaves the event
    criteria_set.replaced. Raises PermissionDenied, StaleVersion.
    """
    rows = CriteriaSet.objects.visible_to(by).select_related("unit_kind")
    locked = rows.select_for_update(of=("self",)).get(pk=draft.pk)
    if fingerprint(definition_of(locked)) != seen:
        raise StaleVersion(STALE, code="stale")
    return contents.replace(locked, definition, by=by)
