"""The page after login, and the way to one's own file."""

from django.contrib.auth.decorators import login_required
from django.db.models import F
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET

from assessments.models import Assessment
from danvan.worklist import sections
from organisation.roles import Permission

LATEST_MESSAGES = 5


@login_required
@require_GET
def home(request: HttpRequest) -> HttpResponse:
    """What to do now, until when, with one button; the rest is a short list."""
    unread = request.user.notifications.filter(read_at=None)[:LATEST_MESSAGES]
    context = {"sections": sections(request.user), "unread": list(unread)}
    return render(request, "home.html", context)


@login_required
@require_GET
def own_file(request: HttpRequest) -> HttpResponse:
    """To the newest file of the person's own unit; home says why where there is none.

    That of a unit that merged into it comes after its own.
    """
    units = request.user.units_with(Permission.OWN_FILES_VIEW)
    files = Assessment.objects.filter(unit__in=units)
    lasting = F("unit__valid_to").desc(nulls_first=True)
    return redirect(files.order_by("-round__year", lasting, "unit").first() or "home")
