"""What a sheet keeps when a later version of its set replaces the one it was filled in under.

Pure: the preview and the action ask the same functions, which go from the part (`parts`) to the
criterion (`rows`) to the whole (`sheets`).
"""

from assessments.carrying.parts import PartFate, carried_part
from assessments.carrying.rows import Entered, Line, Removed, Row
from assessments.carrying.sheets import Carried, carry, successors
from assessments.carrying.words import ADJUSTED, MUST_REENTER, Choice, Fate

__all__ = [
    "ADJUSTED", "MUST_REENTER", "Carried", "Choice", "Entered", "Fate", "Line", "PartFate",
    "Removed", "Row", "carried_part", "carry", "successors",
]  # fmt: skip
