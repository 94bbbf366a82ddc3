"""What stands against a change within a set: full lists, names given away, answers needed."""

from collections.abc import Mapping
from typing import Any

from django.core.exceptions import ValidationError

from criteria.actions import items
from criteria.actions.codes import require_free
from criteria.actions.items import BAND, CRITERION, Item
from criteria.actions.restoring import key_of
from criteria.actions.subtrees import Subtree, criteria_in
from criteria.models import CriteriaSet, ScoringPart


def require_room(item: Item, parent: Any) -> None:
    """Raise ValidationError where a criterion has as many parts as it may have."""
    if item.model is ScoringPart and len(item.siblings(parent)) >= items.MOST_PARTS:
        raise ValidationError(f"Một tiêu chí có nhiều nhất {items.MOST_PARTS} phần điểm.")


def require_sound(
    draft: CriteriaSet, item: Item, values: Mapping[str, Any], row: Any = None
) -> None:
    """Raise ValidationError, by column, where another row has the code, the name or the points."""
    if "code" in values and (row is None or row.code != values["code"]):
        require_free(draft, values["code"], row)
    if item is BAND:
        _require_single_band(draft, values, row)


def _require_single_band(draft: CriteriaSet, values: Mapping[str, Any], row: Any) -> None:
    others = BAND.rows(draft).exclude(pk=row.pk if row else None)
    for other in others:
        if other.name.casefold() == str(values.get("name", "")).casefold():
            raise ValidationError({"name": f"Đã có mức “{other.name}”. Hãy đặt tên khác."})
        if other.minimum_points == values.get("minimum_points"):
            text = f"Mức “{other.name}” đã bắt đầu từ số điểm này."
            raise ValidationError({"minimum_points": text})


def require_unasked(draft: CriteriaSet, row: Any, subtree: Subtree) -> None:
    """Raise ValidationError where a criterion that stays is asked only after what goes."""
    going = {key_of(criterion) for criterion in criteria_in(subtree)}
    for criterion in CRITERION.rows(draft):
        needed, part = criterion.condition.get("criterion"), criterion.condition.get("part")
        what = ""
        if isinstance(row, ScoringPart) and (needed, part) == (row.criterion.key, row.key):
            what = "phần này"
        elif needed in going and criterion.key not in going:
            what = f"tiêu chí {CRITERION.rows(draft).get(key=needed).code}"
        if what:
            raise ValidationError(
                f"Không xoá được: tiêu chí {criterion.code} chỉ hỏi khi {what} được trả lời theo"
                f" điều kiện đã đặt. Hãy bỏ điều kiện ở tiêu chí {criterion.code} trước."
            )
