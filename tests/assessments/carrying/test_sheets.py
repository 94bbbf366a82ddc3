"""A whole sheet under another version of its set."""

from dataclasses import replace

import pytest

from assessments.carrying import Fate, carry, successors
from assessments.carrying.words import ABSENT, MUST_ARISE, NOW_APPRAISED, PART_GONE
from criteria.scoring import Part, score_criterion
from tests.assessments.carrying.cases import CLEAR, KEEP, SCALE, Entered, counted, part
from tests.assessments.version_cases import (
    criterion,
    definition,
    with_criterion,
    with_judgement_worth,
    with_part,
    without,
)

FACTS = {
    "I.1": {"numerator": 98, "denominator": 100},
    "I.2": {"answer": True},
    "II.1": {"points": "15"},
    "II.2": {"choice": "late"},
}


def filled(content, **changed) -> dict[int, Entered]:
    """Every criterion with facts and their points; `changed`: by code with "_" for the point."""
    sheet = {}
    for pk, c in content.criteria.items():
        row = Entered(pk, {"p1": FACTS[c.code]}, explanation=f"Thuyết minh {c.code}")
        row = replace(row, **changed.get(c.code.replace(".", "_"), {}))
        row.points = score_criterion(c.parts, row.facts, c.max_points, row.not_applicable).points
        sheet[pk] = row
    return sheet


# Whole sheets


def test_an_unchanged_set_changes_nothing():
    content = definition()
    sheet = filled(content)

    carried = carry(content, content, sheet, CLEAR)

    assert {row.criterion_id: (row.facts, row.points) for row in carried.rows} == {
        pk: (row.facts, row.points) for pk, row in sheet.items()
    }
    assert {line.fate for line in carried.lines} == {Fate.KEPT}
    assert not any(line.is_worth_telling for line in carried.lines)
    assert all(row.is_as_before for row in carried.rows)
    assert carried.removed == carried.added == ()
    assert carried.before == carried.after


def test_a_changed_maximum_reaches_points_and_totals():
    before = definition()
    after = with_judgement_worth("10")(before)

    carried = carry(before, after, filled(before), KEEP)

    judged, chose = carried.rows[2], carried.rows[3]
    assert (judged.points, judged.facts) == (10, {"p1": {"points": "10"}})
    assert (chose.points, chose.facts) == (10, {"p1": {"choice": "late"}})
    assert (carried.before.totals.total, carried.after.totals.total) == (85, 80)
    assert [(line.fate, line.before, line.after) for line in carried.lines[2:]] == [
        (Fate.CUT, 15, 10), (Fate.RESCORED, 10, 10),
    ]  # fmt: skip
    assert [line.is_worth_telling for line in carried.lines] == [False, False, True, False]
    assert [row.is_as_before for row in carried.rows] == [True, True, False, False]
    assert judged.working == ["Chấm 10,00 trên 10,00"]


def test_a_criterion_is_found_in_another_group_under_another_code():
    before = definition()
    first, second = before.groups
    moved = replace(first.criteria[1], code="II.9", group_code="II")
    after = replace(before, groups=(
        replace(first, criteria=first.criteria[:1]),
        replace(second, criteria=(*second.criteria, moved)),
    ))  # fmt: skip

    carried = carry(before, after, filled(before), KEEP)

    row = next(row for row in carried.rows if row.criterion.code == "II.9")
    assert (row.facts, row.explanation) == ({"p1": {"answer": True}}, "Thuyết minh I.2")
    assert carried.removed == carried.added == ()


def test_a_removed_criterion_is_listed_with_all_that_it_held():
    before = definition()
    gone = criterion(before, "II.2")
    after = without("II.2", "II.1")(before)
    sheet = filled(before, II_2={"not_applicable": True})

    carried = carry(before, after, sheet, KEEP, {gone.pk: ["MC01", "MC02"]})

    assert [(r.criterion, r.was, r.points, r.explanation, r.evidence) for r in carried.removed] == [
        (gone, ("Ban hành: Sau quý I", ABSENT), None, "Thuyết minh II.2", ("MC01", "MC02")),
    ]


