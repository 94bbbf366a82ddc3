"""What the editor costs for a long set: CPU of opening it against a bare page, and queries.

200 criteria with 600 parts open within 2.5 times the bare queryset plus template that lists the
same rows; the number of queries is that of the shortest set.
"""

from django.test import Client, override_settings
from django.urls import reverse

from bench.sheet import queries, ratio
from tests.factories import make_board_head, make_district, make_draft_set
from tests.long_sets import long_document

EDITOR_RATIO, CRITERIA = 2.5, 200


@override_settings(ROOT_URLCONF="bench.bare_views", DEBUG=False)
def measurements() -> list[tuple[str, float, float]]:
    """(name, measured, budget): a ratio of CPU and a number of queries."""
    district = make_district()
    writer = make_board_head(district)
    long, short = (
        make_draft_set(district, long_document(count), by=writer) for count in (CRITERIA, 1)
    )
    page = Client()
    page.force_login(writer)
    address, shortest = (reverse("criteria:edit", args=[draft.pk]) for draft in (long, short))
    bare = f"/bare/{long.pk}/editor/"
    return [
        (
            "open the editor of 200 criteria, times a bare page",
            ratio(lambda: page.get(address), lambda: page.get(bare)),
            EDITOR_RATIO,
        ),
        (
            "open the editor of 200 criteria, queries",
            queries(lambda: page.get(address)),
            queries(lambda: page.get(shortest)),
        ),
    ]
