"""Evidence: the list, adding files, links and used pieces, describing, taking away."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from assessments.actions import evidence as actions
from assessments.forms.evidence import EvidenceDetailsForm
from assessments.models import Assessment, Evidence, Score
from assessments.permissions.files import can_change_evidence, can_fill, can_fill_criterion
from assessments.presenters.evidence import changed_row, date_warning, evidence_page, panel
from assessments.versions import former_criterion
from assessments.views.arrivals import Answer, add_all
from assessments.views.sheet import visible_assessment
from core.keys import parse_key
from core.permissions import require

MOVED = "Bộ tiêu chí của hồ sơ vừa đổi sang phiên bản mới. Hãy tải lại trang rồi làm lại."


@login_required
@require_safe
def evidence_list(request: HttpRequest, pk: int) -> HttpResponse:
    """Mục lục minh chứng of one file."""
    context = evidence_page(visible_assessment(request, pk), request.user)
    return render(request, "assessments/evidence.html", context)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def evidence_add(request: HttpRequest, pk: int) -> HttpResponse:
    """Offer ways to add evidence (for one criterion: ?tieu_chi=), and add what was sent."""
    assessment = visible_assessment(request, pk)
    criterion_pk = _criterion_pk(request, assessment)
    if request.method == "POST":
        try:
            answer = add_all(request, assessment, criterion_pk)
        except Score.DoesNotExist as gone:
            raise _of_another_version(request, pk, criterion_pk) from gone
        return _answered(request, assessment, criterion_pk, answer)
    if criterion_pk:
        require(can_fill_criterion(request.user, assessment, criterion_pk))
    else:
        require(can_fill(request.user, assessment))
    template = "_evidence_panel.html" if request.htmx else "evidence_add.html"
    return render(request, f"assessments/{template}", panel(assessment, criterion_pk))


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def evidence_change(request: HttpRequest, pk: int, evidence_pk: int) -> HttpResponse:
    """Describe a paper: number, date, issuer, abstract, pages."""
    evidence = _piece(request, pk, evidence_pk)
    require(can_change_evidence(request.user, evidence))
    form = EvidenceDetailsForm(request.POST or None, evidence=evidence)
    if request.method == "POST" and form.is_valid():
        evidence = actions.change(evidence, form.details, by=request.user)
        if warning := date_warning(evidence, evidence.assessment):
            messages.warning(request, f"{evidence.code}: {warning}")
        messages.success(request, f"Đã lưu thông tin {evidence.code}.")
        return redirect("assessments:evidence", pk=pk)
    context = {"form": form, "evidence": evidence}
    status = 422 if form.is_bound else 200
    return render(request, "assessments/evidence_change.html", context, status=status)


@login_required
@require_POST
def evidence_use(request: HttpRequest, pk: int, evidence_pk: int) -> HttpResponse:
    """Take a piece off one criterion; it stays in the list."""
    evidence = _piece(request, pk, evidence_pk)
    criterion_pk = _criterion_pk(request, evidence.assessment)
    if criterion_pk is None:
        raise Http404
    try:
        evidence = actions.release(evidence, criterion_pk, by=request.user)
    except Score.DoesNotExist as gone:
        raise _of_another_version(request, pk, criterion_pk) from gone
    said = f"Đã gỡ {evidence.code} khỏi tiêu chí này; minh chứng vẫn còn trong danh mục."
    return _answered(request, visible_assessment(request, pk), criterion_pk, Answer([said]))


@login_required
@require_POST
def evidence_remove(request: HttpRequest, pk: int, evidence_pk: int) -> HttpResponse:
    """Take a piece away; the list offers to bring it back."""
    evidence = actions.remove(_piece(request, pk, evidence_pk), by=request.user)
    messages.success(request, f"Đã gỡ {evidence.code}. Khôi phục được ở cuối trang.")
    return redirect("assessments:evidence", pk=pk)


@login_required
@require_POST
def evidence_restore(request: HttpRequest, pk: int, evidence_pk: int) -> HttpResponse:
    """Bring a piece back."""
    evidence = actions.restore(_piece(request, pk, evidence_pk), by=request.user)
    messages.success(request, f"Đã khôi phục {evidence.code}.")
    return redirect("assessments:evidence", pk=pk)


def _piece(request: HttpRequest, pk: int, evidence_pk: int) -> Evidence:
    rows = Evidence.objects.visible_to(request.user).select_related(
        "document", "assessment__unit", "assessment__round", "assessment__criteria_set"
    )
    return get_object_or_404(rows, assessment__pk=pk, pk=evidence_pk)


def _criterion_pk(request: HttpRequest, assessment: Assessment) -> int | None:
    """The criterion that the address or the form names; 404 for one that the sheet lacks."""
    text = request.POST.get("tieu_chi") or request.GET.get("tieu_chi") or ""
    if not text:
        return None
    if (key := parse_key(text)) is None:
        raise Http404
    if not assessment.scores.filter(criterion=key).exists():
        raise _of_another_version(request, assessment.pk, key)
    return key


def _of_another_version(request: HttpRequest, pk: int, criterion_pk: int) -> Exception:
    """Why the sheet lacks the criterion: its set was replaced meanwhile, or it never had it."""
    former = former_criterion(visible_assessment(request, pk), criterion_pk)
    return PermissionDenied(MOVED) if former else Http404()


def _answered(
    request: HttpRequest, assessment: Assessment, criterion_pk: int | None, answer: Answer
) -> HttpResponse:
    """The changed parts of the sheet for a script; a redirect with messages without."""
    if request.htmx and criterion_pk:
        context = {**changed_row(assessment, criterion_pk, request.user), "answer": answer}
        return render(request, "assessments/_evidence_changed.html", context, status=answer.status)
    if request.htmx:
        return render(
            request, "assessments/_evidence_added.html", {"answer": answer}, status=answer.status
        )
    for text in answer.done:
        messages.success(request, text)
    for text in answer.refused:
        messages.error(request, text)
    if criterion_pk is None:
        return redirect("assessments:evidence", pk=assessment.pk)
    return redirect(f"{reverse('assessments:detail', args=[assessment.pk])}#tc-{criterion_pk}")
