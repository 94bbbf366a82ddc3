"""For which organising units a person writes criteria sets."""

from django.http import HttpRequest
from django.shortcuts import get_object_or_404

from core.keys import parse_key
from core.permissions import require
from criteria.permissions import can_write
from organisation.models import Unit
from organisation.querysets import UnitQuerySet
from organisation.roles import Permission


def writing_units(request: HttpRequest) -> UnitQuerySet:
    """The units that the person writes sets for, by name; PermissionDenied if there are none."""
    require(can_write(request.user))
    units = Unit.objects.filter(pk__in=request.user.units_with(Permission.CRITERIA_WRITE))
    return units.order_by("sort_key")


def writing_organiser(request: HttpRequest) -> Unit:
    """The one of them that the address names, else the first."""
    units = writing_units(request)
    if named := parse_key(request.GET.get("don-vi")):
        return get_object_or_404(units, pk=named)
    return units.first()
