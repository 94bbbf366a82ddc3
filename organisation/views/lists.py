"""What every list of this app does alike: search, filter, order, pages, Excel."""

from collections.abc import Mapping

from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpRequest
from django_filters import FilterSet

from core.text import clean_line, fold

PAGE_SIZE = 50
LONGEST_SEARCH = 100
TABS = (
    ("organisation:units", "Đơn vị"), ("organisation:people", "Người dùng"),
    ("organisation:letterheads", "Thể thức văn bản"), ("organisation:kinds", "Loại đơn vị"),
    ("organisation:roles", "Vai trò và quyền"),
)  # fmt: skip


class List:
    """The rows that a request asks for, and the words with which it asked.

    `orders` maps the parameter `sort` to the fields of order_by; the first one is the default.
    """

    def __init__(
        self, request: HttpRequest, rows: QuerySet, filters: type[FilterSet],
        orders: Mapping[str, tuple[str, ...]],
    ):  # fmt: skip
        self.request, self.orders = request, orders
        self.filters = filters(request.GET, queryset=rows)
        self.search = clean_line(request.GET.get("q", ""))[:LONGEST_SEARCH]
        asked = request.GET.get("sort", "")
        self.sort = asked if asked in orders else next(iter(orders))

    @property
    def rows(self) -> QuerySet:
        """Every row found, in order."""
        found = self.filters.qs
        if folded := fold(self.search):
            found = found.matching(folded)
        return found.order_by(*self.orders[self.sort], "pk")

    def context(self, rows=None) -> dict[str, object]:
        """What list templates need; `rows` if they are shown in another shape."""
        paginator = Paginator(self.rows if rows is None else rows, PAGE_SIZE)
        return {
            "page": paginator.get_page(self.request.GET.get("page")),
            "search": self.search,
            "sort": self.sort,
            "filter_form": self.filters.form,
            "is_narrowed": bool(self.search or any(self.filters.form.data.values())),
            "tabs": TABS,
        }
