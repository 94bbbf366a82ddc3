"""Pages on which a unit or the board says how models ended, stops them or mends a mistake."""

from collections.abc import Callable

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from core.permissions import Verdict, require
from core.text import fold
from recognition.actions import outcomes as actions
from recognition.forms.decisions import show_errors
from recognition.forms.outcomes import OutcomesForm, WaitingFilterForm, WhyForm
from recognition.models import ModelLevel, ModelRegistration
from recognition.permissions import outcomes as permissions
from recognition.presenters.outcomes import outcome_lines
from recognition.views.answers import form_version
from recognition.views.model_registrations import visible_model
from recognition.views.registration_board import no_round, rounds_of
from recognition.views.registrations import registration_trail, visible_registration
from recognition.workflow import RegistrationState

PAGE_LENGTH = 50


@login_required
def of_unit(request: HttpRequest, pk: int) -> HttpResponse:
    """The models of one registration that wait for this person's word."""
    row = visible_registration(request, pk)
    waiting = _waiting(row.model_registrations.all())
    mine = [model for model in waiting if permissions.can_conclude(request.user, model)]
    require(permissions.can_conclude_some(request.user, mine))
    form = OutcomesForm(request.POST or None, models=mine)
    if _is_concluded(request, form):
        return redirect(f"{row.get_absolute_url()}#mo-hinh")
    context = {
        "trail": registration_trail(row, "Kết quả công nhận"), "registration": row, "form": form,
        "lines": outcome_lines(form, mine), "back": row.get_absolute_url(),
    }  # fmt: skip
    return _shown(request, context, form)


@login_required
def of_round(request: HttpRequest) -> HttpResponse:
    """The models of all units that wait for the board, page by page."""
    require(permissions.can_conclude_rounds(request.user))
    rounds = rounds_of(request)
    if not rounds:
        return no_round(request)
    wanted = request.GET.get("dot", "")
    chosen = next((row for row in rounds if str(row.pk) == wanted), rounds[0])
    filters = WaitingFilterForm(request.GET, rounds=rounds, round_=chosen)
    search = request.GET.get("q", "").strip()
    rows = _waiting(ModelRegistration.objects.filter(round=chosen, **filters.chosen))
    rows = rows.exclude(level=ModelLevel.COMMUNE).matching(fold(search))
    page = Paginator(rows, PAGE_LENGTH).get_page(request.GET.get("page"))
    form = OutcomesForm(request.POST or None, models=page)
    if _is_concluded(request, form):
        return redirect(request.get_full_path())
    context = {
        "trail": [
            {"label": "Đăng ký", "url": reverse("recognition:registrations")},
            {"label": "Kết quả công nhận", "url": ""},
        ],
        "round": chosen, "form": form,
        "lines": outcome_lines(form, list(page)), "page": page, "filters": filters,
        "search": search,
    }  # fmt: skip
    return _shown(request, context, form)


@login_required
def stop(request: HttpRequest, pk: int, model_pk: int) -> HttpResponse:
    """Give a model up."""
    row = visible_model(request, pk, model_pk)
    lead = "Từ nay mô hình không còn trong báo cáo quý. Chuyên viên phụ trách được báo kèm lý do."
    allowed = permissions.can_stop(request.user, row)
    return _moved(request, row, allowed, actions.stop, ("Dừng mô hình", lead))


@login_required
def take_up_again(request: HttpRequest, pk: int, model_pk: int) -> HttpResponse:
    """Go on with a stopped model."""
    row = visible_model(request, pk, model_pk)
    lead = "Mô hình lại được theo dõi trong báo cáo quý. Chuyên viên phụ trách được báo kèm lý do."
    allowed = permissions.can_take_up_again(request.user, row)
    return _moved(request, row, allowed, actions.take_up_again, ("Làm tiếp mô hình", lead))


@login_required
def correct(request: HttpRequest, pk: int, model_pk: int) -> HttpResponse:
    """Take back an outcome that was recorded by mistake."""
    row = visible_model(request, pk, model_pk)
    lead = (
        "Chỉ dùng khi ghi nhầm. Mô hình trở lại “Được phê duyệt”, dòng tương ứng ra khỏi danh sách "
        "mô hình được công nhận; lịch sử giữ nguyên kết quả cũ và lý do. Sau đó ghi lại kết quả."
    )
    allowed = permissions.can_correct(request.user, row)
    return _moved(request, row, allowed, actions.correct, ("Đính chính kết quả", lead))


def _waiting(rows: QuerySet) -> QuerySet:
    rows = rows.filter(state=RegistrationState.APPROVED).order_by("unit__sort_key", "name")
    return rows.select_related("registration", "round", "unit")


def _is_concluded(request: HttpRequest, form: OutcomesForm) -> bool:
    """Whether the outcomes were sent and recorded; what is wrong stands in the form."""
    if request.method != "POST" or not form.is_valid():
        return False
    try:
        rows = actions.conclude(form.words, form.paper, by=request.user)
    except ValidationError as error:
        show_errors(form, error)
        return False
    messages.success(request, f"Đã ghi kết quả của {len(rows)} mô hình.")
    return True


def _shown(request: HttpRequest, context: dict, form: OutcomesForm) -> HttpResponse:
    status = 422 if form.errors else 200
    return render(request, "recognition/model_outcomes.html", context, status=status)


def _moved(
    request: HttpRequest,
    row: ModelRegistration,
    allowed: Verdict,
    action: Callable,
    words: tuple[str, str],
) -> HttpResponse:
    require(allowed)
    label, lead = words
    form = WhyForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        reason, version = form.cleaned_data["reason"], form_version(request)
        try:
            action(row, reason=reason, by=request.user, version=version)
        except ValidationError as error:
            row.refresh_from_db(fields=["version"])
            show_errors(form, error)
        else:
            messages.success(request, f"{label}: đã ghi “{row.name}”.")
            return redirect(row)
    context = {
        "trail": registration_trail(row.registration, label), "model": row, "form": form,
        "label": label, "lead": lead,
    }  # fmt: skip
    status = 422 if form.errors else 200
    return render(request, "recognition/model_move.html", context, status=status)
