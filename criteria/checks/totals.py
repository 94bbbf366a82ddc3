"""The set as a whole: its title, the sum of its groups, its bonus."""

from collections.abc import Iterator
from decimal import Decimal

from criteria.checks.base import Finding, advice, fault
from criteria.definitions import SetDefinition
from criteria.models import Scorer
from criteria.scoring import points_text


def findings(definition: SetDefinition) -> Iterator[Finding]:
    """Title, sum, bonus, and whether anything is left for the units to do."""
    if not definition.title.strip():
        yield fault("Bộ tiêu chí chưa có tên.", field="title")
    yield from _sum(definition)
    yield from _bonus(definition)
    criteria = [criterion for group in definition.groups for criterion in group.criteria]
    if criteria and all(criterion.scored_by == Scorer.APPRAISER for criterion in criteria):
        yield advice("Mọi tiêu chí đều do cơ quan thẩm định chấm: đơn vị không có gì để tự chấm.")


def _sum(definition: SetDefinition) -> Iterator[Finding]:
    groups = [group for group in definition.groups if not group.is_bonus]
    if not groups:
        yield fault("Chưa có nhóm tiêu chí nào.", field="groups")
        return
    total = sum((group.max_points for group in groups), Decimal(0))
    if total != definition.total_points:
        wanted = points_text(definition.total_points)
        yield fault(
            f"Tổng điểm các nhóm là {points_text(total)}, phải bằng {wanted}.",
            field="total_points",
        )


def _bonus(definition: SetDefinition) -> Iterator[Finding]:
    groups = [group for group in definition.groups if group.is_bonus]
    cap = points_text(definition.bonus_max)
    if definition.bonus_max < 0:
        yield fault("Mức trần điểm thưởng không được âm.", field="bonus_max")
    elif definition.bonus_max > 0 and not groups:
        yield advice(
            f"Điểm thưởng được tính đến {cap} nhưng chưa có nhóm điểm thưởng nào.",
            field="bonus_max",
        )
    offered = sum((group.max_points for group in groups), Decimal(0))
    if groups and offered > definition.bonus_max:
        yield advice(
            f"Các nhóm điểm thưởng có {points_text(offered)} điểm nhưng chỉ được tính đến {cap}.",
            field="bonus_max",
        )
