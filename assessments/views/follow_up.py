"""Following up on late units: the call list, a call that was made, reminders to many at once."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from assessments.actions import follow_up
from assessments.calls import proposed_text, reminders_of, told_today
from assessments.exports.calls import calls_workbook
from assessments.forms.follow_up import CallForm, ReminderForm
from assessments.models import Round
from assessments.permissions.duties import can_follow_up, can_see_calls, followed_units
from assessments.presenters.follow_up import (
    busiest_step,
    choice_words,
    is_own_only,
    late_units,
    late_with,
    step_chips,
    step_of,
)
from assessments.views.rounds import trail, visible_round
from assessments.workflow import Step
from core.downloads import excel
from core.keys import parse_key
from core.permissions import require
from organisation.models import Unit


@login_required
@require_GET
def calls(request: HttpRequest, pk: int) -> HttpResponse:
    """Who is late, whom to ring, when they were last spoken to; also on paper."""
    round_ = visible_round(request, pk)
    require(can_see_calls(request.user, round_))
    step, lines = step_of(request.GET), late_units(round_, request.user, request.GET)
    own_only = is_own_only(request.user, round_, request.GET)
    kept = {"cua": "tat-ca"} if request.GET.get("cua") == "tat-ca" else {}
    everything = {"label": "Mọi việc chậm", "count": len(lines), "url": f"?{urlencode(kept)}",
                  "current": not step}  # fmt: skip
    context = {
        "trail": [*trail(round_), _to_matrix(round_), {"label": "Danh sách gọi điện"}],
        "round": round_,
        "lines": late_with(lines, step),
        "step": step,
        "step_label": Step(step).label if step else "",
        "chips": [everything, *step_chips(lines, step, kept)],
        "own_only": own_only,
        "may_switch": bool(followed_units(request.user, round_)),
        "may_remind": can_follow_up(request.user, round_),
        "reminders": reminders_of(round_, step)[:20],
    }
    return render(request, "assessments/calls.html", context)


@login_required
@require_GET
def calls_export(request: HttpRequest, pk: int) -> HttpResponse:
    """The call list as Excel."""
    round_ = visible_round(request, pk)
    require(can_see_calls(request.user, round_))
    lines = late_with(late_units(round_, request.user, request.GET), step_of(request.GET))
    return excel(calls_workbook(round_, lines), f"goi-dien-{round_.year}")


@login_required
@require_POST
def call(request: HttpRequest, pk: int, unit_pk: int) -> HttpResponse:
    """Tick "đã gọi", with a short note."""
    round_ = visible_round(request, pk)
    require(can_follow_up(request.user, round_))
    unit = get_object_or_404(Unit.objects.filter(assessments__round=round_), pk=unit_pk)
    form = CallForm(request.POST)
    back = (
        f"{reverse('assessments:calls', args=[round_.pk])}?{request.GET.urlencode()}#dv-{unit.pk}"
    )
    if not form.is_valid():
        messages.error(request, f"Chưa ghi được: {' '.join(form.errors['note'])}")
        return redirect(back)
    try:
        follow_up.record_call(round_, unit, note=form.cleaned_data["note"], by=request.user)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    else:
        messages.success(request, f"Đã ghi: đã gọi {unit.name}.")
    return redirect(back)


@login_required
@require_http_methods(["GET", "POST"])
def remind(request: HttpRequest, pk: int) -> HttpResponse:
    """Who will get it and what it says, changed at will; then one click for all of them."""
    round_ = visible_round(request, pk)
    require(can_follow_up(request.user, round_))
    lines = [line for line in late_units(round_, request.user, {}) if line.may_call]
    typed = request.POST if request.method == "POST" else None
    step = step_of({"buoc": typed.get("step", "")} if typed else request.GET) or busiest_step(lines)
    form = _reminder_form(round_, lines, step, typed)
    if typed and form.is_valid() and _sent(request, round_, form):
        return redirect(f"{request.path}?buoc={step}")
    context = {
        "trail": [*trail(round_), _to_matrix(round_), {"label": "Nhắc đơn vị chậm"}],
        "round": round_,
        "form": form,
        "step_label": Step(step).label if step else "",
        "late_count": len(late_with(lines, step)) if step else 0,
        "chips": step_chips(lines, step, {}),
        "reminders": reminders_of(round_, step),
    }
    return render(request, "assessments/remind.html", context)


def _reminder_form(round_: Round, lines: list, step: str, typed) -> ReminderForm:
    late = late_with(lines, step) if step else []
    told = told_today(round_, step) if step else {}
    choices = [(line.unit.pk, choice_words(line, step, told.get(line.unit.pk))) for line in late]
    initial = {
        "step": step, "text": proposed_text(round_, step) if step else "",
        "unit": [unit for unit, _words in choices if unit not in told],
    }  # fmt: skip
    # What was ticked and has been done since is the action's affair, which says so.
    known = {unit for unit, _words in choices}
    sent = [parse_key(key) for key in (typed.getlist("unit") if typed else [])]
    done = [(unit, "(đã xong)") for unit in sent if unit is not None and unit not in known]
    return ReminderForm(typed, units=[*choices, *done], initial=initial)


def _sent(request: HttpRequest, round_: Round, form: ReminderForm) -> bool:
    cleaned = form.cleaned_data
    try:
        sent = follow_up.remind(
            round_, cleaned["step"], cleaned["unit"], text=cleaned["text"], key=cleaned["key"],
            by=request.user,
        )  # fmt: skip
    except ValidationError as error:
        form.add_error(None, error)
        return False
    told = sent.recipients.values("unit").distinct().count()
    messages.success(request, f"Đã nhắc {told} đơn vị. Ai nhận được ghi ở phần “Đã nhắc”.")
    return True


def _to_matrix(round_: Round) -> dict[str, str]:
    return {"label": "Tiến độ cả năm", "url": reverse("assessments:matrix", args=[round_.pk])}
