"""Whatever a set looks like: sound ones have no fault, unsound ones are told, none crashes."""

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from criteria.checks import Severity, faults, findings
from criteria.definitions import Condition
from criteria.set_documents import definition_from
from tests.factories import set_document
from tests.set_strategies import garbled_sets, sound_sets
from tests.strategies import steady

KINDS = {"set", "group", "criterion", "part", "veto", "band"}


@pytest.mark.parametrize("kind", ["commune", "agency"])
def test_the_sets_of_the_demonstration_leave_nothing_to_say(kind):
    assert findings(definition_from(set_document(kind))) == []


@steady
@given(sound_sets())
def test_a_sound_set_has_no_fault(definition):
    assert faults(definition) == []


@steady
@given(garbled_sets())
def test_garbled_rules_never_crash_and_every_finding_has_its_place(definition):
    for found in findings(definition):
        assert found.place.kind in KINDS
        assert found.message
        assert (found.place.kind == "part") == bool(found.place.part)


@steady
@given(sound_sets(), st.integers(1, 40), st.data())
def test_a_changed_maximum_of_any_group_is_a_fault_there(definition, quarters, data):
    number = data.draw(st.integers(0, len(definition.groups) - 1))
    group = definition.groups[number]
    changed = replace(group, max_points=group.max_points + Decimal(quarters) / 4)
    groups = tuple(changed if each is group else each for each in definition.groups)

    found = findings(replace(definition, groups=groups))

    told = [f for f in found if f.place.key == group.key and f.place.field == "max_points"]
    assert [f.severity == Severity.FAULT for f in told] == [not group.is_bonus]


@steady
@given(sound_sets(), st.data())
def test_a_changed_maximum_of_any_part_is_a_fault_of_its_criterion(definition, data):
    criteria = [c for group in definition.groups for c in group.criteria]
    chosen = data.draw(st.sampled_from(criteria))
    part = replace(chosen.parts[0], max_points=chosen.parts[0].max_points + 1)
    spoilt = replace(chosen, parts=(part, *chosen.parts[1:]))

    found = faults(_with(definition, chosen, spoilt))

    assert any(f.place.key == chosen.key and f.place.kind == "criterion" for f in found)


@steady
@given(sound_sets(), st.data())
def test_a_condition_that_looks_forward_is_a_fault(definition, data):
    criteria = [c for group in definition.groups for c in group.criteria]
    place = data.draw(st.integers(0, len(criteria) - 1))
    later = data.draw(st.sampled_from(criteria[place:]))
    condition = Condition(later.key, later.parts[0].key, (True,))
    spoilt = replace(criteria[place], condition=condition)

    found = faults(_with(definition, criteria[place], spoilt))

    places = {(f.place.key, f.place.field) for f in found}
    assert (criteria[place].key, "condition") in places


def _with(definition, old, new):
    groups = tuple(
        replace(group, criteria=tuple(new if c is old else c for c in group.criteria))
        for group in definition.groups
    )
    return replace(definition, groups=groups)
