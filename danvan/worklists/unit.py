"""What a unit's people see first: one card per unit, then earlier results and receipts."""

from collections import defaultdict
from dataclasses import dataclass

from assessments.duties.base import Duty, duties
from assessments.models import Assessment, Round
from assessments.workflow import REPORT_STEPS, UNIT_EDITABLE, AssessmentState, RoundState, Step
from danvan.worklists.remedies import to_mend
from danvan.worklists.section import Section
from danvan.worklists.tasks import Progress, Task, steps_of, task_of, task_of_duty
from danvan.worklists.unit_files import open_reasons, progress, receipts, with_decisions
from organisation.models import Unit, User
from organisation.roles import Permission

LATER = 3  # deadlines ahead that a card names
# What the file's own task does not cover.
YEAR_STEPS = frozenset({Step.REGISTRATION, *REPORT_STEPS})
UNDER_WAY = (RoundState.OPEN, RoundState.APPRAISING)
# While a file is there its unit still has, or may get, something to do with it.
UNSETTLED = frozenset({*UNIT_EDITABLE, AssessmentState.SUBMITTED, AssessmentState.APPRAISED})
MOST_RESULTS = 12


@dataclass(frozen=True)
class UnitCard:
    """The one thing that a unit has to do today, and the rest of its years as a short list.

    `file`: that of the year of the task; None: the round has no set for the unit. `progress` and
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
    rows = Unit.objects.filter(pk__in=units).select_related("parent")
    own, files = sorted(rows, key=lambda unit: unit.has_ended), _files_by_unit(units)
    current = {unit: _current(rows) for unit, rows in files.items()}
    in_hand = [
        file
        for unit in own
        for file in current.get(unit.pk, ())
        if not unit.has_ended and _is_task(file, current[unit.pk])
    ]
    cards = _cards(user, own, current, in_hand)
    on_cards = {*in_hand, *(card.file for card in cards if card.unit.has_ended)}
    earlier = [
        file
        for rows in files.values()
        for file in rows
        if file not in on_cards and file.state not in UNIT_EDITABLE
    ]
    values = {
        "cards": cards,
        "earlier": with_decisions(earlier[:MOST_RESULTS]),
        "has_several": len(units) > 1,
        "receipts": receipts(in_hand),
    }
    return [Section("home/_unit.html", values)]


def _files_by_unit(units: frozenset[int]) -> dict[int, list[Assessment]]:
    rows = Assessment.objects.filter(unit__in=units).order_by("-round__year").with_context()
    found = defaultdict(list)
    for file in rows.select_related("round__organiser", "appraisal"):
        found[file.unit_id].append(file)
    return dict(found)


def _current(rows: list[Assessment]) -> list[Assessment]:
    """The unit's newest file, and those before it whose year goes on: two years overlap, since
    the next one is opened while the last is still appraised and decided on."""
    return [file for file in rows if file is rows[0] or file.round.state in UNDER_WAY]


def _is_task(file: Assessment, rows: list[Assessment]) -> bool:
    """Whether the file itself is something to do, or to know of, rather than a result."""
    return file is rows[0] or file.state in UNSETTLED


def _cards(
    user: User,
    units: list[Unit],
    current: dict[int, list[Assessment]],
    in_hand: list[Assessment],
) -> list[UnitCard]:
    left_out = _rounds_without([unit for unit in units if not unit.has_ended], current)
    of_files, year = _file_tasks(user, in_hand), _duties_by_file(current)
    mend = to_mend([unit.pk for unit in units], current)
    found = []
    for unit in units:
        lines = [_Year(file, of_files.get(file.pk), year.get(file.pk, []))
                 for file in current.get(unit.pk, ())]  # fmt: skip
        found.append(_card(user, unit, lines, mend.get(unit.pk, []), left_out.get(unit.pk)))
    return [card for card in found if card]


@dataclass(frozen=True)
class _Year:
    """What one year of a unit holds: its file, what to do with that, its other steps."""

    file: Assessment
    own: tuple[Task, Progress | None] | None
    duties: list[Duty]


def _card(
    user: User, unit: Unit, years: list[_Year], mend: list[tuple[Assessment | None, Task]],
    left_out: Round | None,
) -> UnitCard | None:  # fmt: skip
    """None of a merged unit that has left nothing to do for its successor's people."""
    tasks = sorted(_tasks(user, years, mend), key=lambda pair: pair[1].rank) if years else []
    if unit.has_ended:
        return _left_card(unit, tasks) if tasks else None
    if not years or (left_out and not any(year.file.round.state in UNDER_WAY for year in years)):
        return UnitCard(unit, None, left_out)
    # What only says where a file is never goes before what there is to do.
    (file, first), *rest = tasks
    return UnitCard(
        unit, file, file.round, first, *_shown(first, file, years),
        tuple(task for _file, task in rest), _later(years),
    )  # fmt: skip


def _left_card(unit: Unit, tasks: list[tuple[Assessment, Task]]) -> UnitCard:
    (file, first), *rest = tasks
    return UnitCard(unit, file, file.round, first, rest=tuple(task for _file, task in rest))


def _tasks(
    user: User, years: list[_Year], mend: list[tuple[Assessment | None, Task]]
) -> list[tuple[Assessment, Task]]:
    """Everything that waits for the unit, with the file of its year; titles name one of several."""
    found = [(file or years[0].file, task) for file, task in mend]
    for year in years:
        number = year.file.round.year
        tasks = [year.own[0]] if year.own else []
        tasks += [
            task_of_duty(user, duty, year.file.round_id)
            for duty in year.duties
            if duty.is_current and (duty.step in YEAR_STEPS or not year.own)
        ]
        found += [(year.file, task.of_year(number) if years[1:] else task) for task in tasks]
    return found


def _file_tasks(user: User, files: list[Assessment]) -> dict[int, tuple[Task, Progress | None]]:
    """File key → what there is to do with it, and how far it is."""
    reached, reasons = progress(files), open_reasons(files)
    return {
        file.pk: (
            task_of(user, file, reached.get(file.pk), reasons.get(file.pk, "")),
            reached.get(file.pk),
        )
        for file in files
    }


def _duties_by_file(current: dict[int, list[Assessment]]) -> dict[int, list[Duty]]:
    """File key → what the unit has to do in its round, as long as the round is under way."""
    files = [file for rows in current.values() for file in rows if file.round.state in UNDER_WAY]
    by_round: dict[Round, dict[int, int]] = defaultdict(dict)
    for file in files:
        by_round[file.round][file.unit_id] = file.pk
    found: dict[int, list[Duty]] = defaultdict(list)
    for round_, keys in by_round.items():
        for duty in duties(round_, keys):
            if duty.holder == "unit":
                found[keys[duty.unit_id]].append(duty)
    return found


def _shown(first: Task, file: Assessment, years: list[_Year]) -> tuple:
    """Progress and steps of the file, where the file itself is the first task."""
    own = next(year.own for year in years if year.file is file)
    if own and first.url == own[0].url and first.title.startswith(own[0].title):
        return own[1], steps_of(file)
    return None, ()


def _later(years: list[_Year]) -> tuple[Duty, ...]:
    """The next deadlines of things that cannot be done yet."""
    found = [
        duty
        for year in years
        for duty in year.duties
        if duty.is_open and not duty.is_current and duty.due_on and not duty.is_blocked
    ]
    return tuple(sorted(found, key=lambda duty: duty.due_on)[:LATER])


def _rounds_without(units, current: dict[int, list[Assessment]]) -> dict[int, Round]:
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
        and (unit.pk not in current or current[unit.pk][0].round.year < round_.year)
    }
