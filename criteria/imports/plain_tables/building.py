"""From the outline of a table to a set: sums checked, rules recognised, what was done said."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from core.text import fold
from criteria.definitions import (
    BandDefinition,
    CriterionDefinition,
    GroupDefinition,
    SetDefinition,
)
from criteria.imports.keys import key_unlike
from criteria.imports.plain_tables.checking import (
    limit_problems,
    points_due,
    structure_problems,
    total_problems,
)
from criteria.imports.plain_tables.grid import Grid, Line, Problem
from criteria.imports.plain_tables.headers import Header, header_of
from criteria.imports.plain_tables.levels import CriterionRow, GroupRow, Outline, outline_of
from criteria.imports.plain_tables.resources import rows_of
from criteria.imports.plain_tables.sorting import cell_of, sorted_lines
from criteria.models import NotApplicablePolicy, Scorer
from criteria.scoring import points_text
from criteria.set_documents import key_from
from criteria.wordings import recognise

ZERO = Decimal(0)
# Name, percent of the total, share of each group, recognised, conditions.
CLASS_BANDS = (
    ("Xuất sắc", 90, "0.7", True, "Mỗi nhóm đạt từ 70% điểm tối đa trở lên."),
    ("Tốt", 80, "0.5", True, "Mỗi nhóm đạt từ 50% điểm tối đa trở lên."),
    ("Khá", 70, "0", False, ""),
    ("Trung bình", 50, "0", False, ""),
    ("Chưa đạt", 0, "0", False, ""),
)


@dataclass(frozen=True)
class Information:
    """What the table itself does not say."""

    title: str
    year: int
    unit_kind: str


@dataclass
class Table:
    """What a table holds; `definition` is None while there are problems."""

    definition: SetDefinition | None = None
    problems: list[Problem] = field(default_factory=list)
    notices: list[str] = field(default_factory=list)
    ignored: list[str] = field(default_factory=list)


def table_of(grid: Grid, information: Information) -> Table:
    """The set that the table describes, or everything that is wrong with it; raises FileRefused."""
    header = header_of(grid)
    found = sorted_lines(header)
    rows, problems = rows_of(found.lines, header.columns)
    outline = outline_of(rows, header.columns.get("code"))
    problems += outline.problems
    if not problems:
        problems += structure_problems(outline, header)
    groups = _groups(outline) if not problems else ()
    if groups:
        problems += total_problems(found.totals, header, groups)
        problems += limit_problems(_set(groups, information), outline, header)
    table = Table(problems=sorted(set(problems), key=_order(grid)))
    ignored = [*found.ignored, *(row.line for row in outline.unused)]
    table.ignored = [f"{line.place()}: {line.text}" for line in _in_order(ignored)]
    if not table.problems:
        table.definition = _set(groups, information)
        table.notices = [
            *_source_notices(grid, header), *outline.notices, *_notices(outline, table.definition),
            *_total_notices(found.totals, header),
        ]  # fmt: skip
    return table


def _order(grid: Grid):
    """Problems in the order of the lines that they name first."""
    numbers = {}
    for position, line in enumerate(grid.lines):
        for column in (None, *line.cells, *range(1, 30)):
            numbers.setdefault(line.place(column), position)
    return lambda problem: (numbers.get(problem.place, len(numbers)), problem.place)


def _in_order(lines: list[Line]) -> list[Line]:
    return sorted(lines, key=lambda line: line.number)


def _source_notices(grid: Grid, header: Header) -> Iterator[str]:
    if any(line.sheet for line in grid.lines):
        yield f"Đã đọc {grid.source}; các trang khác của tệp, nếu có, không dùng."
    unused = [f"“{n}”" for p, n in header.names.items() if p not in header.columns.values()]
    if unused:
        yield f"Cột không dùng: {', '.join(unused)}."


def _total_notices(totals: list[Line], header: Header) -> list[str]:
    return [
        f"{line.place(header.columns['points'])}: tổng là công thức nên không đối chiếu."
        for line in totals
        if cell_of(line, header, "points").kind == "formula"
    ]


def _notices(outline: Outline, definition: SetDefinition) -> Iterator[str]:
    summed = [
        c.code for group in outline.groups for c in group.criteria if c.points is None
    ]  # fmt: skip
    if summed:
        yield (f"Tiêu chí {', '.join(summed)} không ghi điểm: lấy tổng điểm các dòng bên dưới.")
    if definition.total_points != 100:
        yield (
            f"Tổng điểm của bảng là {points_text(definition.total_points)}, không phải 100. "
            "Bộ tiêu chí lấy tổng này; các mức xếp loại tính theo tỷ lệ."
        )
    if definition.bonus_max:
        yield f"Nhóm điểm thưởng ({points_text(definition.bonus_max)} điểm) để ngoài tổng điểm."


def _groups(outline: Outline) -> tuple[GroupDefinition, ...]:
    keys, criterion_keys = set[str](), set[str]()
    return tuple(_group(group, keys, criterion_keys) for group in outline.groups)


def _key(code: str, taken: set[str]) -> str:
    """A key after the code that nothing in `taken` has; it is taken from now on."""
    key = key_unlike(key_from(code), taken)
    taken.add(key)
    return key


def _group(group: GroupRow, keys: set[str], criterion_keys: set[str]) -> GroupDefinition:
    is_bonus = fold(group.title).startswith(("diem thuong", "diem cong"))
    return GroupDefinition(
        pk=0,
        code=group.code,
        title=group.title,
        max_points=sum((points_due(c) for c in group.criteria), ZERO),
        minimum_share=ZERO,
        is_bonus=is_bonus,
        criteria=tuple(_criterion(c, group.code, is_bonus, criterion_keys) for c in group.criteria),
        key=_key(group.code, keys),
    )


def _criterion(
    row: CriterionRow, group_code: str, is_bonus: bool, keys: set[str]
) -> CriterionDefinition:
    points, scoring = points_due(row), "\n".join(row.scoring)
    evidence = "\n".join(row.evidence)
    return CriterionDefinition(
        pk=0,
        group_code=group_code,
        code=row.code,
        title=row.title,
        max_points=points,
        guidance="\n".join(row.guidance),
        scoring_text=scoring,
        evidence_required=bool(evidence),
        evidence_hint=evidence,
        may_not_arise=False,
        scored_by=Scorer.UNIT,
        is_bonus=is_bonus,
        parts=recognise(scoring, points, row.title).parts,
        key=_key(row.code, keys),
    )


def _set(groups: tuple[GroupDefinition, ...], information: Information) -> SetDefinition:
    total = sum((g.max_points for g in groups if not g.is_bonus), ZERO)
    return SetDefinition(
        pk=0,
        title=information.title,
        version=1,
        total_points=total,
        bonus_max=sum((g.max_points for g in groups if g.is_bonus), ZERO),
        not_applicable_policy=NotApplicablePolicy.FULL,
        groups=groups,
        vetoes=(),
        bands=tuple(_bands(total)),
        year=information.year,
        unit_kind=information.unit_kind,
    )


def _bands(total: Decimal) -> Iterator[BandDefinition]:
    """The usual classes, at their share of the total; of a tiny one some begin at the same."""
    seen = set()
    for name, percent, share, recognised, conditions in CLASS_BANDS:
        points = (total * percent / 100).quantize(Decimal("0.01"))
        if points in seen:
            continue
        seen.add(points)
        yield BandDefinition(
            name, points, Decimal(share), recognised, conditions, key=key_from(name)
        )


def counted(definition: SetDefinition) -> Mapping[str, int]:
    """How many criteria have rules only ("whole"), some ("partly"), none ("none")."""
    kinds = Counter(sureness(c) for group in definition.groups for c in group.criteria)
    return {"whole": 0, "partly": 0, "none": 0, **kinds}


def sureness(criterion: CriterionDefinition) -> str:
    """How much of the criterion is a rule: whole, partly, none."""
    by_hand = sum(part.method == "manual" for part in criterion.parts)
    if not by_hand:
        return "whole"
    return "partly" if by_hand < len(criterion.parts) else "none"
