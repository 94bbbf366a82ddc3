"""One function per message of this app: who is told, and in which words. Called by actions only."""

from django.utils import timezone

from assessments.models import Assessment, Extension, OfficerAssignment, Round
from core.notifications import notify
from organisation.models import RoleAssignment, User
from organisation.roles import Role


def people_of(unit_pk: int, *roles: str) -> list[User]:
    """Active people who hold one of the roles at the unit today."""
    return list(User.objects.filter(pk__in=_holders(unit_pk, roles), is_active=True))


def unit_people(assessment: Assessment) -> list[User]:
    """Head and editors of the assessed unit."""
    return people_of(assessment.unit_id, Role.UNIT_HEAD, Role.UNIT_EDITOR)


def appraisers(assessment: Assessment) -> list[User]:
    """The officer assigned to the unit; the board heads when nobody is."""
    assigned = OfficerAssignment.objects.filter(
        round=assessment.round_id, unit=assessment.unit_id
    ).select_related("officer")
    return [row.officer for row in assigned] or board_heads(assessment)


def board_heads(assessment: Assessment) -> list[User]:
    """Board heads of the round's organiser."""
    return people_of(assessment.round.organiser_id, Role.BOARD_HEAD)


def round_opened(round_: Round) -> None:
    """Units learn that self-assessment can begin, and until when."""
    text = (
        f"{round_.title}: đã mở chấm điểm. Hạn nộp bản tự chấm điểm: "
        f"hết ngày {round_.self_assessment_due:%d/%m/%Y}."
    )
    units = round_.assessments.values("unit")
    heads = User.objects.filter(
        role_assignments__unit__in=units,
        role_assignments__role__in=[Role.UNIT_HEAD, Role.UNIT_EDITOR],
        is_active=True,
    ).distinct()
    notify("round_opened", heads, text=text, url=round_.get_absolute_url())


def extension_granted(assessment: Assessment, extension: Extension) -> None:
    """The unit learns its new deadline."""
    text = f"Đơn vị được gia hạn nộp đến hết ngày {extension.due_on:%d/%m/%Y}: {extension.reason}"
    notify("extension_granted", unit_people(assessment), text=text, url=assessment.get_absolute_url())


def _holders(unit_pk: int, roles):
    today = timezone.localdate()
    return RoleAssignment.objects.active_on(today).filter(unit=unit_pk, role__in=roles).values("user")
