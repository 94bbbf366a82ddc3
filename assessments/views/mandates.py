"""Who of the board may type for a unit: given with a reason, and ended."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from assessments.actions import mandates
from assessments.forms.reports import MandateForm
from assessments.models import Assessment, OfficerAssignment
from assessments.permissions.files import sees_overview
from assessments.permissions.mandates import board_people, can_mandate
from assessments.views.rounds import trail
from core.permissions import require


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def mandate_list(request: HttpRequest, pk: int) -> HttpResponse:
    """Mandates of one unit in a round; give another one."""
    file = _steered(request, pk)
    form = MandateForm(request.POST or None, people=board_people(file).exclude(pk=request.user.pk))
    if form.is_valid() and _granted(request, file, form):
        return redirect("assessments:mandates", pk=pk)
    assigned = OfficerAssignment.objects.filter(round=file.round_id, unit=file.unit_id)
    context = {
        "assessment": file,
        "form": form,
        "officer": assigned.select_related("officer").first(),
        "mandates": file.entry_mandates.select_related("person", "granted_by", "ended_by"),
        "trail": [*trail(file.round), {"label": "Nhập thay"}],
    }
    status = 422 if form.errors else 200
    return render(request, "assessments/mandates.html", context, status=status)


@login_required
@require_POST
def mandate_end(request: HttpRequest, pk: int, mandate_pk: int) -> HttpResponse:
    """From now on the person types no longer for the unit."""
    file = _steered(request, pk)
    mandate = get_object_or_404(file.entry_mandates.all(), pk=mandate_pk)
    mandate = mandates.end(mandate, by=request.user)
    messages.success(request, f"{mandate.person} không còn nhập thay cho {file.unit_name}.")
    return redirect("assessments:mandates", pk=pk)


def _steered(request: HttpRequest, pk: int) -> Assessment:
    """A file whose state the person sees; a draft is steered without being looked into."""
    files = Assessment.objects.with_context().select_related("round__organiser")
    file = get_object_or_404(files, pk=pk)
    if not sees_overview(request.user, file.round):
        file = get_object_or_404(files.visible_to(request.user), pk=pk)
    require(can_mandate(request.user, file))
    return file


def _granted(request: HttpRequest, file: Assessment, form: MandateForm) -> bool:
    person, reason = form.cleaned_data["person"], form.cleaned_data["reason"]
    try:
        mandates.grant(file, person, reason=reason, by=request.user)
    except (ValidationError, PermissionDenied) as refusal:
        words = refusal if isinstance(refusal, ValidationError) else str(refusal)
        form.add_error(None, words)
        return False
    messages.success(request, f"{person} được nhập thay cho {file.unit_name}.")
    return True
