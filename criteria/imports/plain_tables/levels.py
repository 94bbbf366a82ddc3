"""Rows to groups and criteria: what each number of order means in this table.

A scheme is read off the whole table, for "1" is a group where "1.1" follows and a criterion where
"I" stands above it. Rows without a number go on with the row above them.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from criteria.imports.plain_tables.codes import Code, code_of, split_merged
from criteria.imports.plain_tables.grid import Problem
from criteria.imports.plain_tables.points import points_behind
from criteria.imports.plain_tables.resources import TableRow

GROUP, CRITERION, SUB = "group", "criterion", "sub"
_GROUP_CODES = frozenset({"roman", "letter", "group"})
_CRITERION_CODES = frozenset({"number", "dotted", "heading", "indicator"})
ONLY_GROUP = "Các tiêu chí"


@dataclass
class CriterionRow:
    """A criterion with the texts of its further rows."""

    row: TableRow
    code: str
    title: str
    points: Decimal | None
    scoring: list[str] = field(default_factory=list)
    evidence: list[str] = field(default_factory=list)
    guidance: list[str] = field(default_factory=list)
    further_points: Decimal = Decimal(0)


@dataclass
class GroupRow:
    """A group; `row` is None for the one that we add where the table has none."""

    row: TableRow | None
    code: str
    title: str
    points: Decimal | None
    criteria: list[CriterionRow] = field(default_factory=list)


@dataclass
class Outline:
    """The groups of a table and what is wrong with its levels."""

    groups: list[GroupRow] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    unused: list[TableRow] = field(default_factory=list)
    notices: list[str] = field(default_factory=list)


def outline_of(rows: Sequence[TableRow], code_column: int | None) -> Outline:
    """The rows as groups and criteria."""
    entries, outline = [], Outline()
    for row in rows:
        code = _code(row)
        if code is None:
            message = (
                f"Không hiểu số thứ tự “{row.code}”. Ghi số La Mã (I, II) cho nhóm và số (1, 2) "
                "cho tiêu chí; để trống cho dòng viết tiếp."
            )
            outline.problems.append(Problem(row.line.place(code_column), message))
        else:
            entries.append((row, code))
    builder = _Builder(outline, _scheme(entries), code_column)
    for row, code in entries:
        builder.take(row, code)
    return outline


def _code(row: TableRow) -> Code | None:
    """The row's code; one that stands in the same cell as the contents is taken out of it."""
    code = code_of(row.code)
    if code is None and not row.title and (merged := split_merged(row.code)):
        row.code, row.title = merged
        return code_of(row.code)
    if code is None and not row.title:
        row.title, row.code = row.code, ""
        return code_of("")
    if code is not None and code.kind == "none" and (merged := split_merged(row.title)):
        inner = code_of(merged[0])
        if inner and inner.kind != "lower" and row.points is not None:
            row.title = merged[1]
            return inner
    return code


def _scheme(entries: Sequence[tuple[TableRow, Code]]) -> dict[str, str]:
    """Kind of code → level, for this table."""
    kinds = {code.kind for _row, code in entries}
    pointed = {code.kind for row, code in entries if row.points is not None}
    levels = {kind: SUB for kind in ("deeper", "lower", "dash", "none")}
    levels |= dict.fromkeys(_GROUP_CODES, GROUP) | dict.fromkeys(_CRITERION_CODES, CRITERION)
    if kinds & _GROUP_CODES:
        if not kinds & _CRITERION_CODES and "lower" in pointed:
            levels["lower"] = CRITERION
        return levels
    if "dotted" in pointed or {"heading", "indicator"} <= kinds:
        levels |= {"number": GROUP, "heading": GROUP}
    elif "lower" in pointed and _sums_agree(entries):
        levels |= {"number": GROUP, "heading": GROUP, "lower": CRITERION}
    return levels


