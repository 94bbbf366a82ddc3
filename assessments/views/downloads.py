"""Evidence files, to those who may see the file they belong to and to nobody else."""

import logging

from django.contrib.auth.decorators import login_required
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from assessments.models import Evidence
from core.models import StoredDocument
from core.uploads import open_stored
from organisation.models import User
from organisation.roles import Permission

logger = logging.getLogger(__name__)

# Shown inside the browser on request (?xem=1); everything else is only ever downloaded. A sandboxed
# page runs no script, and a PDF that is a page of its own is drawn by the browser's own viewer,
# which a sandbox would switch off: those files were searched for active content on arrival.
SHOWN = {
    "image/jpeg": "sandbox; default-src 'none'; img-src 'self'",
    "image/png": "sandbox; default-src 'none'; img-src 'self'",
    "application/pdf": "default-src 'none'; object-src 'self'; style-src 'unsafe-inline'",
}
DOWNLOADED = "sandbox; default-src 'none'"


@login_required
@require_safe
def evidence_open(request: HttpRequest, pk: int, evidence_pk: int) -> HttpResponse:
    """Send one file (attachment, our own type, no sniffing), or lead to the address of a link."""
    rows = Evidence.objects.visible_to(request.user).select_related("document", "assessment")
    evidence = get_object_or_404(rows, assessment__pk=pk, pk=evidence_pk)
    if not _may_open(request.user, evidence):
        raise Http404
    logger.info("Evidence %s opened by account %s.", evidence.pk, request.user.pk)
    if evidence.document is None:
        return HttpResponseRedirect(evidence.url)
    return send_file(evidence, inline="xem" in request.GET)


def send_file(evidence: Evidence, *, inline: bool) -> FileResponse:
    """The bytes of a piece, to somebody who may have them."""
    return send_document(
        evidence.document, f"{evidence.code} {evidence.document.name}", inline=inline
    )


def send_document(document: StoredDocument, name: str, *, inline: bool) -> FileResponse:
    """A stored file with our own type, without sniffing; who may have it was asked before."""
    inline = inline and document.mime in SHOWN
    response = FileResponse(
        open_stored(document.sha256),
        as_attachment=not inline,
        filename=name,
        content_type=document.mime,
    )
    response["Content-Length"] = str(document.size)
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = SHOWN[document.mime] if inline else DOWNLOADED
    response["Cache-Control"] = "private, no-store"
    return response


def _may_open(user: User, evidence: Evidence) -> bool:
    """A piece taken away stays readable for its unit, and where a hand-in that stood held it."""
    if evidence.removed_at is None:
        return True
    if user.has_permission(Permission.OWN_FILES_VIEW, unit=evidence.assessment.unit_id):
        return True
    return evidence.assessment.submissions.filter(
        recalled_at=None,
        submitted_at__range=(evidence.added_at, evidence.removed_at),
    ).exists()
