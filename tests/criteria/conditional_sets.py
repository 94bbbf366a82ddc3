"""Sets in memory whose criteria depend on each other, and rows that answer them."""

from dataclasses import dataclass, field
from decimal import Decimal

from criteria.definitions import Condition, CriterionDefinition, GroupDefinition, SetDefinition
from criteria.scoring import Part

YES_NO = Part("p1", "Nội dung", "yes_no", Decimal(10), {"question": "Có làm không"})
CHOICE = Part(
    "p1", "Nội dung", "choice", Decimal(10),
    {"question": "Khi nào", "options": [
        {"key": "early", "label": "Trong quý I", "points": "10"},
        {"key": "late", "label": "Sau quý I", "points": "5"},
        {"key": "never", "label": "Không", "points": "0"},
    ]},
)  # fmt: skip
MEASURED = Part(
    "p1", "Nội dung", "measure", Decimal(10),
    {"measure": "x", "rule": {"method": "yes_no", "parameters": {"question": "Có làm không"}}},
)  # fmt: skip


@dataclass
class Row:
    """A row of a sheet, as conditions ask for it."""

    facts: dict = field(default_factory=dict)
    not_applicable: bool = False


def said(answer, name="answer") -> Row:
    """A row in which the only part was answered."""
    return Row({"p1": {name: answer}})


def criterion(pk, on=None, answers=(True,), *, parts=(YES_NO,), by="unit", part="p1"):
    """Criterion number `pk`, asked only if number `on` answers so."""
    condition = None if on is None else Condition(f"k{on}", part, tuple(answers))
    return CriterionDefinition(
        pk=pk, group_code="I", code=f"I.{pk}", title="Tiêu chí", max_points=Decimal(10),
        guidance="", scoring_text="", evidence_required=False, evidence_hint="",
        may_not_arise=True, scored_by=by, is_bonus=False, parts=tuple(parts), key=f"k{pk}",
        condition=condition,
    )  # fmt: skip


def set_of(*criteria) -> SetDefinition:
    """A set with one group."""
    group = GroupDefinition(1, "I", "Nhóm", Decimal(100), Decimal(0), False, criteria)
    return SetDefinition(1, "Bộ", 1, Decimal(100), Decimal(0), "full", (group,), (), ())
