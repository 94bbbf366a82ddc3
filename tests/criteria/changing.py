"""Definitions with one thing changed: a criterion, a part, a group, a veto, a class."""

from dataclasses import replace
from decimal import Decimal

from criteria.definitions import CriterionDefinition, SetDefinition
from criteria.scoring import Part
from criteria.set_documents import definition_from
from tests.factories import set_document


def commune_set() -> SetDefinition:
    """The complete set of the communes."""
    return definition_from(set_document())


def with_group(definition: SetDefinition, group_key: str, **changes) -> SetDefinition:
    """The set with one group changed."""
    groups = (replace(g, **changes) if g.key == group_key else g for g in definition.groups)
    return replace(definition, groups=tuple(groups))


def with_criterion(definition: SetDefinition, criterion_key: str, **changes) -> SetDefinition:
    """The set with one criterion changed."""
    groups = tuple(
        replace(
            group,
            criteria=tuple(
                replace(c, **changes) if c.key == criterion_key else c for c in group.criteria
            ),
        )
        for group in definition.groups
    )
    return replace(definition, groups=groups)


def with_only_part(
    definition: SetDefinition, criterion_key: str, method: str, max_points=None, **parameters
) -> SetDefinition:
    """The set with one criterion that has a single part of this method."""
    criterion = criterion_of(definition, criterion_key)
    most = criterion.max_points if max_points is None else Decimal(max_points)
    part = Part("only", "Phần thử", method, most, parameters)
    return with_criterion(definition, criterion_key, parts=(part,))


def with_veto(definition: SetDefinition, veto_key: str, **changes) -> SetDefinition:
    """The set with one veto changed."""
    vetoes = (replace(v, **changes) if v.key == veto_key else v for v in definition.vetoes)
    return replace(definition, vetoes=tuple(vetoes))


def with_band(definition: SetDefinition, name: str, /, **changes) -> SetDefinition:
    """The set with one class changed."""
    bands = (replace(b, **changes) if b.name == name else b for b in definition.bands)
    return replace(definition, bands=tuple(bands))


def criterion_of(definition: SetDefinition, criterion_key: str) -> CriterionDefinition:
    """The criterion with this key."""
    return next(c for g in definition.groups for c in g.criteria if c.key == criterion_key)
