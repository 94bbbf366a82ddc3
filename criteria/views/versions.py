"""Sets beside each other: comparing two, copying one, the list as a file."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from core.downloads import excel
from core.keys import parse_key
from core.permissions import require
from criteria.comparison import Comparison, compare
from criteria.definitions import definition_of
from criteria.forms.copying import PURPOSES, CopyForm
from criteria.lineage import in_time
from criteria.models import CriteriaSet
from criteria.permissions import can_copy, can_correct
from criteria.presenters.versions import comparison_choices
from criteria.version_exports import comparison_workbook, sets_workbook
from criteria.views.reading import listed_sets, or_gone, visible_set

OTHER, PURPOSE = "voi", "muc_dich"
UNPROCESSABLE = 422


@login_required
@require_GET
def list_export(request: HttpRequest) -> HttpResponse:
    """The rows of the list as an Excel file."""
    return excel(sets_workbook(listed_sets(request).rows), "bo-tieu-chi")


@login_required
@require_GET
def set_compare(request: HttpRequest, pk: int) -> HttpResponse:
    """What differs between this set and another one, by default the one that it came from."""
    pair = _Pair(request, pk)
    context = {
        "trail": _trail(pair.criteria_set, "So sánh"),
        "criteria_set": pair.criteria_set,
        "choices": comparison_choices(pair.criteria_set, pair.sets.values()),
        "other": pair.other,
    }
    if pair.other:
        context |= {"before": pair.before, "after": pair.after, "comparison": pair.comparison()}
    return render(request, "criteria/set_compare.html", context)


@login_required
@require_GET
def compare_export(request: HttpRequest, pk: int) -> HttpResponse:
    """Every difference between the two sets as an Excel file; first the choice where none is."""
    pair = _Pair(request, pk)
    if pair.other is None:
        return redirect("criteria:compare", pk)
    before, after = pair.before, pair.after
    content = comparison_workbook(before, after, pair.comparison())
    return excel(content, f"so-sanh-bo-tieu-chi-{before.pk}-{after.pk}")


@login_required
@require_http_methods(["GET", "POST"])
@or_gone()
def set_copy(request: HttpRequest, pk: int) -> HttpResponse:
    """Begin a new draft with this set's content, for one of three purposes."""
    criteria_set = visible_set(request, pk)
    require(can_copy(request.user, criteria_set))
    form = _purpose(request)(request.POST or None, criteria_set=criteria_set)
    if draft := form.carry_out(request.user):
        messages.success(request, f"Đã lập bản thảo: {draft}.")
        return redirect("criteria:edit", draft.pk)
    context = {
        "trail": _trail(criteria_set, "Lập bản sao"),
        "criteria_set": criteria_set,
        "purposes": PURPOSES,
        "form": form,
        "can_correct": can_correct(request.user, criteria_set),
    }
    status = UNPROCESSABLE if form.errors else 200
    return render(request, "criteria/set_copy.html", context, status=status)


def _purpose(request: HttpRequest) -> type[CopyForm]:
    """The form that is asked for; the first one when the page is just opened."""
    asked = request.POST.get(PURPOSE) or request.GET.get(PURPOSE) or PURPOSES[0].name
    found = next((form for form in PURPOSES if form.name == asked), None)
    if found is None:
        raise Http404
    return found


class _Pair:
    """The set of the address and the one to compare it with, among those the person sees.

    That is the asked one, else the origin as far as it is visible. The older is the earlier side.
    """

    def __init__(self, request: HttpRequest, pk: int):
        rows = CriteriaSet.objects.visible_to(request.user)
        self.sets = {s.pk: s for s in rows.select_related("organiser", "unit_kind")}
        self.criteria_set = self._seen(pk)
        asked = request.GET.get(OTHER)
        origin = self.sets.get(self.criteria_set.origin_id)
        self.other = self._seen(parse_key(asked)) if asked else origin
        self.before, self.after = sorted(
            (self.criteria_set, self.other or self.criteria_set), key=in_time
        )

    def _seen(self, pk: int | None) -> CriteriaSet:
        if pk not in self.sets:
            raise Http404
        return self.sets[pk]

    def comparison(self) -> Comparison:
        """Of the two."""
        names = {s.unit_kind.code: s.unit_kind.name for s in (self.before, self.after)}
        return compare(definition_of(self.before), definition_of(self.after), names)


def _trail(criteria_set: CriteriaSet, here: str) -> list[dict[str, str]]:
    return [
        {"label": "Bộ tiêu chí", "url": reverse("criteria:list")},
        {"label": criteria_set.title, "url": criteria_set.get_absolute_url()},
        {"label": here},
    ]
