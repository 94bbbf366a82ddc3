"""Rows of the sheet as HTML, drawn once: most of 40 rows are the same as when last opened."""

import secrets
from hashlib import blake2b
from typing import Any

from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe

MOST_KEPT = 4000  # rows, about 4 kB each, per process
# Stands for the token of the request, which alone differs; nobody can type it.
TOKEN_PLACE = secrets.token_hex(12)

_kept: dict[bytes, str] = {}


def row_html(values: dict[str, Any], *, is_editable: bool, token: str) -> SafeString:
    """The row with these values. Kept under all that it shows, so it is never out of date."""
    key = blake2b(repr((values, is_editable)).encode(), digest_size=16).digest()
    html = _kept.get(key)
    if html is None:
        html = _draw(values, is_editable)
        if len(_kept) >= MOST_KEPT:
            _kept.clear()
        _kept[key] = html
    return mark_safe(html.replace(TOKEN_PLACE, token))


def moving(row: SafeString) -> SafeString:
    """The row as part of an answer: it takes the place of the one that is on the page."""
    return mark_safe(row.replace("<article ", '<article hx-swap-oob="true" ', 1))


def _draw(values: dict[str, Any], is_editable: bool) -> str:
    context = {"row": values, "is_editable": is_editable, "csrf_token": TOKEN_PLACE}
    return render_to_string("assessments/_score_row.html", context)
