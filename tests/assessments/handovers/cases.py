"""Handing over, as an administrator does."""

from assessments.actions import handovers as actions
from assessments.models import Handover
from core.calendar import today
from organisation.models import RoleAssignment, User

REASON = "Chuyển công tác theo quyết định."


def role_of(person: User) -> RoleAssignment:
    return person.role_assignments.select_related("user", "unit__parent").get()


def hand_over(giver: User, taker: User, by: User, **changes) -> Handover:
    given = {"on": today(), "reason": REASON, "by": by} | changes
    return actions.hand_over(role_of(giver), taker, **given)
