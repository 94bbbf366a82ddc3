"""Moving to a version whose criteria are asked on a condition, and away from one."""

from dataclasses import replace

import pytest

from assessments.actions import scores
from assessments.actions.scores import Entry
from assessments.carrying import Choice, carry
from assessments.models import Score
from criteria.definitions import Condition, definition_of
from tests.assessments.conditional_files import FULL, make_file
from tests.factories import make_head

pytestmark = pytest.mark.django_db
ASKED = Condition("i-2", "p1", (True,))


def filled(answer):
    """A sheet of the conditional set with I.2 answered and everything that is asked filled in."""
    file = make_file()
    head = make_head(file.unit)
    facts = FULL | {"I.2": {"p1": {"answer": answer}}}
    codes = ["I.1", "I.2", "II.2", "II.1"] if answer else ["I.1", "I.2"]
    for code in codes:
        pk = file.scores.get(criterion__code=code).criterion_id
        scores.save(file.pk, pk, lambda _, c=code: Entry(facts[c]), version=None, by=head)
    return file


def sheet_of(file):
    return {row.criterion_id: row for row in Score.objects.filter(assessment=file)}


def with_condition(definition, code, condition):
    groups = tuple(
        replace(
            group,
            criteria=tuple(
                replace(c, condition=condition) if c.code == code else c for c in group.criteria
            ),
        )
        for group in definition.groups
    )
    return replace(definition, groups=groups)


def by_code(carried):
    return {row.criterion.code: row for row in carried.rows}


def test_what_was_not_asked_is_not_asked_in_the_next_version_either():
    file = filled(answer=False)
    definition = definition_of(file.criteria_set)

    carried = carry(definition, definition, sheet_of(file), Choice.KEEP)

    assert carried.before == carried.after
    assert carried.lines
    assert not any(line.is_worth_telling for line in carried.lines)
    assert [r.not_applicable for r in by_code(carried).values()] == [False, False, True, True]


def test_a_condition_that_is_lifted_asks_again_and_claims_nothing():
    file = filled(answer=False)
    before = definition_of(file.criteria_set)
    after = with_condition(with_condition(before, "II.2", None), "II.1", None)

    row = by_code(carry(before, after, sheet_of(file), Choice.KEEP))["II.2"]

    assert (row.not_applicable, row.points, row.working, row.lines) == (False, None, [], ())


def test_a_new_condition_takes_the_criterion_out_and_keeps_its_facts():
    file = filled(answer=False)
    before = definition_of(file.criteria_set)
    after = with_condition(before, "I.1", ASKED)

    row = by_code(carry(before, after, sheet_of(file), Choice.KEEP))["I.1"]

    assert (row.not_applicable, row.points) == (True, None)
    assert row.facts == FULL["I.1"]
    assert row.working[0].startswith("Không áp dụng: tiêu chí I.2")
