"""The page after login, and the way to one's own file."""

from django.contrib.auth.decorators import login_required
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
    """To the newest file of the person's own unit; home says why where there is none."""
    units = request.user.units_with(Permission.OWN_FILES_VIEW)
    newest = Assessment.objects.filter(unit__in=units).order_by("-round__year", "unit").first()
    return redirect(newest or "home")
