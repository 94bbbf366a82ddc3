"""Papers of registration as PDF: the unit's form, the list of models, the notice of approval."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from core.calendar import today
from core.downloads import printed
from recognition.documents.registrations import board_letterhead, model_list, notice, unit_form
from recognition.forms.registration_papers import NoticeForm
from recognition.views.registration_board import chosen_round, no_round
from recognition.views.registrations import visible_registration

DOCUMENTS = "recognition/documents"
NO_LETTERHEAD = (
    "Chưa có thể thức văn bản của Ban Dân vận có hiệu lực vào ngày này. "
    "Hãy báo người quản trị bổ sung rồi in lại."
)


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


@require_GET
@login_required
def notice_pdf(request: HttpRequest) -> HttpResponse:
    """The notice that approves the list; number and day may be left to be written by hand."""
    round_ = chosen_round(request)
    if round_ is None:
        return no_round(request)
    form = NoticeForm(request.GET)
    letterhead = None
    if form.is_valid():
        letterhead = board_letterhead(round_.organiser, form.cleaned_data["ngay"] or today())
    if letterhead is None:
        context = {"form": form, "round": round_, "obstacle": NO_LETTERHEAD if form.is_valid()
                   else ""}  # fmt: skip
        return render(request, "recognition/registration_notice.html", context, status=422)
    context = notice(round_, form.details, letterhead)
    name = f"Thông báo phê duyệt danh mục {round_.year}.pdf"
    return printed(request, f"{DOCUMENTS}/approval.html", context, name)
