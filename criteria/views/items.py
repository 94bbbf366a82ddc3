"""What is done to one group, criterion, veto or class band of a draft."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ObjectDoesNotExist, ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from core.keys import parse_key
from criteria.actions import editing
from criteria.actions.items import CRITERION, GROUP, ITEMS, PART, Item
from criteria.checks import Place
from criteria.forms.items import FORMS
from criteria.forms.moves import MoveForm
from criteria.models import CriteriaSet
from criteria.presenters.items import consequences, stands_at
from criteria.presenters.places import WORDS, address_of
from criteria.views.editor import editable_set, editor_form, trail_of
from criteria.views.fragments import UNPROCESSABLE, changed_parts, everything
from criteria.views.reading import or_gone

BY_WORD = {word: ITEMS[name] for name, word in WORDS.items()}
GONE = "Nội dung này vừa bị xoá. Nếu cần, hãy khôi phục trong mục “Đã xoá”."
ADDED = {
    "group": "Đã thêm nhóm. Hãy thêm tiêu chí vào nhóm này.",
    "criterion": "Đã thêm tiêu chí. Hãy đặt cách chấm điểm cho tiêu chí này.",
    "veto": "Đã thêm điều kiện loại trừ.",
    "band": "Đã thêm mức xếp loại.",
}


@login_required
@require_http_methods(["GET", "POST"])
@or_gone()
def item_add(request: HttpRequest, pk: int, item: str) -> HttpResponse:
    """A new row; the group of a criterion may be given in the address."""
    kind, draft = _item(item), editable_set(request, pk)
    if kind is CRITERION and not draft.groups.exists():
        messages.warning(request, "Hãy thêm nhóm trước, rồi thêm tiêu chí vào nhóm.")
        return redirect("criteria:item-add", draft.pk, WORDS[GROUP.name])
    given = {"group": request.GET.get("nhom", "")} if kind is CRITERION else {}
    form = FORMS[kind.name](request.POST or None, criteria_set=draft, initial=given)
    if row := form.carry_out(request.user):
        messages.success(request, ADDED[kind.name])
        return redirect(_after_adding(draft, kind, row))
    return editor_form(request, draft, form, f"Thêm {kind.noun}")


def of_draft(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Decorate a view of one row of a draft: who comes after its deletion is told, not lost."""

    @wraps(view)
    def guarded(request: HttpRequest, pk: int, **names: str) -> HttpResponse:
        draft = editable_set(request, pk)
        try:
            return view(request, draft, **names)
        except ObjectDoesNotExist:  # raised by the action as well: it looks again under lock
            return _gone(request, draft)

    return guarded


@login_required
@require_http_methods(["GET", "POST"])
@of_draft
def item_edit(request: HttpRequest, draft: CriteriaSet, item: str, item_key: str) -> HttpResponse:
    """The form of a group, veto or class band; a criterion has a page of its own."""
    kind = _item(item)
    if kind is CRITERION:
        return redirect("criteria:edit-criterion", draft.pk, item_key)
    row = _row(draft, kind, item_key)
    form = FORMS[kind.name](request.POST or None, criteria_set=draft, row=row)
    if form.carry_out(request.user):
        messages.success(request, f"Đã lưu {kind.noun}.")
        return redirect(_place(draft, kind, item_key))
    return editor_form(request, draft, form, f"Sửa {kind.noun}")


@login_required
@require_http_methods(["GET", "POST"])
@of_draft
def item_move(request: HttpRequest, draft: CriteriaSet, item: str, item_key: str) -> HttpResponse:
    """One step (`to`: up, down) or to any `place`; without script it is chosen on a page."""
    kind = _item(item)
    row = _row(draft, kind, item_key)
    form = MoveForm(request.POST or None, criteria_set=draft, item=kind, row=row)
    if request.POST.get("to") in ("up", "down"):
        is_up = request.POST["to"] == "up"
        moved = editing.step(draft, kind, item_key, by=request.user, is_up=is_up)
    elif not (moved := form.carry_out(request.user)):
        if request.htmx and form.is_bound:
            return everything(request, draft, " ".join(form.errors["place"]))
        return editor_form(request, draft, form, f"Chuyển {kind.noun} {_short(row)}", verb="Chuyển")
    return _done(request, draft, kind, moved, stands_at(kind, moved), row)


