"""Writing the whole content of a set at once: a new draft, or another content for a draft."""

from collections.abc import Iterable

from django.db import transaction
from django.db.models import Max

from core import audit
from core.permissions import require
from core.versions import require_version
from criteria.definitions import CriterionDefinition, GroupDefinition, SetDefinition
from criteria.models import (
    ClassBand,
    CriteriaSet,
    Criterion,
    CriterionGroup,
    ScoringPart,
    Veto,
)
from criteria.permissions import can_edit, can_write_for
from organisation.models import Unit, UnitKind, User

INFORMATION = ("title", "year", "issuer", "total_points", "bonus_max", "not_applicable_policy")


@transaction.atomic
def create(
    definition: SetDefinition,
    *,
    organiser: Unit,
    by: User,
    origin: CriteriaSet | None = None,
    reason: str = "",
) -> CriteriaSet:
    """A new draft with this content, numbered after the versions of its title and year.

    `origin` is the set that it was copied from, `reason` why it shall replace that one. Raises
    PermissionDenied, CriteriaSet.DoesNotExist (the origin is gone).
    """
    require(can_write_for(by, organiser))
    kind = UnitKind.objects.get(code=definition.unit_kind)
    if origin:  # a draft may be deleted at this moment
        origin = CriteriaSet.objects.select_for_update(no_key=True).get(pk=origin.pk)
    criteria_set = CriteriaSet(organiser=organiser, origin=origin, change_reason=reason)
    _describe(criteria_set, definition, kind)
    criteria_set.version = next_version(criteria_set)
    criteria_set.save()
    _write_parts(criteria_set, definition)
    audit.record(
        "criteria_set.created", criteria_set, by=by, unit=organiser, note=reason,
        after={"origin": str(origin)} if origin else None,
    )  # fmt: skip
    return criteria_set


@transaction.atomic
def replace(
    criteria_set: CriteriaSet, definition: SetDefinition, *, by: User, revision: int | None = None
) -> CriteriaSet:
    """Give a draft another content as a whole: groups, criteria, parts, vetoes, bands.

    Raises PermissionDenied, StaleVersion.
    """
    criteria_set = lock_draft(criteria_set.pk, by, revision)
    kind = UnitKind.objects.get(code=definition.unit_kind)
    _describe(criteria_set, definition, kind)
    criteria_set.version = next_version(criteria_set)
    criteria_set.revision += 1
    criteria_set.save()
    for rows in (criteria_set.groups, criteria_set.vetoes, criteria_set.class_bands):
        rows.all().delete()
    _write_parts(criteria_set, definition)
    audit.record("criteria_set.replaced", criteria_set, by=by, unit=criteria_set.organiser)
    return criteria_set


def lock_draft(pk: int, by: User, revision: int | None = None) -> CriteriaSet:
    """The draft `by` may edit, locked until the transaction ends.

    Raises DoesNotExist (not visible), PermissionDenied, StaleVersion.
    """
    rows = CriteriaSet.objects.visible_to(by).select_related("organiser", "unit_kind")
    criteria_set = rows.select_for_update(of=("self",)).get(pk=pk)
    require(can_edit(by, criteria_set))
    require_version(criteria_set, revision, "revision")
    return criteria_set


def _describe(criteria_set: CriteriaSet, definition: SetDefinition, kind: UnitKind) -> None:
    for name in INFORMATION:
        setattr(criteria_set, name, getattr(definition, name))
    criteria_set.basis, criteria_set.unit_kind = list(definition.basis), kind


def next_version(criteria_set: CriteriaSet) -> int:
    """One more than the last version of the same title, year and kind; its own if it has one.

    Locks the organiser: two drafts that come to one title at once would take the same number.
    """
    Unit.objects.select_for_update(no_key=True).get(pk=criteria_set.organiser_id)
    same = CriteriaSet.objects.filter(
        organiser=criteria_set.organiser, unit_kind=criteria_set.unit_kind,
        title=criteria_set.title, year=criteria_set.year,
    )  # fmt: skip
    if criteria_set.pk and same.filter(pk=criteria_set.pk, version=criteria_set.version).exists():
        return criteria_set.version
    return (same.aggregate(last=Max("version"))["last"] or 0) + 1


def _write_parts(criteria_set: CriteriaSet, definition: SetDefinition) -> None:
    """All rows below the set in five statements, however many they are."""
    groups = CriterionGroup.objects.bulk_create(
        _group_row(criteria_set, group, position)
        for position, group in enumerate(definition.groups, start=1)
    )
    pairs = list(zip(groups, definition.groups, strict=True))
    written = [c for _row, group in pairs for c in group.criteria]
    rows = Criterion.objects.bulk_create(row for pair in pairs for row in _criterion_rows(*pair))
    ScoringPart.objects.bulk_create(
        row for pair in zip(rows, written, strict=True) for row in _part_rows(*pair)
    )
    _write_conditions(criteria_set, definition)


def _write_conditions(criteria_set: CriteriaSet, definition: SetDefinition) -> None:
    Veto.objects.bulk_create(
        Veto(
            criteria_set=criteria_set, key=veto.key, code=veto.code, title=veto.title,
            effect=veto.effect, kind=veto.kind, parameters=veto.parameters, position=position,
        )
        for position, veto in enumerate(definition.vetoes, start=1)
    )  # fmt: skip
    ClassBand.objects.bulk_create(
        ClassBand(
            criteria_set=criteria_set, key=band.key, name=band.name,
            minimum_points=band.minimum_points, minimum_group_share=band.minimum_group_share,
            is_recognised=band.is_recognised, conditions=band.conditions, position=position,
        )
        for position, band in enumerate(definition.bands, start=1)
    )  # fmt: skip


def _group_row(criteria_set: CriteriaSet, group: GroupDefinition, position: int) -> CriterionGroup:
    return CriterionGroup(
        criteria_set=criteria_set, key=group.key, code=group.code, title=group.title,
        max_points=group.max_points, minimum_share=group.minimum_share, is_bonus=group.is_bonus,
        position=position,
    )  # fmt: skip


def _criterion_rows(group_row: CriterionGroup, group: GroupDefinition) -> Iterable[Criterion]:
    for position, criterion in enumerate(group.criteria, start=1):
        yield Criterion(
            group=group_row,
            key=criterion.key,
            code=criterion.code,
            title=criterion.title,
            max_points=criterion.max_points,
            guidance=criterion.guidance,
            scoring_text=criterion.scoring_text,
            legal_basis=criterion.legal_basis,
            good_example=criterion.good_example,
            bad_example=criterion.bad_example,
            evidence_required=criterion.evidence_required,
            evidence_hint=criterion.evidence_hint,
            may_not_arise=criterion.may_not_arise,
            scored_by=criterion.scored_by,
            condition=criterion.condition.as_json() if criterion.condition else {},
            position=position,
        )


def _part_rows(row: Criterion, criterion: CriterionDefinition) -> Iterable[ScoringPart]:
    for position, part in enumerate(criterion.parts, start=1):
        yield ScoringPart(
            criterion=row, key=part.key, label=part.label, method=part.method,
            parameters=part.parameters, max_points=part.max_points, position=position,
        )  # fmt: skip
