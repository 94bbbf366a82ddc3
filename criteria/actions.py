"""Every change to criteria sets: create, publish, retire, copy to a new version."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from core import audit
from core.permissions import require
from criteria.checks import set_problems
from criteria.models import (
    ClassBand,
    CriteriaSet,
    Criterion,
    CriterionGroup,
    ScoringPart,
    Veto,
)
from criteria.permissions import can_publish, can_retire, can_write_for
from criteria.workflow import CRITERIA_SET_WORKFLOW
from organisation.models import Unit, UnitKind, User

BONUS_CODE = "T"


@transaction.atomic
def create_from_document(document: Mapping[str, Any], *, organiser: Unit, by: User) -> CriteriaSet:
    """Write a whole set from one JSON document (the shape of fixtures/criteria_*.json)."""
    require(can_write_for(by, organiser))
    criteria_set = CriteriaSet.objects.create(
        organiser=organiser,
        unit_kind=UnitKind.objects.get(code=document["unit_kind"]),
        title=document["title"],
        issuer=document["issuer"],
        basis=document["basis"],
        total_points=Decimal(str(document["total_points"])),
        bonus_max=Decimal(str(document["bonus_max"])),
        not_applicable_policy=document["not_applicable_policy"],
    )
    for position, group in enumerate(document["groups"], start=1):
        _create_group(criteria_set, group, position)
    _create_bonus(criteria_set, document)
    _create_conditions(criteria_set, document)
    audit.record("criteria_set.created", criteria_set, by=by, unit=organiser)
    return criteria_set


@transaction.atomic
def publish(criteria_set: CriteriaSet, *, by: User) -> CriteriaSet:
    """Put the set into force; from then on it never changes (triggers see to it).

    Raises ValidationError with every problem that makes the set unfit.
    """
    criteria_set = CriteriaSet.objects.select_for_update().get(pk=criteria_set.pk)
    require(can_publish(by, criteria_set))
    problems = set_problems(criteria_set)
    if problems:
        raise ValidationError(problems)
    before = criteria_set.state
    criteria_set.state = CRITERIA_SET_WORKFLOW.target("publish", before)
    criteria_set.published_at, criteria_set.published_by = timezone.now(), by
    criteria_set.save(update_fields=["state", "published_at", "published_by"])
    _record_move("criteria_set.published", criteria_set, by, before)
    return criteria_set


@transaction.atomic
def retire(criteria_set: CriteriaSet, *, by: User) -> CriteriaSet:
    """Take a published set out of use for new rounds; rounds that use it go on."""
    criteria_set = CriteriaSet.objects.select_for_update().get(pk=criteria_set.pk)
    require(can_retire(by, criteria_set))
    before = criteria_set.state
    criteria_set.state = CRITERIA_SET_WORKFLOW.target("retire", before)
    criteria_set.save(update_fields=["state"])
    _record_move("criteria_set.retired", criteria_set, by, before)
    return criteria_set


def _record_move(kind: str, criteria_set: CriteriaSet, by: User, before: str) -> None:
    audit.record(
        kind, criteria_set, by=by, before=before, after=criteria_set.state,
        unit=criteria_set.organiser,
    )  # fmt: skip


def _create_group(
    criteria_set: CriteriaSet, group: Mapping[str, Any], position: int, *, is_bonus: bool = False
) -> None:
    row = CriterionGroup.objects.create(
        criteria_set=criteria_set,
        code=group["code"],
        title=group["title"],
        max_points=Decimal(str(group["max_points"])),
        minimum_share=Decimal(str(group.get("minimum_share", 0))),
        is_bonus=is_bonus,
        position=position,
    )
    for criterion_position, criterion in enumerate(group["criteria"], start=1):
        _create_criterion(row, criterion, criterion_position)


def _create_criterion(group: CriterionGroup, criterion: Mapping[str, Any], position: int) -> None:
    row = Criterion.objects.create(
        group=group,
        code=criterion["code"],
        title=criterion["title"],
        max_points=Decimal(str(criterion["max_points"])),
        guidance=criterion.get("guidance", ""),
        scoring_text=criterion.get("scoring", ""),
        evidence_required=criterion.get("evidence_required", True),
        evidence_hint=criterion.get("evidence_hint", ""),
        may_not_arise=criterion.get("may_not_arise", False),
        scored_by=criterion.get("scored_by", "unit"),
        position=position,
    )
    ScoringPart.objects.bulk_create(
        ScoringPart(
            criterion=row,
            key=part["key"],
            label=part["label"],
            method=part["method"],
            parameters=part["parameters"],
            max_points=Decimal(str(part["max_points"])),
            position=part_position,
        )
        for part_position, part in enumerate(criterion["parts"], start=1)
    )


def _create_bonus(criteria_set: CriteriaSet, document: Mapping[str, Any]) -> None:
    if document["bonus"]:
        group = {
            "code": BONUS_CODE,
            "title": "Điểm thưởng",
            "max_points": document["bonus_max"],
            "criteria": document["bonus"],
        }
        _create_group(criteria_set, group, len(document["groups"]) + 1, is_bonus=True)


def _create_conditions(criteria_set: CriteriaSet, document: Mapping[str, Any]) -> None:
    Veto.objects.bulk_create(
        Veto(
            criteria_set=criteria_set,
            code=veto["code"],
            title=veto["title"],
            effect=veto["effect"],
            kind=veto["kind"],
            parameters=veto.get("parameters", {}),
            position=position,
        )
        for position, veto in enumerate(document["vetoes"], start=1)
    )
    ClassBand.objects.bulk_create(
        ClassBand(
            criteria_set=criteria_set,
            name=band["name"],
            minimum_points=Decimal(band["minimum_points"]),
            minimum_group_share=Decimal(band["minimum_group_share"]),
            is_recognised=band["recognised"],
            conditions=band["conditions"],
            position=position,
        )
        for position, band in enumerate(document["class_bands"], start=1)
    )
