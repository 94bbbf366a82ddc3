"""One function per message of this app: who is told, and in which words. Called by actions only."""

from collections import Counter
from collections.abc import Collection, Mapping
from datetime import date

from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone

from assessments.calls import Person
from assessments.duties.base import Duty
from assessments.models import (
    Assessment,
    ConsolidatedReport,
    Feedback,
    Handover,
    OfficerAssignment,
    Reminder,
    Round,
    Submission,
    SupplementRequest,
)
from assessments.workflow import Step
from core.notifications import Message, notify, notify_each
from core.numbers import format_points
from organisation.mergers import going_on
from organisation.models import RoleAssignment, Unit, User
from organisation.roles import Role


def people_of(unit_pk: int, *roles: str) -> list[User]:
    """Active people who hold one of the roles at the unit today, or at what it went into."""
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
    """Units learn that the year has begun, and until when they register and hand in."""
    text = (
        f"{round_.title}: đã mở. Hạn đăng ký: hết ngày {round_.registration_due:%d/%m/%Y}. Hạn "
        f"nộp bản tự chấm điểm: hết ngày {round_.self_assessment_due:%d/%m/%Y}."
    )
    notify("round_opened", _people_of_round(round_), text=text, url=round_.get_absolute_url())


def units_assigned(round_: Round) -> None:
    """Officers and leaders learn how many units they follow this year."""
    counted: Counter[User] = Counter()
    for row in round_.officer_assignments.select_related("officer", "leader"):
        counted.update({row.officer, row.leader} - {None})
    by_count: dict[int, list[User]] = {}
    for person, count in counted.items():
        by_count.setdefault(count, []).append(person)
    for count, people in by_count.items():
        text = f"{round_.title}: đồng chí theo dõi, phụ trách {count} đơn vị."
        notify("units_assigned", people, text=text, url=round_.get_absolute_url())


def step_extended(round_: Round, unit: Unit, what: str, due_on: date, reason: str) -> None:
    """The unit learns its new deadline for a step, or for the supplement that it owes."""
    text = f"Đơn vị được gia hạn “{what}” đến hết ngày {due_on:%d/%m/%Y}: {reason}"
    people = people_of(unit.pk, Role.UNIT_HEAD, Role.UNIT_EDITOR)
    notify("step_extended", people, text=text, url=round_.get_absolute_url())


def deadlines_moved(round_: Round, dates: Mapping[Step, date], reason: str) -> None:
    """All units learn the later deadlines of the year."""
    moved = "; ".join(f"{Step(step).label}: hết ngày {day:%d/%m/%Y}" for step, day in dates.items())
    text = f"Ban Dân vận dời hạn cho mọi đơn vị. {moved}. Lý do: {reason}"
    notify("deadlines_moved", _people_of_round(round_), text=text, url=round_.get_absolute_url())


def moved_to_version(assessment: Assessment, lost: int, reason: str) -> None:
    """The unit learns that its sheet goes by a later version, and how much to enter again."""
    todo = f"Có {lost} nội dung phải nhập lại." if lost else "Số liệu đã nhập được giữ."
    text = (
        f"Bộ tiêu chí của {assessment.unit_name} đã đổi sang phiên bản "
        f"{assessment.criteria_set.version}. {todo} Lý do: {reason}"
    )
    notify("moved_to_version", unit_people(assessment), text=text, url=_address(assessment))


def _people_of_round(round_: Round) -> QuerySet[User]:
    """Heads and editors of the units that take part, and of those that they went into."""
    units = list(round_.assessments.order_by().values_list("unit", flat=True))
    holders = _holders(units, (Role.UNIT_HEAD, Role.UNIT_EDITOR))
    return User.objects.filter(pk__in=holders, is_active=True)


def _holders(units: int | list[int], roles: Collection[str]) -> QuerySet:
    held = RoleAssignment.objects.active_on(timezone.localdate())
    return held.filter(unit__in=going_on(units), role__in=roles).order_by().values("user")


def assessment_submitted(assessment: Assessment, submission: Submission) -> None:
    """Officer (or board heads) learn that a file has come in."""
    text = (
        f"{assessment.unit_name} đã nộp bản tự chấm điểm: {format_points(submission.total)} điểm "
        f"(biên nhận {submission.receipt_number})."
    )
    notify("assessment_submitted", appraisers(assessment), text=text, url=_address(assessment))


