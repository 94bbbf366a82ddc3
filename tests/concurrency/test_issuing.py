"""Many clerks, one register: every number is given once."""

import contextlib
from functools import partial

import pytest
from django.core.exceptions import ValidationError

from recognition.actions import decisions
from recognition.models import Decision
from tests.concurrency.racing import accepted, at_once, refused
from tests.factories import make_clerk, make_district, make_letterhead, make_settled_assessment
from tests.recognition.conftest import details, drafted, unprinted

CLERKS = 20
__all__ = ["unprinted"]


@pytest.fixture
def drafts(unprinted) -> list[Decision]:
    """Drafts of one register; all but the first name no unit."""
    organiser = make_district()
    make_letterhead(organiser)
    make_settled_assessment(organiser)
    first = drafted(organiser)
    copies = [
        Decision.objects.create(
            organiser=organiser, proposal=first.proposal, round=first.round, term=first.term,
            title=first.title,
        )
        for _ in range(CLERKS - 1)
    ]  # fmt: skip
    return [first, *copies]


def take_a_free_number(decision: Decision, by) -> int:
    """Try numbers from 1 on, as a clerk does who is told that a number is taken."""
    for number in range(1, CLERKS + 1):
        with contextlib.suppress(ValidationError):
            return decisions.issue(decision, details(number=number), by=by).number
    raise AssertionError("No number was free.")


def test_decisions_issued_at_once_get_distinct_numbers(drafts):
    clerk = make_clerk(drafts[0].organiser)

    numbers = at_once([partial(take_a_free_number, draft, clerk) for draft in drafts])

    assert sorted(numbers, key=str) == sorted(range(1, CLERKS + 1), key=str)


def test_one_number_goes_to_one_decision(drafts):
    clerk = make_clerk(drafts[0].organiser)

    answers = at_once([
        partial(decisions.issue, draft, details(number=7), by=clerk) for draft in drafts
    ])  # fmt: skip

    assert len(accepted(answers)) == 1
    assert len(refused(answers, ValidationError)) == CLERKS - 1
    assert Decision.objects.filter(number=7).count() == 1


def test_one_decision_is_issued_once(drafts):
    clerk = make_clerk(drafts[0].organiser)

    answers = at_once([
        partial(decisions.issue, drafts[0], details(number=number), by=clerk)
        for number in range(1, 9)
    ])  # fmt: skip

    assert len(accepted(answers)) == 1
    assert Decision.objects.exclude(number=None).count() == 1
