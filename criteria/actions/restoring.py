"""Whether something deleted can come back as it was, and under which codes."""

from collections.abc import Iterator, Mapping
from typing import Any

from django.core.exceptions import ValidationError

from criteria.actions.codes import free_code, taken_codes
from criteria.actions.items import BAND, CRITERION, GROUP, Item
from criteria.actions.places import parent_of
from criteria.actions.subtrees import Subtree, criteria_in
from criteria.models import CriteriaSet, Criterion, CriterionGroup
from criteria.numbering import next_code

BACK_ALREADY = "Nội dung này đã được khôi phục rồi."


def key_of(subtree: Subtree) -> str:
    """The key of the row that the subtree begins with."""
    return subtree["values"]["key"]


def require_restorable(criteria_set: CriteriaSet, item: Item, gone: Mapping[str, Any]) -> Any:
    """What it belongs to; raises ValidationError saying what has to be done first."""
    if item.rows(criteria_set).filter(key=gone["key"]).exists():
        raise ValidationError(BACK_ALREADY)
    for text in _obstacles(criteria_set, item, gone):
        raise ValidationError(f"Chưa khôi phục được: {text}")
    return parent_of(criteria_set, item, gone.get("group", ""))


def with_free_codes(
    criteria_set: CriteriaSet, item: Item, parent: Any, subtree: Subtree
) -> Subtree:
    """The subtree, where its codes were given away meanwhile with the next free ones."""
    if "code" not in item.columns:
        return subtree
    taken = taken_codes(criteria_set)
    group = parent if item is CRITERION else None
    if _is_taken(subtree, taken):
        subtree["values"]["code"] = free_code(criteria_set, item, group)
    taken.append(subtree["values"]["code"])
    for criterion in subtree["children"] if item is GROUP else ():
        if _is_taken(criterion, taken):
            codes = [each["values"]["code"] for each in subtree["children"]]
            criterion["values"]["code"] = next_code(codes, [*taken, *codes], "")
        taken.append(criterion["values"]["code"])
    return subtree


def _obstacles(criteria_set: CriteriaSet, item: Item, gone: Mapping[str, Any]) -> Iterator[str]:
    groups = CriterionGroup.objects.filter(criteria_set=criteria_set)
    criteria = Criterion.objects.filter(group__criteria_set=criteria_set)
    if item is CRITERION and not groups.filter(key=gone["group"]).exists():
        yield "nhóm của tiêu chí này không còn. Hãy khôi phục nhóm trước."
    if item.within and not criteria.filter(key=item.within).exists():
        yield "tiêu chí của phần điểm này không còn. Hãy khôi phục tiêu chí trước."
    if item is BAND:
        yield from _band_obstacles(criteria_set, gone["subtree"]["values"])
    coming = {key_of(criterion) for criterion in criteria_in(gone["subtree"])}
    if criteria.filter(key__in=coming).exists():
        yield "một tiêu chí trong nhóm đã có ở nhóm khác."
    for criterion in criteria_in(gone["subtree"]):
        needed = criterion["values"]["condition"].get("criterion")
        if needed and needed not in coming and not criteria.filter(key=needed).exists():
            code = criterion["values"]["code"]
            yield f"tiêu chí mà {code} phụ thuộc vào không còn. Hãy khôi phục tiêu chí đó trước."


def _band_obstacles(criteria_set: CriteriaSet, values: Mapping[str, Any]) -> Iterator[str]:
    for band in BAND.rows(criteria_set):
        if band.name.casefold() == values["name"].casefold():
            yield f"đã có mức khác tên “{band.name}”."
        if f"{band.minimum_points:f}" == values["minimum_points"]:
            yield f"mức “{band.name}” đã bắt đầu từ cùng số điểm."


def _is_taken(subtree: Subtree, taken: list[str]) -> bool:
    return subtree["values"]["code"].casefold() in {code.casefold() for code in taken}
