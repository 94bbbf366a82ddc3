"""A person's messages: the list, marking as read, going to what a message is about."""

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_GET, require_POST

PAGE_SIZE = 50


@login_required
@require_GET
def notifications(request: HttpRequest) -> HttpResponse:
    """Newest first."""
    own = request.user.notifications.all()
    context = {
        "page": Paginator(own, PAGE_SIZE).get_page(request.GET.get("page")),
        "unread_total": own.filter(read_at=None).count(),
    }
    return render(request, "notifications.html", context)


@login_required
@require_POST
def notification_open(request: HttpRequest, pk: int) -> HttpResponse:
    """Mark one message as read and go to what it is about."""
    message = get_object_or_404(request.user.notifications, pk=pk)
    _mark_read(request.user.notifications.filter(pk=pk))
    if url_has_allowed_host_and_scheme(message.url, allowed_hosts=None):
        return redirect(message.url)
    return redirect("notifications")


@login_required
@require_POST
def notifications_read(request: HttpRequest) -> HttpResponse:
    """Mark every message as read."""
    _mark_read(request.user.notifications.all())
    return redirect("notifications")


def _mark_read(messages) -> None:
    messages.filter(read_at=None).update(read_at=timezone.now())
