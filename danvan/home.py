"""The page after login, and the way to one's own file."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET

from assessments.models import Assessment
from danvan.worklist import sections
from danvan.worklists.unit import UNDER_WAY, UNSETTLED
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
    """To the file of the own unit that waits for it first; home says why where there is none.

    Two years overlap: the last one's file goes first until its result is settled. That of a unit
    that merged into it comes after its own.
    """
    units = request.user.units_with(Permission.OWN_FILES_VIEW)
    files = Assessment.objects.filter(unit__in=units).select_related("round", "unit")
    ranked = sorted(files.order_by("unit"), key=lambda f: (-f.round.year, f.unit.has_ended))
    lasting = [f for f in ranked if f.round.state in UNDER_WAY and not f.unit.has_ended]
    waiting = [f for f in lasting if f.state in UNSETTLED]
    return redirect([*waiting[-1:], *ranked, "home"][0])
