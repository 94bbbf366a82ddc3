"""Both sample sets: every sentence of every scoring text runs as a rule."""

import json
from decimal import Decimal
from pathlib import Path

import pytest

from criteria.scoring import (
    Part,
    criterion_problems,
    describe,
    fact_fields,
    score_criterion,
    score_part,
)
from tests.criteria import agency_cases, commune_cases

FIXTURES = Path(__file__).parents[2] / "fixtures"
SETS = {
    name: json.loads((FIXTURES / f"criteria_{name}.json").read_text())
    for name in ("xa_thi_tran", "co_quan")
}
CASES = {"xa_thi_tran": commune_cases.CASES, "co_quan": agency_cases.CASES}


def counted(name):
    return [criterion for group in SETS[name]["groups"][:-1] for criterion in group["criteria"]]


def bonus(name):
    group = SETS[name]["groups"][-1]
    assert group["is_bonus"]
    return group["criteria"]


def parts_of(criterion):
    return [Part(**row | {"max_points": Decimal(row["max_points"])}) for row in criterion["parts"]]


CRITERIA = {
    (name, criterion["code"]): criterion
    for name in SETS
    for criterion in counted(name) + bonus(name)
}
EVERY_PART = [
    pytest.param(part, id=f"{name}-{code}-{part.key}")
    for (name, code), criterion in CRITERIA.items()
    for part in parts_of(criterion)
]


def entered(part, values):
    """The facts of a case: one value, or several in the order of the part's fields."""
    values = values if isinstance(values, tuple) else (values,)
    rule = part
    if part.method == "measure":
        rule = Part(part.key, part.label, **part.parameters["rule"], max_points=part.max_points)
    fields = fact_fields(rule)
    assert len(fields) == len(values)
    return {field.name: value for field, value in zip(fields, values, strict=True)}


def points_for(criterion, case):
    parts = parts_of(criterion)
    facts = {p.key: entered(p, values) for p, values in zip(parts, case[1:], strict=True)}
    return score_criterion(parts, facts, Decimal(criterion["max_points"])).points


@pytest.mark.parametrize(
    ("name", "code", "case"),
    [
        pytest.param(name, code, case, id=f"{name}-{code}-{case[0]}")
        for name, cases in CASES.items()
        for code, rows in cases.items()
        for case in rows
    ],
)
def test_points_are_what_the_scoring_text_says(name, code, case):
    assert points_for(CRITERIA[name, code], case) == Decimal(case[0])


@pytest.mark.parametrize(("name", "code"), CRITERIA)
def test_cases_reach_from_the_maximum_to_nothing(name, code):
    expected = [Decimal(case[0]) for case in CASES[name][code]]

    assert max(expected) == expected[0] == Decimal(CRITERIA[name, code]["max_points"])
    assert min(expected) == expected[-1] == 0


@pytest.mark.parametrize(("name", "code"), CRITERIA)
def test_criterion_is_fit_for_publishing(name, code):
    criterion = CRITERIA[name, code]

    assert criterion_problems(parts_of(criterion), Decimal(criterion["max_points"])) == []


@pytest.mark.parametrize("part", EVERY_PART)
def test_part_runs_as_a_rule_and_reads_as_a_sentence(part):
    assert part.method != "manual"
    assert part.label[0].isupper()
    assert describe(part)
    assert score_part(part, None).points is None


@pytest.mark.parametrize(("name", "count"), [("xa_thi_tran", 36), ("co_quan", 32)])
def test_set_is_complete(name, count):
    criteria_set = SETS[name]

    assert len(counted(name)) == count
    assert len(CASES[name]) == count + len(bonus(name))
    assert sum(Decimal(group["max_points"]) for group in criteria_set["groups"][:-1]) == 100
    for group in criteria_set["groups"]:
        own = sum(Decimal(criterion["max_points"]) for criterion in group["criteria"])
        assert own == Decimal(group["max_points"])


def test_not_arising_is_allowed_exactly_where_the_guidance_says_so():
    allowed = {key for key, criterion in CRITERIA.items() if criterion["may_not_arise"]}

    assert allowed == {
        key for key, criterion in CRITERIA.items() if "tính điểm tối đa" in criterion["guidance"]
    }


def test_only_the_honesty_of_the_file_is_left_to_the_appraiser_alone():
    alone = {code for (_, code), row in CRITERIA.items() if row["scored_by"] == "appraiser"}

    assert alone == {"VII.3"}


@pytest.mark.parametrize("name", SETS)
def test_vetoes_say_who_finds_them(name):
    kinds = {veto["code"]: veto["kind"] for veto in SETS[name]["vetoes"]}

    assert kinds == dict.fromkeys(["L1", "L5", "L6", "L7"], "declared") | {
        "L2": "group_floor",
        "L3": "registration",
        "L4": "reports_missing",
    }


@pytest.mark.parametrize("name", SETS)
def test_classes_ask_for_points_and_for_a_share_of_every_group(name):
    bands = [
        (row["minimum_points"], row["minimum_group_share"], row["recognised"])
        for row in SETS[name]["class_bands"]
    ]

    assert bands == [
        ("90", "0.7", True),
        ("80", "0.5", True),
        ("70", "0", False),
        ("50", "0", False),
        ("0", "0", False),
    ]
