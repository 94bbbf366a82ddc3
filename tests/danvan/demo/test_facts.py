"""Facts for every scoring part of both sets, and sheets that reach their totals."""

from decimal import Decimal

import pytest

from criteria.scoring import Part, fact_errors, score_part
from danvan.demo.dice import dice
from danvan.demo.district import Size
from danvan.demo.facts import ladder
from danvan.demo.fixtures import read
from danvan.demo.quantities import whole

SIZE = Size(households=1200, villages=12, staff=90)
PARTS = [
    Part(
        part["key"], part["label"], part["method"], Decimal(part["max_points"]), part["parameters"]
    )
    for name in ("criteria_xa_thi_tran", "criteria_co_quan")
    for group in read(name)["groups"]
    for criterion in group["criteria"]
    for part in criterion["parts"]
    if part["method"] != "measure"
]


def rungs_of(part: Part):
    return ladder(part, lambda label: whole(label, SIZE, 1, "Đồng Tiến", 2026), dice(1, "test"))


@pytest.mark.parametrize("part", PARTS, ids=lambda part: part.label)
def test_a_ladder_goes_from_full_points_downwards(part):
    points = [rung.points for rung in rungs_of(part)]

    assert points[0] == part.max_points
    assert points == sorted(set(points), reverse=True)
    assert len(points) > 1


@pytest.mark.parametrize("part", PARTS, ids=lambda part: part.label)
def test_every_rung_holds_facts_without_error_that_give_its_points(part):
    for rung in rungs_of(part):
        assert fact_errors(part, rung.facts) == {}
        assert score_part(part, rung.facts).points == rung.points


def test_the_same_thing_is_counted_once_in_a_unit():
    answers = {whole("Tổng số thôn, tổ dân phố", SIZE, 1, name) for name in ("a", "b")}

    assert answers == {12}


def test_a_label_of_no_known_thing_still_has_a_number():
    assert 8 <= whole("Số cây", SIZE, 1, "Đồng Tiến") <= 12


def test_dice_repeat_themselves_by_subject():
    assert dice(1, "a").random() == dice(1, "a").random()
    assert dice(1, "a").random() != dice(1, "b").random()
    assert dice(1, "a").random() != dice(2, "a").random()
