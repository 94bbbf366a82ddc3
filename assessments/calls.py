"""Who is late, whom to ring, and when somebody of the unit was last spoken to or reminded."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime

from django.db.models import Max
from django.db.models.expressions import RawSQL

from assessments.duties.base import Duty, by_urgency, duties
from assessments.models import Call, Reminder, Round
from assessments.models.following import ReminderRecipient
from assessments.workflow import Step
from core.calendar import today
from organisation.mergers import going_on, heirs
from organisation.models import RoleAssignment, Unit, User
from organisation.roles import Role

UNIT_ROLES = (Role.UNIT_HEAD, Role.UNIT_EDITOR)


@dataclass(frozen=True)
class Contact:
    """The last time that the board spoke to a unit of the round, or wrote to it."""

    at: datetime
    by: str
    words: str
    note: str = ""


@dataclass(frozen=True)
class Person:
    """Somebody of a unit who can be rung; `role` in words.

    `former_unit`: for whom they answer, when that is a unit that has merged into theirs.
    """

    user: User
    role: str
    unit: str
    former_unit: str = ""

    @property
    def phone_link(self) -> str:
        """The number as a telephone takes it."""
        return "".join(sign for sign in self.user.phone if sign.isdigit() or sign == "+")


def late_duties(round_: Round, units: Iterable[int] | None = None) -> dict[int, list[Duty]]:
    """Unit key → what the unit itself is late with, the longest first."""
    found: dict[int, list[Duty]] = defaultdict(list)
    for duty in duties(round_, units):
        if duty.holder == "unit" and duty.is_late:
            found[duty.unit_id].append(duty)
    return {unit: sorted(late, key=by_urgency) for unit, late in found.items()}


def people_by_unit(units: Iterable[int]) -> dict[int, list[Person]]:
    """Unit key → its active head and editors today, the head first.

    A unit that merged has nobody of its own: its successor's people answer for it. One query, and
    two more where some unit has nobody.
    """
    keys = set(units)
    found = _people_at(going_on(keys))
    alone = keys - set(found)
    into = heirs(alone) if alone else {}
    names = dict(Unit.objects.filter(pk__in=into).values_list("pk", "short_name"))
    successors = {
        unit: [
            replace(person, role=f"{person.role} {person.unit}", former_unit=names[unit])
            for person in found[heir]
        ]
        for unit, heir in into.items()
        if heir in found
    }
    return {unit: people for unit, people in found.items() if unit in keys} | successors


def _people_at(units: RawSQL) -> dict[int, list[Person]]:
    held = RoleAssignment.objects.active_on(today()).filter(
        unit__in=units, role__in=UNIT_ROLES, user__is_active=True
    )
    found: dict[int, dict[int, Person]] = defaultdict(dict)
    rows = held.select_related("user", "unit").order_by("user__sort_key")
    for row in sorted(rows, key=lambda row: UNIT_ROLES.index(row.role)):
        # Who holds both roles is one person to ring.
        person = Person(row.user, row.get_role_display(), row.unit.short_name)
        found[row.unit_id].setdefault(row.user_id, person)
    return {unit: list(people.values()) for unit, people in found.items()}


def last_contacts(round_: Round) -> dict[int, Contact]:
    """Unit key → the latest call or reminder of the round; two queries."""
    found: dict[int, Contact] = {}
    for call in Call.objects.filter(round=round_).select_related("called_by").order_by("called_at"):
        found[call.unit_id] = Contact(call.called_at, str(call.called_by), "Đã gọi", call.note)
    told = ReminderRecipient.objects.filter(reminder__round=round_)
    for row in told.select_related("reminder__sent_by").order_by("reminder__sent_at"):
        sent = row.reminder
        known = found.get(row.unit_id)
        if known is None or known.at < sent.sent_at:
            words = f"Đã nhắc: {sent.get_step_display()}"
            found[row.unit_id] = Contact(sent.sent_at, str(sent.sent_by), words)
    return found


def reminders_of(round_: Round, step: str = "") -> list[Reminder]:
    """What was sent in the round (for a step), newest first, with who was told."""
    rows = round_.reminders.select_related("sent_by").prefetch_related(
        "recipients__unit", "recipients__person"
    )
    return list(rows.filter(step=step) if step else rows)


def told_today(round_: Round, step: str) -> dict[int, datetime]:
    """Unit key → when it was last reminded of the step today: nobody is told twice by oversight."""
    rows = ReminderRecipient.objects.filter(
        reminder__round=round_, reminder__step=step, reminder__sent_at__date=today()
    )
    latest = rows.order_by().values_list("unit").annotate(at=Max("reminder__sent_at"))
    return dict(latest)


def proposed_text(round_: Round, step: str) -> str:
    """The words that the board starts from; they can be changed before they are sent."""
    return (
        f"Đơn vị đã quá hạn “{Step(step).label}” ({round_.title}). Đề nghị hoàn thành ngay; nếu có "
        "vướng mắc, báo chuyên viên theo dõi để được hướng dẫn, gia hạn."
    )