def assessment_recalled(assessment: Assessment, submission: Submission) -> None:
    """Those who were told that the file came in learn that it has gone back."""
    text = f"{assessment.unit_name} đã rút lại hồ sơ {submission.receipt_number} để sửa."
    notify("assessment_recalled", appraisers(assessment), text=text)


def sent_back(assessment: Assessment, request: SupplementRequest) -> None:
    """The unit learns what to supplement, until when."""
    text = f"Hồ sơ được trả lại để bổ sung đến hết ngày {request.due_on:%d/%m/%Y}: {request.reason}"
    notify("assessment_sent_back", unit_people(assessment), text=text, url=_address(assessment))


def appraisal_finished(assessment: Assessment) -> None:
    """The unit learns the provisional result and how long it may answer."""
    text = (
        f"Đã có kết quả thẩm định dự kiến: {format_points(assessment.appraised_total)} điểm, "
        f"{assessment.appraised_class}. Đề nghị phản hồi đến hết ngày "
        f"{assessment.feedback_due:%d/%m/%Y}."
    )
    url = reverse("assessments:feedback", args=[assessment.pk])
    notify("appraisal_finished", unit_people(assessment), text=text, url=url)


def feedback_given(assessment: Assessment, feedback: Feedback) -> None:
    """Officer and board heads learn the unit's word."""
    word = "thống nhất" if feedback.is_agreed else "không thống nhất"
    people = [*appraisers(assessment), *board_heads(assessment)]
    text = f"{assessment.unit_name} {word} với kết quả thẩm định dự kiến."
    url = reverse("assessments:settle", args=[assessment.pk])
    notify("feedback_given", people, text=text, url=url)


def assessment_settled(assessment: Assessment) -> None:
    """The unit and its officer learn the settled result."""
    text = (
        f"Đã chốt kết quả thẩm định của {assessment.unit_name}: "
        f"{format_points(assessment.appraised_total)} điểm, {assessment.appraised_class}."
    )
    people = [*unit_people(assessment), *appraisers(assessment)]
    notify("assessment_settled", people, text=text, url=_address(assessment))


def appraisal_taken_up(assessment: Assessment, reason: str) -> None:
    """Unit and officer learn that the result is being looked at again, and why."""
    text = f"Kết quả thẩm định của {assessment.unit_name} đang được xem xét lại: {reason}"
    people = [*unit_people(assessment), *appraisers(assessment)]
    notify("appraisal_taken_up", people, text=text, url=_address(assessment))


def consolidation_fixed(report: ConsolidatedReport) -> None:
    """Committee, signatories and office learn that the board's report of a quarter is there."""
    readers = people_of(
        report.round.organiser_id, Role.COMMITTEE_MEMBER, Role.SIGNATORY, Role.CLERK
    )
    text = f"Ban Dân vận đã gửi {report} (số {report.reference})."
    notify("consolidation_fixed", readers, text=text, url=report.get_absolute_url())


def handover_made(handover: Handover) -> None:
    """Both persons learn of it, and the board where an officer changes."""
    people = [handover.from_person, handover.to_person]
    if handover.role == Role.OFFICER:
        people += people_of(handover.unit_id, Role.BOARD_HEAD)
    text = (
        f"Đã bàn giao vai trò {handover.get_role_display()} tại {handover.unit}: "
        f"{handover.from_person} → {handover.to_person}."
    )
    url = reverse("assessments:handover-paper", args=[handover.pk])
    notify("handover_made", people, text=text, url=url)


def _address(assessment: Assessment) -> str:
    return assessment.get_absolute_url()


def units_reminded(
    reminder: Reminder, late: dict[int, Duty], people: dict[int, list[Person]]
) -> None:
    """Head and editors of each late unit read the board's words, and go where it is done.

    For a unit that has merged its successor's people do, who see for whom.
    """
    notify_each(
        "units_reminded",
        [
            Message(person.user, _named(person, reminder.text), late[unit].url)
            for unit, told in people.items()
            for person in told
        ],
    )


def _named(person: Person, text: str) -> str:
    return f"{person.former_unit}: {text}" if person.former_unit else text