@login_required
@require_POST
@of_draft
def item_copy(request: HttpRequest, draft: CriteriaSet, item: str, item_key: str) -> HttpResponse:
    """A copy below the original."""
    kind = _item(item)
    row = _row(draft, kind, item_key)
    made = editing.copy(draft, kind, item_key, by=request.user)
    return _done(request, draft, kind, made, f"Đã chép thành {kind.noun} {_short(made)}.", row)


@login_required
@require_http_methods(["GET", "POST"])
@of_draft
def item_delete(request: HttpRequest, draft: CriteriaSet, item: str, item_key: str) -> HttpResponse:
    """First what goes, then the deed; the editor offers to undo it."""
    kind = _item(item)
    row = _row(draft, kind, item_key)
    problems: list[str] = []
    if request.method == "POST":
        version = parse_key(request.POST.get("version")) or 0
        try:
            editing.delete(draft, kind, item_key, by=request.user, version=version)
        except ValidationError as error:
            problems = error.messages
            row.refresh_from_db()
        else:
            return redirect(f"{reverse('criteria:edit', args=[draft.pk])}#da-xoa")
    heading = f"Xoá {kind.noun} {_short(row)}?"
    context = {
        "trail": [*trail_of(draft), {"label": f"Xoá {kind.noun}"}], "heading": heading,
        "row": row, "consequences": consequences(kind, row), "problems": problems,
        "back": _place(draft, kind, item_key),
    }  # fmt: skip
    status = UNPROCESSABLE if problems else 200
    return render(request, "criteria/editor/delete.html", context, status=status)


@login_required
@require_POST
@or_gone()
def restore(request: HttpRequest, pk: int) -> HttpResponse:
    """Bring back what the deletion numbered `event` took away."""
    draft = editable_set(request, pk)
    sequence = parse_key(request.POST.get("event")) or 0
    try:
        row = editing.restore(draft, sequence, by=request.user)
    except ValidationError as error:
        for text in error.messages:
            messages.error(request, text)
        return redirect("criteria:edit", draft.pk)
    kind = next(item for item in ITEMS.values() if item.model is type(row))
    messages.success(request, f"Đã khôi phục {kind.noun} {_short(row)}.")
    if kind is PART:
        return redirect(address_of(Place("part", row.criterion.key, row.key), draft))
    return redirect(_place(draft, kind, row.key))


def _item(word: str) -> Item:
    if word not in BY_WORD:
        raise Http404
    return BY_WORD[word]


def _row(draft: CriteriaSet, item: Item, key: str) -> Any:
    """The row. Raises DoesNotExist for one that was deleted; one that never was is a 404."""
    rows = item.rows(draft).filter(key=key)
    if not rows and not editing.deletions(draft).filter(before__key=key).exists():
        raise Http404
    return rows.get()


def _gone(request: HttpRequest, draft: CriteriaSet) -> HttpResponse:
    if request.htmx:
        return everything(request, draft, GONE)
    messages.warning(request, GONE)
    return redirect("criteria:edit", draft.pk)


def _done(
    request: HttpRequest, draft: CriteriaSet, item: Item, row: Any, words: str, before: Any
) -> HttpResponse:
    """The parts of the page that changed; without script the page again, at the row."""
    if request.htmx:
        groups = {before.group.key, row.group.key} if item is CRITERION else set()
        return changed_parts(request, draft, item, groups, words)
    messages.success(request, words)
    return redirect(_place(draft, item, row.key))


def _after_adding(draft: CriteriaSet, item: Item, row: Any) -> str:
    if item is CRITERION:
        return reverse("criteria:edit-criterion", args=[draft.pk, row.key])
    return _place(draft, item, row.key)


def _place(draft: CriteriaSet, item: Item, key: str) -> str:
    return f"{reverse('criteria:edit', args=[draft.pk])}#{WORDS[item.name]}-{key}"


def _short(row: Any) -> str:
    return getattr(row, "code", "") or f"“{row}”"
