"""One model's progress inside the report page: its form saves itself, or is sent by a button."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from assessments.models import QuarterlyReport
from core import audit
from core.versions import StaleVersion
from recognition.actions import progress as actions
from recognition.forms.decisions import show_errors
from recognition.forms.progress import ProgressForm
from recognition.models import ModelProgress, ModelRegistration
from recognition.presenters.report_section import STATE_TONES
from recognition.progress import followed_models, progress_line, progress_of
from recognition.views.answers import form_version

PARTS = "recognition/report"


@require_POST
@login_required
def save(request: HttpRequest, report_pk: int, model_pk: int) -> HttpResponse:
    """Answers of a form that saves itself: docs/frontend.md."""
    reports = QuarterlyReport.objects.visible_to(request.user).select_related("round", "unit")
    report = get_object_or_404(reports, pk=report_pk)
    model = get_object_or_404(followed_models(report), pk=model_pk)
    form = ProgressForm(request.POST, line=progress_line(report, model, _saved(report, model)))
    try:
        saved = _save(request, report, model, form)
    except StaleVersion:
        return _conflict(request, report, model)
    except PermissionDenied as denial:
        if not request.htmx:
            raise
        return render(request, f"{PARTS}/_refused.html", {"reason": str(denial)}, status=403)
    if saved is None:
        return _refused(request, report, form)
    return _answered(request, report, model, saved)


def _save(
    request: HttpRequest, report: QuarterlyReport, model: ModelRegistration, form: ProgressForm
) -> ModelProgress | None:
    """The saved row; None when something typed is wrong, which then stands beside its box."""
    if not form.is_valid():
        return None
    try:
        return actions.save_progress(
            report, model, state=form.cleaned_data["state"], text=form.cleaned_data["text"],
            values=form.values, by=request.user, version=form_version(request),
        )  # fmt: skip
    except StaleVersion:
        raise
    except ValidationError as error:
        show_errors(form, error)
        return None


def _answered(
    request: HttpRequest, report: QuarterlyReport, model: ModelRegistration, saved: ModelProgress
) -> HttpResponse:
    line = progress_line(report, model, _saved(report, model))
    if not request.htmx:
        messages.success(request, f"Đã lưu tiến độ của “{model.name}”.")
        return redirect(f"{report.get_absolute_url()}#tien-do-{model.pk}")
    context = {"line": line, "report": report, "tone": STATE_TONES[line.state]}
    response = render(request, f"{PARTS}/_saved.html", context)
    response["X-Record-Version"] = str(saved.version)
    return response


def _refused(request: HttpRequest, report: QuarterlyReport, form: ProgressForm) -> HttpResponse:
    if request.htmx:
        return render(request, f"{PARTS}/_refused.html", {"form": form}, status=422)
    context = {"form": form, "report": report, "line": form.line}
    return render(request, f"{PARTS}/refused.html", context, status=422)


def _conflict(
    request: HttpRequest, report: QuarterlyReport, model: ModelRegistration
) -> HttpResponse:
    """Both texts side by side; a stale form with the same values has been saved already."""
    line = progress_line(report, model, _saved(report, model))
    form = ProgressForm(line=line)
    rows = form.conflicts(request.POST)
    if not rows:
        return _answered(request, report, model, line.progress)
    event = audit.history(line.progress).first()
    context = {"who": event.actor_name if event else "Người khác", "at": event and event.at,
               "version": line.version, "rows": rows, "line": line, "report": report,
               "form": ProgressForm(request.POST, line=line)}  # fmt: skip
    page = "components/version_conflict.html" if request.htmx else f"{PARTS}/refused.html"
    return render(request, page, context, status=409)


def _saved(report: QuarterlyReport, model: ModelRegistration) -> ModelProgress | None:
    return progress_of([report]).filter(model_registration=model).first()
