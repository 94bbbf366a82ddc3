"""Following up on late units: a reminder to many at once, and a call that was made."""

from collections.abc import Iterable
from datetime import timedelta
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from assessments.calls import Person, late_duties, people_by_unit
from assessments.duties.base import Duty
from assessments.models import Call, Reminder, Round
from assessments.models.following import ReminderRecipient
from assessments.notifications import files as notifications
from assessments.permissions.duties import can_follow_up, can_follow_up_unit, followed_units
from core import audit
from core.permissions import require
from organisation.models import Unit, User

SAME_CALL = timedelta(minutes=2)  # a second click, not a second call
NOBODY_LATE = "Các đơn vị đã chọn không còn chậm bước này nên không gửi nhắc nữa."
NOBODY_TO_TELL = "Các đơn vị đã chọn chưa có tài khoản nào đang hoạt động để nhận nhắc việc."
STRANGE_KEY = "Trang này đã dùng để gửi một lời nhắc khác. Hãy mở lại trang rồi gửi."
NOT_LATE = "Đơn vị không còn chậm việc nào nên không cần ghi cuộc gọi."


@transaction.atomic
def remind(
    round_: Round, step: str, units: Iterable[int], *, text: str, key: UUID, by: User
) -> Reminder:
    """Tell head and editors of the units that are late with the step; sent twice it goes once.

    A unit that has done it meanwhile is left out. Raises ValidationError when nobody remains.
    """
    round_ = _locked(round_)
    require(can_follow_up(by, round_))
    if sent := Reminder.objects.filter(key=key).first():
        return _same(sent, round_, step, by)
    late = _late_with(round_, step, _allowed(by, round_, units))
    people = people_by_unit(late)
    if not people:
        raise ValidationError(NOBODY_TO_TELL if late else NOBODY_LATE)
    reminder = Reminder.objects.create(round=round_, step=step, key=key, text=text, sent_by=by)
    _write_down(reminder, people)
    notifications.units_reminded(reminder, late, people)
    audit.record(
        "units.reminded", round_, by=by, note=text,
        after={"step": reminder.get_step_display(), "units": len(people)}, unit=round_.organiser,
    )  # fmt: skip
    return reminder


@transaction.atomic
def record_call(round_: Round, unit: Unit, *, note: str, by: User) -> list[Call]:
    """Write down that the unit was rung about everything that it is late with."""
    round_ = _locked(round_)
    require(can_follow_up_unit(by, round_, unit.pk))
    late = late_duties(round_, [unit.pk]).get(unit.pk, [])
    if not late:
        raise ValidationError(NOT_LATE)
    since = timezone.now() - SAME_CALL
    same = Call.objects.filter(round=round_, unit=unit, called_by=by, note=note)
    if again := list(same.filter(called_at__gte=since).order_by("pk")):
        return again
    calls = Call.objects.bulk_create(
        Call(round=round_, unit=unit, step=duty.step, called_by=by, note=note) for duty in late
    )
    steps = [call.get_step_display() for call in calls]
    audit.record("unit.called", round_, by=by, after={"steps": steps}, note=note, unit=unit)
    return calls


def _same(sent: Reminder, round_: Round, step: str, by: User) -> Reminder:
    """What this form has sent already; a form of somebody else or of another step is refused."""
    if (sent.round_id, sent.step, sent.sent_by_id) != (round_.pk, step, by.pk):
        raise ValidationError(STRANGE_KEY)
    return sent


def _allowed(by: User, round_: Round, units: Iterable[int]) -> frozenset[int]:
    """The chosen units as far as the person follows them."""
    followed = followed_units(by, round_)
    return frozenset(units) if followed is None else frozenset(units) & followed


def _late_with(round_: Round, step: str, units: frozenset[int]) -> dict[int, Duty]:
    return {
        unit: duty
        for unit, late in late_duties(round_, units).items()
        for duty in late
        if duty.step == step
    }


def _write_down(reminder: Reminder, people: dict[int, list[Person]]) -> None:
    ReminderRecipient.objects.bulk_create(
        ReminderRecipient(reminder=reminder, unit_id=unit, person=person.user)
        for unit, told in people.items()
        for person in told
    )


def _locked(round_: Round) -> Round:
    rows = Round.objects.select_for_update(of=("self",)).select_related("organiser")
    return rows.get(pk=round_.pk)
