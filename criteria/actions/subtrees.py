"""A row with everything below it as plain values, and back: for copies, and for what was deleted.

Shape: {"values": {column: value}, "children": [the same, …]}; fit for JSON.
"""

import secrets
from collections.abc import Iterator, Sequence
from typing import Any

from django.db.models import Field, Model, prefetch_related_objects

from criteria.models import Criterion, CriterionGroup, Keyed, ScoringPart

Subtree = dict[str, Any]

# What to fetch beforehand, so that reading a subtree takes one query for each level.
DEEPEST = {CriterionGroup: "criteria__parts", Criterion: "parts"}
# Model → name of the rows below it, their model, and their column that names the parent.
BELOW: dict[type[Model], tuple[str, type[Keyed], str]] = {
    CriterionGroup: ("criteria", Criterion, "group"),
    Criterion: ("parts", ScoringPart, "criterion"),
}


def new_key() -> str:
    """The key of a part that has no earlier self."""
    return secrets.token_hex(4)


def subtree_of(row: Keyed) -> Subtree:
    """The row and what is below it."""
    if type(row) in DEEPEST:
        prefetch_related_objects([row], DEEPEST[type(row)])
    return _subtree(row)


def write(model: type[Keyed], parent: Model, parent_column: str, subtree: Subtree) -> Any:
    """Write the row below `parent`, and everything below it, one statement for each level."""
    return _write_level(model, parent_column, [(parent, subtree)])[0]


def criteria_in(subtree: Subtree) -> Iterator[Subtree]:
    """The subtrees of criteria within that of a criterion or group."""
    if "is_bonus" in subtree["values"]:
        yield from subtree["children"]
    elif "condition" in subtree["values"]:
        yield subtree


def _subtree(row: Keyed) -> Subtree:
    values = {field.name: getattr(row, field.name) for field in _own_fields(type(row))}
    below = BELOW.get(type(row))
    children = getattr(row, below[0]).all() if below else ()
    return {"values": values, "children": [_subtree(child) for child in children]}


def _write_level(
    model: type[Keyed], parent_column: str, pairs: Sequence[tuple[Model, Subtree]]
) -> list[Any]:
    rows = model._default_manager.bulk_create(
        model(**{parent_column: parent}, **_typed(model, subtree["values"]))
        for parent, subtree in pairs
    )
    if model in BELOW:
        _name, child_model, child_column = BELOW[model]
        below = [
            (row, child)
            for row, (_parent, subtree) in zip(rows, pairs, strict=True)
            for child in subtree["children"]
        ]
        _write_level(child_model, child_column, below)
    return rows


def _typed(model: type[Keyed], values: dict[str, Any]) -> dict[str, Any]:
    """Values as the columns want them; a column that came later keeps its default."""
    return {f.name: f.to_python(values[f.name]) for f in _own_fields(model) if f.name in values}


def _own_fields(model: type[Keyed]) -> list[Field]:
    return [f for f in model._meta.concrete_fields if not f.primary_key and not f.is_relation]
