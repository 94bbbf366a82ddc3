"""The unit's score sheet: shown whole, saved row by row."""

from functools import partial

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.middleware.csrf import get_token
from django.shortcuts import get_object_or_404, redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.views.decorators.http import require_POST

from assessments.actions import scores
from assessments.forms.scores import (
    ScoreForm,
    ScoreRefused,
    read_entry,
    unexplained_form,
    version_of,
)
from assessments.models import Assessment, Score
from assessments.permissions.files import can_fill, is_appraiser
from assessments.presenters.conflicts import conflict_values, typed_words
from assessments.presenters.sheet import Sheet
from assessments.presenters.sheet_page import (
    load_sheet,
    saved_sheet,
    sheet_page,
)
from assessments.versions import FormerCriterion, former_criterion
from assessments.workflow import UNIT_EDITABLE
from core.permissions import require
from core.versions import StaleVersion
from criteria.definitions import definition_of

MOVED = (
    "Bộ tiêu chí của hồ sơ vừa đổi sang phiên bản mới nên chưa lưu được. Các ô đang giữ nội dung "
    "đồng chí nhập; xem lại cách chấm rồi bấm Lưu."
)


def visible_assessment(request: HttpRequest, pk: int) -> Assessment:
    """The assessment with its unit, round and set; 404 for those who may not see it."""
    files = Assessment.objects.visible_to(request.user).with_context()
    return get_object_or_404(files.select_related("appraisal", "round__organiser"), pk=pk)


@login_required
def detail(request: HttpRequest, pk: int) -> HttpResponse:
    """The sheet: to fill in for the unit's people, to read for others; appraisers go to theirs."""
    assessment = visible_assessment(request, pk)
    if assessment.state not in UNIT_EDITABLE and is_appraiser(request.user, assessment):
        return redirect("assessments:appraisal", pk=pk)
    return _page(request, load_sheet(assessment, request.user))


@login_required
@require_POST
def save_score(request: HttpRequest, pk: int, criterion_pk: int) -> HttpResponse:
    """Save one criterion; answers with what changed, or goes back to the page without scripts."""
    typed = request.POST.dict()
    read = partial(read_entry, typed=typed)
    try:
        saved = scores.save(pk, criterion_pk, read, version=version_of(typed), by=request.user)
    except Assessment.DoesNotExist as error:
        raise Http404 from error
    except Score.DoesNotExist:
        return _of_another_version(request, pk, criterion_pk, typed)
    except ScoreRefused as refusal:
        return _refused(request, pk, refusal.form)
    except scores.CorrectionRefused as refusal:
        return _refused(request, pk, unexplained_form(refusal, typed))
    except StaleVersion:
        return _conflict(request, pk, criterion_pk, typed)
    except PermissionDenied as denial:
        return denied(request, denial)
    if not request.htmx:
        return redirect(f"{reverse('assessments:detail', args=[pk])}#tc-{criterion_pk}")
    return _saved(request, saved, criterion_pk)


def _page(request: HttpRequest, sheet: Sheet, status: int = 200) -> HttpResponse:
    context = sheet_page(sheet, request.user, get_token(request))
    return render(request, "assessments/sheet.html", context, status=status)


def _fragment(template: str, context: dict, status: int = 200) -> HttpResponse:
    """Part of a page; without what only whole pages need from the request."""
    return HttpResponse(render_to_string(f"assessments/{template}", context), status=status)


def _saved(request: HttpRequest, saved: scores.SavedSheet, criterion_pk: int) -> HttpResponse:
    sheet = saved_sheet(saved, request.user)
    row = sheet.row(criterion_pk)
    context = {
        "row": row.points_values(),
        "field_errors": row.field_errors(),
        "groups": sheet.groups_of({criterion_pk, *saved.followed}),
        "totals": sheet.totals_values(after=criterion_pk),
        "followed": sheet.moving_rows(saved.followed, partial(get_token, request)),
    }
    response = _fragment("_score_saved.html", context)
    response["X-Record-Version"] = str(row.score.version)
    return response


def _refused(request: HttpRequest, pk: int, form: ScoreForm) -> HttpResponse:
    """What is wrong, beside the boxes; what was typed stays where it is."""
    sheet = load_sheet(visible_assessment(request, pk), request.user)
    sheet.forms[form.criterion.pk] = form
    if not request.htmx:
        return _page(request, sheet, status=422)
    context = {"field_errors": sheet.row(form.criterion.pk).field_errors()}
    return _fragment("_score_refused.html", context, 422)


def _conflict(
    request: HttpRequest, pk: int, criterion_pk: int, typed: dict[str, str]
) -> HttpResponse:
    """Both texts side by side: the person picks; nothing is lost."""
    sheet = load_sheet(visible_assessment(request, pk), request.user)
    criterion = definition_of(sheet.assessment.criteria_set).criteria[criterion_pk]
    form = ScoreForm(criterion, typed)
    row = sheet.rows[criterion_pk]
    if request.htmx:
        return _fragment("_score_conflict.html", conflict_values(form, row), 409)
    form.typed = {**typed, "version": str(row.version)}
    form.errors["explanation"] = (
        f"{row.updated_by} vừa sửa tiêu chí này. Các ô đang giữ nội dung đồng chí nhập; "
        "bấm Lưu nếu muốn lấy nội dung này."
    )
    sheet.forms[criterion_pk] = form
    return _page(request, sheet, status=409)


def _of_another_version(
    request: HttpRequest, pk: int, criterion_pk: int, typed: dict[str, str]
) -> HttpResponse:
    """The set was replaced while the page was open: say so, and keep what was typed."""
    assessment = visible_assessment(request, pk)
    former = former_criterion(assessment, criterion_pk)
    if former is None:
        raise Http404
    require(can_fill(request.user, assessment))
    if request.htmx or former.now is None:
        return _left_over(request, assessment, former, typed)
    sheet = load_sheet(assessment, request.user)
    now = former.now.pk
    form = ScoreForm(former.now, {**typed, "version": str(sheet.rows[now].version)})
    form.errors["explanation"] = MOVED
    sheet.forms[now] = form
    return _page(request, sheet, status=409)


def _left_over(
    request: HttpRequest, assessment: Assessment, former: FormerCriterion, typed: dict[str, str]
) -> HttpResponse:
    """Beside the boxes for the script; without, a page that shows what was typed for copying."""
    context = {
        "assessment": assessment,
        "former": former,
        "typed": typed_words(former.criterion, typed),
    }
    if request.htmx:
        return _fragment("_score_moved.html", context, 422)
    return render(request, "assessments/score_moved.html", context, status=409)


def denied(request: HttpRequest, denial: PermissionDenied) -> HttpResponse:
    """A short refusal for the script; the ordinary page otherwise."""
    if not request.htmx:
        raise denial
    return _fragment("_score_denied.html", {"reason": str(denial)}, 403)
