"""What several pages share: a refused move in words, the version of a form, the breadcrumb."""

from collections.abc import Callable

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.urls import reverse

from core.keys import parse_key


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


def trail(*steps: tuple[str, str]) -> list[dict[str, str]]:
    """The breadcrumb from the first page of recognition: (label, address) pairs."""
    first = {"label": "Công nhận", "url": reverse("recognition:list")}
    return [first, *({"label": label, "url": url} for label, url in steps)]
