"""Groups and criteria: sums on each level, minima that can be reached, what a reader needs."""

from collections.abc import Iterator
from decimal import Decimal

from criteria.checks import parts, reach
from criteria.checks.base import Finding, advice, fault
from criteria.definitions import CriterionDefinition, GroupDefinition, SetDefinition
from criteria.models import Scorer
from criteria.scoring import number_text, points_text, round_points


def findings(definition: SetDefinition) -> Iterator[Finding]:
    """Group by group, each followed by its criteria and their parts."""
    for group in definition.groups:
        yield from _group(group)
        for criterion in group.criteria:
            yield from _criterion(criterion)
            yield from parts.findings(criterion)


def _group(group: GroupDefinition) -> Iterator[Finding]:
    if not group.title.strip():
        yield fault(f"Nhóm {group.code} chưa có tên.", "group", group.key, field="title")
    if not group.criteria:
        yield fault(f"Nhóm {group.code} chưa có tiêu chí nào.", "group", group.key)
        return
    yield from _group_sum(group)
    yield from _group_minimum(group)


def _group_sum(group: GroupDefinition) -> Iterator[Finding]:
    total = sum((c.max_points for c in group.criteria), Decimal(0))
    if total == group.max_points:
        return
    text = f"Nhóm {group.code}: tổng điểm các tiêu chí là {points_text(total)}, "
    whole = points_text(group.max_points)
    place = {"kind": "group", "key": group.key, "field": "max_points"}
    if not group.is_bonus:
        yield fault(f"{text}phải bằng {whole}.", **place)
    elif total < group.max_points:
        yield advice(f"{text}không đạt tới {whole}.", **place)


def _group_minimum(group: GroupDefinition) -> Iterator[Finding]:
    """A minimum that no unit, or no unit by itself, can reach."""
    place = {"kind": "group", "key": group.key, "field": "minimum_share"}
    if group.is_bonus:
        if group.minimum_share > 0:
            yield advice(f"Nhóm {group.code} là điểm thưởng nên không xét mức tối thiểu.", **place)
        return
    needed = group.minimum_share * group.max_points
    text = (
        f"Nhóm {group.code}: mức tối thiểu {number_text(group.minimum_share * 100)} % "
        f"là {points_text(needed)} điểm, "
    )
    if needed > (most := reach.of_group(group)):
        yield fault(f"{text}nhưng nhóm chỉ đạt được cao nhất {points_text(most)}.", **place)
    elif needed > (most := reach.of_group(group, by_unit=True)):
        yield advice(
            f"{text}nhưng phần đơn vị tự chấm chỉ có {points_text(most)}: "
            "đạt hay không tuỳ cơ quan thẩm định.",
            **place,
        )


def _criterion(criterion: CriterionDefinition) -> Iterator[Finding]:
    name, place = f"Tiêu chí {criterion.code}", {"kind": "criterion", "key": criterion.key}
    if not criterion.title.strip():
        yield fault(f"{name} chưa có tên.", **place, field="title")
    if criterion.max_points <= 0 or criterion.max_points != round_points(criterion.max_points):
        yield fault(
            f"{name}: điểm tối đa phải lớn hơn 0 và có nhiều nhất hai chữ số thập phân.",
            **place, field="max_points",
        )  # fmt: skip
    yield from _parts_sum(criterion)
    if criterion.evidence_required and not criterion.evidence_hint.strip():
        yield advice(
            f"{name} bắt buộc có minh chứng nhưng chưa gợi ý minh chứng nào.",
            **place, field="evidence_hint",
        )  # fmt: skip
    if criterion.may_not_arise and criterion.scored_by == Scorer.APPRAISER:
        yield advice(
            f"{name} do cơ quan thẩm định chấm: đơn vị không ghi “không phát sinh” được.",
            **place, field="may_not_arise",
        )  # fmt: skip


def _parts_sum(criterion: CriterionDefinition) -> Iterator[Finding]:
    name, place = f"Tiêu chí {criterion.code}", {"kind": "criterion", "key": criterion.key}
    if not criterion.parts:
        yield fault(f"{name} chưa có phần điểm nào.", **place)
        return
    whole = sum((part.max_points for part in criterion.parts), Decimal(0))
    if whole != criterion.max_points:
        yield fault(
            f"{name}: Tổng điểm các phần ({points_text(whole)}) khác điểm tối đa"
            f" của tiêu chí ({points_text(criterion.max_points)}).",
            **place, field="max_points",
        )  # fmt: skip
