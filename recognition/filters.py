"""Filters of the lists of decisions and recognised models; diacritics do not matter."""

import django_filters
from django.db.models import QuerySet
from django.forms import Select

from core.text import fold
from recognition.categories import field_choices, level_choices
from recognition.models import Decision, ModelOwner, RecognisedModel
from recognition.workflow import DecisionState

ANY = "Tất cả"


class SearchFilterSet(django_filters.FilterSet):
    """Adds the words of the search box, `q`, to the named filters."""

    @property
    def words(self) -> str:
        """What was typed into the search box."""
        return self.data.get("q", "").strip()

    def filter_queryset(self, queryset: QuerySet) -> QuerySet:
        found = super().filter_queryset(queryset)
        folded = fold(self.words)
        return found.matching(folded) if folded else found

    def offer_years(self, years: QuerySet) -> None:
        """Let `year` be chosen among those that occur."""
        self.filters["year"].extra["choices"] = [(year, str(year)) for year in years]


class DecisionFilterSet(SearchFilterSet):
    """Decisions by the year of the movement and by state."""

    year = django_filters.ChoiceFilter(label="Năm", field_name="round__year", empty_label=ANY)
    state = django_filters.ChoiceFilter(
        label="Hiệu lực", choices=DecisionState.choices, empty_label=ANY
    )

    class Meta:
        model = Decision
        fields = ["year", "state"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        years = self.queryset.order_by("-round__year").values_list("round__year", flat=True)
        self.offer_years(years.distinct())


class RecognisedModelFilterSet(SearchFilterSet):
    """Recognised models by field, level, owner and year."""

    field = django_filters.ChoiceFilter(label="Lĩnh vực", choices=field_choices, empty_label=ANY)
    level = django_filters.ChoiceFilter(label="Cấp", choices=level_choices, empty_label=ANY)
    owner = django_filters.ChoiceFilter(
        label="Đối tượng", choices=ModelOwner.choices, empty_label=ANY
    )
    year = django_filters.ChoiceFilter(label="Năm", empty_label=ANY, widget=Select)

    class Meta:
        model = RecognisedModel
        fields = ["field", "level", "owner", "year"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        years = self.queryset.order_by("-year").values_list("year", flat=True)
        self.offer_years(years.distinct())
