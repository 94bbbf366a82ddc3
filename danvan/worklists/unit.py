"""What a unit's people see first: one card per unit, then earlier results and receipts."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.urls import reverse

from assessments.models import Assessment, Round, Score, Submission, SupplementRequest
from assessments.permissions import can_fill, can_give_feedback, can_submit
from assessments.sheets import result_of
from assessments.workflow import UNIT_EDITABLE, AssessmentState, RoundState
from core.numbers import format_points
from criteria.definitions import definition_of
from criteria.models import Scorer
from danvan.worklists.section import Section
from organisation.models import Unit, User
from organisation.roles import Permission
from recognition.models import DecisionEntry
from recognition.workflow import DecisionState

S = AssessmentState
LATEST = 5
STEP_OF_STATE = {
    S.DRAFT: 0, S.RETURNED: 0, S.SUBMITTED: 1, S.APPRAISED: 1, S.SETTLED: 1, S.PROPOSED: 2,
    S.CLOSED: 3,
}  # fmt: skip


@dataclass(frozen=True)
class Progress:
    """How far the unit has scored itself: criteria done, of how many, and the points so far."""

    scored: int
    to_score: int
    total: Decimal

    @property
    def is_complete(self) -> bool:
        return self.scored == self.to_score

    @property
    def total_text(self) -> str:
        return format_points(self.total)


@dataclass(frozen=True)
class Task:
    """The one thing to do now; `is_pressing` makes the button the page's primary one."""

    title: str
    text: str
    button: str
    url: str
    due_on: date | None = None
    is_pressing: bool = False


@dataclass(frozen=True)
class UnitCard:
    """A unit's file of the current year; `file` None: the round has no set for the unit."""

    unit: Unit
    file: Assessment | None
    round: Round | None = None
    task: Task | None = None
    progress: Progress | None = None
    steps: tuple[dict[str, str], ...] = ()


def unit_sections(user: User) -> list[Section]:
    """Cards, results of earlier years and receipts of the person's own units."""
    units = user.units_with(Permission.OWN_FILES_VIEW)
    if not units:
        return []
    files = _files_by_unit(units)
    current = {unit: rows[0] for unit, rows in files.items()}
    earlier = [file for rows in files.values() for file in rows[1:]]
    values = {
        "cards": _cards(user, units, current),
        "earlier": _with_decisions(earlier),
        "receipts": _receipts(current.values()),
    }
    return [Section("home/_unit.html", values)]


def _files_by_unit(units: frozenset[int]) -> dict[int, list[Assessment]]:
    rows = Assessment.objects.filter(unit__in=units).order_by("-round__year").with_context()
    found = defaultdict(list)
    for file in rows.select_related("round__organiser", "appraisal"):
        found[file.unit_id].append(file)
    return dict(found)


def _cards(user: User, units: frozenset[int], current: dict[int, Assessment]) -> list[UnitCard]:
    rows = Unit.objects.filter(pk__in=units).select_related("parent")
    left_out = _rounds_without(rows, current)
    progress = _progress(current.values())
    reasons = _open_reasons(current.values())
    return [
        UnitCard(unit, None, left_out[unit.pk])
        if unit.pk in left_out
        else _card(user, unit, current.get(unit.pk), progress, reasons)
        for unit in rows
    ]


def _card(user: User, unit: Unit, file: Assessment | None, progress: dict, reasons: dict):
    if file is None:
        return UnitCard(unit, None)
    done = progress.get(file.pk)
    task = task_of(user, file, done, reasons.get(file.pk, ""))
    return UnitCard(unit, file, file.round, task, done, steps_of(file))


def _rounds_without(units, current: dict[int, Assessment]) -> dict[int, Round]:
    """Unit key → the round under way at its organiser in which it has no sheet."""
    under_way = Round.objects.filter(
        organiser__in={unit.parent_id for unit in units},
        state__in=[RoundState.OPEN, RoundState.APPRAISING],
    ).order_by("year")
    rounds = {round_.organiser_id: round_ for round_ in under_way}
    return {
        unit.pk: round_
        for unit in units
        if (round_ := rounds.get(unit.parent_id))
        and (unit.pk not in current or current[unit.pk].round.year < round_.year)
    }


def _progress(files) -> dict[int, Progress]:
    """File key → progress, for files that are still with their unit; one query for the rows."""
    sheets = {file.pk: file for file in files if file.state in UNIT_EDITABLE}
    scores = defaultdict(list)
    for score in Score.objects.filter(assessment__in=sheets).order_by():
        scores[score.assessment_id].append(score)
    return {pk: _progress_of(file, scores[pk]) for pk, file in sheets.items()}


def _progress_of(file: Assessment, scores: list[Score]) -> Progress:
    definition = definition_of(file.criteria_set)
    totals = result_of(definition, scores, by_unit=True).totals
    to_score = sum(
        c.scored_by == Scorer.UNIT and not c.is_bonus for c in definition.criteria.values()
    )
    return Progress(to_score - len(totals.missing), to_score, totals.total)


