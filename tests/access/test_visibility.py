"""What lists show and what single pages allow is the same, and it is what the policy says."""

from collections.abc import Callable

import pytest

from assessments.models import (
    Assessment,
    Evidence,
    Inspection,
    NotebookEntry,
    QuarterlyReport,
    Round,
    Submission,
)
from assessments.permissions import files as assessment_rules
from assessments.permissions import following as following_rules
from assessments.permissions import reports as report_rules
from criteria import permissions as criteria_rules
from criteria.models import CriteriaSet
from organisation.models import Letterhead, Unit, User
from recognition.models import Decision, Proposal, RegistrationNotice, UnitRegistration
from recognition.permissions import decisions as recognition_rules
from recognition.permissions import notices as notice_rules
from recognition.permissions import registrations as registration_rules
from tests.access import policy
from tests.access.world import (
    DECISION,
    DISABLED,
    FILE,
    INSPECTION,
    LETTERHEAD,
    NOTE,
    NOTICE,
    PERSON,
    PROPOSAL,
    REGISTRATION,
    REPORT,
    ROUND,
    SET,
    UNIT,
    World,
)

pytestmark = pytest.mark.django_db
MODELS = {
    FILE: Assessment, ROUND: Round, SET: CriteriaSet, PROPOSAL: Proposal, DECISION: Decision,
    INSPECTION: Inspection, NOTE: NotebookEntry, REPORT: QuarterlyReport,
    REGISTRATION: UnitRegistration, NOTICE: RegistrationNotice, PERSON: User, UNIT: Unit,
    LETTERHEAD: Letterhead,
}  # fmt: skip
CAN_VIEW: dict[str, Callable] = {
    FILE: assessment_rules.can_view,
    INSPECTION: following_rules.can_view_inspection,
    REPORT: report_rules.can_view,
    SET: criteria_rules.can_view,
    PROPOSAL: recognition_rules.can_view_proposal,
    DECISION: recognition_rules.can_view_decision,
    REGISTRATION: registration_rules.can_view_registration,
    NOTICE: notice_rules.can_view_notice,
}


@pytest.mark.parametrize("noun", MODELS)
def test_lists_show_what_the_policy_lets_everyone_see(noun: str, world: World):
    differing = [
        (person, state)
        for person, user in _signed_in(world)
        for state in world.states(noun)
        if _is_listed(noun, world.thing(noun, state), user) != policy.sees(person, noun, state)
    ]

    assert differing == []


@pytest.mark.parametrize("noun", CAN_VIEW)
def test_single_pages_agree_with_lists(noun: str, world: World):
    differing = [
        (person, row.pk, row.state)
        for person, user in _signed_in(world)
        for row in MODELS[noun].objects.all()
        if CAN_VIEW[noun](user, row) != _is_listed(noun, row, user)
    ]

    assert differing == []


@pytest.mark.parametrize("model", [Evidence, Submission])
def test_parts_are_seen_with_their_file_and_only_with_it(model, world: World):
    for _person, user in _signed_in(world):
        files = Assessment.objects.visible_to(user)
        of_seen_files = model.objects.filter(assessment__in=files)
        assert set(model.objects.visible_to(user)) == set(of_seen_files)


def test_a_second_role_doubles_no_row(world: World):
    head, both = world.people["lãnh đạo Ban"], world.people["chuyên viên"]
    held = head.role_assignments.get()
    both.role_assignments.create(unit=held.unit, role=held.role, valid_from=held.valid_from)
    twice = User.objects.get(pk=both.pk)

    for noun in (FILE, ROUND, SET, PROPOSAL, DECISION, REPORT, INSPECTION, NOTE):
        rows = list(MODELS[noun].objects.visible_to(twice).values_list("pk", flat=True))
        assert len(rows) == len(set(rows)), noun


def _signed_in(world: World) -> list[tuple[str, User]]:
    return [(name, user) for name, user in world.people.items() if name != DISABLED]


def _is_listed(noun: str, row, user: User) -> bool:
    return MODELS[noun].objects.visible_to(user).filter(pk=row.pk).exists()
