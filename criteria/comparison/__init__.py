"""What differs between two sets: pure, from two definitions to a Comparison.

Groups, criteria, parts, vetoes and bands are the same thing on both sides when their keys are.
"""

from criteria.comparison.changes import (
    KIND_LABELS,
    Comparison,
    FieldChange,
    ItemChange,
    Kind,
    Level,
    Place,
    Section,
)
from criteria.comparison.comparing import compare
from criteria.comparison.words import Segment, word_differences

__all__ = [
    "KIND_LABELS",
    "Comparison",
    "FieldChange",
    "ItemChange",
    "Kind",
    "Level",
    "Place",
    "Section",
    "Segment",
    "compare",
    "word_differences",
]
