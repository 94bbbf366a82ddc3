"""The board's consolidated report of a quarter: read, written, proposed anew, fixed."""

import logging
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from assessments.actions import consolidation as actions
from assessments.consolidating.notable import ROMAN
from assessments.documents.consolidation import TEXTS
from assessments.forms.consolidation import FixForm, TextsForm
from assessments.models import ConsolidatedReport, Round
from assessments.permissions.consolidation import (
    can_start_consolidation,
    can_view_consolidation,
    can_write_consolidation,
    has_begun,
)
from assessments.presenters.consolidation import page_values, proposal_choices, years
from core.keys import parse_key
from core.pdf import PdfError
from core.permissions import require
from core.versions import StaleVersion
from organisation.models import User

logger = logging.getLogger(__name__)

STALE_STATUS = 409


@login_required
@require_GET
def consolidation_list(request: HttpRequest) -> HttpResponse:
    """The quarters of each year with their reports."""
    rounds = Round.objects.visible_to(request.user).exclude(state="planned")
    context = {"years": years(rounds, request.user)}
    return render(request, "assessments/consolidation_list.html", context)


@login_required
@require_GET
def consolidation(request: HttpRequest, pk: int, quarter: int) -> HttpResponse:
    """The report of one quarter."""
    round_, report = visible_quarter(request, pk, quarter)
    chosen = request.GET.get("bieu-do", "")
    context = page_values(round_, quarter, report, request.user, chosen)
    context["trail"] = trail(round_, quarter)
    return render(request, "assessments/consolidation.html", context)


@login_required
@require_POST
def consolidation_start(request: HttpRequest, pk: int, quarter: int) -> HttpResponse:
    """Begin the report with proposed texts."""
    round_ = get_object_or_404(Round.objects.visible_to(request.user), pk=pk)
    require(can_start_consolidation(request.user, round_, _quarter(quarter)))
    actions.start(round_, quarter, by=request.user)
    messages.success(request, "Đã lập báo cáo với lời đề xuất. Xem lại và sửa trước khi chốt.")
    return redirect("assessments:consolidation-edit", pk=pk, quarter=quarter)


@login_required
@require_http_methods(["GET", "POST"])
def consolidation_edit(request: HttpRequest, pk: int, quarter: int) -> HttpResponse:
    """The four texts."""
    report = writable(request, pk, quarter)
    initial = {name: getattr(report, name) for name in TEXTS} | {"version": report.version}
    form = TextsForm(request.POST or None, initial=initial)
    is_stale = False
    if request.method == "POST" and form.is_valid():
        try:
            version = form.cleaned_data["version"]
            actions.save_texts(report, form.texts, by=request.user, version=version)
        except StaleVersion as error:
            report.refresh_from_db()
            form.add_error(None, error)
            is_stale = True
        else:
            messages.success(request, "Đã lưu lời báo cáo.")
            return redirect(report)
    context = {"report": report, "form": form, "is_stale": is_stale, "version": report.version,
               "stored": _stored_texts(report, form) if is_stale else [],
               "trail": trail(report.round, quarter, "Sửa lời")}  # fmt: skip
    status = STALE_STATUS if is_stale else _status(form)
    return render(request, "assessments/consolidation_edit.html", context, status=status)


@login_required
@require_http_methods(["GET", "POST"])
def consolidation_propose(request: HttpRequest, pk: int, quarter: int) -> HttpResponse:
    """Present texts beside fresh proposals; what somebody typed is replaced only when ticked."""
    report = writable(request, pk, quarter)
    if request.method == "POST":
        replace = set(request.POST.getlist("replace")) & set(TEXTS)
        version = parse_key(request.POST.get("version", ""))
        try:
            actions.propose_again(report, replace, by=request.user, version=version)
        except StaleVersion as error:
            messages.error(request, error.messages[0])
            return redirect("assessments:consolidation-propose", pk=pk, quarter=quarter)
        messages.success(request, "Đã lấy lời đề xuất mới. Lời đồng chí đã viết được giữ nguyên.")
        return redirect(report)
    choices = proposal_choices(report)
    context = {"report": report, "choices": choices,
               "has_new": not all(choice["is_same"] for choice in choices),
               "trail": trail(report.round, quarter, "Đề xuất lại")}  # fmt: skip
    return render(request, "assessments/consolidation_propose.html", context)


