"""The workshop of one criterion: shown whole, its own texts saved as they are typed."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.views.decorators.http import require_GET

from core.keys import parse_key
from core.permissions import require
from core.versions import StaleVersion
from criteria.actions import editing
from criteria.actions.items import CRITERION, DELETED, PART
from criteria.forms.conditions import sources_before
from criteria.forms.criterion import CriterionForm
from criteria.models import CriteriaSet, Criterion, ScoringPart
from criteria.permissions import can_edit
from criteria.presenters.conflicts import KEPT, conflict_values, criterion_rows
from criteria.presenters.criterion_page import Workbench, condition_values, own_boxes
from criteria.views.editor import trail_of
from criteria.views.reading import visible_set

OK = 200
GONE = (CriteriaSet.DoesNotExist, Criterion.DoesNotExist, ScoringPart.DoesNotExist)


class Refused(ValueError):
    """Something typed cannot be taken; `form` says what and where."""

    def __init__(self, form: Any) -> None:
        super().__init__(str(form.errors))
        self.form = form


def editable_criterion(request: HttpRequest, pk: int, key: str) -> Criterion:
    """A criterion of a draft that the person may edit; 404 if unseen, 403 with the reason."""
    criteria_set = visible_set(request, pk)
    require(can_edit(request.user, criteria_set))
    rows = Criterion.objects.select_related("group").filter(group__criteria_set=criteria_set)
    criterion = get_object_or_404(rows, key=key)
    criterion.group.criteria_set = criteria_set
    return criterion


@login_required
def criterion(request: HttpRequest, pk: int, criterion_key: str) -> HttpResponse:
    """The page; with POST, save the criterion's own texts."""
    if request.method == "POST":
        return _save(request, pk, criterion_key)
    return page(request, workbench(editable_criterion(request, pk, criterion_key)))


@login_required
@require_GET
def condition_answers(request: HttpRequest, pk: int, criterion_key: str) -> HttpResponse:
    """The answers of the part that somebody has just chosen for the condition."""
    row = editable_criterion(request, pk, criterion_key)
    form = CriterionForm(row, sources_before(row), request.GET)
    return fragment("_condition.html", {"condition": condition_values(form, row)})


def workbench(row: Criterion, **typed: Any) -> Workbench:
    """The page's contents, with forms that hold what was typed."""
    return Workbench(row.group.criteria_set, row, **typed)


def page(request: HttpRequest, bench: Workbench, status: int = OK) -> HttpResponse:
    """The whole page."""
    criteria_set, row = bench.criteria_set, bench.criterion
    editor_url = reverse("criteria:edit", args=[criteria_set.pk])
    trail = [*trail_of(criteria_set), {"label": f"Tiêu chí {row.code}"}]
    context = {
        **bench.page(),
        "trail": trail,
        "editor_url": editor_url,
        "undo": _undo(request, row),
        "is_refused": status != OK,
    }
    return render(request, "criteria/rules/criterion.html", context, status=status)


def fragment(template: str, context: dict, status: int = 200) -> HttpResponse:
    """Part of a page; without what only whole pages need from the request."""
    return HttpResponse(render_to_string(f"criteria/rules/{template}", context), status=status)


def denied(request: HttpRequest, denial: PermissionDenied) -> HttpResponse:
    """A short refusal for the script; the ordinary page otherwise."""
    if not request.htmx:
        raise denial
    return fragment("_denied.html", {"reason": str(denial)}, 403)


def version_of(request: HttpRequest) -> int:
    """The version the person saw; 0, which no row has, when the form lost it."""
    return parse_key(request.POST.get("version")) or 0


def address(pk: int, key: str, part_key: str = "") -> str:
    """Where the criterion is edited, at one of its parts if given."""
    place = f"#phan-{part_key}" if part_key else ""
    return f"{reverse('criteria:edit-criterion', args=[pk, key])}{place}"


def _save(request: HttpRequest, pk: int, key: str) -> HttpResponse:
    def read(row: Criterion) -> dict[str, Any]:
        form = CriterionForm(row, sources_before(row), request.POST)
        if not form.is_valid():
            raise Refused(form)
        return form.values

    try:
        draft = visible_set(request, pk)
        version = version_of(request)
        row = editing.change(draft, CRITERION, key, read, version=version, by=request.user)
    except GONE as error:
        raise Http404 from error
    except Refused as refusal:
        return _refused(request, editable_criterion(request, pk, key), refusal.form)
    except StaleVersion:
        return _conflict(request, pk, key)
    except ValidationError as error:  # the code is taken
        row = editable_criterion(request, pk, key)
        form = _typed_form(request, row)
        form.add_error(None, error)
        return _refused(request, row, form)
    except PermissionDenied as denial:
        return denied(request, denial)
    if not request.htmx:
        messages.success(request, "Đã lưu tiêu chí.")
        return redirect(address(pk, key))
    return _saved(row)


def _saved(row: Criterion) -> HttpResponse:
    boxes = own_boxes(CriterionForm(row, []))
    context = {
        "criterion": row,
        "sums": workbench(row).sums(),
        "field_errors": [(box["error_id"], "") for box in boxes.values()],
    }
    response = fragment("_criterion_saved.html", context)
    response["X-Record-Version"] = str(row.version)
    return response


def _refused(request: HttpRequest, row: Criterion, form: CriterionForm) -> HttpResponse:
    if not request.htmx:
        return page(request, workbench(row, own_form=form), 422)
    errors = [(box["error_id"], box["error"]) for box in own_boxes(form).values()]
    return fragment("_criterion_refused.html", {"field_errors": errors}, 422)


def _conflict(request: HttpRequest, pk: int, key: str) -> HttpResponse:
    """Both texts side by side: the person picks; nothing is lost."""
    row = editable_criterion(request, pk, key)
    form = _typed_form(request, row)
    if request.htmx:
        rows = criterion_rows(form, CriterionForm(row, form.sources))
        values = conflict_values(row.group.criteria_set, "criterion", row, rows)
        return fragment("_conflict.html", values, 409)
    form.add_error("title", KEPT)
    return page(request, workbench(row, own_form=form), 409)


def _typed_form(request: HttpRequest, row: Criterion) -> CriterionForm:
    form = CriterionForm(row, sources_before(row), request.POST)
    form.is_valid()
    return form


def _undo(request: HttpRequest, row: Criterion) -> dict[str, Any] | None:
    """The deletion that has just sent the person here, if it can be taken back."""
    sequence = parse_key(request.GET.get("xoa"))
    asked = {"sequence": sequence, "kind": PART.event(DELETED), "before__criterion": row.key}
    event = editing.deletions(row.group.criteria_set).filter(**asked).first() if sequence else None
    if event is None or any(part.key == event.before["key"] for part in row.parts.all()):
        return None
    return {"sequence": event.sequence, "row": event.before["row"]}
