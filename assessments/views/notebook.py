"""The officer's notebook of a unit: read, written on the phone, put right, ticked off; photos."""

import logging

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from assessments.actions import notebook as actions
from assessments.forms.evidence import arrived
from assessments.forms.following import NoteForm
from assessments.forms.scores import version_of
from assessments.models import NotebookEntry, NotebookPhoto
from assessments.permissions.following import (
    can_correct_entry,
    can_read_notebook,
    can_write_notebook,
)
from assessments.presenters.notebook import correction_page, notebook_page
from assessments.views.arrivals import NO_ROOM
from assessments.views.downloads import send_document
from assessments.views.form_pages import REFUSED, carried_out, pressed
from assessments.views.inspections import FORM_METHODS
from assessments.views.rounds import visible_round
from core.keys import parse_key
from core.permissions import require
from organisation.models import Unit

logger = logging.getLogger(__name__)


@login_required
@FORM_METHODS
def notebook(request: HttpRequest, pk: int, unit_pk: int) -> HttpResponse:
    """What was noted about a unit in a year, with a short form for the next note."""
    round_ = visible_round(request, pk)
    if not can_read_notebook(request.user, round_, unit_pk):
        raise Http404
    unit = get_object_or_404(Unit.objects.filter(assessments__round=round_), pk=unit_pk)
    chosen = parse_key(request.GET.get("quy")) or 0
    form = NoteForm(request.POST or None, quarter=chosen if chosen in (1, 2, 3, 4) else 0)
    if request.method == "POST":
        require(can_write_notebook(request.user, round_, unit_pk))
        written = []
        if form.is_valid() and carried_out(
            form,
            lambda: written.append(actions.write_entry(round_, unit, form.note, by=request.user)),
        ):
            _keep_photos(request, written[0])
            messages.success(request, "Đã ghi vào sổ theo dõi.")
            return redirect("assessments:notebook", pk=pk, unit_pk=unit_pk)
    context = notebook_page(round_, unit, request.user) | {"form": form}
    status = REFUSED if form.errors else 200
    return render(request, "assessments/notebook.html", context, status=status)


@login_required
@FORM_METHODS
def notebook_change(request: HttpRequest, pk: int) -> HttpResponse:
    """Put one's own entry right, add photos to it."""
    entry = visible_entry(request, pk)
    require(can_correct_entry(request.user, entry))
    form = NoteForm(request.POST or None, row=entry)
    if form.is_valid() and carried_out(form, lambda: _correct(request, entry, form), entry):
        _keep_photos(request, entry)
        messages.success(request, "Đã sửa ghi chép.")
        return redirect(entry)
    context = correction_page(entry, request.user) | {"form": form}
    status = REFUSED if form.errors else 200
    return render(request, "assessments/notebook_change.html", context, status=status)


@login_required
@require_POST
def notebook_tick(request: HttpRequest, pk: int) -> HttpResponse:
    """Tick a promise or a next step off, or open it again."""
    entry = visible_entry(request, pk)
    version = version_of(request.POST.dict())
    is_done = request.POST.get("done") != "0"
    pressed(
        request,
        lambda: actions.tick_entry(entry, is_done=is_done, version=version, by=request.user),
        "Đã đánh dấu là xong." if is_done else "Đã mở lại việc này.",
    )
    return redirect(entry)


@login_required
@require_safe
def notebook_photo(request: HttpRequest, photo_pk: int) -> HttpResponse:
    """One picture, to those who may read the notebook."""
    photo = _photo(request, photo_pk)
    return send_document(photo.document, photo.document.name, inline="xem" in request.GET)


@login_required
@require_POST
def photo_remove(request: HttpRequest, photo_pk: int) -> HttpResponse:
    """Take a picture out of one's own entry."""
    photo = _photo(request, photo_pk)
    actions.remove_photo(photo, by=request.user)
    messages.success(request, "Đã bỏ ảnh.")
    return redirect("assessments:notebook-change", pk=photo.entry_id)


def visible_entry(request: HttpRequest, pk: int) -> NotebookEntry:
    """The entry with unit and round; 404 for those who may not read the notebook."""
    rows = NotebookEntry.objects.visible_to(request.user).select_related("round", "unit")
    return get_object_or_404(rows, pk=pk)


def _photo(request: HttpRequest, pk: int) -> NotebookPhoto:
    seen = NotebookEntry.objects.visible_to(request.user).order_by()
    rows = NotebookPhoto.objects.filter(entry__in=seen).select_related("document", "entry")
    return get_object_or_404(rows, pk=pk)


def _correct(request: HttpRequest, entry: NotebookEntry, form: NoteForm) -> None:
    version = form.cleaned_data["version"]
    actions.correct_entry(entry, form.note, version=version, by=request.user)


def _keep_photos(request: HttpRequest, entry: NotebookEntry) -> None:
    """Each picture by itself: a bad one is named and stops no other."""
    arrivals = list(arrived(request.FILES.getlist("photo")))
    refused = [f"{a.name}: {a.refusal}" for a in arrivals if a.inspection is None]
    pictures = [(a.file, a.inspection) for a in arrivals if a.inspection]
    if pictures:
        try:
            refused += actions.add_photos(entry, pictures, by=request.user)
        except OSError:
            logger.exception("Photos could not be stored.")
            refused.append(NO_ROOM)
    for words in refused:
        messages.error(request, words)
