"""The most that a part, a criterion, a group, the whole set can give, whatever a unit does."""

from decimal import Decimal

from criteria.definitions import CriterionDefinition, GroupDefinition, SetDefinition
from criteria.models import Scorer
from criteria.rules.base import listed
from criteria.scoring import Part, part_problems, rule_of

ZERO = Decimal(0)


def of_part(part: Part) -> Decimal:
    """Its maximum, but for a count whose cases are limited; an unfit rule has findings enough."""
    rule = rule_of(part)
    most = rule.parameters.get("at_most")
    if rule.method != "count" or most is None or part_problems(part):
        return part.max_points
    best = max(Decimal(item["points_each"]) for item in listed(rule, "items"))
    return min(part.max_points, Decimal(most) * best)


def of_criterion(criterion: CriterionDefinition) -> Decimal:
    """What its parts can give, at most its maximum."""
    return min(criterion.max_points, sum((of_part(part) for part in criterion.parts), ZERO))


def of_group(group: GroupDefinition, *, by_unit: bool = False) -> Decimal:
    """What its criteria can give; `by_unit`: without those that only the appraiser scores."""
    counted = (c for c in group.criteria if not by_unit or c.scored_by != Scorer.APPRAISER)
    return sum((of_criterion(criterion) for criterion in counted), ZERO)


def class_total(definition: SetDefinition) -> Decimal:
    """The highest total that classes can ask for: all points that are planned, less the lost."""
    groups = [group for group in definition.groups if not group.is_bonus]
    bonus = sum((of_group(group) for group in definition.groups if group.is_bonus), ZERO)
    lost = sum((_lost(group) for group in groups), ZERO)
    return definition.total_points - lost + min(bonus, definition.bonus_max)


def class_share_points(group: GroupDefinition) -> Decimal:
    """The most of the group's points that a class can ask for."""
    return group.max_points - _lost(group)


def _lost(group: GroupDefinition) -> Decimal:
    """Points that rules promise but never give; sums that do not agree are told elsewhere."""
    parts = (part for criterion in group.criteria for part in criterion.parts)
    return sum((part.max_points - of_part(part) for part in parts), ZERO)