def _open_reasons(files) -> dict[int, str]:
    """File key → why it came back, while the supplement has not been handed in."""
    requests = SupplementRequest.objects.filter(
        assessment__in=[file.pk for file in files], answered_at=None
    )
    return dict(requests.values_list("assessment", "reason"))


def task_of(user: User, file: Assessment, progress: Progress | None, reason: str = "") -> Task:
    """What the unit has to do with its file now."""
    if file.state == S.DRAFT:
        return _draft_task(user, file, progress)
    if file.state == S.RETURNED:
        return Task(
            "Bổ sung hồ sơ theo yêu cầu", reason, "Bổ sung hồ sơ", file.get_absolute_url(),
            file.due_on, is_pressing=True,
        )  # fmt: skip
    if file.state == S.APPRAISED:
        return _feedback_task(user, file)
    title, text, button = _QUIET[file.state]
    name = "assessments:detail" if file.state == S.SUBMITTED else "recognition:result"
    return Task(title, text, button, reverse(name, args=[file.pk]))


def _draft_task(user: User, file: Assessment, progress: Progress) -> Task:
    title, url = f"Tự chấm điểm năm {file.round.year}", file.get_absolute_url()
    fill = can_fill(user, file)
    if not fill:
        return Task(title, fill.reason, "Xem bản tự chấm điểm", url, file.due_on)
    if not progress.is_complete:
        button = "Tiếp tục chấm điểm" if progress.scored else "Bắt đầu chấm điểm"
        text = "Nhập số liệu từng tiêu chí và đính kèm minh chứng; điểm được tính ngay."
        return Task(title, text, button, url, file.due_on, is_pressing=True)
    if can_submit(user, file):
        submit_url = reverse("assessments:submit", args=[file.pk])
        text = "Đã chấm đủ các tiêu chí. Kiểm tra lần cuối rồi nộp."
        return Task(title, text, "Kiểm tra và nộp", submit_url, file.due_on, is_pressing=True)
    text = "Đã chấm đủ các tiêu chí. Bí thư hoặc thủ trưởng đơn vị là người nộp hồ sơ."
    return Task(title, text, "Xem lại bản tự chấm điểm", url, file.due_on)


def _feedback_task(user: User, file: Assessment) -> Task:
    allowed = can_give_feedback(user, file)
    name = "assessments:feedback" if allowed else "assessments:detail"
    total = format_points(file.appraised_total)
    return Task(
        "Đã có kết quả thẩm định dự kiến",
        f"{total} điểm, {file.appraised_class}. "
        + ("Đề nghị đơn vị cho ý kiến." if allowed else allowed.reason),
        "Xem và cho ý kiến" if allowed else "Xem kết quả dự kiến",
        reverse(name, args=[file.pk]),
        file.feedback_due,
        is_pressing=bool(allowed),
    )


def steps_of(file: Assessment) -> tuple[dict[str, str], ...]:
    """The three steps of the year with where the file stands."""
    reached = STEP_OF_STATE[file.state]
    notes = (
        f"hạn {file.due_on:%d/%m/%Y}" if reached == 0 else "",
        file.round.organiser.short_name,
        file.get_outcome_display(),
    )
    labels = ("Đang chấm", "Thẩm định", "Kết luận")
    return tuple(
        {"label": label, "note": note, "state": _step_state(place, reached)}
        for place, (label, note) in enumerate(zip(labels, notes, strict=True))
    )


def _step_state(place: int, reached: int) -> str:
    if place < reached:
        return "done"
    return "current" if place == reached else "todo"


def _with_decisions(files: list[Assessment]) -> list[tuple[Assessment, DecisionEntry | None]]:
    entries = DecisionEntry.objects.filter(assessment__in=files).exclude(
        decision__state=DecisionState.DRAFT
    )
    found = {entry.assessment_id: entry for entry in entries.select_related("decision")}
    return [(file, found.get(file.pk)) for file in files]


def _receipts(files) -> list[Submission]:
    rows = Submission.objects.filter(assessment__in=[file.pk for file in files], recalled_at=None)
    return list(rows.order_by("-submitted_at").defer("content")[:LATEST])


_QUIET = {
    S.SUBMITTED: (
        "Hồ sơ đã nộp, đang chờ thẩm định", "Chưa phải làm gì thêm. Khi có yêu cầu bổ sung hoặc "
        "kết quả dự kiến, đồng chí sẽ nhận được thông báo.", "Xem hồ sơ đã nộp",
    ),
    S.SETTLED: (
        "Kết quả thẩm định đã chốt", "Ban Dân vận đang chuẩn bị trình Ban Thường vụ.",
        "Xem kết quả",
    ),
    S.PROPOSED: (
        "Hồ sơ đã trình Ban Thường vụ", "Đang chờ kết luận của Ban Thường vụ.", "Xem kết quả",
    ),
    S.CLOSED: ("Ban Thường vụ đã kết luận", "", "Xem kết luận"),
}  # fmt: skip
