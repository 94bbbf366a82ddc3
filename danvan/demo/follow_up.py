"""The board follows up on late reports of the running year: it reminds, then it rings."""

from functools import partial
from uuid import UUID

from assessments.actions import follow_up
from assessments.calls import late_duties, proposed_text
from assessments.workflow import Step
from core.calendar import add_working_days
from danvan.demo.dice import dice
from danvan.demo.year import Year
from organisation.models import Unit

FOLLOWED = {Step.REPORT_2: 2, Step.REPORT_3: 3}
NOTES = (
    "Đồng chí Bí thư hứa gửi trong ngày.",
    "Máy tính hỏng, nhờ đơn vị bạn nhập giúp; hẹn ngày mai.",
    "Cán bộ đi học, văn phòng cấp uỷ nhận làm thay.",
    "Không nghe máy, đã nhắn tin.",
)


def schedule(year: Year) -> None:
    """The working day after a report was due: a reminder in the morning, calls after lunch."""
    for step, quarter in FOLLOWED.items():
        day = add_working_days(year.calendar[f"report_{quarter}_due"], 1)
        year.agenda.add(day, 8.25, partial(_remind, year, step))
        year.agenda.add(day, 13.5, partial(_ring, year))


def _remind(year: Year, step: Step) -> None:
    late = [
        unit
        for unit, found in late_duties(year.round).items()
        if any(duty.step == step for duty in found)
    ]
    if late:
        key = UUID(int=dice(year.district.seed, "reminder", year.number, step).getrandbits(128))
        follow_up.remind(
            year.round, step, late, text=proposed_text(year.round, step), key=key,
            by=year.district.board_head,
        )  # fmt: skip


def _ring(year: Year) -> None:
    for unit in Unit.objects.filter(pk__in=late_duties(year.round)):
        note = dice(year.district.seed, "call", unit.short_name, year.number).choice(NOTES)
        by = year.district.officer(unit)
        follow_up.record_call(year.round, unit, note=note, by=by)
        year.district.clock.tick(300)
