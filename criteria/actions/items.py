"""The five kinds of things that a set is edited in; what they share is written once, in editing."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

from django.db.models import Model, QuerySet

from criteria.models import (
    ClassBand,
    CriteriaSet,
    Criterion,
    CriterionGroup,
    Keyed,
    ScoringPart,
    Veto,
)
from criteria.scoring import Part

ADDED, CHANGED, MOVED = "added", "changed", "moved"
COPIED, DELETED, RESTORED = "copied", "deleted", "restored"
VERBS = (ADDED, CHANGED, MOVED, COPIED, DELETED, RESTORED)

TEXTS_OF_CRITERION = (
    "guidance", "scoring_text", "legal_basis", "good_example", "bad_example", "evidence_hint",
)  # fmt: skip

MOST_PARTS = 30  # of one criterion; far above any real one

# Column that names the parent → the way from the row to its set, and the order of reading.
_WAYS = {
    "criteria_set": ("criteria_set", ("position",)),
    "group": ("group__criteria_set", ("group__position", "position")),
    "criterion": ("criterion__group__criteria_set", ("position",)),
}


@dataclass(frozen=True)
class Item:
    """One kind: its table, the column that names its parent, the columns that people fill in.

    `within`: key of the criterion whose parts these are; their keys count in it alone.
    """

    name: str
    noun: str  # in the middle of a sentence
    model: type[Any]
    parent: str
    columns: tuple[str, ...]
    event: Callable[[str], str]  # verb → kind of audit event
    within: str = ""

    def rows(self, criteria_set: CriteriaSet) -> QuerySet[Any]:
        """Every row of the set, or of the one criterion, in reading order."""
        way, order = _WAYS[self.parent]
        rows = self.model._default_manager.filter(**{way: criteria_set}).order_by(*order)
        if self.within:
            rows = rows.filter(criterion__key=self.within)
        above = way.rpartition("__")[0]
        return rows.select_related(above) if above else rows

    def siblings(self, parent: Model) -> list[Any]:
        """The rows of one parent, in order."""
        return list(self.model._default_manager.filter(**{self.parent: parent}))

    def label(self, row: Keyed) -> str:
        """The row with its noun: "tiêu chí I.1. Ban hành kế hoạch"."""
        if isinstance(row, ScoringPart):
            return f"{self.noun} “{row}” của tiêu chí {row.criterion.code}"
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
PART = Item(
    "part", "phần điểm", ScoringPart, "criterion",
    ("label", "method", "max_points", "parameters"),
    lambda verb: f"part.{verb}",
)  # fmt: skip
ITEMS = {item.name: item for item in (GROUP, CRITERION, VETO, BAND, PART)}


def parts_of(criterion: str) -> Item:
    """The scoring parts of the criterion with that key."""
    return replace(PART, within=criterion)


def part_values(part: Part) -> dict[str, Any]:
    """What the columns of a part hold for that rule; unfinished rules are stored, too."""
    return {name: getattr(part, name) for name in PART.columns}
