"""The tables of the policy are complete: no address without a line, no line without an address."""

import pytest

from core import event_words
from core.models import AuditEvent
from tests.access import policy
from tests.access.policy import CLOSED_DOOR, DOES_NOT_EXIST, ELSEWHERE_PAGE
from tests.access.routes import all_routes
from tests.access.world import ALWAYS, DISABLED, GUEST, NOTHING, World

pytestmark = pytest.mark.django_db
VIEWED_NOUNS = {noun for noun, _state in policy.viewers()}


def test_every_address_has_a_name():
    assert [name for name, pattern in all_routes().items() if not pattern.name] == []


def test_every_address_has_a_line():
    assert sorted(set(all_routes()) - {line.route for line in policy.lines()}) == []


def test_every_line_has_an_address():
    assert sorted({line.route for line in policy.lines()} - set(all_routes())) == []


def test_no_call_is_spoken_of_twice(world: World):
    spoken = [
        (line.route, line.method, state)
        for line in policy.lines()
        for state in world.states(line.noun)
        if line.covers(line.method, state)
    ]

    assert sorted({call for call in spoken if spoken.count(call) > 1}) == []


def test_every_person_and_state_of_the_policy_is_in_the_world(world: World):
    known = {*world.people, GUEST, DISABLED}
    named = frozenset().union(
        *(line.allowed for line in policy.lines()), *policy.viewers().values()
    )
    states = {
        (line.noun, state) for line in policy.lines() for state in line.states if state != ALWAYS
    }

    assert named - known == set()
    assert sorted(pair for pair in states if pair[1] not in world.states(pair[0])) == []


def test_every_state_of_the_world_says_who_sees_it(world: World):
    spoken = set(policy.viewers())

    unspoken = [
        (noun, state)
        for noun in world.things
        for state in world.states(noun)
        if not spoken & {(noun, state), (noun, ALWAYS)}
    ]

    assert unspoken == []


def test_the_words_of_the_table_are_known():
    assert {line.method for line in policy.lines()} == {"GET", "POST"}
    refusals = {"", DOES_NOT_EXIST, ELSEWHERE_PAGE, CLOSED_DOOR}
    assert {line.refusal for line in policy.lines()} == refusals
    assert {line.noun for line in policy.lines()} == {*VIEWED_NOUNS, NOTHING}


@pytest.mark.parametrize("route", sorted(all_routes()))
def test_an_address_speaks_of_one_noun(route):
    assert len({line.noun for line in policy.lines_of(route)}) == 1


def test_every_event_on_the_way_here_has_words(world: World):
    kinds = set(AuditEvent.objects.values_list("kind", flat=True))

    assert len(kinds) > 20
    assert sorted(kinds - event_words.declared_kinds()) == []
