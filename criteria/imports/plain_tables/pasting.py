"""Tab-separated text as the clipboard has it after copying from Word or Excel. Pure.

Excel puts a cell with line breaks in quotation marks; Word breaks the row at each paragraph of a
cell, so that what belongs to one row has to be put together again.
"""

import re

Row = tuple[int, list[str]]
_NEWLINE = re.compile(r"\r\n?|\x0b|\u2028")
_QUOTED = re.compile(r'"((?:[^"]|"")*)"(?=\t|\n|$)')
# What may stand in the first cell of a row of its own: "1", "I.2", "a)", "-", "Nhóm 1", nothing.
_CODE = re.compile(
    r"\s*(?:\(?(?:[0-9]{1,3}|[IVXivx]{1,6}|[A-Za-zĐđ])(?:[.\-][0-9]{1,3})*[.)]*|[-+•*]|"
    r"(?:nhóm|phần|mục|tiêu chí|chỉ tiêu|tổng|cộng|điểm thưởng)\b.*|)\s*",
    re.IGNORECASE,
)
_CODE_AND_WORDS = re.compile(r"\s*(?:[IVX]{1,6}|[A-ZĐ]|[0-9]{1,3})[.)]\s")
_HEADS = re.compile(r"\s*(?:số )?s?tt\s*", re.IGNORECASE)
_FIGURE = re.compile(r"\s*[0-9]+(?:[.,][0-9]+)?\s*")
_TABLE_FROM = 3  # cells


def pasted_rows(text: str) -> list[Row]:
    """Rows with the number of the line on which each begins; single lines stay rows of one cell."""
    rows: list[Row] = []
    width = 0
    for number, cells in _physical_rows(_NEWLINE.sub("\n", text)):
        if rows and _goes_on(rows[-1][1], cells, width):
            last = rows[-1][1]
            last[-1] = f"{last[-1]}\n{cells[0]}".strip("\n")
            last += cells[1:]
        else:
            rows.append((number, cells))
        if len(rows[-1][1]) >= _TABLE_FROM and (not width or _HEADS.fullmatch(rows[-1][1][0])):
            width = len(rows[-1][1])
    return rows


def _goes_on(last: list[str], cells: list[str], width: int) -> bool:
    """Whether these cells are further paragraphs of the row before them."""
    if len(last) < 2 or _CODE.fullmatch(cells[0]) or _is_note(cells[0]):
        return False
    if _HEADS.fullmatch(last[0]):
        return not _CODE_AND_WORDS.match(cells[0])
    if len(cells) == 1:
        return bool(width) and not _FIGURE.fullmatch(last[-1])
    return len(last) < width and len(last) + len(cells) - 1 <= width


def _is_note(text: str) -> bool:
    return bool(re.match(r"\s*(?:ghi chú|lưu ý|nơi nhận|người lập|\(\*\)|\*)", text, re.I))


def _physical_rows(text: str) -> list[Row]:
    """Lines cut at tabs; a quoted cell may hold line breaks."""
    rows: list[Row] = []
    place, number, began = 0, 1, 1
    cells: list[str] = []
    while place <= len(text):
        cell, place, number = _cell(text, place, number)
        cells.append(cell)
        if place >= len(text) or text[place] == "\n":
            if any(part.strip() for part in cells):
                rows.append((began, cells))
            number += 1
            began, cells = number, []
        place += 1
    return rows


def _cell(text: str, place: int, number: int) -> tuple[str, int, int]:
    """The cell that begins at `place`, where it ends, and the line number there."""
    quoted = _QUOTED.match(text, place) if text[place : place + 1] == '"' else None
    if quoted and any(mark in quoted[1] for mark in ("\n", "\t", '""')):
        inner = quoted[1].replace('""', '"')
        return inner, quoted.end(), number + quoted[1].count("\n")
    tab, line = text.find("\t", place), text.find("\n", place)
    end = min((found for found in (tab, line) if found >= 0), default=len(text))
    return text[place:end], end, number
