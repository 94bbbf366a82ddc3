"""A criteria set as a file to keep or to edit."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_GET

from core.downloads import download, excel
from core.permissions import require
from criteria.columns.blank import blank_set
from criteria.definitions import definition_of
from criteria.exports import set_json, set_workbook
from criteria.models import CriteriaSet
from criteria.permissions import can_write
from criteria.views.reading import visible_set
from organisation.models import UnitKind


@login_required
@require_GET
def set_export(request: HttpRequest, pk: int) -> HttpResponse:
    """The set as a workbook that can be edited and read back."""
    criteria_set = visible_set(request, pk)
    return excel(set_workbook(definition_of(criteria_set), kinds()), _name(criteria_set))


@login_required
@require_GET
def set_export_json(request: HttpRequest, pk: int) -> HttpResponse:
    """The set as a JSON document, for other programs and installations."""
    criteria_set = visible_set(request, pk)
    content = set_json(definition_of(criteria_set))
    return download(content, f"{_name(criteria_set)}.json", "application/json; charset=utf-8")


@login_required
@require_GET
def import_template(request: HttpRequest) -> HttpResponse:
    """A workbook with one criterion as an example, to be filled in."""
    require(can_write(request.user))
    return excel(set_workbook(blank_set(), kinds(), reference=" "), "mau-bo-tieu-chi")


def kinds() -> dict[str, str]:
    """Code → name of the kinds of units that are measured."""
    return dict(UnitKind.objects.filter(is_assessed=True).values_list("code", "name"))


def _name(criteria_set: CriteriaSet) -> str:
    code, year = criteria_set.unit_kind.code, criteria_set.year
    return f"bo-tieu-chi-{code}-{year}-v{criteria_set.version}"
