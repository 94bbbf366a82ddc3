"""A criteria set out of a file: upload → preview with the comparison → confirm."""

from dataclasses import dataclass

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from core.permissions import require
from core.spreadsheets import Problem, grouped
from core.versions import StaleVersion
from criteria.actions import contents, imports
from criteria.comparison import compare
from criteria.definitions import definition_of
from criteria.forms.imports import SetFileForm
from criteria.imports.incoming import Incoming
from criteria.imports.origins import origin_of
from criteria.imports.waiting import Waiting
from criteria.models import CriteriaSet
from criteria.permissions import can_write_for
from criteria.set_documents import fingerprint
from criteria.views.downloads import kinds
from criteria.views.organisers import writing_units
from criteria.views.previews import USED, PreviewUsed, single_use
from criteria.views.reading import new_trail, or_gone, set_trail, visible_set
from criteria.workflow import CriteriaSetState
from organisation.models import Unit

UNPROCESSABLE = 422
CHANGED = "Nội dung hiện tại vừa có người sửa sau khi đồng chí xem trước. Hãy xem lại so sánh."

PUBLISHED = (
    "Bản thảo vừa được ban hành, không thay nội dung được nữa. Xác nhận sẽ lập phiên bản mới."
)


@dataclass(frozen=True)
class Door:
    """Where the file goes: a new set (None), another content of a draft, or the next version."""

    criteria_set: CriteriaSet | None

    @property
    def is_draft(self) -> bool:
        """Whether the content of a draft would be replaced."""
        return bool(self.criteria_set) and self.criteria_set.state == CriteriaSetState.DRAFT

    @property
    def session_key(self) -> str:
        """Each door keeps its own preview."""
        return f"import-criteria-{self.criteria_set.pk if self.criteria_set else 'new'}"

    @property
    def heading(self) -> str:
        """What the page is called."""
        if self.criteria_set is None:
            return "Nhập bộ tiêu chí từ tệp"
        return "Thay nội dung bản thảo từ tệp" if self.is_draft else "Nhập phiên bản mới từ tệp"

    def address(self, step: str = "") -> str:
        """The upload page of this door, or that of a later `step` ("-confirm")."""
        if self.criteria_set is None:
            return reverse(f"criteria:import-new{step}")
        return reverse(f"criteria:import{step}", args=[self.criteria_set.pk])


@login_required
@require_http_methods(["GET", "POST"])
def import_new(request: HttpRequest) -> HttpResponse:
    """Take in a file as a new set, and show what it holds."""
    writing_units(request)
    return _uploaded(request, Door(None))


@login_required
@require_POST
def import_new_confirm(request: HttpRequest) -> HttpResponse:
    """Write the new set that was previewed."""
    writing_units(request)
    return _confirmed(request, Door(None))


@login_required
@require_http_methods(["GET", "POST"])
def set_import(request: HttpRequest, pk: int) -> HttpResponse:
    """Take in a file for this set, and show what would change."""
    return _uploaded(request, _door(request, pk))


@login_required
@require_POST
@or_gone()
def set_import_confirm(request: HttpRequest, pk: int) -> HttpResponse:
    """Write what was previewed: into the draft, or as the next version."""
    return _confirmed(request, _door(request, pk))


def _door(request: HttpRequest, pk: int) -> Door:
    criteria_set = visible_set(request, pk)
    require(can_write_for(request.user, criteria_set.organiser))
    return Door(criteria_set)


def _uploaded(request: HttpRequest, door: Door) -> HttpResponse:
    units = [] if door.criteria_set else list(writing_units(request))
    sent = (request.POST, request.FILES) if request.method == "POST" else ()
    form = SetFileForm(*sent, kinds=kinds(), organisers=units)
    if not form.is_valid():
        context = {"trail": _trail(door), "door": door, "form": form, "heading": door.heading}
        status = UNPROCESSABLE if form.errors else 200
        return render(request, "criteria/import_upload.html", context, status=status)
    if form.incoming.problems:
        return _refused(request, door, form.incoming)
    before = door.criteria_set or origin_of(form.incoming.reference, request.user)
    organiser = form.cleaned_data.get("organiser") or _organiser(request, before, units)
    waiting = Waiting.from_file(
        form.incoming, organiser=organiser.pk, before=before.pk if before else None
    )
    return _previewed(request, door, waiting, before)


