"""Files that leave through a page: saved under their name, never interpreted by the browser."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.http import content_disposition_header

from core.file_inspection import MIME_TYPES
from core.models import StoredDocument
from core.pdf import PdfError, render_pdf
from core.uploads import open_stored


def download(content: bytes, name: str, mime: str) -> HttpResponse:
    """A file to keep."""
    response = HttpResponse(content, content_type=mime)
    response["Content-Disposition"] = content_disposition_header(True, name)
    return response


def excel(content: bytes, name: str) -> HttpResponse:
    """A workbook to keep; `name` is without its ending."""
    return download(content, f"{name}.xlsx", MIME_TYPES["xlsx"])


def stored(document: StoredDocument) -> HttpResponse:
    """The bytes as they were stored, never rendered again."""
    with open_stored(document.sha256) as file:
        return download(file.read(), document.name, document.mime)


def printed(
    request: HttpRequest, template: str, context: dict[str, Any], name: str
) -> HttpResponse:
    """A paper printed now; a page that says so when printing fails."""
    try:
        content = render_pdf(template, context)
    except PdfError:
        return render(request, "paper_failed.html", status=503)
    return download(content, name, MIME_TYPES["pdf"])
