"""A role and its open work pass from one person to another, with minutes that are kept."""

import hashlib
import io
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from assessments.documents.handovers import TEMPLATE, handover_content, handover_paper
from assessments.handovers import require_possible
from assessments.models import Assessment, Handover, OfficerAssignment, Round
from assessments.notifications import files as notifications
from assessments.open_work import followed_units, open_rounds_of
from core import audit
from core.calendar import today
from core.models import StoredDocument
from core.pdf import render_pdf
from core.permissions import require
from core.uploads import store_content_addressed
from core.versions import StaleVersion
from organisation.actions import assign_role, end_role
from organisation.login_sessions import end_sessions
from organisation.models import RoleAssignment, User
from organisation.permissions import can_assign_role, can_end_role
from organisation.roles import Role

CHANGED = "Công việc đang dở vừa thay đổi trong lúc in biên bản. Hãy lập lại biên bản."


@dataclass(frozen=True)
class PrintedMinutes:
    """Minutes ready to be kept: what they were printed from, and their bytes."""

    content: dict[str, Any]
    pdf: bytes
    sha256: str


def hand_over(
    assignment: RoleAssignment,
    to_person: User,
    *,
    on: date,
    reason: str,
    by: User,
    witness: str = "",
) -> Handover:
    """End the role of one person and give it to the other; freeze and print what is open.

    An officer's units of rounds that are not closed go with the role; who decides otherwise is
    the head of the board. Extensions, drafts and files stay what they are: they belong to units.
    `on` is the day in the minutes; rights change at once. Printing takes a second and happens
    before the lock; under the lock everything is asked again. Raises ValidationError by field,
    PermissionDenied, PdfError: nothing is changed then.
    """
    _require_allowed(assignment, to_person, by)
    require_possible(assignment, to_person, on)
    content = handover_content(assignment, to_person, on=on, reason=reason, witness=witness)
    pdf = render_pdf(TEMPLATE, handover_paper(content))
    printed = PrintedMinutes(content, pdf, hashlib.sha256(pdf).hexdigest())
    store_content_addressed(io.BytesIO(pdf), printed.sha256)
    return _pass_on(assignment, to_person, printed, on, by)


@transaction.atomic
def _pass_on(
    assignment: RoleAssignment, to_person: User, printed: PrintedMinutes, on: date, by: User
) -> Handover:
    _lock_rounds(assignment)
    rows = RoleAssignment.objects.select_for_update(of=("self",))
    assignment = rows.select_related("user", "unit__parent").get(pk=assignment.pk)
    to_person = User.objects.select_for_update().get(pk=to_person.pk)
    _require_allowed(assignment, to_person, by)
    require_possible(assignment, to_person, on)
    _require_unchanged(assignment, to_person, printed)
    moved = _move_units(assignment, to_person, by)
    if not _holds(to_person, assignment):
        assign_role(to_person, Role(assignment.role), assignment.unit, by=by)
    end_role(assignment, by=by)
    end_sessions(assignment.user)
    content = printed.content
    handover = Handover.objects.create(
        unit=assignment.unit, role=assignment.role, from_person=assignment.user,
        to_person=to_person, handed_over_on=on, reason=content["reason"], content=content,
        document=_stored(printed, by), made_by=by,
    )  # fmt: skip
    notifications.handover_made(handover)
    audit.record(
        "handover.made", handover, by=by, before=str(assignment.user), after={
            "to": str(to_person), "role": assignment.role, "units": moved,
            "sha256": printed.sha256,
        },
        note=content["reason"], unit=assignment.unit,
    )  # fmt: skip
    return handover


def _lock_rounds(assignment: RoleAssignment) -> None:
    """Nobody deals out units or hands in while the minutes say how things stand.

    The rounds come first, as in every other action that locks more than one row.
    """
    keys = [round_.pk for round_ in open_rounds_of(assignment.unit)]
    list(Round.objects.select_for_update(no_key=True).filter(pk__in=keys).order_by("pk"))


def _move_units(assignment: RoleAssignment, to_person: User, by: User) -> int:
    """The officer's units of rounds that go on; each file's history says so."""
    if assignment.role != Role.OFFICER:
        return 0
    rows = followed_units(assignment.user, assignment.unit)
    files = Assessment.objects.filter(
        round__in={row.round_id for row in rows}, unit__in={row.unit_id for row in rows}
    )
    by_place = {(file.round_id, file.unit_id): file for file in files}
    OfficerAssignment.objects.filter(pk__in=[row.pk for row in rows]).update(officer=to_person)
    for row in rows:
        file = by_place.get((row.round_id, row.unit_id))
        audit.record(
            "officer.assigned", file or row.unit, by=by, before=str(assignment.user),
            after=str(to_person), note="Bàn giao", unit=row.unit_id,
        )  # fmt: skip
    return len(rows)


def _require_allowed(assignment: RoleAssignment, to_person: User, by: User) -> None:
    """Who may end and give roles; that the taker may not hold it is a fault of the form."""
    require(can_end_role(by, assignment))
    verdict = can_assign_role(by, to_person, assignment.role)
    if not verdict:
        raise ValidationError({"to_person": verdict.reason})


def _require_unchanged(
    assignment: RoleAssignment, to_person: User, printed: PrintedMinutes
) -> None:
    content = printed.content
    now = handover_content(
        assignment, to_person, on=date.fromisoformat(content["on"]), reason=content["reason"],
        witness=content["witness"],
    )  # fmt: skip
    if now != content:
        raise StaleVersion(CHANGED, code="stale")


def _holds(person: User, assignment: RoleAssignment) -> bool:
    held = person.role_assignments.active_on(today())
    return held.filter(unit=assignment.unit_id, role=assignment.role).exists()


def _stored(printed: PrintedMinutes, by: User) -> StoredDocument:
    return StoredDocument.objects.create(
        sha256=printed.sha256, size=len(printed.pdf), kind="handover_minutes",
        mime="application/pdf", name=f"bien-ban-ban-giao-{printed.content['on']}.pdf",
        created_by=by,
    )  # fmt: skip
