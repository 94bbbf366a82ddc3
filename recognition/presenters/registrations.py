"""Registrations as pages show them: one with its models, all of a round, those of one's own."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from assessments.deadlines import due_dates
from assessments.mandates import mandates_for
from assessments.models import Assessment, OfficerAssignment, Round
from assessments.querysets import mandates_of
from assessments.workflow import RoundState, Step
from core.calendar import today
from core.permissions import Verdict
from core.text import fold
from organisation.models import Unit, User
from organisation.roles import Permission
from recognition.mandates import typists
from recognition.models import ModelRegistration, RegistrationNotice, UnitRegistration
from recognition.permissions import outcomes
from recognition.permissions import registrations as permissions
from recognition.presenters.notices import announced_by
from recognition.registrations import (
    Radar,
    carriable,
    days_late,
    known_names,
    lacking,
    missing,
    radar,
    registered_day,
    same_practice,
    target_faults,
    with_targets,
)
from recognition.workflow import RegistrationState, UnitRegistrationState

U, R = UnitRegistrationState, RegistrationState
NOT_BEGUN = "none"
UNIT_TONES = {U.DRAFT: "neutral", U.SUBMITTED: "info", U.RETURNED: "warning", U.APPROVED: "success"}
MODEL_TONES = {
    R.DRAFT: "neutral", R.REGISTERED: "info", R.APPROVED: "success", R.REFUSED: "danger",
    R.RECOGNISED: "success", R.NOT_RECOGNISED: "warning", R.STOPPED: "warning",
}  # fmt: skip


@dataclass(frozen=True)
class ModelCard:
    """One model of a registration: what it lacks, what resembles it, whether it may be changed."""

    model: ModelRegistration
    faults: list[str]
    lacking: list[str]
    radar: Radar
    may_change: Verdict

    @property
    def key(self) -> str:
        """Key of the model as text: names of parts of the page."""
        return str(self.model.pk)

    @property
    def tone(self) -> str:
        """Colour of its state."""
        return MODEL_TONES[self.model.state]


@dataclass(frozen=True)
class RegistrationLine:
    """A unit of the round in the board's list, whether or not it has begun."""

    unit: Unit
    officer: User | None
    registration: UnitRegistration | None
    due_on: date
    model_count: int = 0
    approved_count: int = 0

    @property
    def state(self) -> str:
        """The state of its registration, or that there is none."""
        return self.registration.state if self.registration else NOT_BEGUN

    @property
    def words(self) -> str:
        """The state in words."""
        return self.registration.get_state_display() if self.registration else "Chưa lập"

    @property
    def tone(self) -> str:
        """Colour of the state."""
        return UNIT_TONES.get(self.state, "neutral")

    @property
    def submitted_on(self) -> date | None:
        """The day of the first hand-in."""
        return registered_day(self.registration) if self.registration else None

    @property
    def days_late(self) -> int:
        """Days after the deadline, of the hand-in or so far."""
        return days_after(self.due_on, self.submitted_on)

    @property
    def can_be_read(self) -> bool:
        """Whether the board may open it: a draft is still the unit's own."""
        return self.submitted_on is not None


def state_of(registration: UnitRegistration) -> dict[str, str]:
    """Word and colour of a unit's registration."""
    tone = UNIT_TONES[registration.state]
    return {"label": registration.get_state_display(), "tone": tone}


def model_cards(registration: UnitRegistration, user: User) -> list[ModelCard]:
    """Every model with what there is to say about it; a fixed number of queries."""
    rows = list(with_targets(registration.model_registrations.select_related("kept_from__round")))
    known = known_names(registration.round, registration.unit_id)
    may_fill = permissions.can_fill_registration(user, registration)
    cards = []
    for row in rows:
        row.registration, row.unit, row.round = registration, registration.unit, registration.round
        found = radar(
            row.name, registration.round, registration.unit_id, known,
            apart=same_practice(row, known),
        )  # fmt: skip
        may_change = permissions.can_change_model(user, row) if may_fill else may_fill
        cards.append(ModelCard(row, target_faults(row), lacking(row), found, may_change))
    return cards


