"""What a confirmation page said travels with its form and is compared at the click."""

import pytest

from core.confirmations import (
    ABSENT,
    Difference,
    OtherThanShown,
    Said,
    differences,
    require_shown,
    seal,
    unseal,
)

PAGE = {"Tổng điểm": Said("80 điểm"), "I.1": Said("40 điểm", "a1")}


def test_a_sealed_statement_is_read_as_it_was():
    assert unseal(seal(PAGE)) == PAGE


@pytest.mark.parametrize("text", [None, ""])
def test_a_form_without_one_says_nothing(text):
    assert unseal(text) is None
    require_shown(PAGE, None)
    assert differences(None, PAGE) == []


@pytest.mark.parametrize("text", ["x", "a:b:c", seal(PAGE)[:-1], seal(PAGE)[1:]])
def test_a_statement_that_is_not_ours_is_no_statement(text):
    assert unseal(text) == {}
    with pytest.raises(OtherThanShown):
        require_shown(PAGE, unseal(text))
    assert differences(unseal(text), PAGE) == []


def test_the_same_statement_passes_in_whatever_order():
    require_shown(PAGE, dict(reversed(PAGE.items())))


@pytest.mark.parametrize(
    ("now", "told"),
    [
        ({"I.1": Said("44 điểm", "a1")}, Difference("I.1", "40 điểm", "44 điểm")),
        ({"I.1": Said("40 điểm", "b2")},
         Difference("I.1", "40 điểm", "40 điểm (số liệu nguồn đã đổi)")),
        ({"I.2": Said("5 điểm")}, Difference("I.2", ABSENT, "5 điểm")),
    ],
)  # fmt: skip
def test_every_difference_is_refused_and_told(now, told):
    with pytest.raises(OtherThanShown):
        require_shown(PAGE | now, PAGE)
    assert differences(PAGE, PAGE | now) == [told]


def test_what_is_gone_is_told():
    left = {"Tổng điểm": PAGE["Tổng điểm"]}

    with pytest.raises(OtherThanShown):
        require_shown(left, PAGE)
    assert differences(PAGE, left) == [Difference("I.1", "40 điểm", ABSENT)]
