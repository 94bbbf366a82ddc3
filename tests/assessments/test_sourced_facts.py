"""What the records of the year fill in, and what counts as a correction: no rows involved."""

from decimal import Decimal
from types import SimpleNamespace

import pytest

from assessments.sourced_facts import (
    completed,
    corrected_words,
    correction_line,
    departures,
    equal,
    fill,
    filled_points,
    joined,
    measured_points,
    reasons_kept,
    seen,
    unexplained,
)
from criteria.scoring import Part, score_part
from criteria.set_documents import definition_from
from criteria.sources import Answer
from tests.factories import set_document

QUARTERS = "Quý I 12 + II 9 + III 15 + IV 8 = 44"
SHARE = {
    "numerator": "Số tổ hoạt động", "denominator": "Tổng số tổ", "may_exceed": True,
    "sources": {"numerator": "year:a", "denominator": "year:b"},
}  # fmt: skip
TEAMS = Part("teams", "Tổ dân vận", "proportional", Decimal(10), SHARE)
TALKS = Part(
    "talks", "Đối thoại", "count", Decimal(20),
    {"items": [{"name": "talks", "label": "Số cuộc", "points_each": "10"}],
     "sources": {"talks": "year:a"}},
)  # fmt: skip
BANDS = Part(
    "bands", "Giám sát", "bands", Decimal(1),
    {"of": "count", "question": "Số cuộc", "unit": "cuộc", "maximum": "4",
     "bands": [{"from": "2", "points": "1"}, {"below": "2", "points": "0"}],
     "sources": {"value": "year:a"}},
)  # fmt: skip
ANSWER = Part("yes", "Sơ kết", "yes_no", Decimal(1),
              {"question": "Có sơ kết", "sources": {"answer": "year:a"}})  # fmt: skip
MONEY = Part("money", "Huy động", "proportional", Decimal(1),
             SHARE | {"kind": "number"})  # fmt: skip


def criterion(*parts, scored_by="unit", is_bonus=False):
    return SimpleNamespace(parts=parts, scored_by=scored_by, is_bonus=is_bonus)


def row(facts=None, sourced=None, corrections=None):
    return SimpleNamespace(facts=facts or {}, sourced=sourced or {}, corrections=corrections or {})


def said(value, working="", url=""):
    return {"value": value, "working": working, "url": url}


def filled(part, value, **state):
    """The row after the records have said `value` to "year:a"."""
    found = row(**state)
    fill(found, criterion(part), {"year:a": Answer(value, QUARTERS, "/bao-cao/7/")})
    return found


def test_a_fact_takes_what_the_records_say_with_arithmetic_and_place():
    found = filled(TALKS, 44)

    assert found.facts == {"talks": {"talks": 44}}
    assert found.sourced == {"talks": {"talks": said(44, QUARTERS, "/bao-cao/7/")}}


@pytest.mark.parametrize(
    ("part", "fact", "value", "stored"),
    [
        (TALKS, "talks", "44.00", 44),
        (TALKS, "talks", Decimal(44), 44),
        (MONEY, "numerator", 44, "44"),
        (MONEY, "numerator", "44.50", "44.5"),
        (ANSWER, "answer", 3, True),
        (ANSWER, "answer", 0, False),
        (ANSWER, "answer", False, False),
    ],
)
def test_a_value_is_kept_as_the_fact_is(part, fact, value, stored):
    found = filled(part, value).facts[part.key][fact]

    assert (found, type(found)) == (stored, type(stored))


@pytest.mark.parametrize(
    ("part", "value", "why"),
    [
        (TALKS, "1.5", "nhập số nguyên"),
        (TALKS, "nhiều", "nhập một số"),
        (BANDS, 5, "không lớn hơn 4"),
        (ANSWER, "có", "chọn có hoặc không"),
    ],
)
def test_a_value_that_does_not_fit_is_left_out_with_the_reason(part, value, why):
    found = filled(part, value)

    assert found.facts == {part.key: {}} or found.facts == {}
    (entry,) = found.sourced[part.key].values()
    assert why in entry["problem"]


def test_later_records_are_followed_until_the_unit_corrects():
    found = filled(TALKS, 3, facts={"talks": {"talks": 2}}, sourced={"talks": {"talks": said(2)}})
    assert found.facts == {"talks": {"talks": 3}}
    assert "was" not in found.sourced["talks"]["talks"]

    kept = {"talks": {"talks": "Biên bản ghi năm cuộc."}}
    found = filled(TALKS, 4, facts={"talks": {"talks": 5}}, corrections=kept)
    assert (found.facts, found.corrections) == ({"talks": {"talks": 5}}, kept)
    assert found.sourced["talks"]["talks"]["value"] == 4


