"""Papers of a set as PDF: the appendix to its guiding document, the empty score form."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from core.downloads import printed, stored
from criteria.definitions import definition_of
from criteria.documents import APPENDIX, BLANK_FORM, appendix, blank_form
from criteria.views.reading import visible_set


@login_required
@require_safe
def set_appendix(request: HttpRequest, pk: int) -> HttpResponse:
    """The stored bytes of a set published with its guiding document; others are printed now."""
    criteria_set = visible_set(request, pk)
    if criteria_set.appendix:
        return stored(criteria_set.appendix)
    context = appendix(criteria_set, definition_of(criteria_set))
    kind = "bản in thử" if context["draft"] else "chưa ghi số văn bản"
    return printed(request, APPENDIX, context, f"Phụ lục ({kind}) - {criteria_set.title}.pdf")


@login_required
@require_safe
def set_blank_form(request: HttpRequest, pk: int) -> HttpResponse:
    """Bản tự chấm điểm to be filled in by hand."""
    criteria_set = visible_set(request, pk)
    context = blank_form(criteria_set, definition_of(criteria_set))
    return printed(request, BLANK_FORM, context, f"Mẫu tự chấm điểm - {criteria_set.title}.pdf")
