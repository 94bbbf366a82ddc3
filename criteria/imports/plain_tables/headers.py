"""Which column holds what, whatever an office calls it."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from core.refusals import FileRefused
from core.text import fold
from criteria.imports.plain_tables.grid import Grid, Line

WITHIN_LINES = 30
# The role of a column by words in its folded header; the first that matches counts.
_WORDS = (
    ("code", re.compile(r"(?:stt|tt|so tt|so thu tu|muc|ma(?: so)?(?: tieu chi)?|ky hieu)")),
    ("other", re.compile(r".*\b(?:tu cham|tu danh gia|tham dinh|cap tren|ghi chu|dat duoc)\b.*")),
    ("evidence", re.compile(r".*\b(?:minh chung|kiem chung|chung minh)\b.*")),
    (
        "scoring",
        re.compile(
            r".*\b(?:cach cham|cach tinh|huong dan cham|huong dan tinh|phuong phap|cach danh gia|"
            r"cach cho diem|quy dinh cham|muc cham|thang diem chi tiet|tieu chuan cham)\b.*"
        ),
    ),
    ("points", re.compile(r".*\b(?:diem|so diem)\b.*|toi da|diem")),
    ("guidance", re.compile(r".*\b(?:yeu cau|giai thich|dien giai|mo ta|huong dan)\b.*")),
    ("title", re.compile(r".*\b(?:noi dung|tieu chi|chi tieu|chi so|nhiem vu)\b.*")),
)
_TITLE_WITH_POINTS = re.compile(
    r"noi dung (?:cham|tinh|danh gia) diem|noi dung,? tieu chi cham diem"
)
_NAMES = {"title": "nội dung", "points": "điểm", "scoring": "cách chấm"}
_LONGEST_HEADER = 80


@dataclass(frozen=True)
class Header:
    """Where the table begins: the columns by role, as headed, and the lines above and within."""

    line: Line
    columns: Mapping[str, int]
    names: Mapping[int, str]
    above: tuple[Line, ...]
    below: tuple[Line, ...]


def header_of(grid: Grid) -> Header:
    """The first line that heads a column of contents and one of points; raises FileRefused."""
    if not grid.lines:
        raise FileRefused("Bảng không có nội dung.", "empty")
    for index, line in enumerate(grid.lines[:WITHIN_LINES]):
        roles = _roles(line)
        if {"title", "points"} <= {role for role, _place in roles}:
            return _finished(grid.lines, index, line)
    raise FileRefused(
        f"Không thấy dòng tiêu đề trong {grid.source}. Bảng cần ít nhất hai cột “Nội dung” và "
        "“Điểm chuẩn” (hoặc “Điểm tối đa”), thường kèm “STT”, “Cách chấm”, “Minh chứng”.",
        "columns_missing",
    )


def role_of(folded: str) -> str:
    """The role of a column by its folded header; empty if it says nothing to us."""
    text = re.sub(r"[^a-z0-9 ,]", " ", re.sub(r"\(.*?\)", " ", folded))
    text = " ".join(text.split())
    if not text or len(text) > _LONGEST_HEADER:
        return ""
    if _TITLE_WITH_POINTS.fullmatch(text):
        return "title"
    return next((role for role, words in _WORDS if words.fullmatch(text)), "")


def _roles(line: Line) -> list[tuple[str, int]]:
    return [
        (role, place)
        for place, cell in line.cells.items()
        if cell.kind == "text" and (role := role_of(cell.folded))
    ]


def _finished(lines: list[Line], index: int, line: Line) -> Header:
    """Two lines may head the table together ("Điểm" over "Chuẩn" and "Tự chấm")."""
    first = {place: cell.line for place, cell in line.cells.items()}
    names = dict(first)
    end = index + 1
    if end < len(lines) and _is_second(lines[end], line):
        for place, cell in lines[end].cells.items():
            above = first.get(place) or _to_the_left(first, place)
            names[place] = f"{above} {cell.line}".strip()
        end += 1
    columns = _columns(names)
    return Header(line, columns, names, tuple(lines[:index]), tuple(lines[end:]))


def _is_second(line: Line, first: Line) -> bool:
    """Whether the line goes on heading columns: short words under a header, no code, no figure."""
    if 1 in line.cells and 1 in first.cells:
        return False
    words = re.compile(r"(?:diem )?(?:chuan|toi da|tu cham|tham dinh|cap tren.*|danh gia)")
    return all(cell.kind == "text" and words.fullmatch(cell.folded) for cell in line.cells.values())


def _to_the_left(names: Mapping[int, str], place: int) -> str:
    """The merged header that reaches over the column."""
    return names[max((p for p in names if p < place), default=place)]


def _columns(names: Mapping[int, str]) -> dict[str, int]:
    columns: dict[str, int] = {}
    for place, name in sorted(names.items()):
        role = role_of(fold(name))
        if role == "title" and "title" in columns:
            role = "guidance"
        if role in ("", "other") or (role in columns and role in ("guidance", "evidence")):
            continue
        if role in columns and role in _NAMES:
            first = names[columns[role]]
            raise FileRefused(
                f"Có hai cột {_NAMES[role]}: “{first}” và “{name}”. Hãy bỏ bớt một cột.",
                "columns_twice",
            )
        columns.setdefault(role, place)
    return columns
