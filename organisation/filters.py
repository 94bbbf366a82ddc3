"""Narrowing of the lists of units, people and letterheads."""

import django_filters
from django.db.models import QuerySet
from django.utils import timezone

from organisation.models import Letterhead, RoleAssignment, Unit, UnitKind, User
from organisation.roles import Role

CURRENT_OR_ENDED = [("ended", "Đã kết thúc"), ("all", "Tất cả")]


class _ValidityFilter(django_filters.FilterSet):
    """Only what is in force today, unless something else is asked for."""

    def filter_queryset(self, queryset: QuerySet) -> QuerySet:
        queryset = super().filter_queryset(queryset)
        today = timezone.localdate()
        state = self.form.cleaned_data.get("state")
        if state == "all":
            return queryset
        return queryset.filter(valid_to__lt=today) if state else queryset.valid_on(today)


class UnitFilter(_ValidityFilter):
    """Units by kind and by whether they still exist."""

    kind = django_filters.ModelChoiceFilter(
        queryset=UnitKind.objects.all(), label="Loại", empty_label="Mọi loại"
    )
    state = django_filters.ChoiceFilter(
        label="Trạng thái", choices=CURRENT_OR_ENDED, empty_label="Đang hoạt động",
        method=lambda queryset, name, value: queryset,
    )  # fmt: skip

    class Meta:
        model = Unit
        fields = ["kind", "state"]


class LetterheadFilter(_ValidityFilter):
    """Letterheads by whether they are in use."""

    state = django_filters.ChoiceFilter(
        label="Trạng thái", choices=CURRENT_OR_ENDED, empty_label="Đang dùng",
        method=lambda queryset, name, value: queryset,
    )  # fmt: skip

    class Meta:
        model = Letterhead
        fields = ["state"]


class PersonFilter(django_filters.FilterSet):
    """People by role and unit held today, and by whether the account is open."""

    role = django_filters.ChoiceFilter(
        label="Vai trò", choices=Role.choices, empty_label="Mọi vai trò", method="holding_role"
    )
    unit = django_filters.ModelChoiceFilter(
        label="Đơn vị", queryset=Unit.objects.all(), empty_label="Mọi đơn vị", method="at_unit"
    )
    state = django_filters.ChoiceFilter(
        label="Tài khoản", field_name="is_active", empty_label="Đang mở",
        choices=[("disabled", "Đã khoá"), ("all", "Tất cả")],
        method=lambda queryset, name, value: queryset,
    )  # fmt: skip

    class Meta:
        model = User
        fields = ["role", "unit", "state"]

    def filter_queryset(self, queryset: QuerySet) -> QuerySet:
        queryset = super().filter_queryset(queryset)
        state = self.form.cleaned_data.get("state")
        return queryset if state == "all" else queryset.filter(is_active=not state)

    def holding_role(self, queryset: QuerySet, name: str, value: str) -> QuerySet:
        return queryset.filter(pk__in=_active().filter(role=value).values("user"))

    def at_unit(self, queryset: QuerySet, name: str, value: Unit) -> QuerySet:
        return queryset.filter(pk__in=_active().filter(unit=value).values("user"))


def _active() -> QuerySet:
    return RoleAssignment.objects.active_on(timezone.localdate())
