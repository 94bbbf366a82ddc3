"""What holds for the comparison of any two sets."""

import random
import time
from dataclasses import replace

import pytest
from hypothesis import given, settings

from criteria.comparison import Comparison, Kind, compare
from criteria.comparison.order import moved
from criteria.definitions import SetDefinition
from criteria.set_documents import definition_from
from tests.factories import set_document, small_document
from tests.set_strategies import definitions, pairs_of_sets
from tests.strategies import steady as steady_rules

steady = settings(steady_rules, max_examples=60)  # a whole set takes as long as many rules


@steady
@given(definitions())
def test_a_set_does_not_differ_from_itself(whole):
    comparison = compare(whole, whole)

    assert comparison.is_empty
    assert comparison == Comparison(
        unchanged_count=sum(len(group.criteria) for group in whole.groups)
    )


@steady
@given(pairs_of_sets())
def test_comparing_backwards_is_the_mirror_image(pair):
    before, after = pair

    assert compare(after, before) == compare(before, after).mirrored()


@steady
@given(pairs_of_sets())
def test_two_mirrors_give_the_same_picture(pair):
    comparison = compare(*pair)

    assert comparison.mirrored().mirrored() == comparison


@steady
@given(pairs_of_sets())
def test_no_difference_is_found_only_between_sets_of_the_same_content(pair):
    before, after = pair

    same = replace(before, version=0) == replace(after, version=0)

    assert compare(before, after).is_empty == same


@steady
@given(pairs_of_sets())
def test_every_named_difference_shows_two_different_texts(pair):
    comparison = compare(*pair)

    inside = [part for item in comparison.items for part in item.parts]
    fields = [change for item in (*comparison.items, *inside) for change in item.fields]
    assert all(change.before != change.after for change in fields)
    assert all(change.kinds for change in fields)


@steady
@given(pairs_of_sets())
def test_counts_add_up(pair):
    before, after = pair
    comparison = compare(before, after)

    assert sum(comparison.counts.values()) == sum(
        len(change.kinds) for change in (*comparison.information, *comparison.items)
    )
    there = sum(len(group.criteria) for group in after.groups)
    staying = [c for c in comparison.criteria if not c.presence]
    added = [c for c in comparison.criteria if c.presence == Kind.ADDED]
    assert comparison.unchanged_count + len(staying) + len(added) == there


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ("abc", "abc", ""),
        ("abc", "bca", "a"),
        ("abcd", "acbd", "c"),
        ("acbd", "abcd", "c"),
        ("abc", "xaybzc", ""),  # only shifted by newcomers
        ("xaybzc", "abc", ""),
        ("ab", "ba", "b"),
        ("", "ab", ""),
    ],
)
def test_the_fewest_items_have_moved(before, after, expected):
    assert moved(before, after) == set(expected)


def test_the_two_sets_of_the_movement_differ_in_full():
    commune, agency = (definition_from(set_document(kind)) for kind in ("commune", "agency"))

    comparison = compare(commune, agency)

    assert compare(agency, commune) == comparison.mirrored()
    assert {"I.1", "II.2"} <= {c.item.code for c in comparison.criteria}


def test_two_long_sets_without_a_text_in_common_are_marked_in_seconds():
    """300 criteria with four texts each, all different: word by word this took half a minute."""
    sets = [
        long_set(300, random.Random(seed), ("dân", "vận", "khéo", "hồ", "sơ", "tỷ", "lệ", "xã"))
        for seed in (1, 2)
    ]
    started = time.process_time()

    comparison = compare(*sets)
    marked = [field.segments for change in comparison.criteria for field in change.fields]

    assert len(marked) == 300 * 4
    assert time.process_time() - started < 12


def long_set(count: int, chance: random.Random, words: tuple[str, ...]) -> SetDefinition:
    """A set of many criteria, each with four texts of two hundred words drawn by lot."""
    whole = definition_from(small_document() | {"title": "Bộ dài"})
    group = whole.groups[0]
    names = ("title", "guidance", "scoring_text", "legal_basis")
    criteria = tuple(
        replace(
            group.criteria[0], key=f"k{number}", code=f"K{number}",
            **{name: " ".join(chance.choices(words, k=200)) for name in names},
        )
        for number in range(count)
    )  # fmt: skip
    return replace(whole, groups=(replace(group, criteria=criteria),))
