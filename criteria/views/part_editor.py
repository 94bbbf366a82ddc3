"""One scoring part: saved as it is typed, its rows drawn anew, its rule tried out."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_POST

from core.versions import StaleVersion
from criteria.actions import editing
from criteria.actions.items import part_values, parts_of
from criteria.definitions import as_part
from criteria.forms.rules.reading import RuleForm
from criteria.forms.rules.redrawing import redrawn
from criteria.forms.rules.trying import Trial
from criteria.models import Criterion, ScoringPart
from criteria.presenters.conflicts import KEPT, conflict_values, part_rows
from criteria.presenters.criterion_page import Workbench, panel
from criteria.presenters.rule_boxes import (
    error_places,
    facts_drawn,
    rows_values,
    source_boxes,
    verdict,
)
from criteria.views.criterion_editor import (
    GONE,
    Refused,
    address,
    denied,
    editable_criterion,
    fragment,
    page,
    version_of,
    workbench,
)
from criteria.views.reading import visible_set


@login_required
@require_POST
def save(request: HttpRequest, pk: int, criterion_key: str, part_key: str) -> HttpResponse:
    """Save one part; answers with the rule in words, or goes back to the page without scripts."""
    typed = request.POST.dict()

    def read(stored: ScoringPart) -> dict[str, Any]:
        form = RuleForm(as_part(stored), typed)
        if form.errors:
            raise Refused(form)
        return part_values(form.part)

    try:
        draft, item = visible_set(request, pk), parts_of(criterion_key)
        version = version_of(request)
        row = editing.change(draft, item, part_key, read, version=version, by=request.user)
    except GONE as error:
        raise Http404 from error
    except Refused as refusal:
        return _refused(request, pk, criterion_key, refusal.form)
    except StaleVersion:
        return _conflict(request, pk, criterion_key, part_key)
    except PermissionDenied as denial:
        return denied(request, denial)
    if not request.htmx:
        messages.success(request, f"Đã lưu phần điểm “{row.label}”.")
        return redirect(address(pk, criterion_key, part_key))
    return _saved(workbench(row.criterion), row, typed)


@login_required
@require_POST
def rows(request: HttpRequest, pk: int, criterion_key: str, part_key: str) -> HttpResponse:
    """The rows as typed with one added, moved or taken out; nothing is stored."""
    criterion, row = _part(request, pk, criterion_key, part_key)
    form = RuleForm(as_part(row), request.POST.dict())
    if form.shape is None or form.shape.rows is None:
        raise Http404
    were = len(form.rows)
    focus = redrawn(form, request.POST.get("draw", ""))
    if not request.htmx:
        return page(request, workbench(criterion, forms={row.key: form}))
    urls = panel(criterion, row)["urls"]
    return fragment("_rows.html", {**rows_values(form, focus, were), "urls": urls})


@login_required
@require_POST
def try_out(request: HttpRequest, pk: int, criterion_key: str, part_key: str) -> HttpResponse:
    """Points for facts typed by hand, by the rule as it stands in its form; nothing is stored."""
    criterion, row = _part(request, pk, criterion_key, part_key)
    typed = request.POST.dict()
    stored = as_part(row)
    form = RuleForm(stored, typed) if "label" in typed else RuleForm(stored)
    bench = workbench(criterion, forms={row.key: form}, tried=typed)
    if not request.htmx:
        return page(request, bench)
    trial = Trial(form.part, typed)
    context = {
        "part": row,
        "trial": trial,
        "total": bench.total(),
        "redraw": typed.get(f"drawn.{row.key}") != trial.signature,
    }
    return fragment("_tried.html", context)


def _part(
    request: HttpRequest, pk: int, criterion_key: str, part_key: str
) -> tuple[Criterion, ScoringPart]:
    criterion = editable_criterion(request, pk, criterion_key)
    return criterion, get_object_or_404(criterion.parts, key=part_key)


def _saved(bench: Workbench, row: ScoringPart, typed: dict[str, str]) -> HttpResponse:
    form = RuleForm(as_part(row), typed)
    context = {
        "part": row,
        "verdict": verdict(form.part),
        "field_errors": error_places(form),
        "sums": bench.sums(),
        "sources": _redrawn_sources(bench, form, typed),
    }
    response = fragment("_part_saved.html", context)
    response["X-Record-Version"] = str(row.version)
    return response


def _redrawn_sources(
    bench: Workbench, form: RuleForm, typed: dict[str, str]
) -> dict[str, Any] | None:
    """The boxes of sources, where the rule now asks for other facts than the page shows."""
    now = facts_drawn(form)
    return None if typed.get("drawn", now) == now else source_boxes(form, bench.offered)


def _refused(request: HttpRequest, pk: int, key: str, form: RuleForm) -> HttpResponse:
    """What is wrong, beside the boxes; what was typed stays where it is."""
    if not request.htmx:
        bench = workbench(editable_criterion(request, pk, key), forms={form.stored.key: form})
        return page(request, bench, 422)
    return fragment("_part_refused.html", {"field_errors": error_places(form)}, 422)


def _conflict(request: HttpRequest, pk: int, key: str, part_key: str) -> HttpResponse:
    """Both rules side by side: the person picks; nothing is lost."""
    criterion, row = _part(request, pk, key, part_key)
    form = RuleForm(as_part(row), request.POST.dict())
    if request.htmx:
        found = part_rows(form, RuleForm(as_part(row)))
        values = conflict_values(criterion.group.criteria_set, "part", row, found)
        return fragment("_conflict.html", values, 409)
    form.errors["label"] = KEPT
    return page(request, workbench(criterion, forms={row.key: form}), 409)
