"""Parts of a criterion as wholes: added, moved, copied, deleted, another method."""

from collections.abc import Callable
from contextlib import suppress
from functools import partial, wraps
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from core.keys import parse_key
from criteria import measures
from criteria.actions import editing
from criteria.actions.items import Item, part_values, parts_of
from criteria.definitions import as_part
from criteria.forms.rules.changing import changed, lost, source_label
from criteria.forms.rules.shapes import BY_CODE, SHAPES, Shape, shape_of
from criteria.models import CriteriaSet, Criterion, ScoringPart
from criteria.scoring import Part, measure_of
from criteria.views.criterion_editor import (
    GONE,
    address,
    editable_criterion,
    version_of,
    workbench,
)

NEW_LABEL = "Phần điểm mới"
CHANGED_MEANWHILE = "Danh sách phần điểm vừa thay đổi. Hãy tải lại trang rồi chuyển lại."
NOT_MEASURED = (
    "Cách tính này cần người trả lời hoặc đánh giá nên không lấy số liệu của hệ thống được. Hãy "
    "chọn “Đơn vị nhập” hoặc một cách tính khác."
)


def deed(view: Callable[..., str]) -> Callable[..., HttpResponse]:
    """Decorate what is done to the parts of a criterion: it returns where to go afterwards."""

    @wraps(view)
    def guarded(request: HttpRequest, pk: int, criterion_key: str, **names: str) -> HttpResponse:
        criterion = editable_criterion(request, pk, criterion_key)
        return _done(request, criterion, partial(view, request, criterion, **names))

    return guarded


@login_required
@require_POST
@deed
def add(request: HttpRequest, criterion: Criterion) -> str:
    """A new part of the chosen form, worth what the criterion still lacks."""
    shape = BY_CODE.get(request.POST.get("shape", "")) or SHAPES[0]
    given = sum(part.max_points for part in criterion.parts.all())
    left = max(criterion.max_points - given, 0 * criterion.max_points)
    values = part_values(Part("", NEW_LABEL, shape.method, left, {**shape.start, **shape.fixed}))
    row = editing.add(*_parts(criterion), values, by=request.user)
    return _place(criterion, row.key)


@login_required
@require_POST
def move(request: HttpRequest, pk: int, criterion_key: str, part_key: str) -> HttpResponse:
    """One step (`up` or down), or to the `place` (":n") where the part was dropped."""
    criterion = editable_criterion(request, pk, criterion_key)
    if "place" in request.POST:
        return _drop(request, criterion, part_key)
    return _done(request, criterion, partial(_step, request, criterion, part_key))


def _step(request: HttpRequest, criterion: Criterion, part_key: str) -> str:
    is_up = bool(request.POST.get("up"))
    editing.step(*_parts(criterion), part_key, by=request.user, is_up=is_up)
    return _place(criterion, part_key)


@login_required
@require_POST
@deed
def copy(request: HttpRequest, criterion: Criterion, part_key: str) -> str:
    """The same part once more, below."""
    row = editing.copy(*_parts(criterion), part_key, by=request.user)
    messages.success(request, "Đã nhân bản phần điểm. Hãy sửa tên và điểm của bản mới.")
    return _place(criterion, row.key)


@login_required
@require_POST
@deed
def delete(request: HttpRequest, criterion: Criterion, part_key: str) -> str:
    """Take the part away; the page then offers to take that back."""
    event = editing.delete(*_parts(criterion), part_key, by=request.user)
    return f"{_place(criterion)}?xoa={event.sequence}"


