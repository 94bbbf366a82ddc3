"""The list question and the object question answer alike, for every role and state."""

import pytest

from organisation.roles import Role
from recognition.models import Decision, Proposal
from recognition.permissions.decisions import (
    can_draw_up,
    can_view_decision,
    can_view_proposal,
)
from tests.factories import (
    make_board_head,
    make_district,
    make_open_round,
    make_person,
    make_published_set,
    make_round,
    make_settled_assessment,
    make_unit,
)
from tests.recognition.conftest import decided, drafted, drawn_up, issued, submitted

pytestmark = pytest.mark.usefixtures("unprinted")


def people(organiser):
    """Everyone at the organiser, at a unit below it, at another district, and nobody's person."""
    unit, other = make_unit(organiser), make_district("Huyện uỷ khác")
    places = [organiser, unit, other]
    return [make_person(role, place) for role in Role for place in places] + [make_person()]


@pytest.mark.parametrize("step", [drawn_up, submitted, decided])
def test_proposals_are_listed_to_those_who_may_open_them(organiser, step):
    make_settled_assessment(organiser)
    proposal = step(organiser)

    for person in people(organiser):
        listed = Proposal.objects.visible_to(person).filter(pk=proposal.pk).exists()
        assert listed == can_view_proposal(person, proposal), person.current_roles


@pytest.mark.parametrize("step", [drafted, issued])
def test_decisions_are_listed_to_those_who_may_open_them(organiser, step):
    make_settled_assessment(organiser)
    decision = step(organiser)

    for person in people(organiser):
        listed = Decision.objects.visible_to(person).filter(pk=decision.pk).exists()
        assert listed == can_view_decision(person, decision), person.current_roles


def test_a_person_with_two_roles_sees_each_row_once(organiser):
    make_settled_assessment(organiser)
    issued(organiser)
    person = make_person(Role.CLERK, organiser)
    person.role_assignments.create(
        role=Role.SIGNATORY, unit=organiser, valid_from="2020-01-01", user=person
    )

    assert Decision.objects.visible_to(person).count() == 1
    assert Proposal.objects.visible_to(person).count() == 1


def test_nothing_is_drawn_up_before_the_round_opens(organiser):
    round_ = make_round(organiser, make_published_set(organiser))

    verdict = can_draw_up(make_board_head(organiser), round_)

    assert (verdict.allowed, verdict.reason) == (False, "Đợt chấm điểm chưa mở.")


def test_nothing_is_drawn_up_once_the_round_is_closed(organiser):
    round_ = make_open_round(organiser)
    round_.state = "closed"

    verdict = can_draw_up(make_board_head(organiser), round_)

    assert (verdict.allowed, verdict.reason) == (False, "Đợt chấm điểm đã kết thúc.")


def test_a_board_draws_up_for_its_own_rounds_only(organiser):
    round_ = make_open_round(organiser)

    assert can_draw_up(make_board_head(organiser), round_)
    assert not can_draw_up(make_board_head(make_district("Huyện uỷ khác")), round_)
