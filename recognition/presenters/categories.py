"""Fields and levels with their names through the years, as the page shows them."""

from collections.abc import Sequence
from dataclasses import dataclass

from recognition.categories import CODES, CategoryKind, category_name
from recognition.models import CategoryName


@dataclass(frozen=True)
class Renaming:
    """One renaming and the dialog that asks before it is taken back."""

    row: CategoryName

    @property
    def dialog(self) -> str:
        return f"bo-{self.row.pk}"


@dataclass(frozen=True)
class CategoryLine:
    """One field or level: what it is called today, and every renaming, the latest first."""

    kind: CategoryKind
    name: str
    first_name: str
    renamings: Sequence[Renaming]


def category_lines() -> list[CategoryLine]:
    """Every field, then every level."""
    rows: dict[tuple[str, str], list[Renaming]] = {}
    for row in CategoryName.objects.order_by("-valid_from"):
        rows.setdefault((row.kind, row.code), []).append(Renaming(row))
    return [
        CategoryLine(kind, category_name(kind, code), label, rows.get((kind, code), ()))
        for kind in CategoryKind
        for code, label in CODES[kind].choices
    ]
