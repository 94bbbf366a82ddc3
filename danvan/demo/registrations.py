"""Registering in the year that is running, through the real actions: on time, late, carried over,
alike, refused, given back, waiting."""

from datetime import date, timedelta
from functools import partial
from typing import TYPE_CHECKING

from core.calendar import today
from danvan.demo.casework import Casework
from danvan.demo.clock import working_day_before
from danvan.demo.fixtures import read
from danvan.demo.model_names import ModelNames
from danvan.demo.plans import Trouble
from danvan.demo.registered_models import PER_UNIT, contents
from recognition.actions import (
    model_registrations,
    notices,
    registration_reviews,
    registrations,
)
from recognition.actions.model_registrations import Content
from recognition.actions.registration_reviews import Word
from recognition.documents.notices import NoticeDetails
from recognition.models import ModelRegistration, UnitRegistration
from recognition.registrations import carriable
from recognition.workflow import RegistrationState

if TYPE_CHECKING:
    from danvan.demo.year import Year

CARRIED = 2  # models that a unit goes on with
LATE_BY = 6  # days
COPIES = "Canh Nậu"  # registers what its neighbour has registered under another name
IS_COPIED = "Đồng Tiến"
WAITS, RETURNED = "Tân Sỏi", "Tam Tiến"  # given back to add a model
REOPENED, ADDED, LATELY = 8, 5, 3  # working days before today
ANNOUNCED, NUMBER = LATE_BY + 10, 6  # days after the deadline; of the notice


def schedule(year: "Year") -> None:
    """From February, when units begin, to the last days, when two of them get theirs back."""
    drawn = ModelNames(year.district.seed, "registered", year.number)
    due_on = year.calendar["registration_due"]
    for order, case in enumerate(year.cases):
        is_late = case.plan.trouble == Trouble.LATE_REGISTRATION
        day = due_on + timedelta(days=LATE_BY if is_late else -7 + order % 5)
        at = order % 8 + order / 100
        year.agenda.add(date(year.number, 2, 24), 8 + at, partial(_begin, case, drawn))
        year.agenda.add(day, 8.5 + at, partial(_submit, case))
        review = due_on + timedelta(days=LATE_BY + 3)
        year.agenda.add(review, 8 + at, partial(_comment, case, order))
        year.agenda.add(review + timedelta(days=4), 8 + at, partial(_approve, case))
        if case.unit.short_name in (WAITS, RETURNED):
            _schedule_addition(year, case, drawn)
    if year.district.can_print:
        year.agenda.add(due_on + timedelta(days=ANNOUNCED), 15, partial(_announce, year))


def _schedule_addition(year: "Year", case: Casework, drawn: ModelNames) -> None:
    ago = partial(working_day_before, year.today)
    waits = case.unit.short_name == WAITS
    year.agenda.add(ago(REOPENED if waits else LATELY), 9, partial(_reopen, case))
    if waits:
        year.agenda.add(ago(ADDED), 9, partial(_add_one, case, drawn))


def _begin(case: Casework, drawn: ModelNames) -> None:
    district, unit, words = case.district, case.unit, read("demo_registrations")
    by = district.editor(unit)
    row = registrations.begin(case.round, unit, by=by)
    registrations.change(
        row, title_sought=words["titles"][unit.kind.code], pledge=words["pledge"], by=by
    )
    last = list(carriable(row).filter(state=RegistrationState.RECOGNISED)[:CARRIED])
    carried = model_registrations.carry(row, [model.pk for model in last], by=by)
    taken = {model.name for model in carried}
    said = contents(district, unit, case.round.year, drawn)
    fresh = [content for content in said if content.values["name"] not in taken]
    # The last one is for the district: it stays whatever is carried over.
    for content in (*fresh[: PER_UNIT - len(carried) - 1], fresh[-1]):
        district.clock.tick()
        model_registrations.add(row, _renamed(case, content), by=by)


def _renamed(case: Casework, content: Content) -> Content:
    """One commune takes its neighbour's idea for its own, in other words."""
    if case.unit.short_name != COPIES or content.values["field"] != "society":
        return content
    seen = ModelRegistration.objects.filter(round=case.round, unit__short_name=IS_COPIED)
    idea = seen.filter(field="society").order_by("pk").first()
    if idea is None:
        return content
    name = f"Mô hình {_lower_first(idea.name.partition(',')[0])} ở khu dân cư"
    return Content(content.values | {"name": name}, content.targets)


def _submit(case: Casework) -> None:
    registrations.submit(_row(case), by=case.district.head(case.unit))


def _comment(case: Casework, order: int) -> None:
    words, row = read("demo_registrations"), _row(case)
    copied = {model.pk: words["duplicate_comment"] for model in _copies(case, row)}
    text = words["comments"][order % len(words["comments"])]
    registration_reviews.comment(row, text, copied, by=case.district.officer(case.unit))


def _approve(case: Casework) -> None:
    row = _row(case)
    refused = {model.pk for model in _copies(case, row)}
    said = {
        model.pk: Word(model.pk not in refused,
                       read("demo_registrations")["refusal"] if model.pk in refused else "")
        for model in row.model_registrations.all()
    }  # fmt: skip
    registration_reviews.approve(row, said, by=case.district.board_head)


def _announce(year: "Year") -> None:
    """The notice with every model that was approved, by the round as it is now."""
    details = NoticeDetails(NUMBER, today())
    notices.issue(year.round, details, by=year.district.board_head)


def _copies(case: Casework, row: UnitRegistration) -> list[ModelRegistration]:
    if case.unit.short_name != COPIES:
        return []
    return list(row.model_registrations.filter(name__endswith="ở khu dân cư"))


def _reopen(case: Casework) -> None:
    reason = read("demo_registrations")["reopening"]
    registration_reviews.reopen(_row(case), reason=reason, by=case.district.board_head)


def _add_one(case: Casework, drawn: ModelNames) -> None:
    content = contents(case.district, case.unit, case.round.year, drawn)[0]
    model_registrations.add(_row(case), content, by=case.district.editor(case.unit))
    case.district.clock.tick(3600)
    _submit(case)


def _row(case: Casework) -> UnitRegistration:
    return UnitRegistration.objects.get(round=case.round, unit=case.unit)


def _lower_first(text: str) -> str:
    return text[:1].lower() + text[1:]
