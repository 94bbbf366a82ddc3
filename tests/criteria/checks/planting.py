"""A sound set, and the pieces that are planted into it."""

from criteria.checks import Place
from criteria.definitions import Condition
from tests.criteria.changing import commune_set, with_criterion, with_only_part

SET = commune_set()
SHARE = {"of": "share", "numerator": "Đạt", "denominator": "Tổng số"}
TOP = {"from": "90", "points": "3"}


def part_place(key="i-1", part="only", field="parameters"):
    return Place("part", key, part, field)


def criterion_place(field, key="i-1"):
    return Place("criterion", key, field=field)


def bands(*rows, **parameters):
    return with_only_part(SET, "i-1", "bands", **{**SHARE, **parameters}, bands=list(rows))


def item(each, **more):
    return {"name": "n", "label": "Số việc", "points_each": each, **more}


def conditioned(criterion, target, part, *answers):
    return with_criterion(SET, criterion, condition=Condition(target, part, answers))
