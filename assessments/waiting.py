"""Who holds a file now and since when: one answer for the overview, the home page and Excel."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from django.db.models import OuterRef, QuerySet, Subquery
from django.utils import timezone

from assessments.models import Assessment, Feedback, SupplementRequest
from assessments.workflow import AssessmentState

S = AssessmentState


class Holder(StrEnum):
    """On whom a file waits."""

    UNIT = "Đơn vị"
    OFFICER = "Chuyên viên"
    BOARD = "Lãnh đạo Ban Dân vận"
    COMMITTEE = "Ban Thường vụ"
    NOBODY = ""


class Work(StrEnum):
    """What somebody of the board has to do with a file; in the order of urgency."""

    NEW = "Mới nộp"
    SUPPLEMENTED = "Đã bổ sung"
    UNFINISHED = "Đang thẩm định dở"
    DISPUTED = "Đơn vị chưa thống nhất"
    TO_SETTLE = "Chờ chốt kết quả"
    TO_PROPOSE = "Chờ đưa vào tờ trình"
    NONE = ""


@dataclass(frozen=True)
class Waiting:
    """On whom, since which day (None: since nothing that counts), and what is to be done."""

    holder: Holder
    since: date | None = None
    work: Work = Work.NONE

    @property
    def days(self) -> int | None:
        """Whole days that it has been waiting."""
        return (timezone.localdate() - self.since).days if self.since else None


def with_waiting(files: QuerySet) -> QuerySet:
    """Files with what `waiting` asks for, in the same query."""
    answers = Feedback.objects.filter(
        assessment=OuterRef("pk"), given_at__gte=OuterRef("appraisal__finished_at")
    ).order_by("-given_at")
    requests = SupplementRequest.objects.filter(assessment=OuterRef("pk"))
    return files.select_related("appraisal").annotate(
        answered_at=Subquery(answers.values("given_at")[:1]),
        answer_agrees=Subquery(answers.values("is_agreed")[:1]),
        sent_back_at=Subquery(requests.values("requested_at")[:1]),
    )


def waiting(file: Assessment) -> Waiting:
    """On whom the file (from `with_waiting`) waits."""
    return _BY_STATE[file.state](file)


def _unit(file: Assessment) -> Waiting:
    return Waiting(Holder.UNIT)


def _returned(file: Assessment) -> Waiting:
    return Waiting(Holder.UNIT, _day(file.sent_back_at))


def _submitted(file: Assessment) -> Waiting:
    if file.opened_at:
        work = Work.UNFINISHED
    else:
        work = Work.SUPPLEMENTED if file.sent_back_at else Work.NEW
    return Waiting(Holder.OFFICER, _day(file.submitted_at), work)


def _appraised(file: Assessment) -> Waiting:
    if file.answered_at:
        work = Work.TO_SETTLE if file.answer_agrees else Work.DISPUTED
        return Waiting(Holder.BOARD, _day(file.answered_at), work)
    if timezone.localdate() > file.feedback_due:
        return Waiting(Holder.BOARD, file.feedback_due, Work.TO_SETTLE)
    return Waiting(Holder.UNIT, _day(file.appraisal.finished_at))


def _settled(file: Assessment) -> Waiting:
    return Waiting(Holder.BOARD, _day(file.settled_at), Work.TO_PROPOSE)


def _day(moment: datetime | None) -> date | None:
    return timezone.localdate(moment) if moment else None


_BY_STATE = {
    S.DRAFT: _unit,
    S.RETURNED: _returned,
    S.SUBMITTED: _submitted,
    S.APPRAISED: _appraised,
    S.SETTLED: _settled,
    S.PROPOSED: lambda file: Waiting(Holder.COMMITTEE),
    S.CLOSED: lambda file: Waiting(Holder.NOBODY),
}
