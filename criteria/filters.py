"""Narrowing of the list of criteria sets."""

import django_filters
from django.db.models import QuerySet

from criteria.models import CriteriaSet
from criteria.workflow import CriteriaSetState
from organisation.models import UnitKind


class CriteriaSetFilter(django_filters.FilterSet):
    """Sets by kind of unit, year and state; only what occurs in the list is offered."""

    kind = django_filters.ModelChoiceFilter(
        field_name="unit_kind", queryset=UnitKind.objects.none(), label="Áp dụng cho",
        empty_label="Mọi loại",
    )  # fmt: skip
    year = django_filters.ChoiceFilter(label="Năm", empty_label="Mọi năm")
    state = django_filters.ChoiceFilter(
        label="Trạng thái", choices=CriteriaSetState.choices, empty_label="Mọi trạng thái"
    )

    class Meta:
        model = CriteriaSet
        fields = ["kind", "year", "state"]

    def __init__(self, *args, queryset: QuerySet, **kwargs):
        super().__init__(*args, queryset=queryset, **kwargs)
        kinds = UnitKind.objects.filter(pk__in=queryset.order_by().values("unit_kind"))
        self.filters["kind"].queryset = kinds
        years = queryset.order_by("-year").values_list("year", flat=True).distinct()
        self.filters["year"].extra["choices"] = [(year, str(year)) for year in years]
