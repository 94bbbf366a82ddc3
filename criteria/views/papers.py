"""Papers of a set as PDF: the appendix to its guiding document, the empty score form."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_safe

from core.pdf import PdfError, render_pdf
from core.uploads import open_stored
from criteria.definitions import definition_of
from criteria.documents import APPENDIX, BLANK_FORM, appendix, blank_form
from criteria.views.reading import visible_set


@login_required
@require_safe
def set_appendix(request: HttpRequest, pk: int) -> HttpResponse:
    """The stored bytes of a set published with its guiding document; others are printed now."""
    criteria_set = visible_set(request, pk)
    if criteria_set.appendix:
        with open_stored(criteria_set.appendix.sha256) as file:
            return _pdf(file.read(), criteria_set.appendix.name)
    context = appendix(criteria_set, definition_of(criteria_set))
    kind = "bản in thử" if context["draft"] else "chưa ghi số văn bản"
    return _printed(request, APPENDIX, context, f"Phụ lục ({kind}) - {criteria_set.title}.pdf")


@login_required
@require_safe
def set_blank_form(request: HttpRequest, pk: int) -> HttpResponse:
    """Bản tự chấm điểm to be filled in by hand."""
    criteria_set = visible_set(request, pk)
    context = blank_form(criteria_set, definition_of(criteria_set))
    return _printed(request, BLANK_FORM, context, f"Mẫu tự chấm điểm - {criteria_set.title}.pdf")


def _printed(
    request: HttpRequest, template: str, context: dict[str, Any], name: str
) -> HttpResponse:
    try:
        return _pdf(render_pdf(template, context), name)
    except PdfError:
        return render(request, "criteria/paper_failed.html", status=503)


def _pdf(content: bytes, name: str) -> HttpResponse:
    response = HttpResponse(content, content_type="application/pdf")
    response["Content-Disposition"] = content_disposition_header(True, name)
    return response
