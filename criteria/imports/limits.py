"""What the database asks of a set, said before it refuses: lengths, ranges, nothing twice."""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from criteria.definitions import CriterionDefinition, SetDefinition
from criteria.models import KEY_LENGTH
from criteria.scoring import rule_of

YEARS = range(2000, 2101)
MOST_POINTS = Decimal("9999.99")
POINTS_DECIMALS, SHARE_DECIMALS = 2, 3  # as their columns have them
MOST_GROUPS, MOST_CRITERIA, MOST_PARTS = 50, 500, 20
SHARE_RANGE = "Phần trăm phải từ 0 đến 100."
_COPIED = " Dòng chép từ dòng khác phải xoá các ô xám."
_KEY = re.compile(rf"[-a-zA-Z0-9_]{{1,{KEY_LENGTH}}}")


Spot = tuple


@dataclass(frozen=True)
class Fault:
    """One thing that could not be stored; `spot` as in criteria.imports.spots."""

    spot: Spot
    field: str
    message: str


def limit_faults(definition: SetDefinition) -> list[Fault]:
    """Everything that the database would refuse or that would make two things one."""
    criteria = [
        (("criterion", i, j), criterion)
        for i, group in enumerate(definition.groups)
        for j, criterion in enumerate(group.criteria)
    ]
    return [
        *_set_faults(definition, len(criteria)),
        *_group_faults(definition),
        *_criteria_faults(criteria),
        *_part_faults(criteria),
        *_veto_faults(definition),
        *_band_faults(definition),
    ]


def _points_faults(thing: Any, spot: Spot, *names: str) -> Iterator[Fault]:
    """Points that their column would not hold, or would round without a word."""
    for name in names:
        points = getattr(thing, name)
        if not 0 <= points <= MOST_POINTS:
            yield Fault(spot, name, "Điểm phải từ 0 đến 9999,99.")
        elif _decimals(points) > POINTS_DECIMALS:
            yield Fault(spot, name, "Điểm có tối đa 2 chữ số thập phân.")


def _share_faults(share: Decimal, spot: Spot, name: str) -> Iterator[Fault]:
    if not 0 <= share <= 1:
        yield Fault(spot, name, SHARE_RANGE)
    elif _decimals(share) > SHARE_DECIMALS:
        yield Fault(spot, name, "Phần trăm có tối đa 1 chữ số thập phân.")


def _decimals(figure: Decimal) -> int:
    exponent = figure.normalize().as_tuple().exponent
    return max(-exponent, 0) if isinstance(exponent, int) else 0


def _set_faults(definition: SetDefinition, criteria_count: int) -> Iterator[Fault]:
    if definition.year not in YEARS:
        yield Fault(("set",), "year", "Năm phải từ 2000 đến 2100.")
    yield from _points_faults(definition, ("set",), "total_points", "bonus_max")
    if len(definition.groups) > MOST_GROUPS or criteria_count > MOST_CRITERIA:
        text = f"Một bộ có tối đa {MOST_GROUPS} nhóm và {MOST_CRITERIA} tiêu chí."
        yield Fault(("set",), "title", text)
    if not definition.groups:
        yield Fault(("set",), "title", "Bộ tiêu chí chưa có nhóm nào.")


def _group_faults(definition: SetDefinition) -> Iterator[Fault]:
    groups = [(("group", i), group) for i, group in enumerate(definition.groups)]
    yield from _keys(groups)
    yield from _twice(groups, "code", lambda group: group.code.casefold(), "Mã nhóm")
    for spot, group in groups:
        yield from _points_faults(group, spot, "max_points")
        yield from _share_faults(group.minimum_share, spot, "minimum_share")
        if len(group.title) > 300:
            yield Fault(spot, "title", "Tên nhóm dài quá 300 ký tự.")


def _criteria_faults(criteria: list[tuple[tuple, CriterionDefinition]]) -> Iterator[Fault]:
    yield from _keys(criteria)
    yield from _twice(criteria, "code", lambda criterion: criterion.code.casefold(), "Mã tiêu chí")
    for spot, criterion in criteria:
        if criterion.max_points <= 0:
            yield Fault(spot, "max_points", "Điểm tối đa của tiêu chí phải lớn hơn 0.")
        else:
            yield from _points_faults(criterion, spot, "max_points")
        if len(criterion.parts) > MOST_PARTS:
            yield Fault(spot, "code", f"Một tiêu chí có tối đa {MOST_PARTS} phần điểm.")


def _part_faults(criteria: list[tuple[tuple, CriterionDefinition]]) -> Iterator[Fault]:
    for (_, i, j), criterion in criteria:
        parts = [(("part", i, j, k), part) for k, part in enumerate(criterion.parts)]
        yield from _keys(parts)
        for spot, part in parts:
            yield from _points_faults(part, spot, "max_points")
            for name in _fact_names(part):
                if not _KEY.fullmatch(name):
                    yield Fault(spot, "label", f"Tên số liệu, mã lựa chọn “{name}” không hợp lệ.")


def _fact_names(part) -> Iterator[str]:
    parameters = rule_of(part).parameters
    for name in ("name", "numerator_name", "denominator_name"):
        if name in parameters:
            yield parameters[name]
    if "requires" in part.parameters:
        yield part.parameters["requires"]["name"]
    yield from (item["name"] for item in parameters.get("items", ()) if "name" in item)
    yield from (option["key"] for option in parameters.get("options", ()) if "key" in option)


def _veto_faults(definition: SetDefinition) -> Iterator[Fault]:
    vetoes = [(("veto", i), veto) for i, veto in enumerate(definition.vetoes)]
    yield from _keys(vetoes)
    yield from _twice(vetoes, "code", lambda veto: veto.code.casefold(), "Mã điều kiện")
    for spot, veto in vetoes:
        share = Decimal(veto.parameters.get("minimum_share", 0))
        if not 0 <= share <= 1:
            yield Fault(spot, "minimum_share", SHARE_RANGE)
        if veto.kind == "reports_missing" and not veto.parameters.get("missing_from"):
            yield Fault(spot, "missing_from", "Chưa ghi thiếu từ bao nhiêu báo cáo.")


def _band_faults(definition: SetDefinition) -> Iterator[Fault]:
    bands = [(("band", i), band) for i, band in enumerate(definition.bands)]
    yield from _keys(bands)
    yield from _twice(bands, "name", lambda band: band.name.casefold(), "Tên xếp loại")
    yield from _twice(bands, "minimum_points", lambda band: band.minimum_points, "Điểm bắt đầu")
    for spot, band in bands:
        yield from _points_faults(band, spot, "minimum_points")
        yield from _share_faults(band.minimum_group_share, spot, "minimum_group_share")


def _keys(things: list) -> Iterator[Fault]:
    for spot, thing in things:
        if not _KEY.fullmatch(thing.key):
            yield Fault(spot, "key", "Khoá chỉ gồm chữ không dấu, số, dấu - và _.")
    yield from _twice(things, "key", lambda thing: thing.key, "Khoá", _COPIED)


def _twice(
    things: Iterable, field: str, value: Callable[[object], object], what: str, more: str = ""
) -> Iterator[Fault]:
    seen = set()
    for spot, thing in things:
        found = value(thing)
        if found in seen:
            yield Fault(spot, field, f"{what} “{getattr(thing, field)}” đã dùng ở trên.{more}")
        seen.add(found)
