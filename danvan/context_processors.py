"""What the frame of every page needs: where to go, who is here, what time the server has."""

from dataclasses import dataclass
from functools import partial

from django.conf import settings
from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils import timezone

from danvan import __version__
from organisation.roles import Role


@dataclass(frozen=True)
class NavigationItem:
    """One entry of the main menu; `permission` is empty where everyone signed in may go."""

    label: str
    url_name: str
    icon: str
    permission: str = ""


MENU = (
    NavigationItem("Việc cần làm", "home", "house"),
    NavigationItem("Chấm điểm", "assessments:list", "clipboard-check"),
    NavigationItem("Công nhận", "recognition:list", "award"),
    NavigationItem("Bộ tiêu chí", "criteria:list", "list-check"),
    NavigationItem("Đơn vị", "organisation:units", "diagram-3"),
)


def page_frame(request: HttpRequest) -> dict[str, object]:
    """Add the menu, the server's clock and the version to the context of every page."""
    user = getattr(request, "user", None)
    signed_in = user is not None and user.is_authenticated
    return {
        "navigation": navigation(request) if signed_in else [],
        "unread_count": partial(_unread_count, user) if signed_in else 0,
        "role_labels": partial(_role_labels, user) if signed_in else (),
        "server_now": timezone.now(),
        "version": __version__,
        "is_demo": settings.DEMO,
    }


def navigation(request: HttpRequest) -> list[dict[str, object]]:
    """The entries of the menu that this person may open, the present one marked."""
    return [
        {"label": item.label, "icon": item.icon, "url": url, "current": _is_current(request, url)}
        for item in MENU
        if _may_open(request.user, item) and (url := _address(item))
    ]


def _role_labels(user) -> list[str]:
    return sorted({Role(role).label for role, _unit in user.current_roles})


def _unread_count(user) -> int:
    """Asked by the template only where the bell is shown: a page without one costs no query."""
    return user.notifications.filter(read_at__isnull=True).count()


def _may_open(user, item: NavigationItem) -> bool:
    return not item.permission or user.has_permission(item.permission)


def _address(item: NavigationItem) -> str:
    """The entry's address; empty where the installation lacks that part of the program."""
    try:
        return reverse(item.url_name)
    except NoReverseMatch:
        return ""


def _is_current(request: HttpRequest, url: str) -> bool:
    home = reverse("home")
    return request.path == url if url == home else request.path.startswith(url)