def _sums_agree(entries: Sequence[tuple[TableRow, Code]]) -> bool:
    """Whether every number has rows "a", "b" whose points make up its own."""
    sums: list[list[Decimal]] = []
    for row, code in entries:
        if code.kind in ("number", "heading"):
            sums.append([row.points or Decimal(0), Decimal(0)])
        elif code.kind == "lower" and sums:
            sums[-1][1] += row.points or 0
    return bool(sums) and all(own == below for own, below in sums)


class _Builder:
    """Takes the rows one after the other; remembers where it is."""

    def __init__(self, outline: Outline, scheme: dict[str, str], code_column: int | None):
        self.outline, self.scheme, self.code_column = outline, scheme, code_column
        self.group: GroupRow | None = None
        self.criterion: CriterionRow | None = None
        self.numbered = True

    def take(self, row: TableRow, code: Code) -> None:
        level = self._level(row, code)
        if level == GROUP:
            self._open_group(row, code.text)
        elif level == CRITERION:
            self._open_criterion(row, code)
        elif self.criterion is not None:
            _go_on(self.criterion, row)
        elif row.points:
            message = (
                "Dòng có điểm nhưng chưa thuộc tiêu chí nào. Ghi số thứ tự cho tiêu chí đứng trước "
                "dòng này."
            )
            self.outline.problems.append(Problem(row.line.place(self.code_column), message))
        else:
            self.outline.unused.append(row)

    def _level(self, row: TableRow, code: Code) -> str:
        level = self.scheme[code.kind]
        if code.kind == "dotted" and self._is_below_criterion(code):
            return SUB
        unnumbered = code.kind in ("none", "dash") and row.points is not None and bool(row.title)
        if unnumbered and self.group and (not self.group.criteria or not self.numbered):
            self.numbered = False
            return CRITERION
        return level

    def _is_below_criterion(self, code: Code) -> bool:
        """ "1.1" is a step of "1" where a group stands above "1"."""
        above = code.text.split(".")[0]
        return (
            self.scheme["number"] == CRITERION
            and self.criterion is not None
            and above.isdigit()
            and self.criterion.row.code.strip().strip("().:") == above
        )

    def _open_group(self, row: TableRow, code: str) -> None:
        title, points = points_behind(row.title)
        self.group = GroupRow(row, code, title, row.points if row.points is not None else points)
        self.criterion, self.numbered = None, True
        self.outline.groups.append(self.group)

    def _open_criterion(self, row: TableRow, code: Code) -> None:
        if self.group is None:
            self.group = GroupRow(None, "I", ONLY_GROUP, None)
            self.outline.groups.append(self.group)
            self.outline.notices.append(
                f"Có tiêu chí không thuộc nhóm nào: đã lập nhóm I “{ONLY_GROUP}” cho các "
                "tiêu chí đó."
            )
        title, points = points_behind(row.title)
        self.numbered = code.kind not in ("none", "dash")
        self.criterion = CriterionRow(
            row, self._criterion_code(code), title, row.points if row.points is not None else points
        )
        _add_texts(self.criterion, row)
        self.group.criteria.append(self.criterion)

    def _criterion_code(self, code: Code) -> str:
        """ "1" below "II" is II.1; "1.1" and "T1" stay; one without a number gets its place."""
        if code.kind == "dotted":
            return code.text
        text = code.text if code.kind not in ("none", "dash") else str(len(self.group.criteria) + 1)
        return text if self.group.row is None else f"{self.group.code}.{text}"


def _add_texts(criterion: CriterionRow, row: TableRow) -> None:
    for name in ("scoring", "evidence", "guidance"):
        if text := getattr(row, name):
            getattr(criterion, name).append(text)


def _go_on(criterion: CriterionRow, row: TableRow) -> None:
    """A further row: a step with points of its own is scoring; words alone explain."""
    if row.points is not None and row.title:
        criterion.scoring.append(
            f"{row.title.rstrip(' .:;')}: {f'{row.points:f}'.replace('.', ',')}"
        )
        criterion.further_points += row.points
    elif row.title:
        has_scoring = row.scoring or criterion.scoring
        (criterion.guidance if has_scoring else criterion.scoring).append(row.title)
    _add_texts(criterion, row)
