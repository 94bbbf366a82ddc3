"""Totals of a score sheet: groups, bonus, what did not arise, class. Pure arithmetic.

Lines in, totals out; the unit's own points and the appraised ones go through the same function.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import NamedTuple

from criteria.scoring import number_text, percent_text, points_text, round_points

ZERO = Decimal(0)
ONE = Decimal(1)

# Policies for a criterion whose task did not arise during the year.
FULL = "full"  # it counts as fully earned
REDUCE = "reduce"  # it leaves both sides of the fraction


@dataclass(frozen=True)
class Line:
    """One criterion of the sheet; `points` None means not scored yet, which is not 0."""

    group: str
    criterion: str
    max_points: Decimal
    points: Decimal | None
    not_applicable: bool = False
    is_bonus: bool = False


@dataclass(frozen=True)
class GroupRule:
    """A group of the set. `minimum_share`: least part of its points, 0.5 meaning 50 %."""

    code: str
    max_points: Decimal
    minimum_share: Decimal = ZERO


@dataclass(frozen=True)
class ClassRule:
    """A class (xếp loại): least total, least share in every group, and whether it is recognised."""

    name: str
    minimum_points: Decimal
    minimum_group_share: Decimal
    recognised: bool


@dataclass(frozen=True)
class GroupTotal:
    """What one group adds up to; under "reduce" `max` is what remained applicable."""

    code: str
    points: Decimal
    max: Decimal
    minimum_share: Decimal
    missing: tuple[str, ...]

    @property
    def share(self) -> Decimal:
        """points / max between 0 and 1, to four places; 1 when nothing was applicable."""
        return round_points(self.points / self.max, 4) if self.max else ONE

    def reaches(self, share: Decimal) -> bool:
        """Whether the group has at least that share: multiplied out, so nothing is rounded."""
        return self.points >= share * self.max

    def share_text(self, limit: Decimal) -> str:
        """The share as "69,99 %", never shown as having reached a limit that it has not."""
        reached = self.reaches(limit)
        whole = self.max or ONE
        points = self.points if self.max else ONE
        return percent_text(points, whole, lambda shown: (shown >= limit * 100) == reached)


@dataclass(frozen=True)
class Totals:
    """The whole sheet: `base` on the scale of `maximum`, capped `bonus`, `total` = both."""

    groups: tuple[GroupTotal, ...]
    base: Decimal
    bonus: Decimal
    total: Decimal
    missing: tuple[str, ...]
    maximum: Decimal

    @property
    def scale_text(self) -> str:
        """ "66,80/85,00 điểm, quy về thang 100,00"; "" where all of it applies, or nothing."""
        applicable = sum((group.max for group in self.groups), ZERO)
        if applicable in (ZERO, self.maximum):
            return ""
        earned = sum((group.points for group in self.groups), ZERO)
        return (
            f"{points_text(earned)}/{points_text(applicable)} điểm,"
            f" quy về thang {points_text(self.maximum)}"
        )

    def groups_below_minimum(self) -> tuple[GroupTotal, ...]:
        """Groups under the least share that the set demands of them."""
        return tuple(group for group in self.groups if not group.reaches(group.minimum_share))


class ClassResult(NamedTuple):
    """The class that was reached, and why each higher one within reach of points was not."""

    rule: ClassRule
    reasons: tuple[str, ...]


def total(
    lines: Iterable[Line], groups: Sequence[GroupRule], bonus_cap: Decimal, policy: str
) -> Totals:
    """Add up a sheet under the not-applicable `policy` of the set (FULL or REDUCE).

    A line without points adds 0 and is listed as missing; a bonus nobody claims is not missing.
    """
    lines = tuple(lines)
    sums = tuple(
        _group_total(group, [x for x in lines if x.group == group.code and not x.is_bonus], policy)
        for group in groups
    )
    maximum = sum((group.max_points for group in groups), ZERO)
    base = scaled(
        sum((group.points for group in sums), ZERO),
        sum((group.max for group in sums), ZERO),
        maximum,
    )
    bonus = min(_bonus(lines), bonus_cap)
    missing = tuple(code for group in sums for code in group.missing)
    return Totals(sums, base, bonus, base + bonus, missing, maximum)


def scaled(points: Decimal, out_of: Decimal, maximum: Decimal) -> Decimal:
    """`points` of a reduced scale on the full one, rounded half up; 0 when nothing applied."""
    return round_points(points * maximum / out_of) if out_of else ZERO


def class_for(totals: Totals, class_rules: Iterable[ClassRule]) -> ClassResult:
    """The highest class whose points and conditions are both met.

    Raises ValueError when no class takes the total: the lowest must start at 0 points.
    """
    reasons: list[str] = []
    for rule in sorted(class_rules, key=lambda item: item.minimum_points, reverse=True):
        if totals.total < rule.minimum_points:
            continue
        short = [g for g in totals.groups if not g.reaches(rule.minimum_group_share)]
        if not short:
            return ClassResult(rule, tuple(f"{text} nên xét mức {rule.name}." for text in reasons))
        reasons.append(_shortfall(rule, short))
    raise ValueError(f"No class takes {totals.total} points.")


def limit_text(share: Decimal) -> str:
    """A demanded share as "70 %"."""
    return f"{number_text(share * 100)} %"


def _group_total(group: GroupRule, lines: Sequence[Line], policy: str) -> GroupTotal:
    absent = sum((line.max_points for line in lines if line.not_applicable), ZERO)
    earned = sum((line.points or ZERO for line in lines if not line.not_applicable), ZERO)
    missing = tuple(
        line.criterion for line in lines if line.points is None and not line.not_applicable
    )
    if policy == REDUCE:
        return GroupTotal(
            group.code, earned, group.max_points - absent, group.minimum_share, missing
        )
    return GroupTotal(group.code, earned + absent, group.max_points, group.minimum_share, missing)


def _bonus(lines: Iterable[Line]) -> Decimal:
    return sum((line.points or ZERO for line in lines if line.is_bonus), ZERO)


def _shortfall(rule: ClassRule, short: Sequence[GroupTotal]) -> str:
    share = rule.minimum_group_share
    groups = ", ".join(f"nhóm {group.code} chỉ đạt {group.share_text(share)}" for group in short)
    return f"Đủ điểm {rule.name} nhưng {groups} (cần {limit_text(share)})"
