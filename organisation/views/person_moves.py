"""What is done to an account: closed, opened, unlocked, given a password, a role."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.debug import sensitive_variables
from django.views.decorators.http import require_http_methods, require_POST

from core.permissions import require
from organisation import actions
from organisation.forms.people import DisableForm, EndRoleForm, RoleForm
from organisation.models import RoleAssignment
from organisation.permissions import can_disable, can_manage_people
from organisation.views.form_pages import form_page
from organisation.views.people import detail_page, password_slip, trail, visible


@login_required
@require_http_methods(["GET", "POST"])
def person_disable(request: HttpRequest, pk: int) -> HttpResponse:
    """Say what closing the account does, ask why, then close it."""
    person = visible(request, pk)
    require(can_disable(request.user, person))
    form = DisableForm(request.POST or None, person=person)
    if form.carry_out(request.user):
        messages.success(request, f"Đã khoá tài khoản của {person}.")
        return redirect(person)
    context = {"trail": trail(person), "heading": "Khoá tài khoản", "person": person}
    return form_page(request, form, template="organisation/person_disable.html", **context)


@login_required
@require_POST
def person_enable(request: HttpRequest, pk: int) -> HttpResponse:
    """Open a closed account."""
    person = actions.enable_person(visible(request, pk), by=request.user)
    messages.success(request, f"Đã mở lại tài khoản của {person}.")
    return redirect(person)


@login_required
@require_POST
@sensitive_variables("password")
def password_reset(request: HttpRequest, pk: int) -> HttpResponse:
    """A new initial password, shown once."""
    person = visible(request, pk)
    password = actions.reset_password(person, by=request.user)
    return password_slip(request, person, password)


@login_required
@require_POST
def person_unlock(request: HttpRequest, pk: int) -> HttpResponse:
    """Let a person whom wrong passwords shut out try again."""
    person = actions.unlock_person(visible(request, pk), by=request.user)
    messages.success(request, f"{person} có thể đăng nhập lại ngay bây giờ.")
    return redirect(person)


@login_required
@require_POST
def role_assign(request: HttpRequest, pk: int) -> HttpResponse:
    """Give a role at a unit."""
    require(can_manage_people(request.user))
    person = visible(request, pk)
    form = RoleForm(request.POST, person=person)
    if assignment := form.carry_out(request.user):
        messages.success(request, f"Đã giao vai trò {assignment.get_role_display()}.")
        return redirect(person)
    return detail_page(request, person, form)


@login_required
@require_POST
def role_end(request: HttpRequest, pk: int, assignment_pk: int) -> HttpResponse:
    """Take a role away, at once or after a given day."""
    person = visible(request, pk)
    held = RoleAssignment.objects.select_related("user", "unit").filter(user=person)
    assignment = get_object_or_404(held, pk=assignment_pk)
    form = EndRoleForm(request.POST, assignment=assignment)
    if form.carry_out(request.user):
        messages.success(request, f"Đã kết thúc vai trò {assignment.get_role_display()}.")
    for text in form.errors.get("last_day", []) + form.non_field_errors():
        messages.error(request, text)
    return redirect(person)
