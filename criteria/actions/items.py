"""The four kinds of things that a set is edited in; what they share is written once, in editing."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db.models import Model, QuerySet

from criteria.models import ClassBand, CriteriaSet, Criterion, CriterionGroup, Keyed, Veto

ADDED, CHANGED, MOVED = "added", "changed", "moved"
COPIED, DELETED, RESTORED = "copied", "deleted", "restored"
VERBS = (ADDED, CHANGED, MOVED, COPIED, DELETED, RESTORED)

TEXTS_OF_CRITERION = (
    "guidance", "scoring_text", "legal_basis", "good_example", "bad_example", "evidence_hint",
)  # fmt: skip


@dataclass(frozen=True)
class Item:
    """One kind: its table, the column that names its parent, the columns that people fill in."""

    name: str
    noun: str  # in the middle of a sentence
    model: type[Any]
    parent: str
    columns: tuple[str, ...]
    event: Callable[[str], str]  # verb → kind of audit event

    def rows(self, criteria_set: CriteriaSet) -> QuerySet[Any]:
        """Every row of the set, in reading order."""
        if self.parent == "group":
            rows = self.model._default_manager.filter(group__criteria_set=criteria_set)
            return rows.select_related("group").order_by("group__position", "position")
        return self.model._default_manager.filter(criteria_set=criteria_set)

    def siblings(self, parent: Model) -> list[Any]:
        """The rows of one parent, in order."""
        return list(self.model._default_manager.filter(**{self.parent: parent}))

    def label(self, row: Keyed) -> str:
        """The row with its noun: "tiêu chí I.1. Ban hành kế hoạch"."""
        return f"{self.noun} {row}"


GROUP = Item(
    "group", "nhóm", CriterionGroup, "criteria_set",
    ("code", "title", "max_points", "minimum_share", "is_bonus"),
    lambda verb: f"group.{verb}",
)  # fmt: skip
CRITERION = Item(
    "criterion", "tiêu chí", Criterion, "group",
    ("code", "title", "max_points", *TEXTS_OF_CRITERION, "evidence_required", "may_not_arise",
     "scored_by", "condition"),
    lambda verb: f"criterion.{verb}",
)  # fmt: skip
VETO = Item(
    "veto", "điều kiện loại trừ", Veto, "criteria_set",
    ("code", "title", "effect", "kind", "parameters"),
    lambda verb: f"veto.{verb}",
)  # fmt: skip
BAND = Item(
    "band", "mức xếp loại", ClassBand, "criteria_set",
    ("name", "minimum_points", "minimum_group_share", "is_recognised", "conditions"),
    lambda verb: f"class_band.{verb}",
)  # fmt: skip
ITEMS = {item.name: item for item in (GROUP, CRITERION, VETO, BAND)}
