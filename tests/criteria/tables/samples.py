"""Plain tables as offices have them, built for tests."""

import io
from collections.abc import Sequence

from openpyxl import Workbook

from criteria.imports.plain_tables.building import Information, Table, table_of
from criteria.imports.plain_tables.grid import grid_of_pasted, grid_of_workbook
from tests.factories import set_document

INFORMATION = Information("Bộ tiêu chí thử", 2027, "commune")
HEADER = ("STT", "Nội dung tiêu chí", "Điểm chuẩn", "Cách chấm điểm", "Tài liệu kiểm chứng")
SMALL = (
    HEADER,
    ("I", "Lãnh đạo, chỉ đạo", 40, None, None),
    (1, "Kế hoạch năm", 10, "Có kế hoạch: 10", "Kế hoạch"),
    (2, "Giải quyết hồ sơ", 30, "Từ 98% trở lên: 30; dưới 98%: 0", None),
    ("II", "Vận động Nhân dân", 60, None, None),
    (1, "Tuyên truyền", 60, "Chấm theo chất lượng.", None),
    (None, "Tổng cộng", 100, None, None),
)
Rows = Sequence[Sequence[object]]


def workbook(rows: Rows, **sheets: Rows) -> bytes:
    """An .xlsx file: the rows, and further sheets."""
    book = Workbook()
    book.active.title = "Bảng"
    for row in rows:
        book.active.append(list(row))
    for title, more in sheets.items():
        sheet = book.create_sheet(title)
        for row in more:
            sheet.append(list(row))
    return saved(book)


def saved(book: Workbook) -> bytes:
    """The bytes of a workbook."""
    output = io.BytesIO()
    book.save(output)
    return output.getvalue()


def pasted(rows: Rows) -> str:
    """The rows as the clipboard has them."""
    width = max(len(row) for row in rows)
    padded = ([*row, *[None] * (width - len(row))] if len(row) > 1 else row for row in rows)
    return "\n".join("\t".join("" if c is None else str(c) for c in row) for row in padded)


def read_pasted(rows: Rows | str) -> Table:
    """What pasted rows mean."""
    text = rows if isinstance(rows, str) else pasted(rows)
    return table_of(grid_of_pasted(text), INFORMATION)


def read_workbook(content: bytes) -> Table:
    """What a file means."""
    return table_of(grid_of_workbook(io.BytesIO(content)), INFORMATION)


def fixture_rows(kind: str = "commune") -> list[tuple]:
    """A demonstration set as the table that an office would have made of it."""
    rows: list[tuple] = [("BỘ TIÊU CHÍ",), HEADER]
    for group in set_document(kind)["groups"]:
        rows.append((group["code"], group["title"], group["max_points"], None, None))
        for number, c in enumerate(group["criteria"], start=1):
            points = c["max_points"].replace(".", ",")
            rows.append((number, c["title"], points, c["scoring"], c["evidence_hint"]))
    return [*rows, (None, "Tổng cộng", 100), ("Ghi chú: chấm theo năm.",)]


def shape(table: Table) -> dict[str, list[str]]:
    """Group → "code title points" of each criterion; fails with the problems if there are any."""
    assert table.problems == []
    return {
        f"{g.code} {g.title} {g.max_points}": [
            f"{c.code} {c.title} {c.max_points}" for c in g.criteria
        ]
        for g in table.definition.groups
    }


def told(table: Table) -> list[str]:
    """The problems in words, each with its place."""
    return [f"{problem.place}: {problem.message}" for problem in table.problems]
