"""What lies behind the figures of a quarter: units by indicator, PDF, workbook."""

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_GET, require_safe

from assessments.consolidating.content import content_of, texts_of
from assessments.consolidating.notable import ROMAN
from assessments.documents.consolidation import TEMPLATE, TEXTS, consolidation_paper
from assessments.documents.consolidation_books import consolidation_workbook
from assessments.models import ConsolidatedReport, Indicator, Round
from assessments.presenters.consolidation import indicator_values
from assessments.presenters.fixed_figures import fixed_figure
from assessments.views.consolidation import trail, visible_quarter
from core import downloads
from core.downloads import printed, stored
from core.keys import parse_key
from organisation.models import UnitKind

PAGE_SIZE = 50


@login_required
@require_GET
def figure(request: HttpRequest, pk: int, quarter: int, indicator_pk: int) -> HttpResponse:
    """One indicator: every unit with its values, from there to its report."""
    round_, report = visible_quarter(request, pk, quarter)
    indicator = get_object_or_404(Indicator, pk=indicator_pk, organiser=round_.organiser_id)
    kind = parse_key(request.GET.get("loai", ""))
    values = indicator_values(round_, quarter, indicator, kind)
    context = {
        "round": round_,
        "quarter": quarter,
        "roman": ROMAN[quarter],
        "indicator": indicator,
        "kinds": UnitKind.objects.filter(units__assessments__round=round_).distinct(),
        "kind": kind,
        "total": values["total"],
        "fixed": fixed_figure(report, indicator.pk, kind, values["total"]),
        "page": Paginator(values["lines"], PAGE_SIZE).get_page(request.GET.get("page")),
        "trail": trail(round_, quarter, indicator.name),
    }
    return render(request, "assessments/consolidation_figure.html", context)


@login_required
@require_safe
def paper(request: HttpRequest, pk: int, quarter: int) -> HttpResponse:
    """The stored bytes of a fixed report; a draft is printed now, marked as such."""
    round_, report = visible_quarter(request, pk, quarter)
    if report and report.document:
        return stored(report.document)
    content = content_of(round_, quarter)
    shown = report or _unwritten(round_, quarter, texts_of(round_, quarter, content))
    context = consolidation_paper(shown, content, by=request.user, is_draft=True)
    name = f"Báo cáo tổng hợp quý {quarter}-{round_.year} (dự thảo).pdf"
    return printed(request, TEMPLATE, context, name)


@login_required
@require_safe
def excel(request: HttpRequest, pk: int, quarter: int) -> HttpResponse:
    """The workbook: as stored when the report was fixed, else of the figures as they are now."""
    round_, report = visible_quarter(request, pk, quarter)
    if report and report.workbook:
        return stored(report.workbook)
    book = consolidation_workbook(round_, quarter, content_of(round_, quarter))
    return downloads.excel(book, f"tong-hop-quy-{quarter}-{round_.year}")


def _unwritten(round_: Round, quarter: int, texts: dict[str, str]) -> ConsolidatedReport:
    """A report that nobody has begun, with the proposed texts; never saved."""
    return ConsolidatedReport(
        round=round_, quarter=quarter, **{name: texts[name] for name in TEXTS}
    )
