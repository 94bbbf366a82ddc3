"""A plain table as a new draft: file or pasted text → preview with recognised rules → confirm."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from core.permissions import require
from criteria.actions import contents
from criteria.definitions import CriterionDefinition, GroupDefinition, SetDefinition
from criteria.forms.table_import import TableForm
from criteria.imports.plain_tables.building import Table, counted, sureness
from criteria.imports.plain_tables.waiting import WaitingTable
from criteria.permissions import can_write, can_write_for
from criteria.scoring import describe
from criteria.views.organisers import writing_units
from criteria.views.previews import USED, PreviewUsed, single_use
from criteria.views.reading import new_trail
from organisation.models import Unit, UnitKind

SESSION_KEY = "import-criteria-table"
UNPROCESSABLE = 422
MOST_SHOWN = 100  # problems


@dataclass(frozen=True)
class CriterionLine:
    """One criterion of the preview with its rules in words."""

    definition: CriterionDefinition
    sureness: str
    rules: list[tuple[bool, str]]  # whether people score it, and the sentence


@dataclass(frozen=True)
class GroupLines:
    """A group of the preview."""

    definition: GroupDefinition
    criteria: list[CriterionLine]


@login_required
@require_http_methods(["GET", "POST"])
def table_import(request: HttpRequest) -> HttpResponse:
    """Take in a table, and show the set that it would become."""
    organisers = writing_units(request)
    initial = request.session.get(SESSION_KEY, {}).get("typed") if "sua" in request.GET else None
    form = TableForm(
        request.POST or None, request.FILES or None, initial=initial, organisers=list(organisers)
    )
    if form.is_valid() and not form.table.problems:
        return _previewed(request, form)
    table = form.table or Table()
    context = {
        "trail": new_trail({"label": "Nhập bảng"}),
        "form": form,
        "problems": table.problems[:MOST_SHOWN],
        "further_count": max(len(table.problems) - MOST_SHOWN, 0),
        "problem_count": len(table.problems),
    }
    status = UNPROCESSABLE if form.is_bound else 200
    return render(request, "criteria/table_import.html", context, status=status)


@login_required
@require_POST
def table_import_confirm(request: HttpRequest) -> HttpResponse:
    """Write the draft that was previewed."""
    require(can_write(request.user))
    stored = request.session.get(SESSION_KEY)
    waiting = WaitingTable.from_json(stored) if stored else None
    if waiting is None or waiting.sha256 != request.POST.get("sha256"):
        return _used(request)
    organiser = get_object_or_404(Unit, pk=waiting.organiser)
    require(can_write_for(request.user, organiser))
    definition = waiting.definition
    try:
        with single_use(request, SESSION_KEY):
            draft = contents.create(definition, organiser=organiser, by=request.user)
    except PreviewUsed:
        return _used(request)
    messages.success(request, f"Đã lập bản thảo. {_summary(definition)}")
    return redirect("criteria:edit", draft.pk)


def _used(request: HttpRequest) -> HttpResponse:
    messages.error(request, USED)
    return redirect("criteria:import-table")


def _previewed(request: HttpRequest, form: TableForm) -> HttpResponse:
    waiting = WaitingTable.of(form.table.definition, form.owner.pk)
    typed = {
        name: str(form.data.get(name, "")) for name in ("title", "year", "unit_kind", "pasted")
    }
    request.session[SESSION_KEY] = {**waiting.as_json(), "typed": typed}
    definition = waiting.definition
    counts = counted(definition)
    context = {
        "trail": new_trail(
            {"label": "Nhập bảng", "url": reverse("criteria:import-table")}, {"label": "Xem trước"}
        ),
        "definition": definition,
        "unit_kind": UnitKind.objects.get(code=definition.unit_kind),
        "groups": [_group(group) for group in definition.groups],
        "counts": counts,
        "criterion_count": sum(counts.values()),
        "summary": _summary(definition),
        "table": form.table,
        "sha256": waiting.sha256,
    }
    return render(request, "criteria/table_import_preview.html", context)


def _summary(definition: SetDefinition) -> str:
    """ "Đã nhận ra cách chấm của 24/36 tiêu chí; 12 tiêu chí để tự chấm tay."."""
    counts: Mapping[str, int] = counted(definition)
    whole, number = counts["whole"], sum(counts.values())
    text = f"Đã nhận ra cách chấm của {whole}/{number} tiêu chí"
    if whole == number:
        return f"{text}."
    partly = f" (trong đó {counts['partly']} tiêu chí nhận ra một phần)" if counts["partly"] else ""
    return f"{text}; {number - whole} tiêu chí để tự chấm tay{partly}."


def _group(group: GroupDefinition) -> GroupLines:
    lines = [
        CriterionLine(c, sureness(c), [(p.method == "manual", _rule(p)) for p in c.parts])
        for c in group.criteria
    ]
    return GroupLines(group, lines)


def _rule(part) -> str:
    if part.method != "manual":
        return describe(part)
    return f"{part.label} – cần bổ sung cách tính ({describe(part).split(', ', 1)[1]})"
