"""A sheet as it stands, for tables whose headers and levels are not ours to prescribe."""

from typing import IO

from core.file_inspection import look_inside, measured_copy, require_signature
from core.spreadsheets.reading import MOST_BYTES

# One row: its number, and [column, cell type, text] of each filled cell (core.inspection.cells).
GridRow = tuple[int, list[tuple[int, str, str]]]


def read_grid(file: IO[bytes], *, most_rows: int, most_cells: int) -> tuple[str, list[GridRow]]:
    """Title and filled cells of the first visible sheet; raises FileRefused.

    Hidden rows are read like others; a merged cell counts where it begins.
    """
    arguments = {"sheet": None, "most_rows": most_rows, "most_cells": most_cells}
    with measured_copy(file, MOST_BYTES) as copy:
        require_signature(copy.path, "xlsx")
        found = look_inside("core.inspection.cells", copy.path, arguments)
    return found["sheet"], [(number, [tuple(c) for c in cells]) for number, cells in found["rows"]]
