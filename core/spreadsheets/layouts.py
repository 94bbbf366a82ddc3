"""How a sheet of a designed workbook is laid out: a table under headers, or a card of fields."""

from collections.abc import Sequence
from dataclasses import dataclass

from core.spreadsheets.columns import Column

CARD_HEADERS = ("Mục", "Nội dung", "Giải thích")


@dataclass(frozen=True)
class Table:
    """Rows below the row with the headers of `columns`."""

    title: str
    columns: Sequence[Column]


@dataclass(frozen=True)
class Card:
    """One record: each field on a row of its own, its name in column A and its value in B."""

    title: str
    fields: Sequence[Column]


Layout = Table | Card
