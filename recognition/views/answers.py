"""Answers that several pages give: a refused move in words, an Excel file."""

from collections.abc import Callable

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from core.keys import parse_key

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def attempt(request: HttpRequest, move: Callable[[], object], success: str) -> bool:
    """Make the move and say so; say why not when the action refuses the input."""
    try:
        move()
    except ValidationError as error:
        for text in error.messages:
            messages.error(request, text)
        return False
    messages.success(request, success)
    return True


def form_version(request: HttpRequest) -> int:
    """The row's version that the form came with; 0, which no row has, when it is missing."""
    return parse_key(request.POST.get("version")) or 0


def excel_file(content: bytes, name: str) -> HttpResponse:
    """An Excel file to keep."""
    return attachment(content, name, XLSX)


def attachment(content: bytes, name: str, mime: str) -> HttpResponse:
    """A file that the browser saves and never interprets."""
    response = HttpResponse(content, content_type=mime)
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    response["X-Content-Type-Options"] = "nosniff"
    return response


def trail(*steps: tuple[str, str]) -> list[dict[str, str]]:
    """The breadcrumb from the first page of recognition: (label, address) pairs."""
    first = {"label": "Công nhận", "url": reverse("recognition:list")}
    return [first, *({"label": label, "url": url} for label, url in steps)]
