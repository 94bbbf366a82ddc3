"""Codes are unique in a whole set: which are taken, by what, and which comes next."""

from collections.abc import Iterator
from typing import Any

from django.core.exceptions import ValidationError

from criteria.actions.items import CRITERION, GROUP, VETO, Item
from criteria.models import CriteriaSet, CriterionGroup, Keyed
from criteria.numbering import next_code


def taken_codes(criteria_set: CriteriaSet) -> list[str]:
    """Every code of the set: of groups, criteria and vetoes."""
    return [row.code for _item, row in _coded_rows(criteria_set)]


def free_code(criteria_set: CriteriaSet, item: Item, group: CriterionGroup | None = None) -> str:
    """The code that a new row of this kind would get."""
    taken = taken_codes(criteria_set)
    if item is CRITERION:
        dot = "" if group.is_bonus else "."
        siblings = [criterion.code for criterion in CRITERION.siblings(group)]
        return next_code(siblings, taken, f"{group.code}{dot}1")
    if item is GROUP:
        ordinary = GROUP.rows(criteria_set).filter(is_bonus=False)
        return next_code([row.code for row in ordinary], taken, "I")
    return next_code([row.code for row in item.rows(criteria_set)], taken, "L1")


def require_free(criteria_set: CriteriaSet, code: str, but: Keyed | None = None) -> None:
    """Raise ValidationError naming the other place, if another row has the code."""
    for item, row in _coded_rows(criteria_set):
        is_same = but is not None and type(row) is type(but) and row.pk == but.pk
        if not is_same and row.code.casefold() == code.casefold():
            place = f" trong nhóm {row.group.code}" if item is CRITERION else ""
            text = f"Mã {row.code} đã dùng cho {item.label(row)}{place}. Hãy chọn mã khác."
            raise ValidationError({"code": text}, code="taken")


def _coded_rows(criteria_set: CriteriaSet) -> Iterator[tuple[Item, Any]]:
    for item in (GROUP, CRITERION, VETO):
        for row in item.rows(criteria_set):
            yield item, row
