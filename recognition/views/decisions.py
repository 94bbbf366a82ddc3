"""Decisions: the list, one decision, its PDF, its revocation."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.db.models import Count
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET

from core import audit, event_words
from core.downloads import excel, stored
from core.permissions import require
from recognition.actions import revocations
from recognition.documents.decisions import verification_url
from recognition.exports import decisions_workbook
from recognition.filters import DecisionFilterSet
from recognition.forms.decisions import RevokeForm, show_errors
from recognition.models import Decision
from recognition.permissions import decisions as permissions
from recognition.presenters.decisions import state_of
from recognition.views.answers import form_version, trail

PAGE_LENGTH = 50


@require_GET
@login_required
def decision_list(request: HttpRequest) -> HttpResponse:
    """Every decision that the person may see; searched, filtered."""
    found = _filtered(request)
    page = Paginator(found.qs, PAGE_LENGTH).get_page(request.GET.get("page"))
    context = {
        "trail": trail(("Quyết định", "")),
        "filters": found,
        "page": page,
        "rows": [(row, state_of(row)) for row in page],
    }
    return render(request, "recognition/decision_list.html", context)


@require_GET
@login_required
def export(request: HttpRequest) -> HttpResponse:
    """The list as filtered on the screen, as an Excel file."""
    return excel(decisions_workbook(_filtered(request).qs), "quyet-dinh")


@require_GET
@login_required
def decision(request: HttpRequest, pk: int) -> HttpResponse:
    """One decision: what it says, whom it recognises, what became of it."""
    row = visible_decision(request, pk)
    context = {
        "trail": decision_trail(row),
        "decision": row,
        "state": state_of(row),
        "entries": row.entries.select_related("assessment"),
        "history": event_words.described(audit.history(row)),
        "may_issue": permissions.can_issue(request.user, row),
        "may_revoke": permissions.can_revoke(request.user, row),
        "verification_url": row.verification_code and verification_url(row.verification_code),
    }
    return render(request, "recognition/decision.html", context)


@require_GET
@login_required
def download(request: HttpRequest, pk: int) -> HttpResponse:
    """The stored bytes of an issued decision; never rendered again."""
    row = visible_decision(request, pk)
    if row.document is None:
        raise Http404("Quyết định chưa được ban hành.")
    return stored(row.document)


@login_required
def revoke(request: HttpRequest, pk: int) -> HttpResponse:
    """Say what revoking means, then revoke the whole or some units."""
    row = visible_decision(request, pk)
    require(permissions.can_revoke(request.user, row))
    form = RevokeForm(request.POST or None, decision=row, initial={"scope": RevokeForm.WHOLE})
    if request.method == "POST" and form.is_valid():
        try:
            _revoke(row, form.cleaned_data, request)
        except ValidationError as error:
            show_errors(form, error)
        else:
            messages.success(request, "Đã ghi nhận việc thu hồi; trang xác minh đã đổi theo.")
            return redirect(row)
    context = {"trail": decision_trail(row, "Thu hồi"), "decision": row, "form": form}
    return render(request, "recognition/decision_revoke.html", context)


def visible_decision(request: HttpRequest, pk: int) -> Decision:
    """The decision, or 404 for whoever may not see it."""
    rows = Decision.objects.visible_to(request.user)
    related = ("organiser", "round", "proposal", "document", "issued_by", "revoked_by")
    return get_object_or_404(rows.select_related(*related), pk=pk)


def decision_trail(row: Decision, *labels: str) -> list[dict[str, str]]:
    """The breadcrumb down to a decision and a page below it."""
    own = (row.symbol or "Dự thảo", row.get_absolute_url() if labels else "")
    below = ((label, "") for label in labels)
    return trail(("Quyết định", reverse("recognition:decisions")), own, *below)


def _filtered(request: HttpRequest) -> DecisionFilterSet:
    rows = Decision.objects.visible_to(request.user).select_related("round").latest_first()
    return DecisionFilterSet(request.GET, queryset=rows.annotate(entry_count=Count("entries")))


def _revoke(row: Decision, cleaned: dict, request: HttpRequest) -> None:
    version, reason = form_version(request), cleaned["reason"]
    if cleaned["scope"] == RevokeForm.WHOLE:
        revocations.revoke(row, reason=reason, by=request.user, version=version)
    else:
        revocations.revoke_entries(
            row, cleaned["entries"], reason=reason, by=request.user, version=version
        )
