"""What waits for the board: an officer's own units, and the whole round for its heads."""

from collections import Counter
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.urls import reverse

from assessments.actions.rounds import units_without_set
from assessments.duties.base import Basis, Duty, duties
from assessments.forms.matrix import MatrixFilter, MatrixFilterForm
from assessments.models import (
    Assessment,
    EntryMandate,
    OfficerAssignment,
    QuarterlyReport,
    Round,
)
from assessments.presenters.matrix import (
    STEPS,
    MatrixRow,
    late_counts,
    rows_from,
)
from assessments.presenters.overview import TONES, officers_by_unit
from assessments.waiting import Holder, Waiting, Work, waiting, with_waiting
from assessments.workflow import AssessmentState, ReportState, RoundState, Step
from danvan.worklists.following import errands, typed_for
from danvan.worklists.section import Section
from organisation.models import User
from organisation.roles import Permission
from recognition.models import Proposal
from recognition.workflow import ProposalState

UNDER_WAY = (RoundState.OPEN, RoundState.APPRAISING)
OFFICER_WORK = (Work.NEW, Work.SUPPLEMENTED, Work.UNFINISHED, Work.DISPUTED)
PRESSING = (Work.SUPPLEMENTED, Work.UNFINISHED, Work.DISPUTED)
SETTLING = (Work.DISPUTED, Work.TO_SETTLE)
SHOWN, LONGEST_SHOWN, NEXT_SHOWN = 50, 10, 3


@dataclass(frozen=True)
class Line:
    """A file in a list of work."""

    file: Assessment
    waiting: Waiting
    holder: str = ""
    url: str = ""

    @property
    def tone(self) -> str:
        return TONES[self.file.state]

    @property
    def work_tone(self) -> str:
        return "warning" if self.waiting.work in PRESSING else "info"


def officer_sections(user: User) -> list[Section]:
    """Files of the units assigned to the person: what waits for them first, then the rest."""
    if not user.has_permission(Permission.APPRAISE):
        return []
    mine = OfficerAssignment.objects.filter(
        round=OuterRef("round"), unit=OuterRef("unit"), officer=user
    )
    mandate = EntryMandate.objects.filter(assessment=OuterRef("pk"), person=user, ended_at=None)
    known = _files_under_way().annotate(is_mine=Exists(mine), is_typed=Exists(mandate))
    found = list(known.filter(Q(is_mine=True) | Q(is_typed=True)).order_by("unit__sort_key"))
    if not found and user.has_permission(Permission.SETTLE):
        return []
    files = [file for file in found if file.is_mine]
    lines = [Line(file, waiting(file), url=file.get_absolute_url()) for file in files]
    work = [line for line in lines if line.waiting.work in OFFICER_WORK]
    by_round = [_followed(round_, files, user) for round_ in _rounds_of(files)]
    values = {
        "work": sorted(work, key=_urgency)[:SHOWN],
        "work_count": len(work),
        "elsewhere": _by_state(line for line in lines if line not in work),
        "unit_count": len(lines),
        "all_url": f"{files[0].round.get_absolute_url()}?officer={user.pk}" if files else "",
        "reports": reports_to_read(files),
        "rounds": by_round,
        "errands": errands(files, [duty for followed in by_round for duty in followed["duties"]]),
        "typing": typed_for([file for file in found if file.is_typed]),
    }
    return [Section("home/_officer.html", values)]


def _rounds_of(files: list[Assessment]) -> list[Round]:
    return list({file.round_id: file.round for file in files}.values())


def _followed(round_: Round, files: list[Assessment], user: User) -> dict[str, Any]:
    """The officer's units of a round: who is late, and whose deadline comes next."""
    own = [file for file in files if file.round_id == round_.pk]
    found = duties(round_, [file.unit_id for file in own])
    rows = rows_from(found, own, dict.fromkeys((file.unit_id for file in own), user))
    late = [row for row in rows if row.late]
    return {
        "round": round_,
        "late": late[:LONGEST_SHOWN],
        "late_count": len(late),
        "next": next_deadlines(found),
        "duties": found,
        "query": f"?officer={user.pk}",
    }


def next_deadlines(found: list[Duty]) -> list[tuple[Step, date, int]]:
    """The next days on which units have to hand something in, and how many still have to."""
    days = Counter(
        (duty.due_on, duty.step)
        for duty in found
        if duty.holder == "unit" and duty.is_open and not duty.is_blocked and not duty.is_late
        and duty.due_on
    )  # fmt: skip
    return [(step, day, days[day, step]) for day, step in sorted(days)[:NEXT_SHOWN]]