def registration_page(registration: UnitRegistration, user: User) -> dict[str, object]:
    """What the page of one registration shows to this person."""
    cards = model_cards(registration, user)
    may_fill = permissions.can_fill_registration(user, registration)
    is_own = user.has_permission(Permission.OWN_FILES_VIEW, unit=registration.unit_id)
    return {
        "registration": registration,
        "state": state_of(registration),
        "cards": cards,
        "faults": missing(registration, [card.model for card in cards]) if may_fill else [],
        "days_late": days_late(registration),
        "submitted_on": registered_day(registration),
        "is_own": is_own,
        "mandates": mandates_for(registration.round_id, registration.unit_id),
        "typists": typists(registration),
        "may_fill": may_fill,
        "may_hand_in": permissions.can_hand_in(user, registration),
        "may_comment": permissions.can_comment(user, registration),
        "may_approve": permissions.can_approve(user, registration),
        "may_return": permissions.can_return(user, registration),
        "may_reopen": permissions.can_reopen(user, registration),
        "may_conclude": outcomes.can_conclude_some(user, [card.model for card in cards]),
        "carriable": list(carriable(registration)) if may_fill else [],
        "notice": _notice(registration, cards),
    }


def _notice(registration: UnitRegistration, cards: list[ModelCard]) -> RegistrationNotice | None:
    if registration.state != U.APPROVED:
        return None
    return announced_by(registration, [card.model for card in cards])


def registration_lines(round_: Round) -> list[RegistrationLine]:
    """Every unit of the round in a fixed number of queries."""
    files = Assessment.objects.filter(round=round_).select_related("unit__kind")
    rows = UnitRegistration.objects.filter(round=round_)
    registrations = {row.unit_id: row for row in rows.defer("pledge", "officer_comment")}
    assigned = OfficerAssignment.objects.filter(round=round_).select_related("officer")
    officers = {row.unit_id: row.officer for row in assigned}
    models, approved = _model_counts(round_)
    days = due_dates(round_)
    lines = []
    for file in files.order_by("unit__sort_key"):
        row = registrations.get(file.unit_id)
        due_on = days[file.unit_id, Step.REGISTRATION]
        if row and row.first_submitted_at:
            due_on = row.due_on
        lines.append(
            RegistrationLine(
                file.unit,
                officers.get(file.unit_id),
                row,
                due_on,
                models[file.unit_id],
                approved[file.unit_id],
            )  # fmt: skip
        )
    return lines


def matching(lines: Sequence[RegistrationLine], chosen: dict[str, str]) -> list[RegistrationLine]:
    """The lines that the filters leave: state, officer, kind, late ones, words of the search."""
    folded = fold(chosen.get("q", ""))
    asked = (
        ("state", lambda line: line.state),
        ("officer", lambda line: str(line.officer.pk if line.officer else "")),
        ("kind", lambda line: line.unit.kind.code),
        ("late", lambda line: "1" if line.days_late else ""),
    )
    wanted = [(value, given) for name, given in asked if (value := chosen.get(name))]
    return [
        line
        for line in lines
        if all(given(line) == value for value, given in wanted)
        and all(word in line.unit.search_key for word in folded.split())
    ]


def days_after(due_on: date, day: date | None) -> int:
    """Days between a deadline and a hand-in, or today while there is none."""
    return max(((day or today()) - due_on).days, 0)


def own_registrations(user: User) -> list[dict[str, object]]:
    """The person's units in every year: the registration there is, or the way to begin one.

    With them the units that the person of the board types for, in the round of the mandate.
    """
    own = Q(unit__in=user.units_with(Permission.OWN_FILES_VIEW))
    for held in mandates_of(user):
        if held.is_open:
            own |= Q(unit=held.unit_id, round=held.round_id)
    files = Assessment.objects.filter(own).exclude(round__state=RoundState.PLANNED)
    rows = UnitRegistration.objects.filter(own).select_related("round", "unit")
    known = {(row.round_id, row.unit_id): row for row in rows}
    found = []
    for file in files.select_related("round", "unit").order_by("-round__year", "unit__sort_key"):
        row = known.get((file.round_id, file.unit_id))
        may_begin = None if row else permissions.can_begin(user, file.round, file.unit)
        due_on = row.due_on if row else file.round.registration_due
        found.append({"file": file, "registration": row, "state": row and state_of(row),
                      "may_begin": may_begin, "due_on": due_on})  # fmt: skip
    return found


def _model_counts(round_: Round) -> tuple[Counter, Counter]:
    """Models and approved models by key of the unit."""
    models: Counter = Counter()
    approved: Counter = Counter()
    rows = ModelRegistration.objects.filter(round=round_).order_by()
    for unit, state in rows.values_list("unit", "state"):
        models[unit] += state not in (R.DRAFT, R.REFUSED)
        approved[unit] += state not in (R.DRAFT, R.REFUSED, R.REGISTERED)
    return models, approved
