"""The clerk's page: number, date and words of a decision, seen as it will be printed, issued."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from assessments.documents.sheets import letterhead_on
from core.calendar import today
from core.pdf import PdfError
from core.permissions import require
from recognition import prefills
from recognition.actions import decisions as actions
from recognition.documents.decisions import decision_content, decision_paper
from recognition.forms.decisions import IssueForm, show_errors
from recognition.models import Decision
from recognition.permissions.decisions import can_issue
from recognition.terms import next_number, term_on
from recognition.views.answers import form_version
from recognition.views.decisions import decision_trail, visible_decision

NO_LETTERHEAD = (
    "Chưa có thể thức văn bản của cơ quan ban hành có hiệu lực hôm nay. "
    "Hãy báo người quản trị bổ sung rồi quay lại."
)


@login_required
def issue(request: HttpRequest, pk: int) -> HttpResponse:
    """Form, then confirmation, then the issued decision."""
    row = _issuable(request, pk)
    form = IssueForm(request.POST or None, initial=_initial(row))
    if request.method == "POST" and form.is_valid() and "edit" not in request.POST:
        try:
            if "confirmed" not in request.POST:
                return _confirmation(request, row, form)
            issued = actions.issue(
                row, form.details(), by=request.user, version=form_version(request)
            )
        except ValidationError as error:
            show_errors(form, error)
        except PdfError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, f"Đã ban hành Quyết định {issued.symbol}.")
            return redirect(issued)
    return render(request, "recognition/decision_issue.html", _page(row, form))


@require_POST
@login_required
def preview(request: HttpRequest, pk: int) -> HttpResponse:
    """The draft as PDF in a tab of its own: watermark, no number, no QR code."""
    row = _issuable(request, pk)
    form = IssueForm(request.POST)
    if form.is_valid():
        try:
            response = HttpResponse(actions.preview(row, form.details()), "application/pdf")
        except ValidationError as error:
            show_errors(form, error)
        except PdfError as error:
            form.add_error(None, str(error))
        else:
            response["Content-Disposition"] = 'inline; filename="du-thao-quyet-dinh.pdf"'
            return response
    return render(request, "recognition/decision_issue.html", _page(row, form))


@require_POST
@login_required
def reading(request: HttpRequest, pk: int) -> HttpResponse:
    """The draft's words as a fragment, while the clerk types."""
    row = _issuable(request, pk)
    form = IssueForm(request.POST)
    paper = _paper(row, form) if form.is_valid() else None
    return render(request, "recognition/_decision_reading.html", {"paper": paper})


def _issuable(request: HttpRequest, pk: int) -> Decision:
    row = visible_decision(request, pk)
    require(can_issue(request.user, row))
    return row


def _initial(row: Decision) -> dict[str, object]:
    letterhead = letterhead_on(row.organiser_id, today())
    if letterhead is None:
        return {}
    term = term_on(today(), letterhead.format)
    return {
        "number": next_number(row.organiser_id, row.document_type, term),
        "term": term,
        "issued_on": today(),
        "signatory_title": letterhead.signatory_title,
        "signatory_name": letterhead.signatory_name,
        "grounds": prefills.default_grounds(row, letterhead),
        "duties": prefills.default_duties(row, letterhead),
        "recipients": prefills.default_recipients(row, letterhead),
    }


def _page(row: Decision, form: IssueForm) -> dict[str, object]:
    has_letterhead = letterhead_on(row.organiser_id, today()) is not None
    is_readable = form.is_valid() if form.is_bound else False
    return {
        "trail": decision_trail(row, "Cấp số, ban hành"),
        "decision": row,
        "form": form,
        "obstacle": "" if has_letterhead else NO_LETTERHEAD,
        "paper": _paper(row, form) if is_readable else None,
    }


def _paper(row: Decision, form: IssueForm) -> dict[str, object] | None:
    details = form.details()
    letterhead = letterhead_on(row.organiser_id, details.issued_on)
    return letterhead and decision_paper(decision_content(row, details, letterhead))


def _confirmation(request: HttpRequest, row: Decision, form: IssueForm) -> HttpResponse:
    details = form.details()
    letterhead = actions.require_issuable(row, details)
    context = {
        "trail": decision_trail(row, "Xác nhận ban hành"),
        "decision": row,
        "form": form,
        "form_version": form_version(request),
        "details": details,
        "letterhead": letterhead,
        "entries": row.entries.all(),
        "paper": _paper(row, form),
    }
    return render(request, "recognition/decision_confirm.html", context)