def reports_to_read(files: list[Assessment]) -> list[QuarterlyReport]:
    """Quarterly reports of the units that were sent and not answered yet, the oldest first."""
    rows = QuarterlyReport.objects.filter(
        round__in={file.round_id for file in files}, unit__in=[file.unit_id for file in files],
        state=ReportState.SUBMITTED,
    ).defer("summary", "proposals")  # fmt: skip
    return list(rows.order_by("submitted_at")) if files else []


def head_sections(user: User) -> list[Section]:
    """The rounds that the person steers, each at a glance."""
    organisers = user.units_with(Permission.ROUND_MANAGE)
    if not organisers:
        return []
    rounds = Round.objects.filter(organiser__in=organisers).exclude(state=RoundState.CLOSED)
    found = list(rounds.select_related("organiser"))
    if not found:
        return [Section("home/_no_round.html")]
    return [
        Section("home/_planned_round.html", {"round": round_})
        if round_.state == RoundState.PLANNED
        else Section("home/_round.html", glance(round_, user))
        for round_ in found
    ]


def glance(round_: Round, user: User) -> dict[str, Any]:
    """A round under way: stages, who holds what for how long, what the head has to do."""
    basis = Basis(round_, None)
    files, found = basis.files, duties(round_, basis=basis)
    officers = officers_by_unit(round_)
    lines = [_line(file, officers) for file in files]
    settling = [line for line in lines if line.waiting.work in SETTLING]
    rows = rows_from(found, files, officers, user)
    return {
        "steps": STEPS,
        "worst": [row for row in rows if row.late][:LONGEST_SHOWN],
        "late_count": sum(bool(row.late) for row in rows),
        "late_chips": _late_chips(round_, rows),
        "filter_form": _filter_form(files, officers),
        "next": next_deadlines(found),
        "to_read_count": round_.reports.filter(state=ReportState.SUBMITTED).count(),
        "to_approve_count": sum(
            duty.step == Step.REGISTRATION_APPROVAL and duty.is_current for duty in found
        ),
        "round": round_,
        "stages": _by_state(lines),
        "unit_count": len(files),
        "longest": _longest(lines),
        "to_settle": sorted(settling, key=_urgency)[:LONGEST_SHOWN],
        "to_settle_count": len(settling),
        "to_propose_count": sum(line.waiting.work == Work.TO_PROPOSE for line in lines),
        "draft_proposal": Proposal.objects.filter(round=round_, state=ProposalState.DRAFT).first(),
        "without_set_count": units_without_set(round_).count(),
        "without_officer_count": sum(file.unit_id not in officers for file in files),
    }


def _filter_form(files: list[Assessment], officers: dict[int, User]) -> MatrixFilterForm:
    """The boxes of the matrix, with the kinds and officers that the round's units have."""
    kinds = {file.unit.kind_id: file.unit.kind for file in files}.values()
    people = {officer.pk: officer for officer in officers.values()}.values()
    return MatrixFilterForm(
        MatrixFilter({}),
        sorted(kinds, key=lambda kind: kind.name),
        sorted(people, key=lambda officer: officer.sort_key),
    )


def _late_chips(round_: Round, rows: list[MatrixRow]) -> list[dict[str, Any]]:
    """How many units are late with each step; each leads to the matrix narrowed to them."""
    address = reverse("assessments:matrix", args=[round_.pk])
    return [
        {"label": f"Chậm: {Step(step).label}", "count": count, "url": f"{address}?buoc={step}"}
        for step, count in late_counts(rows).items()
    ]


def _files_under_way() -> QuerySet:
    files = Assessment.objects.filter(round__state__in=UNDER_WAY)
    return with_waiting(files.select_related("unit", "round"))


def _line(file: Assessment, officers: dict[int, User]) -> Line:
    held = waiting(file)
    holder = held.holder.value
    url = file.get_absolute_url() if file.state != AssessmentState.DRAFT else ""
    if held.holder == Holder.OFFICER:
        holder = str(officers.get(file.unit_id, Holder.BOARD.value))
    if held.work in SETTLING:
        url = reverse("assessments:settle", args=[file.pk])
    return Line(file, held, holder, url)


def _urgency(line: Line):
    """Kinds of work in their order, the longest waiting first."""
    return (list(Work).index(line.waiting.work), -(line.waiting.days or 0))


def _longest(lines: list[Line]) -> list[Line]:
    """Handed-in files that have waited longest, whoever holds them."""
    counted = [line for line in lines if line.waiting.days]
    return sorted(counted, key=lambda line: -line.waiting.days)[:LONGEST_SHOWN]


def _by_state(lines) -> list[dict[str, Any]]:
    counts = Counter(line.file.state for line in lines)
    return [
        {"state": state.value, "label": state.label, "tone": TONES[state], "count": counts[state]}
        for state in AssessmentState
        if counts[state]
    ]
