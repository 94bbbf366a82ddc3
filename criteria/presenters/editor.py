"""The editor's page: the set like its paper, with sums, findings and what was just deleted."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import F
from django.db.models.fields.json import KT
from django.urls import reverse

from core import audit
from criteria.actions.editing import deletions
from criteria.definitions import CriterionDefinition, GroupDefinition, SetDefinition
from criteria.models import CriteriaSet, NotApplicablePolicy, VetoKind
from criteria.presenters.places import linked_findings
from criteria.presenters.sums import BonusSum, Sum, group_sum, set_sums

MOST_DELETIONS = 20


@dataclass(frozen=True)
class GroupView:
    """A group as the editor shows it."""

    definition: GroupDefinition
    sum: Sum | BonusSum

    @property
    def criteria(self) -> tuple[CriterionDefinition, ...]:
        """In reading order."""
        return self.definition.criteria


@dataclass(frozen=True)
class Deletion:
    """Something deleted that can come back."""

    sequence: int
    row: str
    key: str
    criterion: str | None  # whose part it was
    at: datetime
    actor_name: str

    @property
    def place(self) -> tuple[str | None, str]:
        """The key of a part counts in its criterion alone."""
        return self.criterion, self.key


def page_values(criteria_set: CriteriaSet, definition: SetDefinition) -> dict[str, Any]:
    """Everything on the page but the buttons that depend on the person."""
    return {
        "criteria_set": criteria_set,
        "definition": definition,
        "policy": NotApplicablePolicy(definition.not_applicable_policy).label,
        "groups": group_views(definition.groups),
        "vetoes": [(veto, _kind_words(veto)) for veto in definition.vetoes],
        "base": reverse("criteria:edit", args=[criteria_set.pk]),
        **panel_values(criteria_set, definition),
    }


def panel_values(criteria_set: CriteriaSet, definition: SetDefinition) -> dict[str, Any]:
    """What any change may alter: sums, findings, what can be brought back."""
    return {
        "sums": set_sums(definition),
        "found": linked_findings(definition, criteria_set),
        **_deleted(criteria_set, definition),
    }


def group_views(groups: Iterable[GroupDefinition]) -> list[GroupView]:
    """Groups with their sums."""
    return [GroupView(group, group_sum(group)) for group in groups]


def _deleted(criteria_set: CriteriaSet, definition: SetDefinition) -> dict[str, Any]:
    """What was deleted and is not back yet; `undo` is the newest, if nothing happened since."""
    names = ("sequence", "row", "key", "criterion", "at", "actor_name")
    texts = {name: KT(f"before__{name}") for name in ("row", "key", "criterion")}
    rows = deletions(criteria_set).annotate(**texts)
    found = [Deletion(*values) for values in rows.values_list(*names)[:MOST_DELETIONS]]
    present = _places(definition)
    missing = [deletion for deletion in found if deletion.place not in present]
    last = audit.history(criteria_set).values_list(F("sequence"), flat=True).first()
    is_fresh = bool(missing) and missing[0].sequence == last
    return {
        "undo": missing[0] if is_fresh else None,
        "deleted": missing[1:] if is_fresh else missing,
    }


def _places(definition: SetDefinition) -> Collection[tuple[str | None, str]]:
    criteria = definition.criteria.values()
    rows = (*definition.groups, *definition.vetoes, *definition.bands, *criteria)
    return {(None, row.key) for row in rows} | {(c.key, p.key) for c in criteria for p in c.parts}


def _kind_words(veto: Any) -> str:
    if veto.kind == VetoKind.REPORTS_MISSING:
        return f"{VetoKind.REPORTS_MISSING.label} (từ {veto.parameters.get('missing_from', '?')})"
    return VetoKind(veto.kind).label