@login_required
@require_http_methods(["GET", "POST"])
def consolidation_fix(request: HttpRequest, pk: int, quarter: int) -> HttpResponse:
    """Say what fixing means, ask for the number, then fix."""
    report = writable(request, pk, quarter)
    initial = {"reference": report.reference, "version": report.version}
    form = FixForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid() and _fixed(form, report, request.user):
        messages.success(request, "Đã chốt báo cáo và gửi Thường trực.")
        return redirect(report)
    context = page_values(report.round, quarter, report, request.user, "")
    context |= {"form": form, "version": report.version,
                "trail": trail(report.round, quarter, "Chốt báo cáo")}  # fmt: skip
    return render(request, "assessments/consolidation_fix.html", context, status=_status(form))


def visible_quarter(
    request: HttpRequest, pk: int, quarter: int
) -> tuple[Round, ConsolidatedReport | None]:
    """The round with the quarter's report, if any; 404 for who may not see it (yet)."""
    rounds = Round.objects.visible_to(request.user).select_related("organiser")
    round_ = get_object_or_404(rounds, pk=pk)
    report = _report(round_, _quarter(quarter))
    if not can_view_consolidation(request.user, round_, report):
        raise Http404
    require(has_begun(round_, quarter))
    return round_, report


def writable(request: HttpRequest, pk: int, quarter: int) -> ConsolidatedReport:
    """A draft that the person may write; 404 if unseen or not begun, 403 with the reason."""
    _round, report = visible_quarter(request, pk, quarter)
    if report is None:
        raise Http404
    require(can_write_consolidation(request.user, report))
    return report


def trail(round_: Round, quarter: int, page: str = "") -> list[dict[str, str]]:
    """Where a page of the report lies."""
    name = f"Quý {ROMAN[quarter]} năm {round_.year}"
    steps = [{"label": "Báo cáo tổng hợp", "url": reverse("assessments:consolidations")}]
    if not page:
        return [*steps, {"label": name}]
    url = reverse("assessments:consolidation", args=[round_.pk, quarter])
    return [*steps, {"label": name, "url": url}, {"label": page}]


def _fixed(form: FixForm, report: ConsolidatedReport, by: User) -> bool:
    try:
        actions.fix(report, **form.cleaned_data, by=by)
    except ValidationError as error:
        report.refresh_from_db()
        form.add_error(None if isinstance(error, StaleVersion) else "reference", error.messages)
    except PdfError:
        form.add_error(None, "Chưa in được báo cáo nên chưa chốt. Hãy thử lại sau ít phút.")
    except OSError:
        logger.exception("A consolidated report could not be stored.")
        form.add_error(None, "Máy chủ chưa lưu được báo cáo nên chưa chốt. Hãy báo quản trị.")
    else:
        return True
    return False


def _stored_texts(report: ConsolidatedReport, form: TextsForm) -> list[dict[str, Any]]:
    return [
        {"label": label, "text": getattr(report, name)}
        for name, label in TEXTS.items()
        if form.cleaned_data[name] != getattr(report, name)
    ]


def _report(round_: Round, quarter: int) -> ConsolidatedReport | None:
    rows = ConsolidatedReport.objects.select_related(
        "round__organiser", "document", "workbook", "fixed_by"
    )
    return rows.filter(round=round_, quarter=quarter).first()


def _quarter(quarter: int) -> int:
    if quarter not in ROMAN:
        raise Http404
    return quarter


def _status(form) -> int:
    return 422 if form.errors else 200