@login_required
def method(request: HttpRequest, pk: int, criterion_key: str, part_key: str) -> HttpResponse:
    """Another method or source: what would be lost is said first; POST changes it."""
    criterion = editable_criterion(request, pk, criterion_key)
    row = get_object_or_404(criterion.parts, key=part_key)
    asked = request.POST if request.method == "POST" else request.GET
    shape, source = BY_CODE.get(asked.get("shape", "")), asked.get("source", "")
    source = source if source in measures.labels() else ""
    refusal = NOT_MEASURED if shape and source and not shape.can_be_measured else ""
    if request.method != "POST" or refusal or shape is None:
        wanted = None if refusal else shape
        status = 422 if request.method == "POST" else 200
        return _method_page(request, criterion, row, wanted, source, refusal, status)
    return _done(request, criterion, partial(_change, request, criterion, part_key, shape, source))


def _change(
    request: HttpRequest, criterion: Criterion, part_key: str, shape: Shape, source: str
) -> str:
    def read(stored: ScoringPart) -> dict[str, Any]:
        return part_values(changed(as_part(stored), shape=shape, measure=source))

    version = version_of(request)
    editing.change(*_parts(criterion), part_key, read, version=version, by=request.user)
    messages.success(request, "Đã đổi cách tính. Hãy điền những ô còn trống.")
    return _place(criterion, part_key)


def _drop(request: HttpRequest, criterion: Criterion, part_key: str) -> HttpResponse:
    """Only numbers and buttons are renewed: the forms may hold what is not saved yet."""
    place = parse_key(request.POST["place"].removeprefix(":"))
    text, tone, status = CHANGED_MEANWHILE, "warning", 422
    if place is not None and place < criterion.parts.count():
        with suppress(*GONE):
            row = editing.move(*_parts(criterion), part_key, by=request.user, place=place)
            text, tone, status = f"Phần điểm “{row.label}” đứng thứ {place + 1}.", "success", 200
    context = {"panels": workbench(criterion).panels(), "text": text, "tone": tone}
    return render(request, "criteria/rules/_parts_moved.html", context, status=status)


def _method_page(
    request: HttpRequest,
    criterion: Criterion,
    row: ScoringPart,
    wanted: Shape | None,
    source: str,
    refusal: str,
    status: int,
) -> HttpResponse:
    part = as_part(row)
    now, labels = shape_of(part), measures.labels()
    chosen = wanted or now
    where = source if wanted else measure_of(part)
    place = _place(criterion, row.key)
    context: dict[str, Any] = {
        "trail": [
            {"label": f"Tiêu chí {criterion.code}", "url": place},
            {"label": "Đổi cách tính"},
        ],
        "part": row,
        "action": request.path,
        "back": place,
        "shapes": [(s.code, s.title, s == chosen) for s in SHAPES],
        "sources": [("", "Đơn vị nhập", not where)]
        + [(code, f"Hệ thống tự lấy: {label}", code == where) for code, label in labels.items()],
        "wanted": wanted,
        "source": source,
        "refusal": refusal,
    }
    if wanted:
        then = changed(part, wanted, source)
        context |= {
            "lost": lost(part, wanted, source),
            "now_words": _words(now, part),
            "then_words": _words(wanted, then),
        }
    return render(request, "criteria/rules/method.html", context, status=status)


def _words(shape: Shape | None, part: Part) -> str:
    title = shape.title if shape else "Cách tính không còn dùng"
    return f"{title} · {source_label(part, measures.labels())}"


def _done(request: HttpRequest, criterion: Criterion, do: Callable[[], str]) -> HttpResponse:
    """Do it and go where it says; what does not go is said on the page of the criterion."""
    try:
        return redirect(do())
    except ScoringPart.DoesNotExist as error:
        raise Http404 from error
    except ValidationError as error:  # also that somebody else was faster
        messages.error(request, " ".join(error.messages))
    return redirect(_place(criterion))


def _parts(criterion: Criterion) -> tuple[CriteriaSet, Item]:
    """Where the verbs of editing find the parts."""
    return criterion.group.criteria_set, parts_of(criterion.key)


def _place(criterion: Criterion, part_key: str = "") -> str:
    return address(criterion.group.criteria_set_id, criterion.key, part_key)
