"""Putting a set into force with its guiding document, taking it out of use."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from core.keys import parse_key
from core.pdf import PdfError
from core.permissions import require
from criteria.actions import lifecycle
from criteria.definitions import definition_of
from criteria.forms.publishing import KINDS, GuidanceForm, proposed_guidance
from criteria.models import CriteriaSet
from criteria.permissions import can_publish
from criteria.presenters.places import linked_findings
from criteria.set_documents import fingerprint
from criteria.views.reading import or_gone, set_trail, visible_set

NOT_PRINTED = (
    "Máy chủ chưa in được phụ lục nên bộ tiêu chí chưa được ban hành. "
    "Hãy thử lại sau ít phút; nếu vẫn vậy, báo người quản trị."
)
DONE = "Đã ban hành bộ tiêu chí và lưu phụ lục. Từ nay nội dung không sửa được nữa."


@login_required
@require_http_methods(["GET", "POST"])
@or_gone()
def set_publish(request: HttpRequest, pk: int) -> HttpResponse:
    """What is left to mend, what will happen, the guiding document; then the set in force."""
    criteria_set = visible_set(request, pk)
    require(can_publish(request.user, criteria_set))
    form = GuidanceForm(request.POST or None, initial=proposed_guidance(criteria_set))
    if request.method == "POST":
        if form.is_valid() and _publish(request, criteria_set, form):
            messages.success(request, DONE)
            return redirect(criteria_set)
        criteria_set.refresh_from_db(fields=["revision"])  # somebody may have changed it
    definition = definition_of(criteria_set)
    context = {
        "trail": set_trail(criteria_set, "Ban hành"),
        "criteria_set": criteria_set,
        "definition": definition,
        "findings": linked_findings(definition, criteria_set),
        "form": form,
        "kinds": KINDS,
        "seen": fingerprint(definition),
    }
    return render(request, "criteria/set_publish.html", context)


@login_required
@require_POST
def set_retire(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a set out of use for new rounds."""
    criteria_set = lifecycle.retire(visible_set(request, pk), by=request.user)
    messages.success(request, "Đã ngừng sử dụng bộ tiêu chí cho các đợt mới.")
    return redirect(criteria_set)


def _publish(request: HttpRequest, criteria_set: CriteriaSet, form: GuidanceForm) -> bool:
    """Whether it is done; if not, the form says why."""
    try:
        lifecycle.publish(
            criteria_set,
            by=request.user,
            guidance=form.guidance(),
            revision=parse_key(request.POST.get("revision")) or 0,
            seen=form.cleaned_data["seen"],
        )
    except ValidationError as error:
        form.show(error)
    except PdfError:
        form.add_error(None, NOT_PRINTED)
    else:
        return True
    return False
