"""What earlier appraisals and inspections asked a unit to mend, and the unit has not answered."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence

from django.urls import reverse

from assessments.advices import advice_due_in, unanswered
from assessments.inspections import open_remedies
from assessments.models import Advice, Assessment, Finding
from assessments.workflow import UNIT_EDITABLE
from danvan.worklists.tasks import Task

SHOWN = 120  # characters of a finding


def to_mend(
    units: Collection[int], files: Mapping[int, Sequence[Assessment]]
) -> dict[int, list[tuple[Assessment | None, Task]]]:
    """Unit key → its tasks, each with the file it is answered in (None: in none). Two queries.

    `files`: of the years that go on, newest first. Advice is asked for once: where it is due first.
    """
    found: dict[int, list[tuple[Assessment | None, Task]]] = defaultdict(list)
    for unit, findings in open_remedies(units).items():
        found[unit] += [(None, _remedy(row)) for row in findings]
    due = advice_due_in([file for rows in files.values() for file in rows])
    for unit, rows in files.items():
        asked: set[int] = set()
        for file in reversed(rows):
            left = [row for row in unanswered(due[file.pk]) if row.pk not in asked]
            if left and file.state in UNIT_EDITABLE:
                asked |= {row.pk for row in left}
                found[unit].append((file, _advice(file, left)))
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