def _organiser(request: HttpRequest, before: CriteriaSet | None, units: list[Unit]) -> Unit:
    """Who the set is for: whose set it came from, if the person writes for them."""
    if before and can_write_for(request.user, before.organiser):
        return before.organiser
    return units[0]


def _refused(request: HttpRequest, door: Door, incoming: Incoming) -> HttpResponse:
    context = {
        "trail": _trail(door),
        "upload_url": door.address(),
        "problems": incoming.problems,
        "groups": _summary(incoming.problems),
        "remarks": incoming.remarks,
    }
    return render(request, "criteria/import_refused.html", context, status=UNPROCESSABLE)


def _summary(problems: list[Problem]) -> list:
    """One line per kind of problem where that tells more than the list itself."""
    groups = grouped(problems)
    return groups if 2 * len(groups) <= len(problems) else problems


def _previewed(
    request: HttpRequest,
    door: Door,
    waiting: Waiting,
    before: CriteriaSet | None,
    warning: str = "",
) -> HttpResponse:
    present = definition_of(before) if before else None
    waiting.seen, waiting.replaces = fingerprint(present) if present else "", door.is_draft
    request.session[door.session_key] = waiting.as_json()
    criteria = [c for group in waiting.definition.groups for c in group.criteria]
    context = {
        "trail": _trail(door),
        "door": door,
        "waiting": waiting,
        "definition": waiting.definition,
        "criterion_count": len(criteria),
        "part_count": sum(len(criterion.parts) for criterion in criteria),
        "before": before,
        "comparison": present and compare(present, waiting.definition, kinds()),
        "warning": warning,
        "upload_url": door.address(),
        "confirm_url": door.address("-confirm"),
    }
    return render(request, "criteria/import_preview.html", context)


def _confirmed(request: HttpRequest, door: Door) -> HttpResponse:
    stored = request.session.get(door.session_key)
    waiting = Waiting.from_json(stored) if stored else None
    if waiting is None or waiting.sha256 != request.POST.get("sha256"):
        return _used(request, door)
    before = door.criteria_set
    if before is None and waiting.before:
        before = visible_set(request, waiting.before)
    if waiting.replaces != door.is_draft:
        return _previewed(request, door, waiting, before, PUBLISHED)
    try:
        with single_use(request, door.session_key):
            written = _written(request, door, waiting, before)
    except PreviewUsed:
        return _used(request, door)
    except StaleVersion:
        return _previewed(request, door, waiting, before, CHANGED)
    messages.success(request, _done(door))
    return redirect("criteria:edit", written.pk)


def _used(request: HttpRequest, door: Door) -> HttpResponse:
    messages.error(request, USED)
    return redirect(door.address())


def _written(
    request: HttpRequest, door: Door, waiting: Waiting, before: CriteriaSet | None
) -> CriteriaSet:
    if door.is_draft:
        seen = {"by": request.user, "seen": waiting.seen}
        return imports.replace_previewed(door.criteria_set, waiting.definition, **seen)
    organiser = Unit.objects.get(pk=waiting.organiser)
    return contents.create(
        waiting.definition, organiser=organiser, by=request.user, origin=before,
    )  # fmt: skip


def _done(door: Door) -> str:
    if door.is_draft:
        return "Đã thay nội dung bản thảo bằng nội dung của tệp."
    return "Đã lập bản thảo từ tệp. Kiểm tra lần cuối rồi ban hành."


def _trail(door: Door) -> list[dict[str, str]]:
    if door.criteria_set is None:
        return new_trail({"label": "Nhập từ tệp"})
    return set_trail(door.criteria_set, "Nhập từ tệp")
