"""What keeps a criteria set from being published: every problem at once, in plain words."""

from decimal import Decimal

from criteria.definitions import GroupDefinition, SetDefinition, definition_of
from criteria.models import CriteriaSet
from criteria.scoring import criterion_problems, points_text


def set_problems(criteria_set: CriteriaSet) -> list[str]:
    """Problems of the whole set; empty when it is fit for publishing."""
    definition = definition_of(criteria_set)
    return [
        *_total_problems(definition),
        *_band_problems(definition),
        *(text for group in definition.groups for text in _group_problems(group)),
    ]


def _total_problems(definition: SetDefinition) -> list[str]:
    groups = [g for g in definition.groups if not g.is_bonus]
    total = sum((g.max_points for g in groups), Decimal(0))
    if total == definition.total_points:
        return []
    wanted = points_text(definition.total_points)
    return [f"Tổng điểm các nhóm là {points_text(total)}, phải bằng {wanted}."]


def _band_problems(definition: SetDefinition) -> list[str]:
    if not definition.bands:
        return ["Chưa có mức xếp loại nào."]
    if min(band.minimum_points for band in definition.bands) != 0:
        return ["Mức xếp loại thấp nhất phải bắt đầu từ 0 điểm."]
    return []


def _group_problems(group: GroupDefinition) -> list[str]:
    problems = []
    total = sum((c.max_points for c in group.criteria), Decimal(0))
    if not group.is_bonus and total != group.max_points:
        problems.append(
            f"Nhóm {group.code}: tổng điểm các tiêu chí là {points_text(total)}, "
            f"phải bằng {points_text(group.max_points)}."
        )
    for criterion in group.criteria:
        found = criterion_problems(criterion.parts, criterion.max_points)
        problems += [f"Tiêu chí {criterion.code}: {text}" for text in found]
    return problems
