"""What facts become under a later version of the set: a table of cases, and what always holds."""

from dataclasses import dataclass, field, replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessments.carrying import Choice, Fate, carried_part, carry, successors
from assessments.carrying.words import (
    ABSENT,
    BY_CHOICE,
    MUST_ARISE,
    NOW_APPRAISED,
    NOW_MEASURED,
    OPTION_GONE,
    OTHER_FIGURES,
    OTHER_METHOD,
    PART_GONE,
)
from assessments.forms.versions import CHOICES
from criteria.definitions import CriterionDefinition
from criteria.scoring import Part, fact_errors, score_criterion
from tests import strategies
from tests.assessments.version_cases import (
    criterion,
    definition,
    with_criterion,
    with_judgement_worth,
    with_part,
    without,
)

KEEP, SCALE, CLEAR = Choice
FACTS = {
    "I.1": {"numerator": 98, "denominator": 100},
    "I.2": {"answer": True},
    "II.1": {"points": "15"},
    "II.2": {"choice": "late"},
}


@dataclass
class Entered:
    """A score without a database."""

    criterion_id: int
    facts: dict = field(default_factory=dict)
    points: Decimal | None = None
    working: list = field(default_factory=list)
    not_applicable: bool = False
    explanation: str = ""


def filled(content, **changed) -> dict[int, Entered]:
    """Every criterion with facts and their points; `changed`: by code with "_" for the point."""
    sheet = {}
    for pk, c in content.criteria.items():
        row = Entered(pk, {"p1": FACTS[c.code]}, explanation=f"Thuyết minh {c.code}")
        row = replace(row, **changed.get(c.code.replace(".", "_"), {}))
        row.points = score_criterion(c.parts, row.facts, c.max_points, row.not_applicable).points
        sheet[pk] = row
    return sheet


def part(method="manual", most="20", key="p1", label="Nội dung", **parameters) -> Part:
    return Part(key, label, method, Decimal(most), parameters)


def options(*keys, top="20") -> list[dict]:
    return [
        {"key": k, "label": f"Mức {k}", "points": top if n == 0 else "0"}
        for n, k in enumerate(keys)
    ]


def asked(text="Có kế hoạch", **parameters) -> Part:
    return part("yes_no", question=text, **parameters)


def bands(*points, **parameters) -> Part:
    rows = [{"from": "50", "points": points[0]}, {"below": "50", "points": points[1]}]
    names = {"numerator": "Đạt", "denominator": "Tổng số", **parameters}
    return part("bands", points[0], of="share", bands=rows, **names)


def counted(*names, most="20", each="5", **parameters) -> Part:
    items = [{"name": n, "label": f"Số {n}", "points_each": each} for n in names]
    return part("count", most, items=items, **parameters)


def chosen(*keys, **fields) -> Part:
    return part("choice", question="Mức", options=options(*keys, **fields))


NEEDS = {"name": "held", "label": "Có tổ chức"}
RATIO = {"numerator": 60, "denominator": 100}
YES, COUNT, JUDGED = {"answer": True}, {"visits": 3}, {"points": "15"}
CASES = {
    # name: old, new, facts, choice → fate, facts that go on, reason
    "same": (part(), part(), JUDGED, CLEAR, Fate.KEPT, JUDGED, ""),
    "same rule, other label": (asked(), replace(asked(), label="Khác"), YES, CLEAR,
                               Fate.KEPT, YES, ""),
    "judged, below the new maximum": (part(), part(most="18"), JUDGED, KEEP,
                                      Fate.RESCORED, JUDGED, ""),
    "judged, above the new maximum": (part(), part(most="10"), JUDGED, KEEP,
                                      Fate.CUT, {"points": "10"}, ""),
    "judged, in proportion": (part(), part(most="10"), JUDGED, SCALE,
                              Fate.SCALED, {"points": "7.50"}, ""),
    "judged, in proportion, upwards": (part(), part(most="30"), JUDGED, SCALE,
                                       Fate.SCALED, {"points": "22.50"}, ""),
    "judged, rounded half up": (part(most="8"), part(most="1"), {"points": "0.36"}, SCALE,
                                Fate.SCALED, {"points": "0.05"}, ""),
    "judged nothing": (part(), part(most="10"), {"points": "0"}, SCALE,
                       Fate.RESCORED, {"points": "0"}, ""),
    "judged, cleared": (part(), part(most="10"), JUDGED, CLEAR, Fate.CLEARED, {}, BY_CHOICE),
    "judged out of nothing": (part(most="0"), part(most="10"), {"points": "0"}, SCALE,
                              Fate.RESCORED, {"points": "0"}, ""),
    "judged, only the condition answered": (
        part(requires=NEEDS), part(most="10", requires=NEEDS), {"held": False}, SCALE,
        Fate.RESCORED, {"held": False}, ""),
    "figures stay when scaled": (bands("20", "0"), bands("10", "0"), RATIO, SCALE,
                                 Fate.RESCORED, RATIO, ""),
    "figures stay when kept": (bands("20", "0"), bands("20", "5"), RATIO, KEEP,
                               Fate.RESCORED, RATIO, ""),
    "figures cleared": (bands("20", "0"), bands("20", "5"), RATIO, CLEAR,
                        Fate.CLEARED, {}, BY_CHOICE),
    "yes/no that now earns by no": (asked(), asked(earns="no"), YES, KEEP,
                                    Fate.RESCORED, YES, ""),
    "points for each case": (counted("visits"), counted("visits", each="4"), COUNT, KEEP,
                             Fate.RESCORED, COUNT, ""),
    "one more figure": (counted("visits"), counted("visits", "letters"), COUNT, KEEP,
                        Fate.DROPPED, {}, OTHER_FIGURES),
    "other unit of measure": (
        part("bands", of="count", question="Số", unit="ha", bands=[{"points": "20"}]),
        part("bands", of="count", question="Số", unit="m²", bands=[{"points": "20"}]),
        {"value": 4}, KEEP, Fate.DROPPED, {}, OTHER_FIGURES),
    "other method": (part(), asked(), JUDGED, KEEP, Fate.DROPPED, {}, OTHER_METHOD),
    "part gone": (part(), None, JUDGED, KEEP, Fate.DROPPED, {}, PART_GONE),
    "now measured": (part(), part("measure", measure="x", rule={}), JUDGED, KEEP,
                     Fate.DROPPED, {}, NOW_MEASURED),
    "chosen option gone": (chosen("a", "b"), chosen("a", "c"), {"choice": "b"}, KEEP,
                           Fate.DROPPED, {}, OPTION_GONE),
    "other option gone": (chosen("a", "b"), chosen("a", "c"), {"choice": "a"}, KEEP,
                          Fate.RESCORED, {"choice": "a"}, ""),
    "more than the rule allows": (
        counted("visits"), counted("visits", at_most="2"), COUNT, KEEP,
        Fate.DROPPED, {}, "Tổng cộng không thể quá 2."),
}  # fmt: skip


