"""Papers of registration as PDF, printed when they are asked for: the unit's form, the list."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_GET

from core.downloads import printed
from recognition.documents.registrations import model_list, unit_form
from recognition.views.registration_board import chosen_round, no_round
from recognition.views.registrations import visible_registration

DOCUMENTS = "recognition/documents"


@require_GET
@login_required
def form_pdf(request: HttpRequest, pk: int) -> HttpResponse:
    """Bản đăng ký of one unit."""
    row = visible_registration(request, pk)
    name = f"Bản đăng ký {row.round.year} - {row.unit.name}.pdf"
    return printed(request, f"{DOCUMENTS}/registration.html", unit_form(row), name)


@require_GET
@login_required
def list_pdf(request: HttpRequest) -> HttpResponse:
    """Danh mục mô hình, điển hình đăng ký of a round."""
    round_ = chosen_round(request)
    if round_ is None:
        return no_round(request)
    name = f"Danh mục mô hình đăng ký {round_.year}.pdf"
    return printed(request, f"{DOCUMENTS}/registered_models.html", model_list(round_), name)
