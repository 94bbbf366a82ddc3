"""Points added up against what they should come to: the figure, the verdict in words, its tone."""

from dataclasses import dataclass
from decimal import Decimal

from criteria.definitions import GroupDefinition, SetDefinition
from criteria.scoring import points_text


@dataclass(frozen=True)
class Sum:
    """`actual` of `wanted` points; tone and words say whether they agree."""

    actual: Decimal
    wanted: Decimal

    @property
    def words(self) -> str:
        """What is missing or too much."""
        gap = self.actual - self.wanted
        if not gap:
            return "Đủ"
        return f"Thừa {points_text(gap)}" if gap > 0 else f"Còn thiếu {points_text(-gap)}"

    @property
    def tone(self) -> str:
        """Green when they agree; too much is worse than not yet enough."""
        gap = self.actual - self.wanted
        return "danger" if gap > 0 else "warning" if gap else "success"


@dataclass(frozen=True)
class BonusSum:
    """What bonus criteria could give, and the most that counts."""

    actual: Decimal
    wanted: Decimal
    tone: str = "neutral"

    @property
    def words(self) -> str:
        """Bonus criteria may offer more than the cap lets through."""
        return f"Tính tối đa {points_text(self.wanted)}"


@dataclass(frozen=True)
class SetSums:
    """The sums of the whole set: of its groups' maxima and of its criteria."""

    groups: Sum
    criteria: Sum
    bonus: BonusSum | None


def group_sum(group: GroupDefinition) -> Sum | BonusSum:
    """The criteria of a group against its maximum."""
    shape = BonusSum if group.is_bonus else Sum
    return shape(_total(group), group.max_points)


def set_sums(definition: SetDefinition) -> SetSums:
    """The ordinary groups against the total of the set; the bonus groups against their cap."""
    counting = [group for group in definition.groups if not group.is_bonus]
    bonus = [group for group in definition.groups if group.is_bonus]
    maxima = sum((group.max_points for group in counting), Decimal(0))
    return SetSums(
        Sum(maxima, definition.total_points),
        Sum(sum(map(_total, counting), Decimal(0)), definition.total_points),
        BonusSum(sum(map(_total, bonus), Decimal(0)), definition.bonus_max) if bonus else None,
    )


def _total(group: GroupDefinition) -> Decimal:
    return sum((criterion.max_points for criterion in group.criteria), Decimal(0))