@pytest.mark.parametrize("case", CASES.values(), ids=CASES)
def test_facts_of_a_part(case):
    old, new, facts, choice, fate, kept, reason = case

    outcome = carried_part(old, new, facts, choice)

    assert (outcome.fate, dict(outcome.facts), outcome.reason) == (fate, kept, reason)


@pytest.mark.parametrize(
    ("old", "new", "facts", "is_reworded"),
    [
        (asked("Có kế hoạch"), asked("Có kế hoạch năm"), YES, True),
        (asked("Có kế hoạch"), asked("Có kế hoạch năm", earns="no"), YES, True),
        (asked(), asked(), YES, False),
        (bands("20", "0"), bands("20", "0", numerator="Hoàn thành"), RATIO, True),
        (bands("20", "0"), bands("20", "0", numerator="Hoàn thành"), {"denominator": 9}, False),
        (chosen("a", "b"), part("choice", question="Mức", options=[
            {"key": "a", "label": "Khác", "points": "20"}, *options("a", "b")[1:]]),
         {"choice": "b"}, False),
    ],
)  # fmt: skip
def test_an_answer_to_other_words_is_pointed_out(old, new, facts, is_reworded):
    outcome = carried_part(old, new, facts, KEEP)

    assert outcome.facts == facts
    assert outcome.is_reworded == is_reworded


@pytest.mark.parametrize(("choice", "points"), [(KEEP, "2"), (SCALE, "1.50"), (CLEAR, None)])
def test_the_example_on_the_page_is_right(choice, points):
    outcome = carried_part(part(most="4"), part(most="2"), {"points": "3"}, choice)
    example = next(example for value, _label, example in CHOICES if value == choice)

    assert outcome.facts.get("points") == points
    assert {KEEP: "còn 2 điểm", SCALE: "= 1,5 điểm", CLEAR: "điểm 3 bị xoá"}[choice] in example


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


# What always holds


@st.composite
def moves(draw):
    """A part with facts, and another definition of it: same, or any other part."""
    old, facts = draw(strategies.parts_with_facts())
    other = draw(st.one_of(st.just(old), strategies.parts, st.none()))
    if other and draw(st.booleans()):
        other = replace(old, max_points=other.max_points)
    return old, other, facts, draw(st.sampled_from(Choice))


@strategies.steady
@given(moves())
def test_facts_that_go_on_are_facts_of_the_new_part(move):
    old, new, facts, choice = move

    outcome = carried_part(old, new, facts, choice)

    if outcome.facts:
        assert fact_errors(new, outcome.facts) == {}
    else:
        assert outcome.fate in (Fate.DROPPED, Fate.CLEARED) or not facts
    assert bool(outcome.reason) == (outcome.fate in (Fate.DROPPED, Fate.CLEARED))


@strategies.steady
@given(moves())
def test_points_stay_in_range(move):
    old, new, facts, choice = move
    new = new or replace(old, max_points=old.max_points + 1)
    sample = criterion(definition(), "II.1")
    before = single(replace(sample, parts=(old,), max_points=old.max_points))
    after = single(replace(sample, parts=(replace(new, key=old.key),), max_points=new.max_points))
    points = score_criterion((old,), {old.key: facts}, old.max_points).points
    sheet = {sample.pk: Entered(sample.pk, {old.key: facts}, points)}

    carried = carry(before, after, sheet, choice)

    (row,) = carried.rows
    assert row.points is None or 0 <= row.points <= new.max_points
    if old == replace(new, key=old.key):
        assert (row.facts, row.points) == ({old.key: facts}, points)


@strategies.steady
@given(strategies.quarters, strategies.quarters, st.data())
def test_scaling_keeps_nothing_and_everything(old, new, data):
    before, after = part(most=old), part(most=new)
    points = data.draw(st.decimals(0, old, places=2))

    scaled = {
        given: Decimal(carried_part(before, after, {"points": str(given)}, SCALE).facts["points"])
        for given in (Decimal(0), points, old)
    }

    assert (scaled[Decimal(0)], scaled[old]) == (0, new)
    assert 0 <= scaled[points] <= new


def single(content: CriterionDefinition):
    """A set with one criterion."""
    whole = definition()
    group = replace(whole.groups[0], criteria=(content,), max_points=content.max_points)
    return replace(whole, groups=(group,))
