"""What a unit's people see first: one card per unit, then earlier results and receipts."""

from collections import defaultdict
from dataclasses import dataclass, field

from assessments.advices import advice_due_in
from assessments.completeness import is_scored, to_score
from assessments.inspections import days_overdue, open_remedies
from assessments.models import Assessment, Finding, Round, Score, Submission, SupplementRequest
from assessments.presenters.following import advice_banner
from assessments.sheets import result_of
from assessments.workflow import UNIT_EDITABLE, RoundState
from criteria.definitions import definition_of
from danvan.worklists.section import Section
from danvan.worklists.tasks import Progress, Task, steps_of, task_of
from organisation.models import Unit, User
from organisation.roles import Permission
from recognition.models import DecisionEntry
from recognition.workflow import DecisionState

LATEST = 5
MOST_RESULTS = 12


@dataclass(frozen=True)
class UnitCard:
    """A unit's file of the current year; `file` None: the round has no set for the unit."""

    unit: Unit
    file: Assessment | None
    round: Round | None = None
    task: Task | None = None
    progress: Progress | None = None
    steps: tuple[dict[str, str], ...] = ()
    advice: dict | None = None
    remedies: list[Finding] = field(default_factory=list)

    @property
    def overdue_count(self) -> int:
        """How many shortcomings should have been mended by now."""
        return sum(days_overdue(finding) > 0 for finding in self.remedies)


def unit_sections(user: User) -> list[Section]:
    """Cards, results of earlier years and receipts of the person's own units."""
    units = user.units_with(Permission.OWN_FILES_VIEW)
    if not units:
        return []
    files = _files_by_unit(units)
    current = {unit: rows[0] for unit, rows in files.items()}
    earlier = [
        file for rows in files.values() for file in rows[1:] if file.state not in UNIT_EDITABLE
    ]
    values = {
        "cards": _cards(user, units, current),
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
    rows = Unit.objects.filter(pk__in=units).select_related("parent")
    left_out = _rounds_without(rows, current)
    progress = _progress(current.values())
    reasons = _open_reasons(current.values())
    advice = advice_due_in(list(current.values()))
    remedies = open_remedies(units)
    return [
        UnitCard(unit, None, left_out[unit.pk])
        if unit.pk in left_out
        else _card(user, unit, current.get(unit.pk), progress, reasons, advice, remedies)
        for unit in rows
    ]


def _card(
    user: User, unit: Unit, file: Assessment | None, progress, reasons, advice, remedies
) -> UnitCard:
    if file is None:
        return UnitCard(unit, None)
    done = progress.get(file.pk)
    task = task_of(user, file, done, reasons.get(file.pk, ""))
    told = advice_banner(file, advice[file.pk], user)
    return UnitCard(
        unit, file, file.round, task, done, steps_of(file), told, remedies.get(unit.pk, [])
    )


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
    rows = {score.criterion_id: score for score in scores}
    asked = to_score(definition, rows)
    return Progress(sum(is_scored(rows[c.pk]) for c in asked), len(asked), totals.total)


def _open_reasons(files) -> dict[int, str]:
    """File key → why it came back, while the supplement has not been handed in."""
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
    rows = Submission.objects.filter(assessment__in=[file.pk for file in files], recalled_at=None)
    return list(rows.order_by("-submitted_at").defer("content")[:LATEST])