def test_an_added_criterion_starts_empty():
    after = definition()
    before = without("II.2", "II.1")(after)
    sheet = {pk: Entered(pk) for pk in before.criteria}

    carried = carry(before, after, sheet, KEEP)

    assert [c.code for c in carried.added] == ["II.2"]
    row = carried.rows[-1]
    assert (row.facts, row.points, row.working, row.source) == ({}, None, [], None)
    assert not row.is_as_before


def test_untouched_rows_stay_untouched():
    before = definition()
    sheet = {pk: Entered(pk) for pk in before.criteria}
    sheet[1].facts = {"p1": {}}  # saved with nothing but an explanation

    carried = carry(before, with_judgement_worth("10")(before), sheet, SCALE)

    assert [row.facts for row in carried.rows] == [{"p1": {}}, {}, {}, {}]
    assert {row.points for row in carried.rows} == {None}
    assert carried.lines == ()


def test_not_arising_stays_where_it_is_still_allowed():
    before = definition()
    sheet = filled(before, II_2={"not_applicable": True})

    stays = carry(before, before, sheet, KEEP).rows[3]
    ends = carry(before, with_criterion("II.2", may_not_arise=False)(before), sheet, KEEP).rows[3]

    assert (stays.not_applicable, stays.points) == (True, None)
    assert (ends.not_applicable, ends.points) == (False, 10)
    line = ends.lines[-1]
    assert (line.fate, line.was, line.reason) == (Fate.DROPPED, (ABSENT,), MUST_ARISE)


def test_a_criterion_left_to_the_appraiser_loses_what_the_unit_said():
    before = definition()
    after = with_criterion("II.2", scored_by="appraiser")(before)
    sheet = filled(before, II_2={"not_applicable": True})

    row = carry(before, after, sheet, KEEP).rows[3]

    assert (row.facts, row.points, row.not_applicable) == ({}, None, False)
    assert [line.reason for line in row.lines] == [NOW_APPRAISED, MUST_ARISE]
    assert row.explanation == "Thuyết minh II.2"


def measured(measure="reports") -> Part:
    rule = {"method": "count", "parameters": {"items": [
        {"name": "on_time", "label": "Đúng hạn", "points_each": "4"}]}}  # fmt: skip
    return part("measure", measure=measure, rule=rule)


@pytest.mark.parametrize(
    ("new", "facts", "points"),
    [
        (measured(), {"p1": {"on_time": 3}}, 12),
        (measured("other"), {}, None),
        (counted("on_time"), {}, None),
        (part(key="p2"), {}, None),
    ],
)
def test_facts_of_our_own_records_are_nobodys_entry(new, facts, points):
    before = with_criterion("II.1", parts=(measured(),))(definition())
    after = with_criterion("II.1", parts=(new,))(before)
    sheet = filled(before, II_1={"facts": {"p1": {"on_time": 3}}})

    row = carry(before, after, sheet, KEEP).rows[2]

    assert (row.facts, row.points, row.lines) == (facts, points, ())


def test_a_part_that_left_its_criterion_is_listed():
    before = definition()
    after = with_part("II.1", key="p2")(before)

    row = carry(before, after, filled(before), KEEP).rows[2]

    assert (row.facts, row.points) == ({}, None)
    assert [(line.fate, line.was, line.reason) for line in row.lines] == [
        (Fate.DROPPED, ("Chất lượng: 15",), PART_GONE)
    ]


# Which criterion continues which


def named(*keys: tuple[str, str]):
    """A set whose criteria have these (group key, key) pairs, numbered from 1."""
    content = definition()
    sample, groups = criterion(content, "I.2"), []
    for number, (group, key) in enumerate(keys, start=1):
        mine = replace(sample, pk=number, key=key)
        groups.append(replace(content.groups[0], key=group, criteria=(mine,)))
    return replace(content, groups=tuple(groups))


@pytest.mark.parametrize(
    ("before", "after", "found"),
    [
        ([("a", "x"), ("b", "y")], [("b", "x"), ("a", "y")], {1: 1, 2: 2}),
        ([("a", "x"), ("b", "y")], [("a", "y"), ("b", "x")], {1: 2, 2: 1}),
        ([("a", "x"), ("b", "y")], [("c", "x")], {1: 1}),
        ([("a", "x")], [("a", "z")], {}),
    ],
)
def test_criteria_are_matched_by_key(before, after, found):
    matched = successors(named(*before), named(*after))

    assert {pk: c.pk for pk, c in matched.items()} == found
