"""Which criteria are not asked: a table of cases, and what holds for every set."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from criteria.conditions import condition_of, governed_by, governing_of, links, withheld
from criteria.models import Scorer
from criteria.scoring import Part
from tests.criteria.conditional_sets import (
    CHOICE,
    MEASURED,
    YES_NO,
    Row,
    criterion,
    said,
    set_of,
)
from tests.strategies import steady

NOT_ASKED = "tiêu chí I.1 trả lời “Không”"
WAITING = "trả lời tiêu chí I.1 trước"


def reasons(definition, rows):
    """Criterion key → reason."""
    return {pk: why.reason for pk, why in withheld(definition, rows).items()}


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        (said(True), {}),
        (said(False), {2: NOT_ASKED}),
        (Row(), {2: WAITING}),
        (Row({"p1": None}), {2: WAITING}),
        (Row({"p1": {"answer": ""}}), {2: WAITING}),
        (Row({"p1": {"answer": True}}, not_applicable=True), {2: "tiêu chí I.1 không phát sinh"}),
        (Row({"other": {"answer": True}}), {2: WAITING}),
    ],
)
def test_a_yes_no_part_decides(row, expected):
    definition = set_of(criterion(1), criterion(2, on=1))

    assert reasons(definition, {1: row, 2: Row()}) == expected


def test_only_waiting_is_marked_as_waiting():
    definition = set_of(criterion(1), criterion(2, on=1))

    found = [withheld(definition, {1: row, 2: Row()})[2] for row in (Row(), said(False))]

    assert [why.is_waiting for why in found] == [True, False]
    assert {why.governing.pk for why in found} == {1}


@pytest.mark.parametrize(
    ("answer", "expected"),
    [("early", {}), ("late", {}), ("never", {2: NOT_ASKED}), (None, {2: WAITING})],
)
def test_a_choice_decides_by_the_keys_of_its_options(answer, expected):
    definition = set_of(criterion(1, parts=[CHOICE]), criterion(2, on=1, answers=["early", "late"]))

    assert reasons(definition, {1: said(answer, "choice"), 2: Row()}) == expected


def test_an_option_that_is_gone_is_named_by_its_key():
    definition = set_of(criterion(1, parts=[CHOICE]), criterion(2, on=1, answers=["early"]))

    found = reasons(definition, {1: said("gone", "choice"), 2: Row()})

    assert found == {2: "tiêu chí I.1 trả lời “gone”"}


def test_own_records_may_decide():
    definition = set_of(criterion(1, parts=[MEASURED]), criterion(2, on=1))

    assert reasons(definition, {1: said(False), 2: Row()}) == {2: NOT_ASKED}


def test_an_answer_that_only_the_appraiser_gives_is_waited_for():
    definition = set_of(criterion(1, by=Scorer.APPRAISER), criterion(2, on=1))

    found = reasons(definition, {1: Row(), 2: Row()})

    assert found == {2: "chờ cơ quan thẩm định chấm tiêu chí I.1"}


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [
        (said(True), said(True), {}),
        (said(True), said(False), {3: "tiêu chí I.2 trả lời “Không”"}),
        (said(False), said(True), {2: NOT_ASKED, 3: "tiêu chí I.2 không áp dụng"}),
        (Row(), said(True), {2: WAITING, 3: WAITING}),
    ],
)
def test_a_chain_is_judged_from_its_beginning_whatever_the_order(first, second, expected):
    chain = [criterion(3, on=2), criterion(2, on=1), criterion(1)]

    assert reasons(set_of(*chain), {1: first, 2: second, 3: said(True)}) == expected


@pytest.mark.parametrize(
    "broken",
    [
        criterion(2, on=9),
        criterion(2, on=1, part="p9"),
        criterion(2, on=3),
        criterion(2, on=4),
        criterion(2, on=2),
    ],
    ids=["no criterion", "no part", "no answer", "answered last", "itself"],
)
def test_a_condition_that_cannot_be_judged_is_left_out(broken):
    free = criterion(3, parts=[Part("p1", "Đánh giá", "manual", YES_NO.max_points)])
    last = criterion(4, parts=[MEASURED], by=Scorer.APPRAISER)
    definition = set_of(criterion(1), broken, free, last)

    assert links(definition) == ()
    assert withheld(definition, {}) == {}


def test_criteria_that_depend_on_each_other_are_asked_and_so_is_what_hangs_on_them():
    definition = set_of(criterion(1, on=2), criterion(2, on=1), criterion(3, on=2), criterion(4))

    assert reasons(definition, {pk: said(False) for pk in (1, 2, 3, 4)}) == {}


def test_governed_and_governing_criteria_are_found_near_and_far():
    definition = set_of(
        criterion(4, on=3), criterion(3, on=1), criterion(1), criterion(2, on=1), criterion(5)
    )

    assert governed_by(definition, [1]) == {2, 3, 4}
    assert governed_by(definition, [3, 4]) == frozenset()
    assert governing_of(definition, definition.criteria[4]) == (3, 1)
    assert governing_of(definition, definition.criteria[1]) == ()


def test_conditions_are_told_in_words():
    definition = set_of(
        criterion(1, parts=[CHOICE]), criterion(2, on=1, answers=["early", "late"]),
        criterion(3, on=2, answers=[False]),
    )  # fmt: skip

    texts = [condition_of(definition, c) for c in definition.criteria.values()]

    assert texts == [
        "",
        "khi tiêu chí I.1 trả lời “Trong quý I” hoặc “Sau quý I”",
        "khi tiêu chí I.2 trả lời “Không”",
    ]


ROWS = st.builds(
    Row,
    st.sampled_from([{}, {"p1": {"answer": True}}, {"p1": {"answer": False}}]),
    st.booleans(),
)


@given(
    st.lists(st.one_of(st.none(), st.integers(0, 9)), min_size=1, max_size=8),
    st.lists(ROWS, min_size=8, max_size=8),
)
@steady
def test_any_tangle_of_conditions_comes_to_an_end(governing, rows):
    """Cycles, loops onto oneself, places that do not exist: judged once each, chains in order."""
    definition = set_of(*(criterion(pk, on) for pk, on in enumerate(governing, start=1)))

    found = withheld(definition, dict(enumerate(rows, start=1)))

    order = [link.criterion.pk for link in links(definition)]
    assert len(order) == len(set(order))
    for link in links(definition):
        above = link.governing.pk
        assert above not in order or order.index(above) < order.index(link.criterion.pk)
        if above in found:
            assert link.criterion.pk in found
    assert found.keys() <= set(order)


@given(st.lists(ROWS, min_size=8, max_size=8))
@steady
def test_without_conditions_everything_is_asked(rows):
    definition = set_of(*(criterion(pk) for pk in range(1, 9)))

    assert withheld(definition, dict(enumerate(rows, start=1))) == {}
