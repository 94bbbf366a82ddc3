"""Whether the levels of a table hold together: every problem with its place."""

from collections.abc import Iterator
from decimal import Decimal

from criteria.definitions import GroupDefinition, SetDefinition
from criteria.imports.limits import Spot, limit_faults
from criteria.imports.plain_tables.grid import Line, Problem
from criteria.imports.plain_tables.headers import Header
from criteria.imports.plain_tables.levels import CriterionRow, GroupRow, Outline
from criteria.imports.plain_tables.points import points_of
from criteria.imports.plain_tables.resources import TableRow
from criteria.imports.plain_tables.sorting import cell_of
from criteria.scoring import points_text

# Fields of a set that have a column of their own.
_COLUMNS = {"code": "code", "key": "code", "max_points": "points", "total_points": "points"}
LONGEST_CODE, LONGEST_GROUP_TITLE = 10, 300
ZERO = Decimal(0)


def structure_problems(outline: Outline, header: Header) -> list[Problem]:
    """Groups without criteria, points that are missing or do not add up, codes used twice."""
    criteria = [c for group in outline.groups for c in group.criteria]
    if not outline.groups:
        message = "Bảng không có nhóm và tiêu chí nào dưới dòng tiêu đề."
        return [Problem(header.line.place(), message)]
    found = [p for group in outline.groups for p in _group_problems(group, header)]
    found += [p for criterion in criteria for p in _criterion_problems(criterion, header)]
    found += _twice([(g.code, g.row) for g in outline.groups if g.row], "nhóm", header)
    return found + _twice([(c.code, c.row) for c in criteria], "tiêu chí", header)


def _group_problems(group: GroupRow, header: Header) -> Iterator[Problem]:
    if group.row is None:
        return
    line, points_column = group.row.line, header.columns["points"]
    place = line.place(header.columns.get("code"))
    if not group.criteria:
        yield Problem(
            place,
            f"Nhóm {group.code} không có tiêu chí nào ở dưới. Bảng chỉ gồm hai cấp: nhóm và "
            "tiêu chí.",
        )
    if not group.title or len(group.title) > LONGEST_GROUP_TITLE:
        yield Problem(place, f"Tên nhóm {group.code} phải có từ 1 đến 300 ký tự.")
    if len(group.code) > LONGEST_CODE:
        yield Problem(place, f"Ký hiệu nhóm “{group.code}” dài quá 10 ký tự.")
    total = sum((points_due(c) or ZERO for c in group.criteria), ZERO)
    if group.points is not None and group.criteria and group.points != total:
        ends = {
            c.row.line.place(points_column): None for c in (group.criteria[0], group.criteria[-1])
        }
        yield Problem(
            line.place(points_column),
            f"Nhóm {group.code} ghi {points_text(group.points)} điểm, nhưng các tiêu chí của nhóm "
            f"({' đến '.join(ends)}) cộng lại được "
            f"{points_text(total)}. Hãy sửa một trong hai.",
        )


def _criterion_problems(criterion: CriterionRow, header: Header) -> Iterator[Problem]:
    line = criterion.row.line
    if not criterion.title:
        place = line.place(header.columns["title"])
        yield Problem(place, f"Tiêu chí {criterion.code} chưa có nội dung.")
    if len(criterion.code) > LONGEST_CODE:
        place = line.place(header.columns.get("code"))
        yield Problem(place, f"Số thứ tự “{criterion.code}” dài quá 10 ký tự.")
    if not points_due(criterion):
        place = line.place(header.columns["points"])
        yield Problem(place, f"Tiêu chí {criterion.code} cần điểm lớn hơn 0. Ví dụ: 5 hoặc 2,5.")


def points_due(criterion: CriterionRow) -> Decimal | None:
    """The criterion's points; those of its further rows where it states none itself."""
    return criterion.points if criterion.points is not None else criterion.further_points or None


def _twice(coded: list, noun: str, header: Header) -> list[Problem]:
    column = header.columns.get("code")
    first: dict[str, str] = {}
    found = []
    for code, row in coded:
        place = row.line.place(column)
        earlier = first.setdefault(code.casefold(), place)
        if earlier != place:
            message = f"Số thứ tự {noun} “{code}” trùng với {earlier}. Mỗi {noun} cần một số riêng."
            found.append(Problem(place, message))
    return found


def limit_problems(
    definition: SetDefinition, outline: Outline, header: Header
) -> Iterator[Problem]:
    """What no set may hold: too many rows, points beyond what can be stored."""
    for fault in limit_faults(definition):
        if fault.spot[0] == "band":  # ours, at shares of the total
            continue
        row = _row_at(outline, fault.spot)
        column = header.columns.get(_COLUMNS.get(fault.field, "title"))
        yield Problem((row.line if row else header.line).place(column), fault.message)


def _row_at(outline: Outline, spot: Spot) -> TableRow | None:
    """The row of a group, of one of its criteria or its parts; None for what has no row."""
    kind, *places = spot
    if kind == "group":
        return outline.groups[places[0]].row
    if kind in ("criterion", "part"):
        return outline.groups[places[0]].criteria[places[1]].row
    return None


def total_problems(
    totals: list[Line], header: Header, groups: tuple[GroupDefinition, ...]
) -> Iterator[Problem]:
    """A total that is neither that of the groups nor that with the bonus."""
    plain = sum((g.max_points for g in groups if not g.is_bonus), ZERO)
    whole = sum((g.max_points for g in groups), ZERO)
    for line in totals:
        cell = cell_of(line, header, "points")
        if cell.kind == "formula" or not cell.text.strip():
            continue
        place = line.place(header.columns["points"])
        try:
            stated = points_of(cell)
        except ValueError as error:
            yield Problem(place, f"Tổng điểm không đọc được. {error}")
            continue
        if stated not in (plain, whole):
            yield Problem(
                place,
                f"Dòng tổng ghi {points_text(stated)} điểm, nhưng các nhóm cộng lại được "
                f"{points_text(plain)}. Hãy sửa dòng tổng hoặc điểm của nhóm.",
            )
