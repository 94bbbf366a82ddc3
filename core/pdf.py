"""Official papers as PDF/A: a Django template is rendered here and printed in a child process."""

import re
import unicodedata
import warnings
from functools import cache

from django.template.loader import render_to_string

from core.pdf_child import PdfError, PdfUnavailable
from core.pdf_press import Rendering, press

__all__ = ["PdfError", "PdfUnavailable", "PdfWarning", "pdf_available", "render_html", "render_pdf"]

# Characters that no font can print and that XML metadata may not hold; tab and newline stay.
CONTROL_CHARACTERS = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\ufdd0-\ufdef\ufffe\uffff]")


class PdfWarning(UserWarning):
    """WeasyPrint complained about a template or style sheet; an error under test."""


def render_pdf(template: str, context: dict) -> bytes:
    """The template as PDF/A-2a bytes; equal input gives equal bytes. Raises PdfError."""
    rendering = render_html(render_to_string(template, context))
    for message in rendering.warnings:
        warnings.warn(f"{template}: {message}", PdfWarning, stacklevel=2)
    return rendering.pdf


def render_html(html: str) -> Rendering:
    """Print ready HTML. Text is composed (NFC), or search and copy in the PDF would fail."""
    return press.render(CONTROL_CHARACTERS.sub("", unicodedata.normalize("NFC", html)))


@cache
def pdf_available() -> bool:
    """Whether this server can print. Asked once per process: starts the worker."""
    try:
        press.warm_up()
    except PdfUnavailable:
        return False
    return True
