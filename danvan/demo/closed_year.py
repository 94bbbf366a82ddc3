"""A year that has run its course: every file settled, proposed, decided; the decision issued."""

from datetime import date, timedelta
from functools import partial

from assessments.actions import rounds, settlements
from danvan.demo import committee
from danvan.demo.casework import Casework
from danvan.demo.fixtures import read
from danvan.demo.plans import Trouble
from danvan.demo.year import Year

UNITS_A_DAY = 8
# Month, day and hour of what the units and the board do with the first eight files.
WORK = (
    (11, 17, "fill"), (12, 2, "hand_in"), (12, 14, "open"), (12, 16, "appraise"),
    (12, 17, "advise"), (12, 18, "answer"), (12, 20, "settle"),
)  # fmt: skip


def schedule(year: Year, *, can_print: bool) -> None:
    """From the plan in January to the decision a year later; without printing, to its draft."""
    add, this, following = year.agenda.add, year.number, year.number + 1
    add(date(this, 1, 15), 8, year.open)
    add(date(this, 3, 8), 9, year.register)
    add(date(this, 10, 20), 9, year.recognise_models)
    add(date(this, 11, 12), 7, partial(_work, year))
    add(date(this, 12, 9), 8, partial(_move, year, "start_appraising"))
    add(date(following, 1, 6), 9, partial(_propose, year, "03-TTr/BDVHU"))
    add(date(following, 1, 12), 9, partial(_decide, year))
    if can_print:
        add(date(following, 1, 19), 9, partial(_issue, year))
        add(date(following, 4, 14), 10, partial(_revoke, year))
        add(date(following, 6, 26), 16, partial(_move, year, "close"))
    if any(plan.trouble == Trouble.SENT_BACK for plan in year.plans.values()):
        _schedule_second_look(year, can_print=can_print)


def _schedule_second_look(year: Year, *, can_print: bool) -> None:
    """What the committee sent back is appraised again and decided on in June."""
    add, following = year.agenda.add, year.number + 1
    add(date(following, 5, 29), 9, partial(_look_again, year))
    add(date(following, 6, 5), 9, partial(_propose, year, "21-TTr/BDVHU"))
    add(date(following, 6, 12), 9, partial(_decide, year))
    if can_print:
        add(date(following, 6, 17), 9, partial(_issue, year))


def _work(year: Year) -> None:
    """Self-assessment, appraisal, feedback and settling, eight files a day."""
    year.report(f"Năm {year.number}: tự chấm điểm và thẩm định {len(year.cases)} đơn vị")
    for first in range(0, len(year.cases), UNITS_A_DAY):
        group = year.cases[first : first + UNITS_A_DAY]
        later = timedelta(days=first // UNITS_A_DAY)
        for month, day, act in WORK:
            year.each(group, date(year.number, month, day) + later, 8, act)


def _propose(year: Year, reference: str) -> None:
    committee.draw_up(year.district, year.round, reference)
    year.district.clock.tick(3600)
    committee.submit(year.district, year.round)


def _decide(year: Year) -> None:
    committee.decide(year.district, year.round, year.plans)


def _issue(year: Year) -> None:
    year.report(f"Năm {year.number}: in và ban hành quyết định")
    committee.issue(year.district, year.round)


def _revoke(year: Year) -> None:
    committee.revoke(year.district, year.round, year.plans)


def _look_again(year: Year) -> None:
    for case in year.cases:
        if case.plan.trouble == Trouble.SENT_BACK:
            _appraise_again(case)


def _appraise_again(case: Casework) -> None:
    settlements.reopen(
        case.file, reason=read("demo_words")["reopening"], by=case.district.board_head
    )
    case.finish()
    case.district.clock.tick(3600)
    case.answer()
    case.district.clock.tick(3600)
    case.settle()


def _move(year: Year, move: str) -> None:
    rounds.move_round(year.round, move, by=year.district.board_head)
