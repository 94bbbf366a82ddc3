"""What the frame of every page needs: where to go, who is here, what time the server has."""

from dataclasses import dataclass
from functools import partial

from django.conf import settings
from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils import timezone
from django.utils.functional import SimpleLazyObject

from danvan import __version__
from organisation.models import Unit
from organisation.roles import Permission, Role


@dataclass(frozen=True)
class NavigationItem:
    """One entry of the main menu; without `permissions` everyone signed in may go there.

    `area`: pages whose address begins so belong to the entry; its own address unless given.
    """

    label: str
    url_name: str
    icon: str
    permissions: tuple[str, ...] = ()
    area: str = ""


P = Permission
READS = (
    P.OWN_FILES_VIEW, P.SUBMITTED_FILES_VIEW, P.PROPOSED_FILES_VIEW, P.ALL_FILES_VIEW,
)  # fmt: skip
MENU = (
    NavigationItem("Trang chủ", "home", "house"),
    NavigationItem("Hồ sơ đơn vị", "own-file", "clipboard-check", (P.OWN_FILES_VIEW,),
                   area="/cham-diem/ho-so/"),
    NavigationItem("Đợt chấm điểm", "assessments:rounds", "flag"),
    NavigationItem("Đăng ký", "recognition:registrations", "pencil", READS),
    NavigationItem("Báo cáo quý", "assessments:reports", "bar-chart", READS),
    NavigationItem("Kiểm tra", "assessments:inspections", "shield-check",
                   (P.OWN_FILES_VIEW, P.SUBMITTED_FILES_VIEW, P.ALL_FILES_VIEW)),
    NavigationItem("Bộ tiêu chí", "criteria:list", "list-check"),
    NavigationItem("Tờ trình", "recognition:list", "send",
                   (P.PROPOSED_FILES_VIEW, P.ALL_FILES_VIEW)),
    NavigationItem("Quyết định", "recognition:decisions", "award"),
    NavigationItem("Mô hình", "recognition:recognised-models", "star"),
    NavigationItem("Đơn vị", "organisation:units", "diagram-3", (P.ORGANISATION_VIEW,)),
    NavigationItem("Tài khoản", "organisation:people", "people", (P.PEOPLE_MANAGE,)),
    NavigationItem("Bàn giao", "assessments:handovers", "arrow-repeat", (P.PEOPLE_MANAGE,)),
)  # fmt: skip


def page_frame(request: HttpRequest) -> dict[str, object]:
    """Add the menu, the server's clock and the version to the context of every page."""
    user = getattr(request, "user", None)
    signed_in = user is not None and user.is_authenticated
    return {
        "navigation": navigation(request) if signed_in else [],
        "unread_count": partial(_unread_count, user) if signed_in else 0,
        "role_labels": partial(_role_labels, user) if signed_in else (),
        "organiser_name": SimpleLazyObject(partial(_organiser_name, user)) if signed_in else "",
        "server_now": timezone.now(),
        "version": __version__,
        "is_demo": settings.DEMO,
    }


def navigation(request: HttpRequest) -> list[dict[str, object]]:
    """The entries of the menu that this person may open, the present one marked."""
    entries = [
        {"label": item.label, "icon": item.icon, "url": url, "area": item.area or url}
        for item in MENU
        if _may_open(request.user, item) and (url := _address(item))
    ]
    present = _present_area(request.path, [entry["area"] for entry in entries])
    return [entry | {"current": entry["area"] == present} for entry in entries]


def _role_labels(user) -> list[str]:
    return sorted({Role(role).label for role, _unit in user.current_roles})


def _unread_count(user) -> int:
    """Asked by the template only where the bell is shown: a page without one costs no query."""
    return user.notifications.filter(read_at__isnull=True).count()


def _may_open(user, item: NavigationItem) -> bool:
    return not item.permissions or any(map(user.has_permission, item.permissions))


def _address(item: NavigationItem) -> str:
    """The entry's address; empty where the installation lacks that part of the program."""
    try:
        return reverse(item.url_name)
    except NoReverseMatch:
        return ""


def _present_area(path: str, areas: list[str]) -> str:
    """The narrowest area that the page lies in; home is only itself."""
    around = [area for area in areas if path == area or (area != "/" and path.startswith(area))]
    return max(around, key=len, default="")


def _organiser_name(user) -> str:
    """Whose program this is for the person: the organiser above their unit, or their own."""
    held = [unit for _role, unit in user.current_roles]
    unit = Unit.objects.filter(pk__in=held).select_related("parent").first()
    if unit is None:
        return ""
    is_below = unit.parent and user.has_permission(Permission.OWN_FILES_VIEW, unit=unit)
    return unit.parent.name if is_below else unit.name
