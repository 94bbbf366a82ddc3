"""The matrix of units and steps: the board's first page of the year, on screen and in Excel."""

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from assessments.exports.matrix import matrix_workbook
from assessments.forms.matrix import MatrixFilter
from assessments.permissions.duties import can_follow_up, can_see_calls, can_see_matrix
from assessments.presenters.matrix import (
    STEPS,
    filter_form,
    late_chips,
    matrix_rows,
    narrowed,
)
from assessments.views.rounds import trail, visible_round
from core.downloads import excel
from core.permissions import require

PAGE_SIZE = 50


@login_required
@require_GET
def matrix(request: HttpRequest, pk: int) -> HttpResponse:
    """Every unit with its twelve steps; what is late comes first."""
    round_ = visible_round(request, pk)
    require(can_see_matrix(request.user, round_))
    wanted = MatrixFilter(request.GET)
    rows = matrix_rows(round_, wanted, request.user)
    shown = narrowed(rows, wanted)
    context = {
        "trail": [*trail(round_), {"label": "Tiến độ cả năm"}],
        "round": round_,
        "steps": STEPS,
        "page": Paginator(shown, PAGE_SIZE).get_page(request.GET.get("page")),
        "late_count": sum(bool(row.late) for row in rows),
        "unit_count": len(rows),
        "search": wanted.words,
        "filter_form": filter_form(round_, wanted),
        "chips": late_chips(rows, wanted),
        "clear_url": request.path if wanted.is_active else "",
        "may_remind": can_follow_up(request.user, round_),
        "may_call": can_see_calls(request.user, round_),
    }
    return render(request, "assessments/matrix.html", context)


@login_required
@require_GET
def matrix_export(request: HttpRequest, pk: int) -> HttpResponse:
    """The same rows in the same order as Excel."""
    round_ = visible_round(request, pk)
    require(can_see_matrix(request.user, round_))
    wanted = MatrixFilter(request.GET)
    rows = narrowed(matrix_rows(round_, wanted), wanted)
    return excel(matrix_workbook(round_, rows), f"tien-do-nam-{round_.year}")
