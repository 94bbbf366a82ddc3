"""What earlier appraisals and inspections asked a unit to mend, and the unit has not answered."""

from collections import defaultdict
from collections.abc import Collection, Mapping

from django.urls import reverse

from assessments.advices import advice_due_in, unanswered
from assessments.inspections import open_remedies
from assessments.models import Advice, Assessment, Finding
from danvan.worklists.tasks import Task

SHOWN = 120  # characters of a finding


def to_mend(units: Collection[int], files: Mapping[int, Assessment]) -> dict[int, list[Task]]:
    """Unit key → its tasks; `files`: the unit's file of the year. Two queries."""
    found: dict[int, list[Task]] = defaultdict(list)
    for unit, findings in open_remedies(units).items():
        found[unit] += [_remedy(row) for row in findings]
    due = advice_due_in(list(files.values()))
    for unit, file in files.items():
        if left := unanswered(due[file.pk]):
            found[unit].append(_advice(file, left))
    return found


def _remedy(row: Finding) -> Task:
    text = row.text if len(row.text) <= SHOWN else f"{row.text[:SHOWN]}…"
    return Task(
        "Báo cáo khắc phục sau kiểm tra, giám sát", text, "Báo cáo khắc phục",
        row.inspection.get_absolute_url(), row.remedy_due, is_pressing=True,
        effort="khoảng 30 phút",
    )  # fmt: skip


def _advice(file: Assessment, left: list[Advice]) -> Task:
    years = ", ".join(map(str, sorted({row.assessment.round.year for row in left})))
    return Task(
        f"Trả lời {len(left)} việc năm {years} đề nghị khắc phục",
        "Ghi việc đã làm; cơ quan thẩm định xem trước khi chấm điểm.", "Trả lời",
        reverse("assessments:advice", args=[file.pk]), effort="khoảng 30 phút",
    )  # fmt: skip
