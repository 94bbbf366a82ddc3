"""The list of registered models behind a figure: what the consolidated report leads to."""

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET

from recognition.forms.registered_models import RegisteredModelFilterForm
from recognition.views.registration_board import chosen_round, no_round, rounds_of

PAGE_LENGTH = 50


@require_GET
@login_required
def listed(request: HttpRequest) -> HttpResponse:
    """Models of a round by field and by what is counted, page by page."""
    chosen = chosen_round(request)
    if chosen is None:
        return no_round(request)
    form = RegisteredModelFilterForm(request.GET, rounds=rounds_of(request), round_=chosen)
    rows = form.models(chosen, request.user)
    first = {"label": "Đăng ký", "url": f"{reverse('recognition:registrations')}?dot={chosen.pk}"}
    context = {
        "trail": [first, {"label": "Mô hình", "url": ""}], "round": chosen, "form": form,
        "page": Paginator(rows, PAGE_LENGTH).get_page(request.GET.get("page")),
    }  # fmt: skip
    return render(request, "recognition/registered_model_list.html", context)
