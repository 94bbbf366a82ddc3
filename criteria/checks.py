"""What is wrong with a criteria set: everything at once, in plain words, each with its place."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import TextChoices

from criteria.definitions import (
    CriterionDefinition,
    GroupDefinition,
    SetDefinition,
    definition_of,
)
from criteria.models import CriteriaSet
from criteria.scoring import criterion_problems, points_text


class Severity(TextChoices):
    """Whether a finding keeps the set from being published."""

    FAULT = "fault", "Phải sửa"
    ADVICE = "advice", "Nên xem lại"


@dataclass(frozen=True)
class Place:
    """Where in a set: `kind` is set, group, criterion, part, veto or band.

    `key` is that of the group, criterion, veto or band; a part is named by `part` within the
    criterion `key`. `field` is the column concerned, where one can be named.
    """

    kind: str = "set"
    key: str = ""
    part: str = ""
    field: str = ""


@dataclass(frozen=True)
class Finding:
    """One thing to mend: what, where, and whether publishing must wait for it."""

    message: str
    place: Place = Place()
    severity: Severity = Severity.FAULT


def findings(definition: SetDefinition) -> list[Finding]:
    """Everything worth saying about the set, in reading order."""
    return [
        *_total_findings(definition),
        *_band_findings(definition),
        *(finding for group in definition.groups for finding in _group_findings(group)),
    ]


def set_problems(criteria_set: CriteriaSet) -> list[str]:
    """What keeps the stored set from being published; empty when it is fit."""
    found = findings(definition_of(criteria_set))
    return [finding.message for finding in found if finding.severity == Severity.FAULT]


def _total_findings(definition: SetDefinition) -> Iterator[Finding]:
    total = sum((g.max_points for g in definition.groups if not g.is_bonus), Decimal(0))
    if total != definition.total_points:
        wanted = points_text(definition.total_points)
        yield Finding(
            f"Tổng điểm các nhóm là {points_text(total)}, phải bằng {wanted}.",
            Place(field="total_points"),
        )


def _band_findings(definition: SetDefinition) -> Iterator[Finding]:
    if not definition.bands:
        yield Finding("Chưa có mức xếp loại nào.")
    elif min(band.minimum_points for band in definition.bands) != 0:
        last = definition.bands[-1]
        place = Place("band", last.key, field="minimum_points")
        yield Finding("Mức xếp loại thấp nhất phải bắt đầu từ 0 điểm.", place)


def _group_findings(group: GroupDefinition) -> Iterator[Finding]:
    total = sum((c.max_points for c in group.criteria), Decimal(0))
    if not group.is_bonus and total != group.max_points:
        yield Finding(
            f"Nhóm {group.code}: tổng điểm các tiêu chí là {points_text(total)}, "
            f"phải bằng {points_text(group.max_points)}.",
            Place("group", group.key, field="max_points"),
        )
    for criterion in group.criteria:
        yield from _criterion_findings(criterion)


def _criterion_findings(criterion: CriterionDefinition) -> Iterator[Finding]:
    for text in criterion_problems(criterion.parts, criterion.max_points):
        place = Place("criterion", criterion.key)
        yield Finding(f"Tiêu chí {criterion.code}: {text}", place)