@pytest.mark.parametrize("before", [{}, {"talks": {"talks": said("x") | {"problem": "Không."}}}])
def test_what_was_typed_before_the_records_knew_is_remembered(before):
    found = filled(TALKS, 3, facts={"talks": {"talks": 2}}, sourced=before)

    assert found.facts == {"talks": {"talks": 3}}
    assert found.sourced["talks"]["talks"]["was"] == 2
    again = filled(TALKS, 3, facts=found.facts, sourced=found.sourced)
    assert again.sourced["talks"]["talks"]["was"] == 2
    assert "was" not in seen(again.sourced)["talks"]["talks"]


def test_typing_the_same_before_the_records_knew_is_no_replacement():
    assert "was" not in filled(TALKS, 3, facts={"talks": {"talks": 3}}).sourced["talks"]["talks"]


@pytest.mark.parametrize(
    ("state", "left"),
    [
        ({"sourced": {"talks": {"talks": said(3)}}}, {}),
        ({"sourced": {"talks": {"talks": said(2)}}}, {"talks": 3}),  # somebody's own
        ({"sourced": {"talks": {"talks": said(3)}},
          "corrections": {"talks": {"talks": "Lý do đủ dài."}}}, {"talks": 3}),
        ({}, {"talks": 3}),
    ],
)  # fmt: skip
def test_where_the_records_fall_silent_only_their_own_value_goes(state, left):
    found = row({"talks": {"talks": 3}}, **state)

    fill(found, criterion(TALKS), {})

    assert found.facts == {"talks": left}
    assert found.sourced == {}
    assert found.corrections == state.get("corrections", {})


def test_corrections_of_facts_without_a_source_go():
    plain = Part("talks", "", "count", Decimal(20), {"items": TALKS.parameters["items"]})
    found = row({"talks": {"talks": 3}}, {}, {"talks": {"talks": "Lý do đủ dài."}})

    fill(found, criterion(plain), {})

    assert (found.facts, found.corrections) == ({"talks": {"talks": 3}}, {})


def test_an_empty_box_takes_the_records_value():
    sourced = {"teams": {"numerator": said(11), "denominator": said(9) | {"problem": "Không."}}}

    assert completed({"teams": {}}, sourced) == {"teams": {"numerator": 11}}
    assert completed({"teams": {"numerator": 0}}, sourced) == {"teams": {"numerator": 0}}
    assert completed({"other": {}}, sourced) == {"other": {}}


@pytest.mark.parametrize(
    ("stated", "recorded", "same"),
    [(3, "3.0", True), ("3", 3, True), (True, True, True), (True, 1, False), (None, 3, False),
     ("all", "all", True), ("all", "part", False), (False, True, False)],
)  # fmt: skip
def test_figures_are_compared_as_figures(stated, recorded, same):
    assert equal(stated, recorded) is same


def test_another_value_needs_a_reason_of_ten_characters():
    facts, sourced = {"talks": {"talks": 5}}, {"talks": {"talks": said(44)}}
    whole = criterion(TALKS)

    assert departures(facts, sourced) == [("talks", "talks")]
    for reason in ("", "123456789"):
        errors = unexplained(whole, facts, sourced, {"talks": {"talks": reason}})
        assert errors == {
            ("talks", "talks"): "Số liệu trong năm là 44. Nếu sửa, ghi lý do (ít nhất 10 ký tự)."
        }
    assert unexplained(whole, facts, sourced, {"talks": {"talks": "1234567890"}}) == {}
    assert unexplained(whole, {"talks": {"talks": 44}}, sourced, {}) == {}


def test_reasons_stay_only_where_something_departs():
    sourced = {"teams": {"numerator": said(11), "denominator": said(12)}}
    reasons = {"teams": {"numerator": "Lý do đủ dài.", "denominator": "Lý do đủ dài."}}

    kept = reasons_kept(reasons, {"teams": {"numerator": 11, "denominator": 13}}, sourced)

    assert kept == {"teams": {"denominator": "Lý do đủ dài."}}


