"""For which organising unit a person writes criteria sets."""

from django.http import HttpRequest
from django.shortcuts import get_object_or_404

from core.keys import parse_key
from core.permissions import require
from criteria.permissions import can_write
from organisation.models import Unit
from organisation.roles import Permission


def writing_organiser(request: HttpRequest) -> Unit:
    """The organiser that the address names, else the person's first by name.

    Raises PermissionDenied for whoever writes nowhere.
    """
    require(can_write(request.user))
    units = Unit.objects.filter(pk__in=request.user.units_with(Permission.CRITERIA_WRITE))
    if named := parse_key(request.GET.get("don-vi")):
        return get_object_or_404(units, pk=named)
    return units.order_by("sort_key").first()
