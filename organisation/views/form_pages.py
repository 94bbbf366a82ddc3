"""The page of an ordinary form: same frame, same answer to what is wrong."""

from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

TEMPLATE = "organisation/form_page.html"
UNPROCESSABLE = 422


def form_page(
    request: HttpRequest, form: Form, *, trail: list[dict], heading: str, template: str = TEMPLATE,
    **context: object,
) -> HttpResponse:  # fmt: skip
    """Show a form; 422 when it was sent and refused. After a clash also what is stored now."""
    is_stale = any(error.code == "stale" for error in form.non_field_errors().as_data())
    context |= {
        "form": form,
        "trail": [*trail, {"label": heading}],
        "heading": heading,
        "stored_values": form.stored_values() if is_stale else [],
    }
    status = UNPROCESSABLE if form.is_bound and form.errors else 200
    return render(request, template, context, status=status)
