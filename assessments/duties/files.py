"""Duties around a unit's self-assessment: handing in, appraisal, the unit's word, settling."""

from collections.abc import Iterable, Iterator
from datetime import date, datetime

from django.urls import reverse
from django.utils import timezone

from assessments.duties.base import Duty, basis_of, void_after
from assessments.models import Assessment, Round
from assessments.workflow import UNIT_EDITABLE, AssessmentState, Step

S = AssessmentState
APPRAISED_ON = frozenset({S.APPRAISED, S.SETTLED, S.PROPOSED, S.CLOSED})
SETTLED_ON = frozenset({S.SETTLED, S.PROPOSED, S.CLOSED})


def file_duties(round_: Round, units: frozenset[int] | None) -> Iterator[Duty]:
    """The four steps of every file of the round."""
    basis = basis_of(round_, units)
    for file in basis.files:
        usual = basis.due_dates[file.unit_id, Step.SELF_ASSESSMENT]
        # While the file is with its unit it knows its own deadline, a supplement's as well.
        due_on = file.due_on if file.state in UNIT_EDITABLE else usual
        yield from _of(file, round_, due_on)


def _of(file: Assessment, round_: Round, due_on: date) -> Iterable[Duty]:
    # What was handed in once is seen through under the old name, by the successor's people.
    is_gone = file.state == S.DRAFT and void_after(file.unit.valid_to, due_on)
    return (
        _hand_in(file, round_, due_on, is_gone),
        _appraisal(file, round_, is_gone),
        _feedback(file, is_gone),
        _settlement(file, is_gone),
    )


def _hand_in(file: Assessment, round_: Round, due_on: date, is_gone: bool) -> Duty:
    """Handing in, or a supplement that the board asked for."""
    is_with_unit = file.state in UNIT_EDITABLE
    returned = file.state == S.RETURNED
    return Duty(
        file.unit_id, Step.SELF_ASSESSMENT, "unit", due_on,
        None if is_with_unit else _day(file.first_handed_in_at or file.submitted_at),
        "Bổ sung hồ sơ theo yêu cầu" if returned else "Tự chấm điểm và nộp bản tự chấm",
        file.get_absolute_url(), is_begun=returned or file.version > 1, is_void=is_gone,
        opens_on=round_.self_assessment_opens,
        since=_day(file.sent_back_at) if returned else None,
    )  # fmt: skip


def _appraisal(file: Assessment, round_: Round, is_gone: bool) -> Duty:
    return Duty(
        file.unit_id, Step.APPRAISAL, "board", round_.appraisal_due, _finished_on(file),
        "Thẩm định bản tự chấm", file.get_absolute_url(),
        is_begun=file.opened_at is not None, is_void=is_gone,
        is_blocked=file.state in UNIT_EDITABLE, since=_day(file.submitted_at),
    )  # fmt: skip


def _feedback(file: Assessment, is_gone: bool) -> Duty:
    """The unit's word; a window that closes without one is an answer as well."""
    is_out = file.state in APPRAISED_ON
    done = _day(file.answered_at) if is_out else None
    if is_out and done is None and (file.state in SETTLED_ON or _is_over(file)):
        done = file.feedback_due or _day(file.settled_at)
    return Duty(
        file.unit_id, Step.FEEDBACK, "unit", file.feedback_due, done,
        "Cho ý kiến về kết quả thẩm định dự kiến",
        reverse("assessments:feedback", args=[file.pk]), is_void=is_gone, is_blocked=not is_out,
        since=_finished_on(file),
    )  # fmt: skip


def _settlement(file: Assessment, is_gone: bool) -> Duty:
    answered = _day(file.answered_at)
    since = answered or (file.feedback_due if file.state == S.APPRAISED else None)
    return Duty(
        file.unit_id, Step.SETTLEMENT, "board", None,
        _day(file.settled_at) if file.state in SETTLED_ON else None, "Chốt kết quả thẩm định",
        reverse("assessments:settle", args=[file.pk]), is_void=is_gone, since=since,
        is_blocked=file.state != S.APPRAISED or not (answered or _is_over(file)),
    )  # fmt: skip


def _finished_on(file: Assessment) -> date | None:
    """The day on which the provisional result went out, as long as it stands."""
    if file.state not in APPRAISED_ON:
        return None
    appraisal = getattr(file, "appraisal", None)
    return _day(appraisal.finished_at if appraisal else file.submitted_at)


def _is_over(file: Assessment) -> bool:
    return file.feedback_due is not None and timezone.localdate() > file.feedback_due


def _day(moment: datetime | None) -> date | None:
    return timezone.localdate(moment) if moment else None
