"""The public page that says whether a paper is ours: by its code, or by the file itself."""

import hashlib

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from core.codes import parse_code
from core.rate_limits import limited
from recognition.models import Decision
from recognition.workflow import DecisionState

REQUESTS_PER_MINUTE = 60
MOST_BYTES = 20 * 1024 * 1024
MATCH, MISMATCH, TOO_BIG, NO_FILE = "match", "mismatch", "too_big", "no_file"

one_address_at_a_time = limited("verification", REQUESTS_PER_MINUTE)


@require_http_methods(["GET", "POST"])
@one_address_at_a_time
def enter(request: HttpRequest) -> HttpResponse:
    """Enter a code, or give a file: where its bytes are ours, its page opens."""
    typed = request.GET.get("code", "").strip()
    if typed:
        return redirect("verification:show", parse_code(typed) or "khong-hop-le")
    file = request.FILES.get("file")
    found = _issued().filter(document__sha256=_sha256(file)).first() if file else None
    if found:
        return show_page(request, found, MATCH)
    answer = _without_match(file) if request.method == "POST" else ""
    return render(request, "recognition/verification_enter.html", {"answer": answer})


@require_http_methods(["GET", "POST"])
@one_address_at_a_time
def show(request: HttpRequest, code: str) -> HttpResponse:
    """Authentic, revoked, or unknown; a malformed code is answered like an unknown one."""
    found = _issued().filter(verification_code=parse_code(code)).first()
    if found is None:
        return render(request, "recognition/verification_unknown.html", status=404)
    is_asked = request.method == "POST"
    answer = _compared(request.FILES.get("file"), found) if is_asked else ""
    return show_page(request, found, answer)


def show_page(request: HttpRequest, decision: Decision, answer: str = "") -> HttpResponse:
    """What the register says about an issued decision, from its frozen content."""
    entries = list(decision.entries.all())
    context = {
        "decision": decision,
        "content": decision.content,
        "entries": entries,
        "is_revoked": decision.state == DecisionState.REVOKED,
        "revoked_entries": [entry for entry in entries if entry.revoked_at],
        "answer": answer,
    }
    return render(request, "recognition/verification_show.html", context)


def _issued():
    rows = Decision.objects.exclude(state=DecisionState.DRAFT)
    return rows.select_related("document").order_by("-issued_at")


def _compared(file, decision: Decision) -> str:
    """The answer for browsers that could not compare by themselves."""
    is_match = file is not None and _sha256(file) == decision.document.sha256
    return MATCH if is_match else _without_match(file)


def _without_match(file) -> str:
    """Why a file, if any was sent, is not one of ours."""
    if file is None:
        return NO_FILE
    return TOO_BIG if file.size > MOST_BYTES else MISMATCH


def _sha256(file) -> str:
    """The file's fingerprint; "" for one that is too big to be ours."""
    if file.size > MOST_BYTES:
        return ""
    digest = hashlib.sha256()
    for chunk in file.chunks():
        digest.update(chunk)
    return digest.hexdigest()
