"""Accounts: list, one person, create, change."""

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db.models import Prefetch
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.debug import sensitive_variables
from django.views.decorators.http import require_GET, require_http_methods

from core.downloads import excel
from core.permissions import require
from organisation import lockouts
from organisation.exports import people_workbook
from organisation.filters import PersonFilter
from organisation.forms.people import NewPersonForm, PersonForm, RoleForm
from organisation.models import RoleAssignment, User
from organisation.permissions import (
    can_disable,
    can_end_role,
    can_manage_people,
    can_reset_password,
    can_view_organisation,
)
from organisation.presenters import history_of
from organisation.views.form_pages import UNPROCESSABLE, form_page
from organisation.views.lists import List

ORDERS = {
    "name": ("sort_key",), "username": ("username",), "position": ("position", "sort_key"),
    "login": ("-last_login", "sort_key"),
}  # fmt: skip


@login_required
@require_GET
def person_list(request: HttpRequest) -> HttpResponse:
    """Accounts with the roles held today."""
    context = _found(request).context() | {
        "can_manage": can_manage_people(request.user),
        "locked_usernames": lockouts.locked_usernames(),
    }
    return render(request, "organisation/person_list.html", context)


@login_required
@require_GET
def person_export(request: HttpRequest) -> HttpResponse:
    """The people of the list as an Excel file."""
    return excel(people_workbook(_found(request).rows), "nguoi-dung")


@login_required
@require_GET
def person_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """One person: addresses, roles with their dates, what happened to the account."""
    require(can_view_organisation(request.user))
    return detail_page(request, visible(request, pk))


@login_required
@require_http_methods(["GET", "POST"])
@sensitive_variables("password")
def person_create(request: HttpRequest) -> HttpResponse:
    """A new account; its initial password is shown on the answer to this request only."""
    require(can_manage_people(request.user))
    form = NewPersonForm(request.POST or None, initial={"unit": request.GET.get("unit")})
    if password := form.carry_out(request.user):
        slip = password_slip(request, form.instance, password)
        slip["Content-Location"] = form.instance.get_absolute_url()
        return slip
    return form_page(request, form, trail=trail(), heading="Thêm người dùng")


@login_required
@require_http_methods(["GET", "POST"])
def person_edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Change name, position and addresses."""
    require(can_manage_people(request.user))
    person = visible(request, pk)
    steps = trail(person)
    form = PersonForm(request.POST or None, instance=person)
    if form.carry_out(request.user):
        messages.success(request, "Đã lưu thông tin người dùng.")
        return redirect(person)
    return form_page(request, form, trail=steps, heading="Sửa thông tin")


def detail_page(
    request: HttpRequest, person: User, role_form: RoleForm | None = None
) -> HttpResponse:
    """The page of one person; with a refused form of roles when given."""
    user = request.user
    assignments = list(person.role_assignments.select_related("unit", "user"))
    context = {
        "trail": [*trail(), {"label": person.full_name}],
        "person": person,
        "roles": [(a, can_end_role(user, a)) for a in assignments],
        "today": timezone.localdate(),
        "role_form": role_form or RoleForm(person=person),
        "is_locked": lockouts.is_locked(person),
        "history": history_of(person),
        "can_manage": can_manage_people(user),
        "can_disable": can_disable(user, person),
        "can_reset_password": can_reset_password(user, person),
    }
    status = UNPROCESSABLE if role_form else 200
    return render(request, "organisation/person_detail.html", context, status=status)


@sensitive_variables("password")
def password_slip(request: HttpRequest, person: User, password: str) -> HttpResponse:
    """A slip to print; no later page can show this password again."""
    context = {
        "trail": [*trail(person), {"label": "Mật khẩu ban đầu"}],
        "person": person,
        "password": password,
        "public_url": settings.PUBLIC_URL,
    }
    response = render(request, "organisation/password_slip.html", context)
    response["Cache-Control"] = "no-store"
    return response


def visible(request: HttpRequest, pk: int) -> User:
    """The person, if the visitor may see them."""
    return get_object_or_404(User.objects.visible_to(request.user), pk=pk)


def trail(person: User | None = None) -> list[dict[str, str]]:
    """The way here: the list, then the person."""
    steps = [{"label": "Người dùng", "url": reverse("organisation:people")}]
    return [*steps, {"label": str(person), "url": person.get_absolute_url()}] if person else steps


def _found(request: HttpRequest) -> List:
    require(can_view_organisation(request.user))
    active = RoleAssignment.objects.active_on(timezone.localdate()).select_related("unit")
    roles_now = Prefetch("role_assignments", active.order_by("valid_from"), to_attr="roles_now")
    rows = User.objects.visible_to(request.user).prefetch_related(roles_now)
    return List(request, rows, PersonFilter, ORDERS)
