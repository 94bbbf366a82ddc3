"""Putting a set into force, taking it out of use."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from criteria.actions import lifecycle
from criteria.views.reading import visible_set


@login_required
@require_POST
def set_publish(request: HttpRequest, pk: int) -> HttpResponse:
    """Put a draft into force."""
    criteria_set = visible_set(request, pk)
    try:
        lifecycle.publish(criteria_set, by=request.user)
    except ValidationError as error:
        for text in error.messages:
            messages.error(request, text)
    else:
        messages.success(request, "Đã ban hành bộ tiêu chí. Từ nay nội dung không sửa được nữa.")
    return redirect(criteria_set)


@login_required
@require_POST
def set_retire(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a set out of use for new rounds."""
    criteria_set = lifecycle.retire(visible_set(request, pk), by=request.user)
    messages.success(request, "Đã ngừng sử dụng bộ tiêu chí cho các đợt mới.")
    return redirect(criteria_set)
