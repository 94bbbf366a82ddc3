"""Looking at one veto of an opened file."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from assessments.actions import appraised_scores
from assessments.forms.appraisals import VetoForm
from assessments.models import VetoFinding
from assessments.views.sheet import visible_assessment


@login_required
@require_POST
def save_veto(request: HttpRequest, pk: int, veto_pk: int) -> HttpResponse:
    """Say whether the veto applies; answers with its state, or goes back without scripts."""
    assessment, form = visible_assessment(request, pk), VetoForm(request.POST)
    try:
        if not form.is_valid():
            raise ValidationError([words for found in form.errors.values() for words in found])
        finding = appraised_scores.decide_veto(
            assessment, veto_pk, by=request.user, **form.cleaned_data
        )
    except VetoFinding.DoesNotExist as error:
        raise Http404 from error
    except ValidationError as error:
        return _refused(request, pk, veto_pk, " ".join(error.messages))
    if not request.htmx:
        return redirect(_place(pk, veto_pk))
    context = {
        "veto": {"pk": veto_pk, "answer": "yes" if finding.found else "no", "is_editable": True}
    }
    return render(request, "assessments/_appraisal_veto_saved.html", context)


def _refused(request: HttpRequest, pk: int, veto_pk: int, words: str) -> HttpResponse:
    if request.htmx:
        context = {"veto": {"pk": veto_pk, "error": words}}
        return render(request, "assessments/_appraisal_veto_saved.html", context, status=422)
    messages.error(request, words)
    return redirect(_place(pk, veto_pk))


def _place(pk: int, veto_pk: int) -> str:
    return f"{reverse('assessments:appraisal', args=[pk])}#dk-{veto_pk}"
