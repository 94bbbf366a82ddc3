"""What the pages of calls and reminders show: who is late, with what, and what was done."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.http import urlencode
from django.utils.timezone import localtime

from assessments.calls import (
    Contact,
    Person,
    last_contacts,
    late_duties,
    people_by_unit,
)
from assessments.duties.base import Duty
from assessments.models import Round
from assessments.permissions.duties import can_follow_up, followed_units
from assessments.presenters.overview import officers_by_unit
from assessments.workflow import Step
from organisation.models import Unit, User


@dataclass(frozen=True)
class LateUnit:
    """A unit that is late: with what, who can be rung, who follows it, the last contact."""

    unit: Unit
    late: list[Duty]
    people: list[Person]
    officer: User | None
    contact: Contact | None
    may_call: bool = False


def late_units(round_: Round, viewer: User, typed: Mapping[str, str]) -> list[LateUnit]:
    """Late units as the address asks for them, the longest late first; constant queries."""
    late = late_duties(round_)
    officers, contacts, people = (
        officers_by_unit(round_),
        last_contacts(round_),
        people_by_unit(late),
    )
    follows = followed_units(viewer, round_)
    may_act = bool(can_follow_up(viewer, round_))
    lines = [
        LateUnit(
            unit, late[unit.pk], people.get(unit.pk, []), officers.get(unit.pk),
            contacts.get(unit.pk), may_act and (follows is None or unit.pk in follows),
        )
        for unit in Unit.objects.filter(pk__in=late)
    ]  # fmt: skip
    if is_own_only(viewer, round_, typed):
        lines = [line for line in lines if line.may_call]
    return sorted(lines, key=lambda line: (-line.late[0].days_late, line.unit.sort_key))


def is_own_only(viewer: User, round_: Round, typed: Mapping[str, str]) -> bool:
    """An officer begins with the own units; all of them on request."""
    follows = followed_units(viewer, round_)
    return bool(follows) and typed.get("cua") != "tat-ca"


def late_with(lines: list[LateUnit], step: str) -> list[LateUnit]:
    """Those late with the step; all of them without one."""
    return [line for line in lines if not step or any(duty.step == step for duty in line.late)]


def step_chips(lines: list[LateUnit], step: str, kept: Mapping[str, str]) -> list[dict[str, Any]]:
    """How many units are late with each step; each chip leads to those."""
    counts = Counter(duty.step for line in lines for duty in line.late)
    return [
        {"label": each.label, "count": counts[each],
         "url": f"?{urlencode({**kept, 'buoc': each.value})}", "current": each == step}
        for each in Step
        if counts[each]
    ]  # fmt: skip


def step_of(typed: Mapping[str, str]) -> str:
    """The step that the address names; empty when it names none."""
    wanted = typed.get("buoc", "")
    return wanted if wanted in Step.values else ""


def busiest_step(lines: list[LateUnit]) -> str:
    """The step that most units are late with, the earlier of two alike."""
    counts = Counter(duty.step for line in lines for duty in line.late)
    return max(Step, key=lambda step: counts[step]).value if counts else ""


def choice_words(line: LateUnit, step: str, told_at: datetime | None = None) -> str:
    """What stands beside a unit's box: since when, who will read it, when it was told today."""
    duty = next(duty for duty in line.late if duty.step == step)
    names = ", ".join(f"{person.user} ({person.role})" for person in line.people)
    told = names or "chưa có tài khoản nào nhận được"
    words = f"{line.unit.name}: quá hạn {duty.days_late} ngày. Người nhận: {told}"
    return f"{words}. Đã nhắc lúc {localtime(told_at):%H:%M} hôm nay" if told_at else words
