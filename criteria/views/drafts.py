"""A new blank draft, and the end of one that is not wanted."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from core.keys import parse_key
from criteria.actions import information
from criteria.forms.information import NewSetForm
from criteria.views.editor import editable_set, trail_of
from criteria.views.fragments import UNPROCESSABLE
from criteria.views.organisers import writing_organiser
from criteria.views.reading import or_gone
from organisation.views.form_pages import form_page


@login_required
@require_http_methods(["GET", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """Title, kind and year; everything else is written in the editor."""
    form = NewSetForm(request.POST or None, organiser=writing_organiser(request))
    if draft := form.carry_out(request.user):
        messages.success(request, "Đã lập bản thảo. Hãy thêm nhóm tiêu chí đầu tiên.")
        return redirect("criteria:edit", draft.pk)
    trail = [{"label": "Bộ tiêu chí", "url": reverse("criteria:list")}]
    template = "criteria/editor/new.html"
    return form_page(request, form, trail=trail, heading="Soạn bộ tiêu chí mới", template=template)


@login_required
@require_http_methods(["GET", "POST"])
@or_gone()
def delete(request: HttpRequest, pk: int) -> HttpResponse:
    """A whole draft: first what goes, then the deed."""
    draft = editable_set(request, pk)
    problems: list[str] = []
    if request.method == "POST":
        revision = parse_key(request.POST.get("version")) or 0
        try:
            information.delete(draft, by=request.user, revision=revision)
        except ValidationError as error:
            problems = error.messages
            draft.refresh_from_db()
        else:
            messages.success(request, f"Đã xoá bản thảo “{draft.title}”.")
            return redirect("criteria:list")
    context = {
        "trail": [*trail_of(draft), {"label": "Xoá bản thảo"}], "draft": draft,
        "groups": draft.groups.all(), "problems": problems,
    }  # fmt: skip
    status = UNPROCESSABLE if problems else 200
    return render(request, "criteria/editor/delete_set.html", context, status=status)
