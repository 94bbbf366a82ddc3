"""One column of a sheet: its header, and how a cell turns into a value. Shared by both ways."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from core.calendar import format_date, parse_date
from core.numbers import format_count, parse_count, parse_number, parse_points
from core.text import TextTooLong, clean_line, clean_text, fold

KINDS = ("text", "lines", "count", "number", "points", "date", "choice")
_MOST_NAMED_CHOICES = 8


@dataclass(frozen=True)
class Column:
    """A column that people see as `header` and code as `name`.

    `kind`: one of KINDS ("lines" is text that keeps its line breaks). `choices` maps what is
    written in a cell to its value, for kind "choice". `max_length` in characters, `places` in
    decimals, `width` in Excel's characters. A column that `may_be_absent` need not be in the file.
    In sheets that people edit, `note` is shown beside header and cell, and the cells of a column
    that `is_locked` cannot be typed in.
    """

    name: str
    header: str
    kind: str = "text"
    required: bool = False
    may_be_absent: bool = False
    max_length: int = 500
    places: int = 2
    width: int = 16
    choices: Mapping[str, object] = field(default_factory=dict)
    may_be_negative: bool = False
    note: str = ""
    is_locked: bool = False
    number_format: str = ""

    def __post_init__(self):
        if self.kind not in KINDS:
            raise ValueError(f"unknown kind of column: {self.kind}")

    def value_of(self, cell_type: str, text: str) -> object:
        """The value of a filled cell; raises ValueError with a message for people."""
        if cell_type == "formula":
            raise ValueError("Ô có công thức. Hãy thay bằng giá trị (Paste Values).")
        if cell_type in ("error", "flag"):
            raise ValueError("Ô có giá trị lỗi hoặc TRUE/FALSE. Hãy nhập lại.")
        return getattr(self, f"_{self.kind}")(cell_type, text)

    def _text(self, cell_type: str, text: str) -> str:
        return self._limited(clean_line, _as_written(cell_type, text))

    def _lines(self, cell_type: str, text: str) -> str:
        return self._limited(clean_text, _as_written(cell_type, text))

    def _limited(self, clean, text: str) -> str:
        try:
            return clean(text, self.max_length)
        except TextTooLong as error:
            raise ValueError(f"Quá dài: tối đa {format_count(self.max_length)} ký tự.") from error

    def _count(self, cell_type: str, text: str) -> int:
        return parse_count(_number(cell_type, text))

    def _number(self, cell_type: str, text: str):
        text = text.strip()
        if self.may_be_negative and text[:1] in ("-", "−"):
            return -parse_number(_number(cell_type, text[1:]), self.places)
        return parse_number(_number(cell_type, text), self.places)

    def _points(self, cell_type: str, text: str):
        return parse_points(_number(cell_type, text))

    def _date(self, cell_type: str, text: str) -> date:
        if cell_type == "number":
            raise ValueError("Ô phải là ngày. Ví dụ: 31/12/2026.")
        return parse_date(text)

    def _choice(self, cell_type: str, text: str) -> object:
        values = {fold(label): value for label, value in self.choices.items()}
        written = fold(_as_written(cell_type, text))
        if written not in values:
            named = ", ".join(list(self.choices)[:_MOST_NAMED_CHOICES])
            raise ValueError(f"Chỉ nhận một trong các giá trị: {named}.")
        return values[written]


def _number(cell_type: str, text: str) -> object:
    """A typed number keeps its type: 1.25 in Excel is never "1.25" with a grouping dot."""
    if cell_type == "date":
        raise ValueError("Ô phải là số, không phải ngày tháng. Hãy đổi định dạng ô rồi nhập lại.")
    if cell_type == "text":
        return text
    return float(text) if set(text) & set(".eEnN") else int(text)


def _as_written(cell_type: str, text: str) -> str:
    if cell_type == "date":
        return format_date(date.fromisoformat(text))
    return text.removesuffix(".0") if cell_type == "number" else text
