"""The year that is running: files in every state, so that every role finds work waiting."""

from datetime import date, timedelta
from functools import partial

from django.db.models import F

from core.models import Notification
from danvan.demo import committee, follow_up, following, registrations, relief
from danvan.demo.clock import working_day_before
from danvan.demo.plans import Fate
from danvan.demo.year import Year

SUPPLEMENT_DAYS = 5  # from today
EXTENSION_DAYS = 7  # after the round's deadline

# Working days before today on which a file that gets so far was filled, handed in, opened,
# appraised, answered, settled. What is missing at the end has not happened yet.
ACTS = ("fill", "hand_in", "open", "appraise", "answer", "settle")
DAYS = {
    Fate.DECIDED: (21, 20, 19, 18, 17, 16),
    Fate.PROPOSED: (19, 17, 15, 13, 12, 11),
    Fate.SETTLED: (16, 12, 9, 7, 6, 4),
    Fate.AGREED: (13, 9, 4, 2, 1),
    Fate.PROVISIONAL: (12, 8, 4, 2),
    Fate.DISAGREED: (12, 9, 5, 2),
    Fate.IN_APPRAISAL: (11, 7, 2),
    Fate.HANDED_IN: (8, 2),
    Fate.RETURNED_SINGLE: (14, 8, 4),
    Fate.RETURNED_WHOLE: (10, 6, 3),
    Fate.SUPPLEMENTED: (15, 11, 8),
    Fate.FILLING: (5,),
    Fate.EMPTY: (),
}


def schedule(year: Year, today: date) -> None:
    """Everything of the running year up to yesterday."""
    start = date(year.number, 1, 14)
    year.agenda.add(start, 8, year.open)
    year.agenda.add(start, 10, partial(registrations.schedule, year))
    year.agenda.add(start, 10, partial(relief.schedule, year))
    follow_up.schedule(year)
    opened = year.calendar["self_assessment_opens"]
    year.agenda.add(opened, 6, year.conclude_models)
    year.agenda.add(opened, 7, partial(_work, year, today))
    following.schedule(year, today)


def _work(year: Year, today: date) -> None:
    """What is going on; everybody has read what happened before."""
    Notification.objects.filter(read_at=None).update(read_at=F("created_at"))
    year.report(f"Năm {year.number}: đang tự chấm điểm, {len(year.cases)} đơn vị")
    for fate, days in DAYS.items():
        for act, before in zip(ACTS, days, strict=False):
            year.each(year.of(fate), working_day_before(today, before), 8, act)
    _returned_and_disputed(year, today)
    _extensions(year, today)
    _committee(year, today)


def _returned_and_disputed(year: Year, today: date) -> None:
    due_on = today + timedelta(days=SUPPLEMENT_DAYS)
    ago = partial(working_day_before, today)
    year.each(year.of(Fate.IN_APPRAISAL), ago(1), 9, "appraise", half=True)
    year.each(year.of(Fate.DISAGREED), ago(1), 9, "answer", agreed=False)
    year.each(year.of(Fate.RETURNED_SINGLE), ago(2), 9, "send_back", due_on=due_on)
    year.each(year.of(Fate.RETURNED_WHOLE), ago(2), 10, "send_back", due_on=due_on, whole=True)
    year.each(year.of(Fate.SUPPLEMENTED), ago(7), 10, "send_back", due_on=due_on)
    year.each(year.of(Fate.SUPPLEMENTED), ago(3), 10, "supplement")


def _extensions(year: Year, today: date) -> None:
    due_on = year.calendar["self_assessment_due"] + timedelta(days=EXTENSION_DAYS)
    extended = [case for case in year.cases if case.plan.extended]
    year.each(extended, working_day_before(today, 4), 15, "extend", due_on=due_on)


def _committee(year: Year, today: date) -> None:
    """One list decided (its decision waits for the office), one submitted, one being drawn up."""
    for fate, before, act in (
        (Fate.DECIDED, 15, _submit("31-TTr/BDVHU")),
        (Fate.DECIDED, 13, _decide),
        (Fate.PROPOSED, 6, _submit("34-TTr/BDVHU")),
        (Fate.SETTLED, 3, _draw_up("36-TTr/BDVHU")),
    ):
        if year.of(fate):
            year.agenda.add(working_day_before(today, before), 14, partial(act, year))


def _draw_up(reference: str):
    return lambda year: committee.draw_up(year.district, year.round, reference)


def _submit(reference: str):
    def act(year: Year) -> None:
        committee.draw_up(year.district, year.round, reference)
        committee.submit(year.district, year.round)

    return act


def _decide(year: Year) -> None:
    committee.decide(year.district, year.round, year.plans)
