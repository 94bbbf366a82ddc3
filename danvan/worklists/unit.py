"""What a unit's people see first: one card per unit, then earlier results and receipts."""

from collections import defaultdict
from dataclasses import dataclass

from assessments.completeness import is_scored, to_score
from assessments.duties.base import Duty, duties
from assessments.models import Assessment, Round, Score, Submission, SupplementRequest
from assessments.sheets import result_of
from assessments.workflow import REPORT_STEPS, UNIT_EDITABLE, AssessmentState, RoundState, Step
from criteria.definitions import definition_of
from danvan.worklists.remedies import to_mend
from danvan.worklists.section import Section
from danvan.worklists.tasks import Progress, Task, steps_of, task_of, task_of_duty
from organisation.models import Unit, User
from organisation.roles import Permission
from recognition.models import DecisionEntry
from recognition.workflow import DecisionState

LATEST = 5
LATER = 3  # deadlines ahead that a card names
# What the file's own task does not cover.
YEAR_STEPS = frozenset({Step.REGISTRATION, *REPORT_STEPS})
UNDER_WAY = (RoundState.OPEN, RoundState.APPRAISING)
MOST_RESULTS = 12


@dataclass(frozen=True)
class UnitCard:
    """The one thing that a unit has to do today, and the rest of its year as a short list.

    `file`: that of the current year; None: the round has no set for the unit. `progress` and
    `steps` belong to the file, and are shown where the file is the task.
    """

    unit: Unit
    file: Assessment | None
    round: Round | None = None
    task: Task | None = None
    progress: Progress | None = None
    steps: tuple[dict[str, str], ...] = ()
    rest: tuple[Task, ...] = ()
    later: tuple[Duty, ...] = ()


def unit_sections(user: User) -> list[Section]:
    """Cards, results of earlier years and receipts of the person's own units."""
    units = user.units_with(Permission.OWN_FILES_VIEW)
    if not units:
        return []
    files = _files_by_unit(units)
    current = {unit: rows[0] for unit, rows in files.items()}
    cards = _cards(user, units, current)
    on_cards = {card.file for card in cards}
    earlier = [
        file
        for file in (file for rows in files.values() for file in rows)
        if file not in on_cards and file.state not in UNIT_EDITABLE
    ]
    values = {
        "cards": cards,
        "earlier": _with_decisions(earlier[:MOST_RESULTS]),
        "has_several": len(units) > 1,
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
    rows = sorted(
        Unit.objects.filter(pk__in=units).select_related("parent"), key=lambda unit: unit.has_ended
    )
    left_out = _rounds_without([unit for unit in rows if not unit.has_ended], current)
    tasks = _file_tasks(user, current)
    year, mend = _duties_by_unit(current), to_mend(units, current)
    cards = (
        UnitCard(unit, None, left_out[unit.pk])
        if unit.pk in left_out
        else _card(unit, current.get(unit.pk), tasks, year.get(unit.pk, []), mend.get(unit.pk, []))
        for unit in rows
    )
    return [card for card in cards if card]


def _card(
    unit: Unit, file: Assessment | None, tasks: dict, year: list[Duty], mend: list[Task]
) -> UnitCard | None:
    """None of a merged unit that has left nothing to do."""
    if file is None:
        return None if unit.has_ended else UnitCard(unit, None)
    if unit.has_ended:
        return _left_card(unit, file, year, mend)
    own, progress = tasks[file.pk]
    now = [task_of_duty(duty) for duty in year if duty.is_current and duty.step in YEAR_STEPS]
    # What only says where the file is never goes before what there is to do.
    first, *rest = sorted([own, *now, *mend], key=lambda task: task.rank)
    later = [duty for duty in year if duty.is_open and not duty.is_current and duty.due_on]
    later = sorted((duty for duty in later if not duty.is_blocked), key=lambda duty: duty.due_on)
    shown = (progress, steps_of(file)) if first is own else (None, ())
    return UnitCard(unit, file, file.round, first, *shown, tuple(rest), tuple(later[:LATER]))


def _left_card(unit: Unit, file: Assessment, year: list[Duty], mend: list[Task]) -> UnitCard | None:
    """What a unit that has merged left to do for its successor's people."""
    now = [task_of_duty(duty) for duty in year if duty.is_current]
    if not now and not mend:
        return None
    first, *rest = sorted([*now, *mend], key=lambda task: task.rank)
    return UnitCard(unit, file, file.round, first, rest=tuple(rest))


def _file_tasks(user: User, current: dict[int, Assessment]) -> dict[int, tuple[Task, Progress]]:
    """File key → what there is to do with it, and how far it is."""
    progress, reasons = _progress(current.values()), _open_reasons(current.values())
    return {
        file.pk: (
            task_of(user, file, progress.get(file.pk), reasons.get(file.pk, "")),
            progress.get(file.pk),
        )
        for file in current.values()
    }


def _duties_by_unit(current: dict[int, Assessment]) -> dict[int, list[Duty]]:
    """Unit key → what the unit has to do in its round, as long as the round is under way."""
    found: dict[int, list[Duty]] = defaultdict(list)
    rounds = {file.round_id: file.round for file in current.values()}
    for key, round_ in rounds.items():
        if round_.state in UNDER_WAY:
            units = [unit for unit, file in current.items() if file.round_id == key]
            for duty in duties(round_, units):
                if duty.holder == "unit":
                    found[duty.unit_id].append(duty)
    return found


def _rounds_without(units, current: dict[int, Assessment]) -> dict[int, Round]:
    """Unit key → the round under way at its organiser in which it has no sheet."""
    under_way = Round.objects.filter(
        organiser__in={unit.parent_id for unit in units},
        state__in=UNDER_WAY,
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
    rows = {score.criterion_id: score for score in scores}
    asked = to_score(definition, rows)
    return Progress(sum(is_scored(rows[c.pk]) for c in asked), len(asked), totals.total)


def _open_reasons(files) -> dict[int, str]:
    """File key → why it came back, while the supplement has not been handed in."""
    if all(file.state != AssessmentState.RETURNED for file in files):
        return {}
    requests = SupplementRequest.objects.filter(
        assessment__in=[file.pk for file in files], answered_at=None
    )
    return dict(requests.values_list("assessment", "reason"))


def _with_decisions(files: list[Assessment]) -> list[tuple[Assessment, DecisionEntry | None]]:
    entries = DecisionEntry.objects.filter(assessment__in=files).exclude(
        decision__state=DecisionState.DRAFT
    )
    found = {entry.assessment_id: entry for entry in entries.select_related("decision")}
    return [(file, found.get(file.pk)) for file in files]


def _receipts(files) -> list[Submission]:
    if all(file.submitted_at is None for file in files):
        return []
    rows = Submission.objects.filter(assessment__in=[file.pk for file in files], recalled_at=None)
    return list(rows.order_by("-submitted_at").defer("content")[:LATEST])
