"""A whole sheet under the new version. Criteria are matched by their keys, wherever they stand."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from assessments.carrying.rows import Entered, Line, Removed, Row, carried_row, removed_row
from assessments.carrying.words import Choice, Fate
from assessments.sheets import SheetResult, not_asked_line, result_of
from criteria.conditions import walk
from criteria.definitions import CriterionDefinition, SetDefinition


@dataclass(frozen=True)
class Carried:
    """A whole sheet under the new version, and the totals on both sides."""

    rows: tuple[Row, ...]
    removed: tuple[Removed, ...]
    before: SheetResult
    after: SheetResult

    @property
    def lines(self) -> tuple[Line, ...]:
        return tuple(line for row in self.rows for line in row.lines)

    @property
    def added(self) -> tuple[CriterionDefinition, ...]:
        """Criteria that the old version did not have: they start empty."""
        return tuple(row.criterion for row in self.rows if row.source is None)

    def count(self, *fates: Fate) -> int:
        """How many parts with facts met one of the fates."""
        return sum(line.fate in fates for line in self.lines)


def carry(
    before: SetDefinition,
    after: SetDefinition,
    sheet: Mapping[int, Entered],
    choice: Choice,
    evidence: Mapping[int, Sequence[str]] | None = None,
) -> Carried:
    """The `sheet` (old criterion key → what was entered) as it stands under the new version.

    `evidence`: codes of the pieces by old criterion, named where the criterion is removed.
    """
    sources = successors(after, before)
    rows = _followed(
        after,
        {pk: carried_row(c, sources.get(pk), sheet, choice) for pk, c in after.criteria.items()},
    )
    continued = {source.pk for source in sources.values()}
    removed = tuple(
        removed_row(criterion, sheet[pk], tuple((evidence or {}).get(pk, ())))
        for pk, criterion in before.criteria.items()
        if pk not in continued
    )
    return Carried(
        rows, removed,
        result_of(before, sheet.values(), by_unit=True),
        result_of(after, rows, by_unit=True),
    )  # fmt: skip


def successors(before: SetDefinition, after: SetDefinition) -> dict[int, CriterionDefinition]:
    """pk in `before` → the criterion of `after` that has its key, which a set holds only once."""
    keys = {criterion.key: criterion for criterion in after.criteria.values()}
    return {pk: keys[c.key] for pk, c in before.criteria.items() if c.key in keys}


def _followed(after: SetDefinition, rows: dict[int, Row]) -> tuple[Row, ...]:
    """The rows in line with the conditions of the new version, as after any save."""
    for criterion, why in walk(after, rows):
        row = rows[criterion.pk]
        if why:
            is_out = not why.is_waiting
            working = [not_asked_line(why)] if is_out and not row.not_applicable else []
            rows[criterion.pk] = replace(row, points=None, working=working, not_applicable=is_out)
    return tuple(rows.values())
