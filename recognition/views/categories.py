"""What fields and levels are called: read and changed by the board's head and the administrator."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from core.calendar import format_date
from core.permissions import require
from recognition.actions.categories import rename_category, take_back_name
from recognition.forms.categories import CategoryNameForm
from recognition.models import CategoryName
from recognition.permissions.categories import can_rename_categories
from recognition.presenters.categories import category_lines


@login_required
@require_http_methods(["GET", "POST"])
def category_list(request: HttpRequest) -> HttpResponse:
    """Every field and level with its names, and another name for one of them."""
    require(can_rename_categories(request.user))
    form = CategoryNameForm(request.POST or None)
    if form.is_valid() and (row := _renamed(request, form)):
        day = format_date(row.valid_from)
        messages.success(request, f"Từ ngày {day} gọi là “{row.name}”.")
        return redirect("recognition:categories")
    trail = [
        {"label": "Đợt chấm điểm", "url": reverse("assessments:rounds")},
        {"label": "Tên lĩnh vực, cấp công nhận"},
    ]
    context = {"form": form, "lines": category_lines(), "trail": trail}
    return render(request, "recognition/category_list.html", context)


@login_required
@require_POST
def name_take_back(request: HttpRequest, pk: int) -> HttpResponse:
    """Undo a renaming."""
    require(can_rename_categories(request.user))
    row = get_object_or_404(CategoryName, pk=pk)
    try:
        take_back_name(row, by=request.user)
        messages.success(request, f"Đã bỏ tên gọi “{row.name}”.")
    except ValidationError as error:
        messages.error(request, error.messages[0])
    return redirect("recognition:categories")


def _renamed(request: HttpRequest, form: CategoryNameForm) -> CategoryName | None:
    kind, code = form.what
    cleaned = form.cleaned_data
    try:
        return rename_category(
            kind, code, name=cleaned["name"], valid_from=cleaned["valid_from"],
            note=cleaned["note"], by=request.user,
        )  # fmt: skip
    except ValidationError as error:
        form.add_error(None, error)
        return None
