"""What an inspection asked a unit to mend and the unit has not reported as mended yet."""

from collections import defaultdict
from collections.abc import Iterable

from django.urls import NoReverseMatch

from assessments.models import Finding
from assessments.workflow import InspectionState, RemedyState
from danvan.worklists.tasks import Task

SHOWN = 120  # characters of a finding


def remedies(units: Iterable[int]) -> dict[int, list[Task]]:
    """Unit key → one task per shortcoming that waits for the unit; one query."""
    rows = Finding.objects.filter(
        inspection__unit__in=list(units), inspection__state=InspectionState.CONCLUDED,
        is_shortcoming=True, remedy_due__isnull=False,
        remedy_state__in=[RemedyState.OPEN, RemedyState.NOT_DONE],
    )  # fmt: skip
    found: dict[int, list[Task]] = defaultdict(list)
    for row in rows.select_related("inspection").order_by("remedy_due"):
        found[row.inspection.unit_id].append(_task(row))
    return found


def _task(row: Finding) -> Task:
    try:
        url = row.inspection.get_absolute_url()
    except NoReverseMatch:  # an installation without the pages of inspections
        url = ""
    text = row.text if len(row.text) <= SHOWN else f"{row.text[:SHOWN]}…"
    return Task(
        "Báo cáo khắc phục sau kiểm tra, giám sát", text, "Báo cáo khắc phục" if url else "", url,
        row.remedy_due, is_pressing=bool(url), effort="khoảng 30 phút",
    )  # fmt: skip