def test_both_values_stand_in_a_sentence():
    sourced, reasons = {"talks": {"talks": said(44)}}, {"talks": {"talks": "Đã đếm lại sổ."}}

    (words,) = corrected_words(criterion(TALKS), {"talks": {"talks": 45}}, sourced, reasons)

    assert correction_line(words) == (
        "Số cuộc: số liệu trong năm là 44, đơn vị sửa thành 45. Lý do: Đã đếm lại sổ."
    )
    assert corrected_words(criterion(), {}, sourced, {}) == []


def line(part, facts, sourced):
    return joined(part, score_part(part, facts).explanation, {part.key: facts}, sourced)


def test_the_arithmetic_of_the_records_goes_before_that_of_the_rule():
    facts = {"numerator": 44, "denominator": 40}
    sourced = {"teams": {"numerator": said(44, QUARTERS), "denominator": said(40, "Quý IV 40")}}

    assert line(TEAMS, facts, sourced) == (
        f"{QUARTERS}/40 = 110,00 %, tính tối đa 100 % × 10,00 → 10,00"
    )
    assert (
        line(BANDS, {"value": 3}, {"bands": {"value": said(3, "Quý I 1 + II 0 + III 2 = 3")}})
        == "Quý I 1 + II 0 + III 2 = 3 cuộc → 1,00"
    )


@pytest.mark.parametrize(
    ("part", "facts", "sourced", "start"),
    [
        # The count does not begin with a total: both side by side.
        (TALKS, {"talks": 2}, {"talks": said(2, "Quý I 1 + II 1 = 2")},
         "Quý I 1 + II 1 = 2; 2 × 10,00"),
        # A sentence goes on without its full stop.
        (TALKS, {"talks": 2}, {"talks": said(2, "Sổ ghi 2 cuộc.")}, "Sổ ghi 2 cuộc; 2 × 10,00"),
        # Only the whole comes from the records.
        (TEAMS, {"numerator": 3, "denominator": 4}, {"denominator": said(4, "Quý II 4")},
         "3/4"),
        # 4 is not the beginning of 44.
        (TEAMS, {"numerator": 4, "denominator": 40}, {"numerator": said(4, "Quý I 4")},
         "Quý I 4/40"),
        # What the unit corrected does not bring the records' arithmetic.
        (TEAMS, {"numerator": 3, "denominator": 4}, {"numerator": said(2, "Quý I 2")}, "3/4"),
        (TEAMS, {"numerator": 3, "denominator": 4}, {"numerator": said(3)}, "3/4"),
        (BANDS, {"value": 3}, {"value": said(3, "Quý I, II, III = 3 quý")},
         "Quý I, II, III = 3 quý; 3 cuộc"),
    ],
)  # fmt: skip
def test_the_arithmetic_is_joined_only_where_it_fits(part, facts, sourced, start):
    assert line(part, facts, {part.key: sourced}).startswith(start)


@pytest.mark.parametrize(
    ("kind", "filled_by_records", "computed"), [("commune", "38", "5"), ("agency", "33", "2")]
)
def test_a_quarter_of_the_points_of_both_demonstration_sets_is_typed_by_nobody(
    kind, filled_by_records, computed
):
    definition = definition_from(set_document(kind))

    # Read from a file, criteria have no keys of rows: sum over the groups by hand as well.
    by_hand = sum(
        part.max_points
        for group in definition.groups if not group.is_bonus
        for c in group.criteria if c.scored_by == "unit"
        for part in c.parts if part.parameters.get("sources")
    )  # fmt: skip
    whole = _with_keys(definition)
    assert filled_points(whole) == by_hand == Decimal(filled_by_records) >= 25
    assert measured_points(whole) == Decimal(computed)


def _with_keys(definition):
    """The definition as if it had been read from rows."""
    every = [c for group in definition.groups for c in group.criteria]
    return SimpleNamespace(criteria=dict(enumerate(every)))


def test_a_part_counts_as_filled_only_with_all_its_facts():
    half = Part("half", "", "proportional", Decimal(2), SHARE | {"sources": {"numerator": "a:b"}})
    theirs = criterion(TALKS, scored_by="appraiser")
    definition = SimpleNamespace(
        criteria={1: criterion(TEAMS, half), 2: theirs, 3: criterion(TALKS, is_bonus=True)}
    )

    assert filled_points(definition) == 10
    assert filled_points(definition, lambda _criterion, _part, fact: fact == "numerator") == 0
