"""What a self-assessment still lacks before it is handed in: pure over rows, no queries."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from enum import StrEnum
from typing import Any, Protocol

from assessments.totals import ClassRule, GroupTotal, Totals, limit_text
from criteria.conditions import withheld
from criteria.definitions import CriterionDefinition, SetDefinition
from criteria.models import Scorer
from criteria.scoring import points_text


class Lack(StrEnum):
    """What one criterion lacks; the value is also the word of the filter chip."""

    NOT_SCORED = "open"
    NO_EVIDENCE = "evidence"
    NO_EXPLANATION = "explanation"


LACK_LABELS = {
    Lack.NOT_SCORED: "Chưa chấm",
    Lack.NO_EVIDENCE: "Thiếu minh chứng",
    Lack.NO_EXPLANATION: "“Không phát sinh” chưa có thuyết minh",
}


class Row(Protocol):
    """What is asked of a score; `facts` matter where they govern other criteria."""

    facts: Mapping[str, Mapping[str, Any] | None]
    points: Decimal | None
    not_applicable: bool
    explanation: str


@dataclass(frozen=True)
class Gap:
    """One criterion lacks one thing."""

    criterion: CriterionDefinition
    lack: Lack


def is_computed(criterion: CriterionDefinition) -> bool:
    """Answered wholly by our own records: nothing is left for a person to enter."""
    return all(part.method == "measure" for part in criterion.parts)


def lacks_of(criterion: CriterionDefinition, row: Row, has_evidence: bool) -> tuple[Lack, ...]:
    """What the unit still owes for one criterion. Zero is a score; an unclaimed bonus is no gap."""
    if criterion.scored_by == Scorer.APPRAISER or is_computed(criterion):
        return ()
    if row.not_applicable:
        return () if row.explanation else (Lack.NO_EXPLANATION,)
    if row.points is None:
        return () if criterion.is_bonus else (Lack.NOT_SCORED,)
    needs_evidence = criterion.evidence_required and row.points > 0
    return (Lack.NO_EVIDENCE,) if needs_evidence and not has_evidence else ()


def gaps(
    definition: SetDefinition, rows: Mapping[int, Row], with_evidence: frozenset[int]
) -> tuple[Gap, ...]:
    """Every gap of the sheet in reading order; `with_evidence`: keys of criteria that have some.

    A criterion that is not asked, or not yet, lacks nothing.
    """
    held = withheld(definition, rows)
    return tuple(
        Gap(criterion, lack)
        for pk, criterion in definition.criteria.items()
        if pk not in held
        for lack in lacks_of(criterion, rows[pk], pk in with_evidence)
    )


def to_score(definition: SetDefinition, rows: Mapping[int, Row]) -> list[CriterionDefinition]:
    """Criteria that the unit is asked to score as things stand, bonus left out."""
    held = withheld(definition, rows)
    return [
        criterion
        for pk, criterion in definition.criteria.items()
        if criterion.scored_by == Scorer.UNIT and not criterion.is_bonus and pk not in held
    ]


def is_scored(row: Row) -> bool:
    """Whether a row has its points, or did not arise."""
    return row.not_applicable or row.points is not None


def floors_at_risk(definition: SetDefinition, totals: Totals) -> list[str]:
    """Groups that stay under their least share even if all that is still open were full."""
    return [
        floor_text(group)
        for group in totals.groups
        if not _at_best(group, definition).reaches(group.minimum_share)
    ]


def floors_missed(definition: SetDefinition, totals: Totals) -> list[str]:
    """Groups that are under their least share as the sheet stands."""
    note = " (chưa kể điểm do cơ quan thẩm định chấm)"
    return [
        floor_text(group) + (note if group.code in definition.appraiser_points else "")
        for group in totals.groups_below_minimum()
    ]


def floor_text(group: GroupTotal) -> str:
    """ "Nhóm II mới đạt 41,20 %, cần ít nhất 50 %"."""
    least = group.minimum_share
    return f"Nhóm {group.code} mới đạt {group.share_text(least)}, cần ít nhất {limit_text(least)}"


def next_class_text(totals: Totals, rules: tuple[ClassRule, ...]) -> str:
    """How many points the next higher class is away; empty in the highest."""
    higher = [rule for rule in rules if rule.minimum_points > totals.total]
    if not higher:
        return ""
    nearest = min(higher, key=lambda rule: rule.minimum_points)
    return (
        f"Còn {points_text(nearest.minimum_points - totals.total)} điểm nữa đến mức {nearest.name}."
    )


def _at_best(group: GroupTotal, definition: SetDefinition) -> GroupTotal:
    """The group if all that is still open, the appraiser's own criteria included, were full."""
    theirs = definition.appraiser_points.get(group.code, Decimal(0))
    still_open = sum(
        (
            c.max_points
            for c in definition.criteria.values()
            if c.group_code == group.code and c.code in group.missing
        ),
        theirs,
    )
    return replace(group, points=group.points + still_open, max=group.max + theirs)
