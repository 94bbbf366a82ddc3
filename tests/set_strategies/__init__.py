"""Hypothesis strategies for whole criteria sets.

`sound`: sets that may be published, and the same with garbled rules; `files`: sound sets in words
and figures that a file may lose; `any`: sets in any condition, and what people change in them.
"""

from tests.set_strategies.any import definitions, pairs_of_sets, texts
from tests.set_strategies.files import sets_for_files
from tests.set_strategies.sound import garbled_sets, sound_sets

__all__ = [
    "definitions", "garbled_sets", "pairs_of_sets", "sets_for_files", "sound_sets", "texts",
]  # fmt: skip
