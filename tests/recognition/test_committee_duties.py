"""Duties that end with the Standing Committee: putting a settled file before it, its conclusion."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from assessments.duties.base import duties
from assessments.models import Assessment
from assessments.workflow import Step
from organisation.models import Unit
from recognition.duties.committee import proposal_duties
from recognition.workflow import ProposalState
from tests.assessments.round_cases import add_file
from tests.factories import (
    make_board_head,
    make_district,
    make_open_round,
    make_settled_assessment,
    make_unit,
)
from tests.recognition.conftest import decided, drawn_up, submitted

pytestmark = pytest.mark.django_db


def of(file, step):
    return next(duty for duty in duties(file.round, [file.unit_id]) if duty.step == step)


def test_before_settling_both_are_blocked():
    file = add_file(make_open_round(make_district()), "submitted")

    assert [of(file, step).is_blocked for step in (Step.PROPOSAL, Step.CONCLUSION)] == [True, True]


def test_a_settled_file_waits_for_the_board_since_its_settling():
    file = make_settled_assessment(make_district())
    Assessment.objects.filter(pk=file.pk).update(settled_at=timezone.now() - timedelta(days=6))

    found = of(file, Step.PROPOSAL)

    assert (found.holder, found.is_current, found.days_waiting) == ("board", True, 6)
    assert found.url == reverse("recognition:list")


def test_a_proposal_being_drawn_up_is_begun_and_leads_to_it():
    district = make_district()
    file = make_settled_assessment(district)

    proposal = drawn_up(district)

    found = of(file, Step.PROPOSAL)
    assert proposal.state == ProposalState.DRAFT
    assert (found.is_begun, found.is_open) == (True, True)
    assert found.url == proposal.get_absolute_url()


def test_a_submitted_proposal_waits_for_the_committee():
    district = make_district()
    file = make_settled_assessment(district)
    proposal = submitted(district)

    assert of(file, Step.PROPOSAL).done_on == timezone.localdate()
    found = of(file, Step.CONCLUSION)
    assert (found.holder, found.is_current) == ("committee", True)
    assert found.url == proposal.get_absolute_url()


def test_a_decided_proposal_is_concluded():
    district = make_district()
    file = make_settled_assessment(district)
    decided(district)

    assert of(file, Step.CONCLUSION).done_on == timezone.localdate()


@pytest.mark.parametrize("state", ["proposed", "closed"])
def test_a_file_without_a_known_proposal_counts_from_its_settling(state):
    round_ = make_open_round(make_district())
    settled = {"settled_at": timezone.now(), "settled_by": make_board_head(round_.organiser)}
    file = add_file(round_, state, **settled)
    day = timezone.localdate()

    assert of(file, Step.PROPOSAL).done_on == day
    assert of(file, Step.CONCLUSION).done_on == (day if state == "closed" else None)


def test_a_unit_that_merged_before_its_deadline_takes_neither_step():
    file = add_file(make_open_round(make_district()))
    Unit.objects.filter(pk=file.unit_id).update(
        merged_into=make_unit(file.round.organiser), valid_to=file.due_on - timedelta(days=1)
    )

    assert of(file, Step.PROPOSAL).is_void
    assert of(file, Step.CONCLUSION).is_void


@pytest.mark.parametrize("count", [1, 3])
def test_many_units_cost_two_queries(django_assert_num_queries, count):
    round_ = make_open_round(make_district())
    for _ in range(count):
        add_file(round_)

    with django_assert_num_queries(2):
        assert len(list(proposal_duties(round_, None))) == 2 * count
