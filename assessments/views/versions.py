"""A later version of a set in use: what moving to it would do, and the decision."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from assessments.actions import versions
from assessments.forms.versions import CHOICES, MoveForm, WantedVersion
from assessments.models import Round
from assessments.permissions.files import can_decide_version
from assessments.presenters.version_preview import (
    Preview,
    described_move,
    preview,
    version_choices,
)
from assessments.versions import later_versions
from assessments.views.rounds import trail, visible_round
from core.permissions import require


@login_required
@require_http_methods(["GET", "POST"])
def move_version(request: HttpRequest, pk: int) -> HttpResponse:
    """Choose version and choice, see what would happen in each unit, then decide once."""
    round_ = visible_round(request, pk)
    require(can_decide_version(request.user, round_))
    found = later_versions(round_)
    wanted = WantedVersion(request.POST or request.GET, found)
    context = {
        "trail": [*trail(round_), {"label": "Chuyển phiên bản bộ tiêu chí"}],
        "round": round_,
        "versions": version_choices(found, wanted),
        "wanted": wanted,
        "choices": CHOICES,
    }
    if wanted.version is None:
        return render(request, "assessments/version_move.html", context)
    shown = preview(round_, wanted.version, wanted.choice, request.user)
    form = _form(request, shown)
    if form.is_bound and form.is_valid() and _moved(request, round_, wanted, form):
        return redirect(round_)
    context |= {"form": form, "preview": shown, "chosen": _chosen(form)}
    status = 422 if form.is_bound else 200
    return render(request, "assessments/version_move.html", context, status=status)


def _form(request: HttpRequest, shown: Preview) -> MoveForm:
    files = [line.file for line in shown.lines]
    initial = {"file": [line.file.pk for line in shown.movable]}
    typed = request.POST if request.method == "POST" else None
    return MoveForm(typed, files=files, initial=initial)


def _chosen(form: MoveForm) -> set[str]:
    """Keys of the files that are ticked, as texts."""
    return {str(pk) for pk in form["file"].value() or []}


def _moved(request: HttpRequest, round_: Round, wanted: WantedVersion, form: MoveForm) -> bool:
    cleaned = form.cleaned_data
    try:
        moves = versions.move_to_version(
            round_, wanted.version.criteria_set, form.chosen, wanted.choice,
            reason=cleaned["reason"], for_later=cleaned["for_later"], by=request.user,
        )  # fmt: skip
    except ValidationError as error:
        form.add_error(None, error)
        return False
    messages.success(request, described_move(moves, wanted.version))
    return True
