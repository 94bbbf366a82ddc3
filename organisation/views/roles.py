"""The whole access table on one page, as officials can check it."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from core.permissions import require
from organisation.permissions import can_view_organisation
from organisation.roles import EXCLUSIVE_ROLES, ROLE_PERMISSIONS, Permission, Role
from organisation.views.lists import TABS


@login_required
@require_GET
def role_table(request: HttpRequest) -> HttpResponse:
    """Permissions down, roles across; straight from organisation.roles."""
    require(can_view_organisation(request.user))
    rows = [
        (permission.label, [(role, permission in ROLE_PERMISSIONS[role]) for role in Role])
        for permission in Permission
    ]
    exclusive = [role.label for role in Role if role in EXCLUSIVE_ROLES]
    context = {"roles": list(Role), "rows": rows, "exclusive": exclusive, "tabs": TABS}
    return render(request, "organisation/role_table.html", context)
