"""Duties that end with the Standing Committee, and of registering as old files know it."""

import pytest
from django.urls import reverse
from django.utils import timezone

from assessments.duties import duties
from assessments.models import Assessment
from assessments.workflow import Step
from recognition.workflow import ProposalState
from tests.assessments.round_cases import add_file
from tests.factories import make_board_head, make_district, make_open_round, make_settled_assessment
from tests.recognition.conftest import drawn_up

pytestmark = pytest.mark.django_db


def of(file, step):
    return next(duty for duty in duties(file.round, [file.unit_id]) if duty.step == step)


def test_a_proposal_being_drawn_up_is_begun_and_leads_to_it():
    district = make_district()
    file = make_settled_assessment(district)
    assert of(file, Step.PROPOSAL).url == reverse("recognition:list")

    proposal = drawn_up(district)

    found = of(file, Step.PROPOSAL)
    assert proposal.state == ProposalState.DRAFT
    assert (found.is_begun, found.url) == (True, proposal.get_absolute_url())


@pytest.mark.parametrize("state", ["proposed", "closed"])
def test_a_file_without_a_known_proposal_counts_from_its_settling(state):
    round_ = make_open_round(make_district())
    settled = {"settled_at": timezone.now(), "settled_by": make_board_head(round_.organiser)}
    file = add_file(round_, state, **settled)
    day = timezone.localdate()

    assert of(file, Step.PROPOSAL).done_on == day
    assert of(file, Step.CONCLUSION).done_on == (day if state == "closed" else None)


def test_an_old_file_knows_only_the_day_of_its_registration():
    file = add_file(make_open_round(make_district()))
    assert of(file, Step.REGISTRATION).is_open

    Assessment.objects.filter(pk=file.pk).update(registered_on=timezone.localdate())

    assert of(file, Step.REGISTRATION).done_on == timezone.localdate()
