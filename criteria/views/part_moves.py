"""Parts of a criterion as wholes: added, moved, copied, deleted, restored, another method."""

from collections.abc import Callable
from contextlib import suppress
from functools import partial
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from core.keys import parse_key
from core.versions import StaleVersion
from criteria import measures
from criteria.actions import parts
from criteria.actions.parts import as_part
from criteria.forms.rules.changing import changed, lost, source_label
from criteria.forms.rules.shapes import BY_CODE, SHAPES, Shape, measure_of, shape_of
from criteria.models import Criterion, ScoringPart
from criteria.scoring import Part
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


@login_required
@require_POST
def add(request: HttpRequest, pk: int, criterion_key: str) -> HttpResponse:
    """A new part of the chosen form, worth what the criterion still lacks."""
    shape = BY_CODE.get(request.POST.get("shape", "")) or SHAPES[0]
    criterion = editable_criterion(request, pk, criterion_key)
    given = sum(part.max_points for part in criterion.parts.all())
    left = max(criterion.max_points - given, 0 * criterion.max_points)
    part = Part("", NEW_LABEL, shape.method, left, {**shape.start, **shape.fixed})

    def deed() -> str:
        row = parts.add(pk, criterion_key, part, by=request.user)
        return address(pk, criterion_key, row.key)

    return _done(request, pk, criterion_key, deed)


@login_required
@require_POST
def move(request: HttpRequest, pk: int, criterion_key: str, part_key: str) -> HttpResponse:
    """One step (`up` or down), or to the `place` (":n") where the part was dropped."""
    if "place" in request.POST:
        return _drop(request, pk, criterion_key, part_key)
    is_up = bool(request.POST.get("up"))

    def deed() -> str:
        parts.move(pk, criterion_key, part_key, by=request.user, is_up=is_up)
        return address(pk, criterion_key, part_key)

    return _done(request, pk, criterion_key, deed)


@login_required
@require_POST
def copy(request: HttpRequest, pk: int, criterion_key: str, part_key: str) -> HttpResponse:
    """The same part once more, below."""

    def deed() -> str:
        row = parts.copy(pk, criterion_key, part_key, by=request.user)
        messages.success(request, "Đã nhân bản phần điểm. Hãy sửa tên và điểm của bản mới.")
        return address(pk, criterion_key, row.key)

    return _done(request, pk, criterion_key, deed)


@login_required
@require_POST
def delete(request: HttpRequest, pk: int, criterion_key: str, part_key: str) -> HttpResponse:
    """Take the part away; the page then offers to take that back."""

    def deed() -> str:
        event = parts.delete(pk, criterion_key, part_key, by=request.user)
        return f"{address(pk, criterion_key)}?xoa={event.sequence}"

    return _done(request, pk, criterion_key, deed)


@login_required
@require_POST
def restore(request: HttpRequest, pk: int, criterion_key: str, sequence: int) -> HttpResponse:
    """Bring back what was deleted."""

    def deed() -> str:
        row = parts.restore(pk, criterion_key, sequence, by=request.user)
        messages.success(request, f"Đã khôi phục phần điểm “{row.label}”.")
        return address(pk, criterion_key, row.key)

    return _done(request, pk, criterion_key, deed)


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
    change = partial(changed, shape=shape, measure=source)

    def deed() -> str:
        parts.save(
            pk, criterion_key, part_key, change, version=version_of(request), by=request.user
        )
        messages.success(request, "Đã đổi cách tính. Hãy điền những ô còn trống.")
        return address(pk, criterion_key, part_key)

    return _done(request, pk, criterion_key, deed)


def _drop(request: HttpRequest, pk: int, criterion_key: str, part_key: str) -> HttpResponse:
    """Only numbers and buttons are renewed: the forms may hold what is not saved yet."""
    criterion = editable_criterion(request, pk, criterion_key)
    place = parse_key(request.POST["place"].removeprefix(":"))
    text, tone, status = CHANGED_MEANWHILE, "warning", 422
    if place is not None and place < criterion.parts.count():
        with suppress(*GONE):
            row = parts.move(pk, criterion_key, part_key, by=request.user, place=place)
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
    pk, key = criterion.group.criteria_set_id, criterion.key
    context: dict[str, Any] = {
        "trail": [
            {"label": f"Tiêu chí {criterion.code}", "url": address(pk, key, row.key)},
            {"label": "Đổi cách tính"},
        ],
        "part": row,
        "action": reverse("criteria:part-method", args=[pk, key, row.key]),
        "back": address(pk, key, row.key),
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
            "lost": lost(part, wanted),
            "now_words": _words(now, part),
            "then_words": _words(wanted, then),
        }
    return render(request, "criteria/rules/method.html", context, status=status)


def _words(shape: Shape | None, part: Part) -> str:
    title = shape.title if shape else "Cách tính không còn dùng"
    return f"{title} · {source_label(part, measures.labels())}"


def _done(
    request: HttpRequest, pk: int, criterion_key: str, deed: Callable[[], str]
) -> HttpResponseRedirect:
    """Do it and go where it says; what does not go is said on the page of the criterion."""
    try:
        return redirect(deed())
    except GONE as error:
        raise Http404 from error
    except StaleVersion as error:
        messages.error(request, error.message)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    return redirect(address(pk, criterion_key))
